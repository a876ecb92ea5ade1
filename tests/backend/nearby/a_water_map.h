#pragma once

#include <zlib.h>

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "backend/nearby/water_map.h"
#include "shared/invariant.h"

namespace darkstore::nearby {

/// Draws a water map: text rows from north to south, '~' is water. Cells are a thousandth of a degree (111
/// m), the south-western corner lies at 0, 0.
inline std::string water_file(const std::vector<std::string>& rows_from_north) {
  const auto rows = static_cast<std::uint32_t>(rows_from_north.size());
  const auto columns = static_cast<std::uint32_t>(rows_from_north.front().size());
  const std::size_t stride = (columns + 7) / 8;
  std::vector<Bytef> bits(rows * stride);
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t column = 0; column < columns; ++column) {
      if (rows_from_north[rows - 1 - row].at(column) == '~') {
        bits[row * stride + column / 8] |= static_cast<Bytef>(1U << (column % 8));
      }
    }
  }
  uLongf packed_size = compressBound(bits.size());
  std::string packed(packed_size, '\0');
  invariant(compress(reinterpret_cast<Bytef*>(packed.data()), &packed_size, bits.data(), bits.size()) == Z_OK,
            "zlib packs");
  packed.resize(packed_size);
  constexpr std::uint32_t kStep = 1000;
  constexpr std::uint32_t kOffset = 16 + 40;
  const std::vector<std::uint32_t> entry{
      0, 0, kStep, kStep, rows, columns, kOffset, static_cast<std::uint32_t>(packed_size), 0};
  std::string file = "DSWATER1";
  const auto append = [&](std::uint32_t number) {
    file.append(reinterpret_cast<const char*>(&number), sizeof number);
  };
  append(1);
  append(0);
  file += std::string("TST\0", 4);
  for (const auto number : entry) {
    append(number);
  }
  return file + packed;
}

inline WaterMap a_water_map(const std::vector<std::string>& rows_from_north) {
  return WaterMap::parse(water_file(rows_from_north), "test").value();
}

/// The middle of a cell, counted from the north-western corner as one reads the drawing.
inline GeoPoint cell(const std::vector<std::string>& rows_from_north, int row, int column) {
  const auto rows = static_cast<int>(rows_from_north.size());
  return {(rows - 1 - row + 0.5) / 1000, (column + 0.5) / 1000};
}

}  // namespace darkstore::nearby
