#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

#include "tests/resources/seed_tables.h"
#include "tests/resources/water_grids.h"

namespace darkstore::resources {
namespace {

double water_under_m(const WaterGrid& grid, GeoPoint a, GeoPoint b) {
  const auto metres = haversine_m(a, b);
  const auto steps = std::max(1, static_cast<int>(metres / 10));
  int wet = 0;
  for (int i = 0; i < steps; ++i) {
    const auto part = (i + 0.5) / steps;
    const auto cell = grid.cell_of({.latitude = std::lerp(a.latitude, b.latitude, part),
                                    .longitude = std::lerp(a.longitude, b.longitude, part)});
    wet += cell && grid.wet_cell(*cell) ? 1 : 0;
  }
  return metres * wet / steps;
}

// Dry cells that hang together, by a number each; 0 is water.
std::vector<int> islands_of(const WaterGrid& grid) {
  std::vector<int> island(static_cast<std::size_t>(grid.rows * grid.columns), 0);
  int count = 0;
  for (std::int64_t start = 0; start < grid.rows * grid.columns; ++start) {
    if (grid.wet_cell(start) || island[static_cast<std::size_t>(start)] != 0) {
      continue;
    }
    island[static_cast<std::size_t>(start)] = ++count;
    std::vector<std::int64_t> open{start};
    while (!open.empty()) {
      const auto cell = open.back();
      open.pop_back();
      const auto row = cell / grid.columns;
      const auto column = cell % grid.columns;
      for (auto y = std::max<std::int64_t>(0, row - 1); y <= std::min(grid.rows - 1, row + 1); ++y) {
        for (auto x = std::max<std::int64_t>(0, column - 1); x <= std::min(grid.columns - 1, column + 1);
             ++x) {
          auto& there = island[static_cast<std::size_t>(y * grid.columns + x)];
          if (there == 0 && !grid.wet(y, x)) {
            there = count;
            open.push_back(y * grid.columns + x);
          }
        }
      }
    }
  }
  return island;
}

TEST(Water, LeavesEveryDcDryAndItsNeighbourhoodToo) {
  const auto grids = read_water();
  int checked = 0;
  for (const auto& dc : read_dcs()) {
    const auto grid = grids.find(dc.metro);
    if (grid == grids.end()) {
      continue;
    }
    const auto cell = grid->second.cell_of(dc.position);
    ASSERT_TRUE(cell) << dc.code << " is outside of its metro's grid";
    for (const auto row : {-1, 0, 1}) {
      for (const auto column : {-1, 0, 1}) {
        EXPECT_FALSE(grid->second.wet_cell(*cell + row * grid->second.columns + column)) << dc.code;
      }
    }
    ++checked;
  }
  EXPECT_GT(checked, 4'000);
}

TEST(Water, ReachesAsFarAsDcsDeliver) {
  const auto grids = read_water();
  for (const auto& dc : read_dcs()) {
    if (const auto grid = grids.find(dc.metro); grid != grids.end()) {
      const auto reach = 0.08;  // 8.9 km to the north and south
      for (const auto sign : {-1, 1}) {
        EXPECT_TRUE(grid->second.cell_of(
            {.latitude = dc.position.latitude + sign * reach, .longitude = dc.position.longitude}))
            << dc.code;
      }
    }
  }
}

TEST(Water, IsWhereTheMapHasIt) {
  struct Case {
    const char* metro;
    GeoPoint at;
    bool wet;
  };
  const auto grids = read_water();
  for (const auto& [metro, at, wet] : std::vector<Case>{{"LIS", {38.6900, -9.1780}, true},    // Tagus
                                                        {"LIS", {38.7107, -9.1420}, false},   // Chiado
                                                        {"IST", {41.0455, 29.0340}, true},    // Bosphorus
                                                        {"IST", {41.0250, 28.9600}, true},    // Golden Horn
                                                        {"IST", {41.0082, 28.9784}, false},   // Hagia Sophia
                                                        {"NYC", {40.7300, -74.0220}, true},   // Hudson
                                                        {"NYC", {40.7580, -73.9855}, false},  // Times Square
                                                        {"SYD", {-33.8520, 151.2110}, true},  // the harbour
                                                        {"SFO", {37.8200, -122.4200}, true},  // the bay
                                                        {"HKG", {22.2900, 114.1700}, true}}) {
    const auto& grid = grids.at(metro);
    const auto cell = grid.cell_of(at);
    ASSERT_TRUE(cell) << metro;
    EXPECT_EQ(grid.wet_cell(*cell), wet) << metro << " " << at.latitude << " " << at.longitude;
  }
}

TEST(Water, IsCrossedByEveryBridgeFromShoreToShore) {
  const auto grids = read_water();
  const auto bridges = read_bridges();
  for (const auto& bridge : bridges) {
    ASSERT_TRUE(grids.contains(bridge.metro)) << bridge.name;
    const auto& grid = grids.at(bridge.metro);
    for (const auto end : {bridge.from, bridge.to}) {
      const auto cell = grid.cell_of(end);
      ASSERT_TRUE(cell) << bridge.name;
      EXPECT_FALSE(grid.wet_cell(*cell)) << bridge.name;
    }
    EXPECT_GE(water_under_m(grid, bridge.from, bridge.to), 50) << bridge.name;
  }
}

TEST(Water, SeparatesNoDcFromItsMetro) {
  const auto dcs = by_metro(read_dcs());
  const auto bridges = read_bridges();
  int metros_with_islands = 0;
  for (const auto& [metro, grid] : read_water()) {
    auto island = islands_of(grid);
    const auto island_at = [&](GeoPoint point) {
      return island[static_cast<std::size_t>(*grid.cell_of(point))];
    };
    std::set<int> seen;
    for (const auto& dc : dcs.at(metro)) {
      seen.insert(island_at(dc.position));
    }
    metros_with_islands += seen.size() > 1 ? 1 : 0;
    for (const auto& bridge : bridges) {
      if (bridge.metro == metro) {
        std::ranges::replace(island, island_at(bridge.from), island_at(bridge.to));
      }
    }
    for (const auto& dc : dcs.at(metro)) {
      EXPECT_EQ(island_at(dc.position), island_at(dcs.at(metro).front().position)) << dc.code;
    }
  }
  EXPECT_GE(metros_with_islands, 8) << "nothing was tested";
}

}  // namespace
}  // namespace darkstore::resources
