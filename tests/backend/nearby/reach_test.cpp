#include "backend/nearby/reach.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <map>
#include <set>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "backend/nearby/estimate_provider.h"
#include "tests/backend/nearby/random_places.h"

namespace darkstore::nearby {
namespace {
constexpr GeoPoint kHome{38.7046, -9.1617};
constexpr double kNorth = 0;
using std::chrono::minutes;

/// Everything is one minute away, except that water lies before the DCs it is told of.
class WaterBefore final : public TravelTimeProvider {
 public:
  enum class Way { kOverBridge, kNone };
  explicit WaterBefore(std::map<DcId, Way> wet) : wet_(std::move(wet)) {}
  void travel(std::span<const Departure> from, GeoPoint, std::chrono::milliseconds,
              std::span<Travel> out) const override {
    for (std::size_t i = 0; i < from.size(); ++i) {
      const auto wet = wet_.find(from[i].dc->id);
      if (wet == wet_.end()) {
        out[i] = {.minutes = 1, .way_m = 100, .bridge = {}, .source = TravelSource::kEstimate};
      } else if (wet->second == Way::kOverBridge) {
        out[i] = {.minutes = 30, .way_m = 9000, .bridge = "the bridge", .source = TravelSource::kEstimate};
      } else {
        out[i] = {};
      }
    }
  }

 private:
  std::map<DcId, Way> wet_;
};

/// Tells the wall clock at which riders leave: that many minutes they take.
class MinuteOfDay final : public TravelTimeProvider {
 public:
  void travel(std::span<const Departure> from, GeoPoint, std::chrono::milliseconds,
              std::span<Travel> out) const override {
    std::ranges::transform(from, out.begin(), [](const Departure& each) {
      return Travel{.minutes = static_cast<double>(each.local.minute_of_day)};
    });
  }
};

/// A road server by its own account; everything is as far as it is told.
class Roads final : public TravelTimeProvider {
 public:
  Roads(double takes, TravelSource answers) : minutes_(takes), answers_(answers) {}
  void travel(std::span<const Departure>, GeoPoint, std::chrono::milliseconds,
              std::span<Travel> out) const override {
    std::ranges::fill(out, Travel{.minutes = minutes_, .way_m = 1, .bridge = {}, .source = answers_});
  }
  [[nodiscard]] TravelSource usual_source() const override { return TravelSource::kOsrm; }

 private:
  double minutes_;
  TravelSource answers_;
};

ReachFinder finder_of(std::vector<Dc> dcs, FunnelOptions funnel = {}) {
  return {funnel, index_of(std::move(dcs)), std::make_shared<EstimateProvider>()};
}

ReachFinder finder_by_water(std::vector<Dc> dcs, std::map<DcId, WaterBefore::Way> wet) {
  return {{}, index_of(std::move(dcs)), std::make_shared<WaterBefore>(std::move(wet))};
}

Dc dc_north(int id, double distance_m) {
  return a_dc(id).at(moved(kHome, distance_m, kNorth));
}

std::vector<int> serving(const Reach& reach) {
  std::vector<int> ids;
  std::ranges::transform(reach.serves, std::back_inserter(ids),
                         [](const ReachedDc& each) { return each.dc->id.value(); });
  return ids;
}

std::map<int, Verdict> verdicts(const Reach& reach) {
  std::map<int, Verdict> by_id;
  for (const auto& each : reach.explained) {
    by_id[each.reached.dc->id.value()] = each.verdict;
  }
  return by_id;
}

const ReachOptions kExplain{.explain = true};
const WallTime kNoon = at(2026, 11, 10, 12, 42);

TEST(Reach, ListsTheSoonestFirst) {
  const auto finder = finder_of({dc_north(1, 2000), dc_north(2, 500), dc_north(3, 1000)});
  EXPECT_EQ(serving(finder.reach(kHome, {}, kNoon)), (std::vector{2, 3, 1}));
}

TEST(Reach, GivesEachCandidateTheReasonItMet) {
  Dc slow = dc_north(4, 4000);
  slow.density = Density::kDense;
  const auto finder = finder_of({dc_north(1, 500), a_dc(2).at(moved(kHome, 3000, kNorth)).reaching(2900),
                                 a_dc(3).at(moved(kHome, 900, kNorth)).closed_by_hand(),
                                 a_dc(5).at(moved(kHome, 900, kNorth)).open(1080, 120), slow});
  const auto reach = finder.reach(kHome, {.reach_within = minutes(20), .explain = true}, kNoon);
  EXPECT_EQ(verdicts(reach), (std::map<int, Verdict>{{1, Verdict::kServes},
                                                     {2, Verdict::kOutsideRadius},
                                                     {3, Verdict::kClosed},
                                                     {4, Verdict::kTooSlow},
                                                     {5, Verdict::kClosed}}));
}

TEST(Reach, CountsTheSixthNearestAsNotAmongTheFive) {
  std::vector<Dc> dcs;
  for (int id = 1; id <= 7; ++id) {
    dcs.push_back(dc_north(id, 300.0 * id));
  }
  const auto reach = finder_of(std::move(dcs)).reach(kHome, kExplain, kNoon);
  EXPECT_EQ(serving(reach), (std::vector{1, 2, 3, 4, 5}));
  EXPECT_EQ(verdicts(reach).at(6), Verdict::kNotAmongNearest);
  EXPECT_EQ(verdicts(reach).at(7), Verdict::kNotAmongNearest);
  EXPECT_EQ(reach.funnel.nearest, 5);
}

TEST(Reach, IsNotHiddenByAHundredClosedDcsThatAreNearer) {
  std::vector<Dc> dcs;
  for (int id = 1; id <= 100; ++id) {
    dcs.push_back(a_dc(id).at(moved(kHome, 10.0 * id, kNorth)).closed_by_hand());
  }
  dcs.push_back(dc_north(101, 1500));
  EXPECT_EQ(serving(finder_of(std::move(dcs)).reach(kHome, {}, kNoon)), (std::vector{101}));
}

TEST(Reach, LooksAtMoreCandidatesUntilFiveAreEligible) {
  std::vector<Dc> dcs;
  for (int id = 1; id <= 60; ++id) {
    auto dc = a_dc(id).at(moved(kHome, 10.0 * id, kNorth));
    if (id > 3 && id <= 53) {
      dc.closed_by_hand();
    }
    dcs.push_back(dc);
  }
  const auto reach = finder_of(std::move(dcs)).reach(kHome, {}, kNoon);
  EXPECT_EQ(serving(reach), (std::vector{1, 2, 3, 54, 55}));
  EXPECT_EQ(reach.funnel.candidates, 60);
}

TEST(Reach, AsksFartherWhenWaterCutsTheNearestFiveOff) {
  std::vector<Dc> dcs;
  std::map<DcId, WaterBefore::Way> wet;
  for (int id = 1; id <= 8; ++id) {
    dcs.push_back(dc_north(id, 100.0 * id));
    wet[DcId(id)] = id % 2 == 0 ? WaterBefore::Way::kOverBridge : WaterBefore::Way::kNone;
  }
  dcs.push_back(dc_north(9, 3000));
  const auto finder = finder_by_water(std::move(dcs), std::move(wet));
  const auto reach = finder.reach(kHome, {.reach_within = minutes(20), .explain = true}, kNoon);
  EXPECT_EQ(serving(reach), (std::vector{9}));
  EXPECT_EQ(verdicts(reach).at(2), Verdict::kTooSlowOverBridge);
  EXPECT_EQ(verdicts(reach).at(1), Verdict::kNoWay);
  EXPECT_EQ(reach.funnel.nearest, 9);
}

TEST(Reach, KeepsADcBehindABridgeThatIsInTime) {
  const auto finder = finder_by_water({dc_north(1, 500)}, {{DcId(1), WaterBefore::Way::kOverBridge}});
  const auto reach = finder.reach(kHome, {}, kNoon);
  EXPECT_EQ(serving(reach), (std::vector{1}));
  EXPECT_EQ(reach.serves.front().bridge, "the bridge");
}

TEST(Reach, SaysWhereItsTimesComeFromWhetherOrNotAnyoneServes) {
  const auto source = [](std::vector<Dc> dcs, double takes, TravelSource answers) {
    const ReachFinder finder({}, index_of(std::move(dcs)), std::make_shared<Roads>(takes, answers));
    return finder.reach(kHome, {.reach_within = minutes(60)}, kNoon).source;
  };
  EXPECT_EQ(source({dc_north(1, 500)}, 5, TravelSource::kEstimateOsrmDown), TravelSource::kEstimateOsrmDown);
  EXPECT_EQ(source({dc_north(1, 500)}, 500, TravelSource::kEstimateOsrmDown), TravelSource::kEstimateOsrmDown)
      << "asked and too slow";
  EXPECT_EQ(source({}, 5, TravelSource::kEstimateOsrmDown), TravelSource::kOsrm) << "nobody to ask for";
}

TEST(Reach, SaysWhyNobodyServes) {
  const auto why = [](const ReachFinder& finder, minutes within) {
    return finder.reach(kHome, {.reach_within = within}, kNoon).why_none;
  };
  EXPECT_EQ(why(finder_of({}), minutes(60)), Verdict::kOutsideRadius);
  EXPECT_EQ(why(finder_of({a_dc(1).at(moved(kHome, 3000, kNorth)).reaching(2000)}), minutes(60)),
            Verdict::kOutsideRadius);
  EXPECT_EQ(why(finder_of({a_dc(1).at(kHome).open(1080, 120)}), minutes(60)), Verdict::kClosed);
  EXPECT_EQ(why(finder_of({dc_north(1, 5000)}), minutes(9)), Verdict::kTooSlow);
  EXPECT_EQ(why(finder_by_water({dc_north(1, 50)}, {{DcId(1), WaterBefore::Way::kNone}}), minutes(60)),
            Verdict::kNoWay);
  EXPECT_EQ(why(finder_by_water({dc_north(1, 50)}, {{DcId(1), WaterBefore::Way::kOverBridge}}), minutes(20)),
            Verdict::kTooSlowOverBridge);
  EXPECT_EQ(why(finder_of({dc_north(1, 500)}), minutes(60)), std::nullopt);
}

TEST(Reach, TakesPickingOffThePromise) {
  const std::vector<Dc> dcs{dc_north(1, 500)};
  const auto travel_minutes = finder_of(dcs).reach(kHome, {}, kNoon).serves.at(0).travel_minutes;
  const auto whole = minutes(static_cast<int>(std::ceil(travel_minutes)));
  const ReachOptions within{.reach_within = whole + minutes(10)};
  EXPECT_EQ(finder_of(dcs, {.picking = minutes(10)}).reach(kHome, within, kNoon).serves.size(), 1U);
  EXPECT_EQ(finder_of(dcs, {.picking = minutes(11)}).reach(kHome, within, kNoon).serves.size(), 0U);
}

TEST(Reach, LeavesWhenThePickingIsDoneByTheClockOfTheDc) {
  const ReachFinder finder({.picking = minutes(7)}, index_of({a_dc(1).at(kHome).in_zone("Asia/Tokyo")}),
                           std::make_shared<MinuteOfDay>());
  const auto reach = finder.reach(kHome, {.reach_within = minutes(1440)}, at(2026, 11, 10, 15, 0));
  EXPECT_EQ(reach.serves.at(0).travel_minutes, 7);
}

TEST(Reach, ServesAtTheVeryBorderOfItsRadius) {
  const auto place = moved(kHome, 3000, kNorth);
  const double border_m = haversine_m(kHome, place);
  EXPECT_EQ(serving(finder_of({a_dc(1).at(place).reaching(border_m)}).reach(kHome, {}, kNoon)),
            (std::vector{1}));
  EXPECT_TRUE(finder_of({a_dc(1).at(place).reaching(std::nextafter(border_m, 0)), dc_north(2, 9000)})
                  .reach(kHome, {}, kNoon)
                  .serves.empty());
}

TEST(Reach, OpensByTheWallClockOfTheDc) {
  const auto finder = finder_of({a_dc(1).at(kHome).in_zone("Europe/Lisbon").open(480, 1320)});
  const auto open = [&](WallTime when) { return !finder.reach(kHome, {}, when).serves.empty(); };
  EXPECT_FALSE(open(at(2026, 3, 28, 7, 30)));  // winter: 07:30
  EXPECT_TRUE(open(at(2026, 3, 29, 7, 30)));   // the first day of summer time: 08:30
  EXPECT_TRUE(open(at(2026, 10, 24, 7, 30)));
  EXPECT_FALSE(open(at(2026, 10, 25, 7, 30)));
}

TEST(Reach, SeesAReloadAndKeepsTheOldAnswerAlive) {
  auto finder = std::make_unique<ReachFinder>(FunnelOptions{}, index_of({dc_north(1, 500)}),
                                              std::make_shared<EstimateProvider>());
  const auto before = finder->reach(kHome, {}, kNoon);
  finder->reload(index_of({a_dc(1).at(kHome).closed_by_hand(), dc_north(2, 700)}));
  EXPECT_EQ(serving(finder->reach(kHome, {}, kNoon)), (std::vector{2}));
  EXPECT_EQ(before.serves.at(0).dc->code, "DC-1");
}

TEST(Reach, ReachesNobodyFromNowhere) {
  const auto nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_TRUE(finder_of({dc_north(1, 500)}).reach({nan, nan}, {}, kNoon).serves.empty());
}

/// A random town at a hard place, a point near it, a moment and a promise.
struct Case {
  GeoPoint place = *a_hard_place();
  std::vector<Dc> dcs = a_town_around(place, 120);
  GeoPoint point = *a_point_near(place, 25'000);
  WallTime when = at(2026, 1, 1, 0) + minutes(*rc::gen::inRange(0, 366 * 1440));
  minutes within{*rc::gen::inRange(5, 90)};
  ReachFinder finder = finder_of(dcs);
};

RC_GTEST_PROP(ReachProperty, FindsBeforeAnyCapExactlyWhomBruteForceFinds, ()) {
  const Case given;
  const auto finder = finder_of(given.dcs, {.candidates = 1000});
  std::set<int> eligible;
  for (const auto& each : finder.reach(given.point, kExplain, given.when).explained) {
    if (each.verdict != Verdict::kOutsideRadius && each.verdict != Verdict::kClosed) {
      eligible.insert(each.reached.dc->id.value());
    }
  }
  std::set<int> wanted;
  for (const Dc& dc : finder.dcs()->dcs()) {
    const bool open = dc.hours.open_at(finder.dcs()->local_time(dc, given.when).minute_of_day);
    if (haversine_m(given.point, dc.position) <= dc.radius_m && open && !dc.closed_by_hand) {
      wanted.insert(dc.id.value());
    }
  }
  RC_CLASSIFY(!wanted.empty(), "somebody is eligible");
  RC_ASSERT(eligible == wanted);
}

RC_GTEST_PROP(ReachProperty, NeverNamesADcThatIsClosedByHandOrTooFar, ()) {
  const Case given;
  for (const auto& each :
       given.finder.reach(given.point, {.reach_within = given.within}, given.when).serves) {
    RC_ASSERT(!each.dc->closed_by_hand);
    RC_ASSERT(haversine_m(given.point, each.dc->position) <= each.dc->radius_m);
    RC_ASSERT(each.minutes <= static_cast<double>(given.within.count()));
  }
}

RC_GTEST_PROP(ReachProperty, TellsTheSameStoryInFunnelTableAndList, ()) {
  const Case given;
  const auto reach =
      given.finder.reach(given.point, {.reach_within = given.within, .explain = true}, given.when);
  const auto count = [&](auto matches) {
    return static_cast<int>(std::ranges::count_if(reach.explained, matches));
  };
  const auto& funnel = reach.funnel;
  RC_ASSERT(funnel.all == static_cast<int>(given.dcs.size()));
  RC_ASSERT(funnel.in_range >= funnel.candidates);
  RC_ASSERT(funnel.candidates == static_cast<int>(reach.explained.size()));
  RC_ASSERT(funnel.eligible == count([](const ExplainedDc& each) {
              return each.verdict != Verdict::kOutsideRadius && each.verdict != Verdict::kClosed;
            }));
  RC_ASSERT(funnel.nearest ==
            count([](const ExplainedDc& each) { return std::isfinite(each.reached.minutes); }));
  RC_ASSERT(funnel.serves == count([](const ExplainedDc& each) { return each.verdict == Verdict::kServes; }));
  RC_ASSERT(funnel.serves == static_cast<int>(reach.serves.size()));
  RC_ASSERT(reach.why_none.has_value() == reach.serves.empty());
  RC_ASSERT(
      std::ranges::is_sorted(reach.explained, {}, [](const auto& each) { return each.reached.distance_m; }));
  RC_ASSERT(std::ranges::is_sorted(reach.serves, {}, &ReachedDc::minutes));
}

RC_GTEST_PROP(ReachProperty, AnswersTheSameWithAndWithoutExplaining, ()) {
  const Case given;
  const auto plain = given.finder.reach(given.point, {.reach_within = given.within}, given.when);
  const auto explained =
      given.finder.reach(given.point, {.reach_within = given.within, .explain = true}, given.when);
  RC_ASSERT(serving(plain) == serving(explained));
  RC_ASSERT(plain.explained.empty());
}

RC_GTEST_PROP(ReachProperty, NeverLosesADcToALongerPromise, ()) {
  const Case given;
  const auto shorter = serving(given.finder.reach(given.point, {.reach_within = given.within}, given.when));
  const minutes longer_within = given.within + minutes(*rc::gen::inRange(1, 60));
  const auto longer = serving(given.finder.reach(given.point, {.reach_within = longer_within}, given.when));
  RC_ASSERT(std::ranges::includes(std::set(longer.begin(), longer.end()),
                                  std::set(shorter.begin(), shorter.end())));
}

RC_GTEST_PROP(ReachProperty, NeverGainsByClosingADc, ()) {
  Case given;
  const auto before = given.finder.reach(given.point, kExplain, given.when).funnel;
  const auto closed = *rc::gen::inRange<std::size_t>(0, given.dcs.size());
  given.dcs[closed].closed_by_hand = true;
  const auto reach = finder_of(given.dcs).reach(given.point, kExplain, given.when);
  RC_ASSERT(reach.funnel.eligible <= before.eligible || reach.funnel.candidates > before.candidates);
  for (const auto id : serving(reach)) {
    RC_ASSERT(id != given.dcs[closed].id.value());
  }
}

}  // namespace
}  // namespace darkstore::nearby
