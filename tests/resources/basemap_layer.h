#pragma once

#include <string>
#include <utility>
#include <vector>

#include "shared/geo.h"
#include "tests/resources/inflated.h"

namespace darkstore::resources {

enum class LayerKind : std::uint8_t { kAreas = 1, kLines = 2, kLabels = 3 };

/// Something on the map, its points in micro-degrees as (longitude, latitude).
struct Feature {
  std::uint64_t attribute = 0;
  std::vector<std::pair<std::int64_t, std::int64_t>> points;
  std::string name;  ///< labels only
};

struct Cell {
  std::int64_t west = 0;  ///< micro-degrees, as the three that follow
  std::int64_t south = 0;
  std::int64_t east = 0;
  std::int64_t north = 0;
  std::vector<Feature> features;

  [[nodiscard]] bool holds(GeoPoint point) const;
};

/// A file of resources/basemap, read by the letter of its README.
struct Layer {
  LayerKind kind{};
  int zoom_min = 0;
  int zoom_max = 0;
  std::vector<Cell> cells;
};

/// @param name without its ending: "land_world"
[[nodiscard]] Layer read_layer(const std::string& name);

/// Even-odd over all rings of the cells that hold the point.
[[nodiscard]] bool is_inside(const Layer& areas, GeoPoint point);

}  // namespace darkstore::resources
