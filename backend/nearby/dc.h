#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "shared/geo.h"
#include "shared/ids.h"
#include "shared/result.h"

namespace darkstore::nearby {

/// How tightly a place is built; it decides how fast a rider gets through and how much rush hour costs.
enum class Density : std::uint8_t {
  kRural,     ///< open country and small towns
  kSuburban,  ///< the edge of a metropolis
  kUrban,     ///< a city
  kDense,     ///< the middle of a metropolis: Manhattan, Chiado, Shinjuku
};

/// "rural", "suburban", "urban", "dense": how seeds and the directory spell it.
[[nodiscard]] std::string_view to_string(Density density);
/// @return kInvalidArgument naming `field` for any other word
[[nodiscard]] Result<Density> parse_density(std::string_view word, std::string_view field = "density");

/// When a DC hands out goods, in minutes of its own wall clock; so summer time moves it as it moves its
/// people. open < close is a day, open > close runs over midnight, 0 and 1440 is round the clock. Equal ones
/// are refused.
struct OpeningHours {
  int open_minute = 0;      ///< 0..1439, inclusive
  int close_minute = 1440;  ///< 1..1440, exclusive

  [[nodiscard]] bool valid() const;
  /// @param minute_of_day 0..1439, local
  [[nodiscard]] bool open_at(int minute_of_day) const;
  bool operator==(const OpeningHours&) const = default;
};

/// A distribution centre as the directory knows it, as far as reach needs it.
struct Dc {
  DcId id;
  std::string code;  ///< "LIS-014", unique
  std::string name;
  RegionId region;
  ShardId shard;
  GeoPoint position;
  double radius_m = 8046.72;  ///< delivery radius in a straight line, border included; 5 miles
  std::string zone = "UTC";   ///< IANA name, "Europe/Lisbon"
  OpeningHours hours;
  Density density = Density::kUrban;
  bool closed_by_hand = false;  ///< OFFLINE: an operator closed it; the clock does not matter then
};

}  // namespace darkstore::nearby
