#include "tests/resources/water_grids.h"

#include <cmath>

#include "tests/resources/seed_tables.h"

namespace darkstore::resources {
namespace {

constexpr std::size_t kHeaderBytes = 16;
constexpr std::size_t kEntryBytes = 40;

WaterGrid grid_at(const Bytes& file, std::size_t entry) {
  WaterGrid grid{.south = number_at<std::int32_t>(file, entry + 4),
                 .west = number_at<std::int32_t>(file, entry + 8),
                 .step_lat = number_at<std::uint32_t>(file, entry + 12),
                 .step_lon = number_at<std::uint32_t>(file, entry + 16),
                 .rows = number_at<std::uint32_t>(file, entry + 20),
                 .columns = number_at<std::uint32_t>(file, entry + 24),
                 .bits = {}};
  const auto offset = number_at<std::uint32_t>(file, entry + 28);
  const auto bytes = number_at<std::uint32_t>(file, entry + 32);
  EXPECT_LE(offset + bytes, file.size());
  grid.bits = inflated(std::span(file).subspan(offset, bytes),
                       static_cast<std::size_t>(grid.rows * ((grid.columns + 7) / 8)));
  return grid;
}

}  // namespace

bool WaterGrid::wet(std::int64_t row, std::int64_t column) const {
  const auto stride = (columns + 7) / 8;
  return (bits[static_cast<std::size_t>(row * stride + column / 8)] >> (column % 8) & 1) == 1;
}

std::optional<std::int64_t> WaterGrid::cell_of(GeoPoint point) const {
  const auto index = [](double degrees, std::int64_t origin, std::int64_t step) {
    return static_cast<std::int64_t>(
        std::floor((degrees * 1e6 - static_cast<double>(origin)) / static_cast<double>(step)));
  };
  const auto row = index(point.latitude, south, step_lat);
  const auto column = index(point.longitude, west, step_lon);
  if (row < 0 || column < 0 || row >= rows || column >= columns) {
    return std::nullopt;
  }
  return row * columns + column;
}

std::map<std::string, WaterGrid> read_water() {
  const auto file = read_file(std::string(kSeedFolder) + "/water.bin");
  std::map<std::string, WaterGrid> grids;
  EXPECT_EQ(std::string(file.begin(), file.begin() + 8), "DSWATER1");
  const auto count = number_at<std::uint32_t>(file, 8);
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto entry = kHeaderBytes + i * kEntryBytes;
    const auto* code = reinterpret_cast<const char*>(file.data() + entry);
    grids.emplace(std::string(code, 3), grid_at(file, entry));
  }
  EXPECT_EQ(grids.size(), count) << "a metro has two grids";
  return grids;
}

}  // namespace darkstore::resources
