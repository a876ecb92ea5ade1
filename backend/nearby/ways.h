#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "backend/nearby/water_map.h"
#include "shared/geo.h"
#include "shared/result.h"

namespace darkstore::nearby {

/// A bridge or tunnel over water, from dry end to dry end.
struct Bridge {
  std::string name;
  GeoPoint from;
  GeoPoint to;
};

/// Reads resources/seed/bridges.csv: name,metro,lat1,lon1,lat2,lon2.
/// @return kFailedPrecondition naming file and line
[[nodiscard]] Result<std::vector<Bridge>> read_bridges(const std::string& path);

/// How one gets from a place to another, before roads make it longer.
struct Way {
  double length_m = 0;      ///< of its straight pieces; infinite when there is no way
  std::string_view bridge;  ///< the first bridge on it; empty when it needs none; lives with the Ways
};

/// The ways around water and over bridges. Where less than 300 m of water lie under the straight line, it is
/// the way. Elsewhere a way is made of dry lines between known places (the DCs, for they stand on land one to
/// three kilometres apart) and of bridges; all the shortest ones are worked out once, so asking takes
/// microseconds. Immutable and thread-safe.
class Ways {
 public:
  static constexpr double kWaterMMin = 300;  ///< narrower waters have bridges that nobody needs to list

  Ways() = default;  ///< no water anywhere: every way is straight
  /// @param places where one can get by land: the DCs' positions
  Ways(WaterMap water, std::vector<Bridge> bridges, std::span<const GeoPoint> places);
  /// Of `water.bin` and `bridges.csv` in a folder.
  [[nodiscard]] static Result<Ways> load(const std::string& folder, std::span<const GeoPoint> places);

  class To;

 private:
  static constexpr std::uint16_t kNoBridge = 0xFFFF;
  static constexpr std::size_t kAccessesMax = 6;
  /// A node that a dry line leads to.
  struct Access {
    std::uint32_t node = 0;
    float metres = 0;
  };
  struct Accesses {
    std::array<Access, kAccessesMax> all;
    std::size_t count = 0;
  };
  /// A grid's places and bridge ends, with all shortest ways between them.
  struct Net {
    std::vector<GeoPoint> nodes;
    double shrink = 1;                 ///< east-west metres of a degree over north-south ones
    std::vector<float> metres;         ///< nodes x nodes; infinite when there is no way
    std::vector<std::uint16_t> first;  ///< first bridge on that way, or kNoBridge
  };
  [[nodiscard]] Net net_of(std::size_t grid, std::span<const GeoPoint> places) const;
  void join(Net& net, std::size_t grid, std::span<const std::uint16_t> bridges) const;
  static void shorten(Net& net);
  [[nodiscard]] Accesses accesses(std::size_t grid, GeoPoint point) const;
  [[nodiscard]] Way shortest(std::size_t grid, const Accesses& starts, const Accesses& ends) const;

  WaterMap water_;
  std::vector<Bridge> bridges_;
  std::vector<Net> nets_;  ///< one a grid of the water map
};

/// The ways to one point, which is looked at once for all of them. One thread's, on the stack; the Ways
/// outlive it.
class Ways::To {
 public:
  To(const Ways& ways, GeoPoint point) : ways_(ways), point_(point) {}
  /// @return an infinite length when no way is known
  [[nodiscard]] Way from(GeoPoint place);

 private:
  const Ways& ways_;
  GeoPoint point_;
  std::optional<std::size_t> grid_;   ///< holds the point and the place asked about last
  std::optional<Accesses> accesses_;  ///< of the point in that grid, once water is met
};

}  // namespace darkstore::nearby
