#pragma once

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>

namespace darkstore::storage {

/// Appends a number's bytes, lowest first.
template <std::integral Number>
void append_little_endian(std::string& out, Number value) {
  auto bits = static_cast<std::make_unsigned_t<Number>>(value);
  for (std::size_t i = 0; i < sizeof(Number); ++i) {
    out += static_cast<char>(static_cast<unsigned char>(bits >> (8 * i)));
  }
}

/// The number whose bytes begin at `at`; the caller has checked that they are there.
template <std::integral Number>
[[nodiscard]] Number little_endian_at(std::string_view bytes, std::size_t at) {
  std::make_unsigned_t<Number> bits = 0;
  for (std::size_t i = 0; i < sizeof(Number); ++i) {
    const auto byte = static_cast<std::make_unsigned_t<Number>>(static_cast<unsigned char>(bytes[at + i]));
    bits = static_cast<std::make_unsigned_t<Number>>(bits | (byte << (8 * i)));
  }
  return static_cast<Number>(bits);
}

}  // namespace darkstore::storage
