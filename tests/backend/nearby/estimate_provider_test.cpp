#include "backend/nearby/estimate_provider.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/backend/nearby/random_places.h"

namespace darkstore::nearby {
namespace {
constexpr double kFiveMilesM = 8046.72;
constexpr int kFriday = 4;
constexpr int kSaturday = 5;
constexpr double kPromiseMinutes = 60;

double minutes_of(const Dc& dc, double distance_m, LocalTime local) {
  const Departure departure{&dc, local};
  Travel travel;
  EstimateProvider().travel({&departure, 1}, moved(dc.position, distance_m, 1.0), {}, {&travel, 1});
  return travel.minutes;
}

TEST(EstimateProvider, FindsFiveMilesOfManhattanAtFiveTooFarAndOfKansasNot) {
  const Dc manhattan = a_dc(1).at({40.7549, -73.9840}).built(Density::kDense);
  const Dc kansas = a_dc(2).at({38.5, -98.5}).built(Density::kRural);
  const LocalTime five{kFriday, 17 * 60};
  EXPECT_GT(minutes_of(manhattan, kFiveMilesM, five), kPromiseMinutes);
  EXPECT_LT(minutes_of(kansas, kFiveMilesM, five), kPromiseMinutes / 2);
}

TEST(EstimateProvider, IsFasterThroughManhattanAtNightAndOnSaturday) {
  const Dc manhattan = a_dc(1).at({40.7549, -73.9840}).built(Density::kDense);
  const double friday = minutes_of(manhattan, kFiveMilesM, {kFriday, 17 * 60});
  EXPECT_LT(minutes_of(manhattan, kFiveMilesM, {kFriday, 3 * 60}), kPromiseMinutes);
  EXPECT_LT(minutes_of(manhattan, kFiveMilesM, {kSaturday, 17 * 60}), friday);
}

RC_GTEST_PROP(EstimateProvider, NeedsLongerForALongerWay, ()) {
  const Dc dc = a_dc(1).at(*a_hard_place()).built(*rc::gen::element(Density::kRural, Density::kDense));
  const LocalTime local{*rc::gen::inRange(0, 7), *rc::gen::inRange(0, 1440)};
  const double near_m = *between(0, 20'000);
  const double far_m = near_m + *between(1, 20'000);
  RC_ASSERT(minutes_of(dc, near_m, local) < minutes_of(dc, far_m, local));
}

RC_GTEST_PROP(EstimateProvider, NeedsLongerWhereItIsDenser, ()) {
  const LocalTime local{*rc::gen::inRange(0, 7), *rc::gen::inRange(0, 1440)};
  const double distance_m = *between(10, 20'000);
  double before = 0;
  for (const auto density : {Density::kRural, Density::kSuburban, Density::kUrban, Density::kDense}) {
    const double minutes = minutes_of(a_dc(1).built(density), distance_m, local);
    RC_ASSERT(minutes > before);
    before = minutes;
  }
}

RC_GTEST_PROP(EstimateProvider, NeverLetsTheLaterRiderOvertake, ()) {
  const Dc dc = a_dc(1).built(Density::kDense);
  const int weekday = *rc::gen::inRange(0, 7);
  const int minute = *rc::gen::inRange(0, 1439);
  const double distance_m = *between(0, kFiveMilesM);
  const double first = minutes_of(dc, distance_m, {weekday, minute});
  const double second = minutes_of(dc, distance_m, {weekday, minute + 1});
  RC_ASSERT(second + 1 > first);
}

TEST(RushShare, ChangesSmoothlyThroughTheWholeWeek) {
  double before = rush_share({6, 1439});
  for (int weekday = 0; weekday < 7; ++weekday) {
    for (int minute = 0; minute < 1440; ++minute) {
      const double now = rush_share({weekday, minute});
      EXPECT_GE(now, 0);
      EXPECT_LE(now, 1);
      EXPECT_LT(std::abs(now - before), 0.01) << "weekday " << weekday << ", minute " << minute;
      before = now;
    }
  }
}

}  // namespace
}  // namespace darkstore::nearby
