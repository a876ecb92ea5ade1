#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "backend/nearby/dc.h"

namespace darkstore::nearby {
namespace {

TEST(OpeningHours, OpenWithTheFirstMinuteAndCloseBeforeTheLast) {
  const OpeningHours day{480, 1320};
  EXPECT_FALSE(day.open_at(479));
  EXPECT_TRUE(day.open_at(480));
  EXPECT_TRUE(day.open_at(1319));
  EXPECT_FALSE(day.open_at(1320));
}

TEST(OpeningHours, RunOverMidnight) {
  const OpeningHours night{1080, 120};
  EXPECT_FALSE(night.open_at(1079));
  EXPECT_TRUE(night.open_at(1080));
  EXPECT_TRUE(night.open_at(0));
  EXPECT_TRUE(night.open_at(119));
  EXPECT_FALSE(night.open_at(120));
}

TEST(OpeningHours, RefuseMinutesThatNoClockShows) {
  EXPECT_TRUE((OpeningHours{0, 1440}.valid()));
  EXPECT_FALSE((OpeningHours{-1, 600}.valid()));
  EXPECT_FALSE((OpeningHours{0, 1441}.valid()));
  EXPECT_FALSE((OpeningHours{1440, 600}.valid()));
  EXPECT_FALSE((OpeningHours{600, 600}.valid()));
}

RC_GTEST_PROP(OpeningHours, AreOpenForAsManyMinutesAsLieBetween, ()) {
  const OpeningHours hours{*rc::gen::inRange(0, 1440), *rc::gen::inRange(1, 1441)};
  RC_PRE(hours.valid());
  int open = 0;
  for (int minute = 0; minute < 1440; ++minute) {
    open += hours.open_at(minute) ? 1 : 0;
  }
  RC_ASSERT(open == (hours.close_minute - hours.open_minute + 1440 - 1) % 1440 + 1);
}

TEST(Density, IsReadAsItIsWritten) {
  for (const auto density : {Density::kRural, Density::kSuburban, Density::kUrban, Density::kDense}) {
    EXPECT_EQ(parse_density(to_string(density)).value(), density);
  }
  EXPECT_EQ(parse_density("packed", "dcs[3].density").error().field, "dcs[3].density");
}

}  // namespace
}  // namespace darkstore::nearby
