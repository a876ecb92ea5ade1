#include "backend/nearby/water_map.h"

#include <zlib.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>
#include <limits>

namespace darkstore::nearby {
namespace {
constexpr std::string_view kMagic = "DSWATER1";
constexpr std::size_t kHeaderBytes = 16;
constexpr std::size_t kEntryBytes = 40;
constexpr std::uint32_t kCellsMax = 1 << 26;
constexpr double kMicro = 1e6;

static_assert(std::endian::native == std::endian::little, "water.bin is little-endian");

template <class Number>
Number number_at(std::string_view bytes, std::size_t at) {
  Number number{};
  std::memcpy(&number, bytes.data() + at, sizeof number);
  return number;
}

/// A walk along one axis of the grid, in cells; `t` runs from 0 at the line's start to 1 at its end.
struct Walk {
  std::int64_t cell;
  std::int64_t step;
  double next_t;   ///< where the line enters the next cell
  double delta_t;  ///< between two borders

  Walk(double from, double to)
      : cell(static_cast<std::int64_t>(std::floor(from))),
        step(to < from ? -1 : 1),
        next_t(std::numeric_limits<double>::infinity()),
        delta_t(std::numeric_limits<double>::infinity()) {
    if (from != to) {
      const double border = static_cast<double>(step > 0 ? cell + 1 : cell);
      next_t = (border - from) / (to - from);
      delta_t = 1 / std::abs(to - from);
    }
  }
  void advance() {
    cell += step;
    next_t += delta_t;
  }
};
}  // namespace

Result<WaterMap> WaterMap::load(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return fail(ErrorKind::kFailedPrecondition, path, "cannot be opened");
  }
  const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  return parse(bytes, path);
}

Result<WaterMap> WaterMap::parse(std::string_view bytes, const std::string& name) {
  const auto damaged = [&](const char* why) {
    return fail(ErrorKind::kFailedPrecondition, name, std::string("is no water map: ") + why);
  };
  if (bytes.size() < kHeaderBytes || !bytes.starts_with(kMagic)) {
    return damaged("it starts otherwise");
  }
  const std::size_t count = number_at<std::uint32_t>(bytes, kMagic.size());
  if (count > (bytes.size() - kHeaderBytes) / kEntryBytes) {
    return damaged("it ends within the list of grids");
  }
  WaterMap map;
  for (std::size_t i = 0; i < count; ++i) {
    const auto field = [&, at = kHeaderBytes + i * kEntryBytes + 4](std::size_t place) {
      return number_at<std::uint32_t>(bytes, at + 4 * place);
    };
    Grid grid{.south = static_cast<double>(static_cast<std::int32_t>(field(0))),
              .west = static_cast<double>(static_cast<std::int32_t>(field(1))),
              .step_lat = static_cast<double>(field(2)),
              .step_lon = static_cast<double>(field(3)),
              .rows = field(4),
              .columns = field(5),
              .bits = {}};
    const std::size_t offset = field(6);
    const std::size_t length = field(7);
    if (!(grid.step_lat > 0 && grid.step_lon > 0) || grid.rows == 0 || grid.columns == 0 ||
        grid.columns > kCellsMax / grid.rows || offset > bytes.size() || length > bytes.size() - offset) {
      return damaged("a grid has impossible measures");
    }
    grid.bits.resize(std::size_t{grid.rows} * ((grid.columns + 7) / 8));
    uLongf unpacked = grid.bits.size();
    const auto* packed = reinterpret_cast<const Bytef*>(bytes.data() + offset);
    if (uncompress(grid.bits.data(), &unpacked, packed, length) != Z_OK || unpacked != grid.bits.size()) {
      return damaged("a grid cannot be unpacked");
    }
    map.grids_.push_back(std::move(grid));
  }
  return map;
}

bool WaterMap::Grid::wet(std::int64_t row, std::int64_t column) const {
  if (row < 0 || column < 0 || row >= rows || column >= columns) {
    return false;
  }
  const auto stride = (std::size_t{columns} + 7) / 8;
  const auto byte = bits[static_cast<std::size_t>(row) * stride + static_cast<std::size_t>(column) / 8];
  return ((byte >> (column % 8)) & 1) != 0;
}

bool WaterMap::contains(std::size_t grid, GeoPoint point) const {
  const Grid& g = grids_[grid];
  const double row = (point.latitude * kMicro - g.south) / g.step_lat;
  const double column = (point.longitude * kMicro - g.west) / g.step_lon;
  return row >= 0 && column >= 0 && row < g.rows && column < g.columns;
}

std::optional<std::size_t> WaterMap::grid_of(GeoPoint a, GeoPoint b) const {
  for (std::size_t grid = 0; grid < grids_.size(); ++grid) {
    if (contains(grid, a) && contains(grid, b)) {
      return grid;
    }
  }
  return std::nullopt;
}

double WaterMap::water_m(std::size_t grid, GeoPoint a, GeoPoint b) const {
  const Grid& g = grids_[grid];
  Walk row((a.latitude * kMicro - g.south) / g.step_lat, (b.latitude * kMicro - g.south) / g.step_lat);
  Walk column((a.longitude * kMicro - g.west) / g.step_lon, (b.longitude * kMicro - g.west) / g.step_lon);
  double wet_share = 0;
  for (double t = 0; t < 1;) {
    Walk& nearer = row.next_t < column.next_t ? row : column;
    const double next_t = std::min(nearer.next_t, 1.0);
    if (g.wet(row.cell, column.cell)) {
      wet_share += next_t - t;
    }
    t = next_t;
    nearer.advance();
  }
  return wet_share * haversine_m(a, b);
}

double WaterMap::water_m(GeoPoint a, GeoPoint b) const {
  const auto grid = grid_of(a, b);
  return grid ? water_m(*grid, a, b) : 0;
}

}  // namespace darkstore::nearby
