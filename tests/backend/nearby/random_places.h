#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include <rapidcheck.h>

#include "shared/geo.h"
#include "tests/backend/nearby/a_dc.h"

namespace darkstore {
/// Makes counterexamples readable.
inline void showValue(GeoPoint point, std::ostream& out) {
  out.precision(17);
  out << "{" << point.latitude << ", " << point.longitude << "}";
}
}  // namespace darkstore

namespace darkstore::nearby {

inline rc::Gen<double> between(double low, double high) {
  constexpr int kSteps = 1 << 30;
  return rc::gen::map(rc::gen::inRange(0, kSteps + 1),
                      [=](int step) { return low + (high - low) * step / kSteps; });
}

/// Where geometry on a map goes wrong: both poles, both sides of the date line, and where nothing is special.
inline rc::Gen<GeoPoint> a_hard_place() {
  return rc::gen::element(GeoPoint{90, 0}, GeoPoint{-90, 77}, GeoPoint{89.98, -120}, GeoPoint{-89.97, 30},
                          GeoPoint{0, 180}, GeoPoint{0, -180}, GeoPoint{-16.8, 179.99},
                          GeoPoint{65.7, -169.9}, GeoPoint{38.7046, -9.1617}, GeoPoint{0, 0});
}

/// The point `distance_m` from `from` in the direction `bearing` (radians), anywhere on the sphere.
inline GeoPoint moved(GeoPoint from, double distance_m, double bearing) {
  constexpr double kDegree = std::numbers::pi / 180;
  const double arc = distance_m / kEarthRadiusM;
  const double phi = from.latitude * kDegree;
  const double sin_phi = std::sin(phi) * std::cos(arc) + std::cos(phi) * std::sin(arc) * std::cos(bearing);
  const double to_phi = std::asin(std::clamp(sin_phi, -1.0, 1.0));
  const double lambda =
      from.longitude * kDegree + std::atan2(std::sin(bearing) * std::sin(arc) * std::cos(phi),
                                            std::cos(arc) - std::sin(phi) * std::sin(to_phi));
  return {std::clamp(to_phi / kDegree, -90.0, 90.0), std::remainder(lambda / kDegree, 360.0)};
}

inline rc::Gen<GeoPoint> a_point_near(GeoPoint place, double distance_m_max) {
  return rc::gen::map(
      rc::gen::pair(between(0, distance_m_max), between(0, 2 * std::numbers::pi)),
      [=](const std::pair<double, double>& polar) { return moved(place, polar.first, polar.second); });
}

/// A town of up to `count_max` DCs around a place, with every kind of radius, hours and density.
inline std::vector<Dc> a_town_around(GeoPoint place, int count_max) {
  const int count = *rc::gen::inRange(1, count_max + 1).as("DCs");
  std::vector<Dc> dcs;
  for (int id = 1; id <= count; ++id) {
    auto dc =
        a_dc(id)
            .at(*a_point_near(place, 20'000))
            .reaching(*between(500, 9000))
            .in_zone(*rc::gen::element<std::string>("Europe/Lisbon", "Asia/Tokyo", "America/New_York", "UTC"))
            .built(*rc::gen::element(Density::kRural, Density::kSuburban, Density::kUrban, Density::kDense));
    const auto hours =
        *rc::gen::element(OpeningHours{0, 1440}, OpeningHours{360, 1380}, OpeningHours{1080, 120});
    dc.open(hours.open_minute, hours.close_minute);
    if (*rc::gen::inRange(0, 6) == 0) {
      dc.closed_by_hand();
    }
    dcs.push_back(dc);
  }
  return dcs;
}

}  // namespace darkstore::nearby
