#pragma once

#include <gtest/gtest.h>
#include <zlib.h>

#include <bit>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <vector>

namespace darkstore::resources {

using Bytes = std::vector<std::uint8_t>;

inline Bytes read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file) << path;
  return Bytes(std::istreambuf_iterator<char>(file), {});
}

/// A little-endian number at an offset of a file.
template <class Number>
Number number_at(std::span<const std::uint8_t> bytes, std::size_t offset) {
  static_assert(std::endian::native == std::endian::little, "the files are little-endian");
  Number number{};
  EXPECT_LE(offset + sizeof number, bytes.size());
  if (offset + sizeof number <= bytes.size()) {
    std::memcpy(&number, bytes.data() + offset, sizeof number);
  }
  return number;
}

/// A zlib stream of exactly `size` bytes when inflated; anything else fails the test.
inline Bytes inflated(std::span<const std::uint8_t> stream, std::size_t size) {
  Bytes out(size);
  uLongf length = size;
  EXPECT_EQ(uncompress(out.data(), &length, stream.data(), stream.size()), Z_OK);
  EXPECT_EQ(length, size);
  return out;
}

}  // namespace darkstore::resources
