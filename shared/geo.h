#pragma once

#include "shared/result.h"

namespace darkstore {

/// Mean earth radius in metres, the one PostGIS's sphere uses, so that both sides agree on every distance.
inline constexpr double kEarthRadiusM = 6371008.771415059;

/// A position in degrees, WGS 84. Valid by construction through `parse`.
struct GeoPoint {
  double latitude = 0;   ///< -90..90
  double longitude = 0;  ///< -180..180

  /// @return kInvalidArgument naming "<field>.latitude" or "<field>.longitude" for NaN or out of range
  [[nodiscard]] static Result<GeoPoint> parse(double latitude, double longitude,
                                              std::string_view field = "position");
  bool operator==(const GeoPoint&) const = default;
};

/// Great-circle distance in metres (haversine: stable for the few kilometres we care about).
[[nodiscard]] double haversine_m(GeoPoint a, GeoPoint b);

}  // namespace darkstore
