#include "backend/nearby/water_map.h"

#include <cmath>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/backend/nearby/a_water_map.h"
#include "tests/backend/nearby/random_places.h"

namespace darkstore::nearby {
namespace {
const std::vector<std::string> kRiver{"..~~~....",  //
                                      "..~~~....",  //
                                      "..~~~...~"};
constexpr double kCellM = kEarthRadiusM * std::numbers::pi / 180 / 1000;

TEST(WaterMap, MeasuresTheWaterUnderALine) {
  const auto map = a_water_map(kRiver);
  EXPECT_NEAR(map.water_m(cell(kRiver, 1, 0), cell(kRiver, 1, 7)), 3 * kCellM, 0.01);
  EXPECT_NEAR(map.water_m(cell(kRiver, 1, 7), cell(kRiver, 1, 0)), 3 * kCellM, 0.01);
  EXPECT_NEAR(map.water_m(cell(kRiver, 0, 3), cell(kRiver, 2, 3)), 2 * kCellM, 0.01);
  EXPECT_NEAR(map.water_m(cell(kRiver, 0, 0), cell(kRiver, 2, 6)), 3 * kCellM * std::hypot(1, 2.0 / 6), 0.01);
  EXPECT_EQ(map.water_m(cell(kRiver, 0, 5), cell(kRiver, 2, 7)), 0);
  EXPECT_EQ(map.water_m(cell(kRiver, 0, 0), cell(kRiver, 0, 0)), 0);
}

TEST(WaterMap, KnowsNoWaterOutsideItsGrids) {
  const auto map = a_water_map(kRiver);
  EXPECT_EQ(map.water_m(cell(kRiver, 1, 0), {0.0015, 0.5}), 0);
  EXPECT_EQ(map.grid_of({50, 50}, {50, 50}), std::nullopt);
  EXPECT_EQ(map.grid_of(cell(kRiver, 0, 0), cell(kRiver, 2, 8)), 0U);
}

RC_GTEST_PROP(WaterMap, MeasuresWhatManySmallStepsMeasure, ()) {
  std::vector<std::string> rows(12, std::string(13, '.'));
  for (auto& row : rows) {
    for (auto& each : row) {
      each = *rc::gen::element('.', '~');
    }
  }
  const auto map = a_water_map(rows);
  const GeoPoint a{*between(0, 0.0119), *between(0, 0.0129)};
  const GeoPoint b{*between(0, 0.0119), *between(0, 0.0129)};
  constexpr int kSteps = 20'000;
  int wet = 0;
  for (int i = 0; i < kSteps; ++i) {
    const double t = (i + 0.5) / kSteps;
    const auto row = static_cast<std::size_t>((a.latitude + (b.latitude - a.latitude) * t) * 1000);
    const auto column = static_cast<std::size_t>((a.longitude + (b.longitude - a.longitude) * t) * 1000);
    wet += rows.at(rows.size() - 1 - row).at(column) == '~' ? 1 : 0;
  }
  const double length_m = haversine_m(a, b);
  RC_ASSERT(std::abs(map.water_m(a, b) - length_m * wet / kSteps) <= length_m * 30 / kSteps + 0.01);
}

TEST(WaterMap, IsReadFromTheSeed) {
  const auto map = WaterMap::load("resources/seed/water.bin");
  ASSERT_TRUE(map.has_value()) << map.error().reason;
  EXPECT_GT(map->grids(), 50U);
  const GeoPoint belem{38.6966, -9.2060};
  const GeoPoint trafaria{38.6700, -9.2330};
  EXPECT_GT(map->water_m(belem, trafaria), 1500);
  EXPECT_LT(map->water_m({38.7139, -9.1394}, {38.7369, -9.1427}), 50);  // Rossio to Saldanha: dry streets
}

TEST(WaterMap, NamesTheFileItCannotRead) {
  const auto map = WaterMap::load("resources/seed/no-such-water.bin");
  ASSERT_FALSE(map.has_value());
  EXPECT_EQ(map.error().field, "resources/seed/no-such-water.bin");
}

RC_GTEST_PROP(WaterMap, RefusesOrReadsADamagedFileButSurvives, ()) {
  auto file = water_file(kRiver);
  const auto at = *rc::gen::inRange<std::size_t>(0, file.size());
  if (*rc::gen::arbitrary<bool>()) {
    file.resize(at);
    RC_ASSERT(!WaterMap::parse(file, "test").has_value());
  } else {
    file.at(at) = *rc::gen::arbitrary<char>();
    const auto map = WaterMap::parse(file, "test");
    if (map) {
      RC_ASSERT(map->water_m(cell(kRiver, 1, 0), cell(kRiver, 1, 7)) >= 0);
    }
  }
}

}  // namespace
}  // namespace darkstore::nearby
