#pragma once

#include <array>
#include <chrono>
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "shared/ids.h"
#include "shared/result.h"

namespace darkstore {

using WallTime = std::chrono::sys_time<std::chrono::milliseconds>;

/// A UUID of version 7 (RFC 9562): 48 bits of Unix milliseconds, 12 bits rand_a, 62 bits random.
/// Sorts by time. An order's id carries its region in rand_a, so the id alone names its home shard.
class Uuid {
 public:
  constexpr Uuid() = default;
  /// @param rand_a 12 bits: the region of an order id, random for everything else
  /// @param entropy at least 62 random bits
  [[nodiscard]] static Uuid v7(WallTime at, std::uint16_t rand_a, std::uint64_t entropy);
  /// @return kInvalidArgument naming `field` unless the text is a lower- or upper-case hyphenated version-7
  /// UUID
  [[nodiscard]] static Result<Uuid> parse(std::string_view text, std::string_view field);

  [[nodiscard]] WallTime time() const;
  [[nodiscard]] RegionId region() const;
  [[nodiscard]] std::string text() const;
  /// The last 8 Crockford base32 characters, "7H2M-81C4": what people see and say. May repeat.
  [[nodiscard]] std::string short_text() const;
  [[nodiscard]] const std::array<std::uint8_t, 16>& bytes() const { return bytes_; }
  [[nodiscard]] bool is_nil() const { return *this == Uuid{}; }

  auto operator<=>(const Uuid&) const = default;

 private:
  std::array<std::uint8_t, 16> bytes_{};
};

using OrderId = Uuid;
using FulfilmentId = Uuid;
using RequestId = Uuid;

/// "REGION.UUIDv7", for example "iberia.0193…": made once by the client; names the home shard for ever.
struct IdempotencyKey {
  std::string region;  ///< region code as Nearby names it: [a-z0-9-]{1,32}
  Uuid uuid;

  /// @return kInvalidArgument naming `field` for any other form
  [[nodiscard]] static Result<IdempotencyKey> parse(std::string_view text, std::string_view field = "key");
  [[nodiscard]] std::string text() const { return region + "." + uuid.text(); }
  auto operator<=>(const IdempotencyKey&) const = default;
};

}  // namespace darkstore

template <>
struct std::hash<darkstore::Uuid> {
  std::size_t operator()(const darkstore::Uuid& uuid) const noexcept {
    std::uint64_t tail = 0;
    for (std::size_t i = 8; i < 16; ++i) {
      tail = tail << 8U | uuid.bytes()[i];
    }
    return static_cast<std::size_t>(tail * 0x9E3779B97F4A7C15ULL);
  }
};
