#include "backend/nearby/ways.h"

#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/backend/nearby/a_water_map.h"

namespace darkstore::nearby {
namespace {
using Drawing = std::vector<std::string>;

/// Cells are 111 m: the river is 444 m wide.
const Drawing kRiver{"......~~~~......",  //
                     "......~~~~......",  //
                     "......~~~~......",  //
                     "......~~~~......",  //
                     "......~~~~......",  //
                     "......~~~~......"};

Way way(const Ways& ways, GeoPoint from, GeoPoint to) {
  return Ways::To(ways, to).from(from);
}

TEST(Ways, AreStraightOnLand) {
  const Ways ways(a_water_map(kRiver), {}, {});
  const auto a = cell(kRiver, 0, 0);
  const auto b = cell(kRiver, 5, 4);
  EXPECT_EQ(way(ways, a, b).length_m, haversine_m(a, b));
  EXPECT_TRUE(way(ways, a, b).bridge.empty());
}

TEST(Ways, EndAtAWideRiverWithoutABridge) {
  const std::vector<GeoPoint> places{cell(kRiver, 2, 1), cell(kRiver, 2, 13)};
  EXPECT_TRUE(std::isinf(way(Ways(a_water_map(kRiver), {}, places), places[0], places[1]).length_m));
}

TEST(Ways, IgnoreAWaterThatIsNarrowerThan300Metres) {
  const Drawing brook{"....~~....", "....~~...."};
  const auto a = cell(brook, 0, 0);
  const auto b = cell(brook, 1, 9);
  EXPECT_EQ(way(Ways(a_water_map(brook), {}, {}), a, b).length_m, haversine_m(a, b));
}

TEST(Ways, GoOverTheBridgeByItsEnds) {
  const Bridge south{"South Bridge", cell(kRiver, 5, 5), cell(kRiver, 5, 10)};
  const Bridge north{"North Bridge", cell(kRiver, 0, 5), cell(kRiver, 0, 10)};
  const auto from = cell(kRiver, 4, 2);
  const auto to = cell(kRiver, 3, 13);
  const Ways ways(a_water_map(kRiver), {north, south}, std::vector<GeoPoint>{from});
  const auto found = way(ways, from, to);
  EXPECT_EQ(found.bridge, "South Bridge");
  EXPECT_NEAR(found.length_m,
              haversine_m(from, south.from) + haversine_m(south.from, south.to) + haversine_m(south.to, to),
              0.5);
}

TEST(Ways, TakeTwoBridgesOverAnIsland) {
  const Drawing delta{"....~~~~....~~~~....", "....~~~~....~~~~....", "....~~~~....~~~~...."};
  const Bridge first{"First", cell(delta, 0, 3), cell(delta, 0, 8)};
  const Bridge second{"Second", cell(delta, 2, 11), cell(delta, 2, 16)};
  const auto west = cell(delta, 1, 0);
  const auto east = cell(delta, 1, 19);
  const Ways ways(a_water_map(delta), {first, second}, std::vector<GeoPoint>{west});
  EXPECT_EQ(way(ways, west, east).bridge, "First");
  EXPECT_EQ(way(ways, east, west).bridge, "Second");
  EXPECT_NEAR(way(ways, west, east).length_m, way(ways, east, west).length_m, 0.5);
  EXPECT_LT(way(ways, west, east).length_m, 1.5 * haversine_m(west, east));
}

TEST(Ways, LeadAroundABayByPlacesOnItsShore) {
  const Drawing bay{".....~~~~~.....",  //
                    ".....~~~~~.....",  //
                    ".....~~~~~.....",  //
                    "...............",  //
                    "..............."};
  const auto west = cell(bay, 0, 2);
  const auto east = cell(bay, 0, 12);
  const std::vector<GeoPoint> places{west, cell(bay, 4, 4), cell(bay, 4, 10), east};
  const auto around = way(Ways(a_water_map(bay), {}, places), west, east);
  EXPECT_TRUE(around.bridge.empty());
  EXPECT_GT(around.length_m, haversine_m(west, east) * 1.1);
  EXPECT_LT(around.length_m, haversine_m(west, east) * 2);
}

TEST(Ways, AreStraightWhereNoWaterIsKnownEvenAfterAWetOne) {
  const Ways ways(a_water_map(kRiver), {}, std::vector<GeoPoint>{cell(kRiver, 2, 1)});
  Ways::To to(ways, cell(kRiver, 2, 13));
  EXPECT_TRUE(std::isinf(to.from(cell(kRiver, 2, 1)).length_m));
  const GeoPoint beyond_the_map{0.003, -0.002};
  EXPECT_EQ(to.from(beyond_the_map).length_m, haversine_m(beyond_the_map, cell(kRiver, 2, 13)));
}

TEST(Ways, ReachNobodyFarOutOnTheWater) {
  const Drawing sea{"..~~~~~~~~~~", "..~~~~~~~~~~"};
  const std::vector<GeoPoint> places{cell(sea, 0, 0)};
  EXPECT_TRUE(std::isinf(way(Ways(a_water_map(sea), {}, places), places[0], cell(sea, 1, 11)).length_m));
}

TEST(Bridges, AreRefusedWithTheirLine) {
  EXPECT_EQ(read_bridges("resources/seed/no-such-bridges.csv").error().kind, ErrorKind::kFailedPrecondition);
  const auto wrong = read_bridges("resources/seed/regions.csv");
  ASSERT_FALSE(wrong.has_value());
  EXPECT_EQ(wrong.error().reason, "line 2 is no bridge");
}

}  // namespace
}  // namespace darkstore::nearby
