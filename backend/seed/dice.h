#pragma once

#include <cstdint>
#include <string_view>

namespace darkstore::seed {

/// Numbers that depend on the seed, on what they are for and on what they are of, and on nothing else: any
/// thread asks in any order and gets the same. SplitMix64's mixing function (Steele, Lea, Flood 2014) over a
/// key.
class Dice {
 public:
  /// @param purpose keeps two uses apart: "quantity", "bin"
  constexpr Dice(std::int64_t seed, std::string_view purpose) : key_(mix(static_cast<std::uint64_t>(seed))) {
    for (const char c : purpose) {
      key_ = mix(key_ ^ static_cast<unsigned char>(c));
    }
  }

  /// 64 even bits of (a, b).
  [[nodiscard]] constexpr std::uint64_t roll(std::int64_t a, std::int64_t b = 0) const {
    return mix(mix(key_ + static_cast<std::uint64_t>(a)) + static_cast<std::uint64_t>(b));
  }

  /// 0 <= x < 1.
  [[nodiscard]] constexpr double unit(std::int64_t a, std::int64_t b = 0) const {
    return static_cast<double>(roll(a, b) >> 11U) * 0x1p-53;
  }

  /// low <= x <= high.
  [[nodiscard]] constexpr std::int64_t between(std::int64_t low, std::int64_t high, std::int64_t a,
                                               std::int64_t b = 0) const {
    return low + static_cast<std::int64_t>(unit(a, b) * static_cast<double>(high - low + 1));
  }

 private:
  static constexpr std::uint64_t mix(std::uint64_t x) {
    x += 0x9E3779B97F4A7C15ULL;
    x = (x ^ x >> 30U) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ x >> 27U) * 0x94D049BB133111EBULL;
    return x ^ x >> 31U;
  }

  std::uint64_t key_;
};

}  // namespace darkstore::seed
