#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <set>
#include <tuple>

#include "tests/resources/basemap_layer.h"
#include "tests/resources/seed_tables.h"

namespace darkstore::resources {
namespace {

constexpr std::array kLayers{"land_110m",    "land_50m",     "lakes_110m",   "lakes_50m",    "land_world",
                             "land_metro",   "borders_110m", "borders_50m",  "borders_10m",  "states",
                             "rivers_world", "rivers_metro", "labels_world", "labels_detail"};

class BasemapLayer : public testing::TestWithParam<const char*> {};

TEST_P(BasemapLayer, IsWhole) {
  const auto layer = read_layer(GetParam());
  EXPECT_FALSE(layer.cells.empty());
  EXPECT_LE(layer.zoom_min, layer.zoom_max);
  const std::size_t points_min = layer.kind == LayerKind::kAreas   ? 3
                                 : layer.kind == LayerKind::kLines ? 2
                                                                   : 1;
  for (const auto& cell : layer.cells) {
    EXPECT_FALSE(cell.features.empty());
    for (const auto& feature : cell.features) {
      ASSERT_GE(feature.points.size(), points_min);
      for (const auto& [x, y] : feature.points) {
        ASSERT_TRUE(x >= cell.west && x <= cell.east && y >= cell.south && y <= cell.north);
      }
      ASSERT_EQ(feature.name.empty(), layer.kind != LayerKind::kLabels);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, BasemapLayer, testing::ValuesIn(kLayers),
                         [](const auto& instance) { return std::string(instance.param); });

TEST(Basemap, HasAFileForEachLayerAndNoOther) {
  std::set<std::string> expected;
  for (const auto* layer : kLayers) {
    expected.insert(std::string(layer) + ".bin");
  }
  std::set<std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator(kBasemapFolder)) {
    if (entry.path().extension() == ".bin") {
      found.insert(entry.path().filename());
    }
  }
  EXPECT_EQ(found, expected);
}

TEST(Basemap, ShowsEveryDcOnLand) {
  const auto metro = read_layer("land_metro");
  int inside = 0;
  for (const auto& dc : read_dcs()) {
    EXPECT_TRUE(is_inside(metro, dc.position)) << dc.code;
    ++inside;
  }
  EXPECT_EQ(inside, 10'000);
}

TEST(Basemap, HasLandAndWaterWhereTheyAreAtEveryZoom) {
  struct Case {
    GeoPoint at;
    bool land;
  };
  const std::vector<Case> cases{{{40.0, -4.0}, true},     // Spain
                                {{40.0, -20.0}, false},   // the Atlantic
                                {{65.0, 178.0}, true},    // Chukotka, on this side of the date line
                                {{-80.0, 100.0}, true},   // Antarctica
                                {{42.0, 51.0}, false},    // the Caspian
                                {{47.5, -88.0}, false},   // Lake Superior
                                {{39.0, -98.0}, true},    // Kansas
                                {{-25.0, 134.0}, true}};  // Australia
  const std::array<std::array<const char*, 2>, 3> zooms{
      {{"land_110m", "lakes_110m"}, {"land_50m", "lakes_50m"}, {"land_world", nullptr}}};
  for (const auto& [land_name, lakes_name] : zooms) {
    const auto land = read_layer(land_name);
    const auto lakes = lakes_name == nullptr ? Layer{} : read_layer(lakes_name);
    for (const auto& [at, expected] : cases) {
      EXPECT_EQ(is_inside(land, at) != is_inside(lakes, at), expected)
          << land_name << " " << at.latitude << " " << at.longitude;
    }
  }
}

TEST(Basemap, ReplacesOnlyBlocksThatTheWorldHas) {
  const auto boxes = [](const Layer& layer) {
    std::set<std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int64_t>> all;
    for (const auto& cell : layer.cells) {
      all.emplace(cell.west, cell.south, cell.east, cell.north);
    }
    return all;
  };
  const auto world = boxes(read_layer("land_world"));
  const auto metro = boxes(read_layer("land_metro"));
  EXPECT_TRUE(std::ranges::includes(world, metro));
  EXPECT_GT(metro.size(), 100U);
}

TEST(Basemap, NamesEveryMetro) {
  constexpr std::uint64_t kMetroKind = 1;
  std::multiset<std::string> named;
  for (const auto& cell : read_layer("labels_world").cells) {
    for (const auto& label : cell.features) {
      if (label.attribute / 32 == kMetroKind) {
        named.insert(label.name);
      }
    }
  }
  EXPECT_EQ(named.size(), read_metros().size());
  EXPECT_TRUE(named.contains("Lisbon"));
}

TEST(Resources, StayWithinFifteenMegabytes) {
  std::uintmax_t bytes = 0;
  for (const auto* folder : {kSeedFolder, kBasemapFolder}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      bytes += entry.is_regular_file() ? entry.file_size() : 0;
    }
  }
  EXPECT_GT(bytes, 1'000'000U);
  EXPECT_LE(bytes, 15'000'000U);
}

}  // namespace
}  // namespace darkstore::resources
