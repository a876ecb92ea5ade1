// Reach in real cities: the seed's DCs, coasts and bridges.

#include <algorithm>
#include <cmath>
#include <iterator>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "backend/nearby/estimate_provider.h"
#include "backend/nearby/reach.h"
#include "backend/nearby/ways.h"
#include "tests/backend/nearby/a_dc.h"
#include "tests/backend/nearby/seed_dcs.h"

namespace darkstore::nearby {
namespace {
using std::chrono::minutes;

class RealCities : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto dcs = read_seed_dcs("resources/seed");
    ASSERT_TRUE(dcs.has_value()) << dcs.error().field << ' ' << dcs.error().reason;
    std::vector<GeoPoint> places;
    std::ranges::transform(*dcs, std::back_inserter(places), &Dc::position);
    auto ways = Ways::load("resources/seed", places);
    ASSERT_TRUE(ways.has_value()) << ways.error().field << ' ' << ways.error().reason;
    ways_ = std::make_shared<const Ways>(std::move(*ways));
    dcs_ = index_of(std::move(*dcs));
  }
  static void TearDownTestSuite() {
    ways_.reset();
    dcs_.reset();
  }

  static const Dc& dc(const char* code) { return *dcs_->find(code); }
  static Way way(const char* code, GeoPoint to) { return Ways::To(*ways_, to).from(dc(code).position); }
  static Reach reach(GeoPoint to, minutes within, WallTime when, FunnelOptions funnel = {}) {
    const ReachFinder finder(funnel, dcs_, std::make_shared<EstimateProvider>(EstimateOptions{}, ways_));
    return finder.reach(to, {.reach_within = within, .explain = true}, when);
  }
  /// The candidate of that code; one without a DC when it is none.
  static ExplainedDc row(const Reach& reach, std::string_view code) {
    const auto found =
        std::ranges::find(reach.explained, code, [](const auto& each) { return each.reached.dc->code; });
    EXPECT_NE(found, reach.explained.end()) << code << " is no candidate";
    return found == reach.explained.end() ? ExplainedDc{} : *found;
  }

  static inline std::shared_ptr<const Ways> ways_;
  static inline std::shared_ptr<const DcIndex> dcs_;
};

constexpr GeoPoint kJanelasVerdes{38.7046, -9.1617};  // Rua das Janelas Verdes, above the docks of Alcântara
const WallTime kLisbonNoon = at(2026, 11, 10, 12, 42);
const WallTime kIstanbulNoon = at(2026, 11, 10, 9, 42);

TEST_F(RealCities, GoFromCacilhasToAlcantaraOverTheBridgeOf25Abril) {
  const auto over = way("LIS-040", kJanelasVerdes);
  EXPECT_EQ(over.bridge, "25 de Abril");
  EXPECT_GT(over.length_m, 2.5 * haversine_m(dc("LIS-040").position, kJanelasVerdes));
  const auto along = way("LIS-014", kJanelasVerdes);
  EXPECT_TRUE(along.bridge.empty());
  EXPECT_EQ(along.length_m, haversine_m(dc("LIS-014").position, kJanelasVerdes));
}

TEST_F(RealCities, FindCacilhasNearButTooSlowOverTheBridge) {
  const auto in_20 = reach(kJanelasVerdes, minutes(20), kLisbonNoon, {.nearest = 6});
  const auto cacilhas = row(in_20, "LIS-040");
  EXPECT_LT(cacilhas.reached.distance_m, 2500);
  EXPECT_EQ(cacilhas.verdict, Verdict::kTooSlowOverBridge);
  EXPECT_EQ(row(in_20, "LIS-014").verdict, Verdict::kServes);
  EXPECT_EQ(row(in_20, "LIS-031").verdict, Verdict::kServes);
}

TEST_F(RealCities, GoDownTheFunnelOfTenThousand) {
  const auto funnel = reach(kJanelasVerdes, minutes(20), kLisbonNoon).funnel;
  EXPECT_EQ(funnel.all, 10'000);
  EXPECT_GE(funnel.in_range, 40);
  EXPECT_EQ(funnel.nearest, 5);
  EXPECT_GE(funnel.serves, 3);
}

TEST_F(RealCities, CrossTheBosphorusByItsBridges) {
  const GeoPoint uskudar_pier{41.0260, 29.0150};
  const auto reached = reach(uskudar_pier, minutes(20), kIstanbulNoon);
  const auto besiktas = row(reached, "IST-005");
  EXPECT_LT(besiktas.reached.distance_m, 2500);
  EXPECT_EQ(besiktas.verdict, Verdict::kTooSlowOverBridge);
  EXPECT_EQ(besiktas.reached.bridge, "Boğaziçi");
  ASSERT_FALSE(reached.serves.empty());
  for (const auto& each : reached.serves) {
    EXPECT_EQ(each.dc->shard, dc("IST-004").shard) << each.dc->code << " stands across the Bosphorus";
  }
}

TEST_F(RealCities, TakeTheSameWayThereAndBack) {
  const auto there = way("IST-005", dc("IST-004").position);
  const auto back = way("IST-004", dc("IST-005").position);
  EXPECT_FALSE(there.bridge.empty());
  EXPECT_NEAR(there.length_m, back.length_m, 1);
}

TEST_F(RealCities, AreJoinedByWaysButForOnePairOfNeighboursInAThousand) {
  int pairs = 0;
  int over_bridges = 0;
  int without_way = 0;
  std::vector<DcDistance> neighbours;
  for (const Dc& dc : dcs_->dcs()) {
    dcs_->within(dc.position, dc.radius_m, neighbours);
    Ways::To to(*ways_, dc.position);
    for (const auto& neighbour : neighbours) {
      const auto found = to.from(neighbour.dc->position);
      ASSERT_GE(found.length_m, neighbour.distance_m * 0.99);
      ++pairs;
      over_bridges += found.bridge.empty() ? 0 : 1;
      without_way += std::isinf(found.length_m) ? 1 : 0;
    }
  }
  EXPECT_GT(pairs, 50'000);
  EXPECT_GT(over_bridges, 500);
  EXPECT_LT(without_way, pairs / 1000);
}

}  // namespace
}  // namespace darkstore::nearby
