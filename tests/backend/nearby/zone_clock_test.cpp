#include "backend/nearby/zone_clock.h"

#include <array>
#include <cstdlib>
#include <ctime>
#include <string>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/backend/nearby/a_dc.h"

namespace darkstore::nearby {
namespace {

ZoneClock clock_of(const char* zone) {
  return ZoneClock::load(zone).value();
}

TEST(ZoneClock, MovesWithSummerTime) {
  const auto lisbon = clock_of("Europe/Lisbon");
  EXPECT_EQ(lisbon.local(at(2026, 3, 29, 0, 59)), (LocalTime{6, 59}));
  EXPECT_EQ(lisbon.local(at(2026, 3, 29, 1, 0)), (LocalTime{6, 120}));
  EXPECT_EQ(lisbon.local(at(2026, 10, 25, 0, 59)), (LocalTime{6, 119}));
  EXPECT_EQ(lisbon.local(at(2026, 10, 25, 1, 0)), (LocalTime{6, 60}));
}

TEST(ZoneClock, TellsTheWeekdayWhereTheDcStands) {
  EXPECT_EQ(clock_of("Asia/Tokyo").local(at(2026, 11, 8, 15, 30)), (LocalTime{0, 30}));
  EXPECT_EQ(clock_of("Pacific/Honolulu").local(at(2026, 11, 9, 9, 59)), (LocalTime{6, 1439}));
}

TEST(ZoneClock, KnowsQuartersOfAnHour) {
  EXPECT_EQ(clock_of("Asia/Kathmandu").local(at(2026, 11, 10, 0, 0)), (LocalTime{1, 345}));
}

TEST(ZoneClock, RefusesAZoneNobodyKnows) {
  EXPECT_EQ(ZoneClock::load("Europe/Atlantis").error().kind, ErrorKind::kInvalidArgument);
}

/// Two readers of the zone files, one answer.
class AgainstTheCLibrary : public ::testing::TestWithParam<const char*> {};

TEST_P(AgainstTheCLibrary, AgreesInEveryHourOfTwentyYears) {
  const auto clock = clock_of(GetParam());
  ASSERT_EQ(::setenv("TZ", GetParam(), 1), 0);
  ::tzset();
  const std::time_t from = std::chrono::system_clock::to_time_t(at(2020, 1, 1, 0));
  const std::time_t until = std::chrono::system_clock::to_time_t(at(2040, 1, 1, 0));
  constexpr std::time_t kStep = 3600 + 7;  // drifts through the minutes
  for (std::time_t second = from; second < until; second += kStep) {
    std::tm local{};
    ::localtime_r(&second, &local);
    const LocalTime want{(local.tm_wday + 6) % 7, local.tm_hour * 60 + local.tm_min};
    const auto got = clock.local(WallTime(std::chrono::seconds(second)));
    ASSERT_EQ(got.weekday, want.weekday) << "Unix second " << second;
    ASSERT_EQ(got.minute_of_day, want.minute_of_day) << "Unix second " << second;
  }
}

INSTANTIATE_TEST_SUITE_P(Zones, AgainstTheCLibrary,
                         ::testing::Values("Europe/Lisbon", "America/New_York", "America/Sao_Paulo",
                                           "Asia/Kolkata", "Asia/Tehran", "Australia/Lord_Howe",
                                           "Africa/Cairo", "Africa/Casablanca", "Europe/Dublin",
                                           "Pacific/Auckland", "America/Santiago", "Asia/Istanbul"));

}  // namespace
}  // namespace darkstore::nearby
