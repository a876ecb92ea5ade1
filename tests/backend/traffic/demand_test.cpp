#include "backend/traffic/demand.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "backend/traffic/latency.h"

namespace darkstore::traffic {
namespace {

constexpr int kDraws = 200'000;

class Demand : public testing::TestWithParam<std::uint64_t> {
 protected:
  Dice dice_{GetParam()};
};

TEST_P(Demand, DrawsRanksByZipfsLaw) {
  const Zipf zipf(1.0, 100);
  std::vector<int> drawn(10);
  for (int i = 0; i < kDraws; ++i) {
    ++drawn.at(zipf.draw(10, dice_));
  }
  double harmonic = 0;
  for (int rank = 1; rank <= 10; ++rank) {
    harmonic += 1.0 / rank;
  }
  for (int rank = 0; rank < 10; ++rank) {
    const double expected = kDraws / harmonic / (rank + 1);
    EXPECT_NEAR(drawn.at(static_cast<std::size_t>(rank)), expected, 6 * std::sqrt(expected))
        << "rank " << rank;
  }
}

TEST_P(Demand, DrawsByWeightAndNeverWhatHasNone) {
  const Choice choice({0, 1, 0, 3, 0});
  std::vector<int> drawn(5);
  for (int i = 0; i < kDraws; ++i) {
    ++drawn.at(choice.draw(dice_));
  }
  EXPECT_EQ(drawn[0] + drawn[2] + drawn[4], 0);
  EXPECT_NEAR(drawn[3], 0.75 * kDraws, 6 * std::sqrt(0.25 * kDraws));
}

TEST_P(Demand, FillsBasketsOfOneToEightLinesMostlyOfOneUnit) {
  int most = 0;
  int fewest = 8;
  int lines = 0;
  int single = 0;
  for (int i = 0; i < kDraws; ++i) {
    const int basket = basket_lines(dice_);
    most = std::max(most, basket);
    fewest = std::min(fewest, basket);
    lines += basket;
    const int units = line_units(dice_);
    ASSERT_TRUE(units >= 1 && units <= 3);
    single += units == 1 ? 1 : 0;
  }
  EXPECT_EQ(fewest, 1);
  EXPECT_EQ(most, 8);
  EXPECT_NEAR(static_cast<double>(lines) / kDraws, 3.17, 0.05);
  EXPECT_GT(single, kDraws / 2);
}

TEST_P(Demand, ComesAtTheRateAskedFor) {
  std::chrono::nanoseconds all{0};
  for (int i = 0; i < kDraws; ++i) {
    all += pause(300, dice_);
  }
  const double seconds = static_cast<double>(all.count()) / 1e9;
  EXPECT_NEAR(kDraws / seconds, 300, 6 * 300 / std::sqrt(kDraws));
}

TEST_P(Demand, LivesAFewStreetsFromADc) {
  for (const GeoPoint dc : {GeoPoint{38.7, -9.1}, GeoPoint{-33.9, 179.999}, GeoPoint{64.1, -21.9}}) {
    for (int i = 0; i < 1'000; ++i) {
      const GeoPoint home = home_near(dc, dice_);
      ASSERT_TRUE(GeoPoint::parse(home.latitude, home.longitude));
      EXPECT_GT(haversine_m(dc, home), 190);
      EXPECT_LT(haversine_m(dc, home), 2'020);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, Demand, testing::Values(1, 42, 20'260));

TEST(DayCurve, IsQuietBeforeDawnAndBusyAtLunchAndInTheEvening) {
  EXPECT_LT(day_curve(4), 0.1);
  EXPECT_GT(day_curve(12.5), 0.9);
  EXPECT_GT(day_curve(18.5), 0.9);
  EXPECT_LT(day_curve(15), day_curve(12.5));
  for (double hour = 0; hour < 24; hour += 0.1) {
    EXPECT_GT(day_curve(hour), 0);
    EXPECT_LE(day_curve(hour), 1);
    EXPECT_NEAR(day_curve(hour), day_curve(hour + 0.1), 0.05) << "a jump at " << hour;
  }
}

TEST(DayCurve, KnowsHoursOfOtherDays) {
  EXPECT_DOUBLE_EQ(day_curve(-2), day_curve(22));
  EXPECT_DOUBLE_EQ(day_curve(26.5), day_curve(2.5));
}

TEST(Latency, TellsQuantilesWithinTwoPercent) {
  Latency latency;
  for (int ms = 1; ms <= 1'000; ++ms) {
    latency.add(std::chrono::milliseconds(ms));
  }
  EXPECT_NEAR(latency.quantile_ms(0.5), 500, 12);
  EXPECT_NEAR(latency.quantile_ms(0.99), 990, 22);
  EXPECT_EQ(latency.count(), 1'000);
}

TEST(Latency, HoldsWhatIsOutsideOfItsBuckets) {
  Latency latency;
  EXPECT_EQ(latency.quantile_ms(0.5), 0);
  latency.add(std::chrono::nanoseconds(-5));
  latency.add(std::chrono::hours(3));
  EXPECT_LT(latency.quantile_ms(0.5), 0.06);
  EXPECT_GT(latency.quantile_ms(1), 50'000);
}

}  // namespace
}  // namespace darkstore::traffic
