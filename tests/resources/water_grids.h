#pragma once

#include <map>
#include <optional>
#include <string>

#include "shared/geo.h"
#include "tests/resources/inflated.h"

namespace darkstore::resources {

/// One metro's grid of resources/seed/water.bin, read by the letter of its README.
struct WaterGrid {
  std::int64_t south = 0;  ///< micro-degrees, as the three that follow
  std::int64_t west = 0;
  std::int64_t step_lat = 0;
  std::int64_t step_lon = 0;
  std::int64_t rows = 0;
  std::int64_t columns = 0;
  Bytes bits;

  [[nodiscard]] bool wet(std::int64_t row, std::int64_t column) const;
  /// rows x columns is counted row by row; nothing outside of the grid.
  [[nodiscard]] std::optional<std::int64_t> cell_of(GeoPoint point) const;
  [[nodiscard]] bool wet_cell(std::int64_t cell) const { return wet(cell / columns, cell % columns); }
};

/// All grids by metro code.
[[nodiscard]] std::map<std::string, WaterGrid> read_water();

}  // namespace darkstore::resources
