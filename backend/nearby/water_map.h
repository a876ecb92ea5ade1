#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/geo.h"
#include "shared/result.h"

namespace darkstore::nearby {

/// Where water lies around the metropolises, in cells of about 50 m (resources/seed/water.bin; its README
/// tells the format). Immutable, thread-safe, allocates nothing when asked.
class WaterMap {
 public:
  /// @return kFailedPrecondition naming the file when it cannot be read or is damaged
  [[nodiscard]] static Result<WaterMap> load(const std::string& path);
  /// @param bytes the content of such a file; `name` stands for it in errors
  [[nodiscard]] static Result<WaterMap> parse(std::string_view bytes, const std::string& name);

  [[nodiscard]] std::size_t grids() const { return grids_.size(); }
  [[nodiscard]] bool contains(std::size_t grid, GeoPoint point) const;
  /// The first grid that holds both points; none where no water is known.
  [[nodiscard]] std::optional<std::size_t> grid_of(GeoPoint a, GeoPoint b) const;

  /// Metres of water under the straight line between two points of a grid.
  [[nodiscard]] double water_m(std::size_t grid, GeoPoint a, GeoPoint b) const;
  /// The same in whichever grid holds both; 0 where none does.
  [[nodiscard]] double water_m(GeoPoint a, GeoPoint b) const;

 private:
  struct Grid {
    double south = 0;  ///< all in micro-degrees
    double west = 0;
    double step_lat = 0;
    double step_lon = 0;
    std::uint32_t rows = 0;
    std::uint32_t columns = 0;
    std::vector<std::uint8_t>
        bits;  ///< row by row from the south, 8 cells a byte, lowest bit westernmost; 1 = water

    [[nodiscard]] bool wet(std::int64_t row, std::int64_t column) const;
  };
  std::vector<Grid> grids_;
};

}  // namespace darkstore::nearby
