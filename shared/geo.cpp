#include "shared/geo.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

namespace darkstore {
namespace {
constexpr double radians(double degrees) {
  return degrees * std::numbers::pi / 180.0;
}
}  // namespace

Result<GeoPoint> GeoPoint::parse(double latitude, double longitude, std::string_view field) {
  // Written so that NaN, which compares false with everything, is refused too.
  if (!(latitude >= -90.0 && latitude <= 90.0)) {
    return invalid(std::string(field) + ".latitude", "must be a number from -90 to 90");
  }
  if (!(longitude >= -180.0 && longitude <= 180.0)) {
    return invalid(std::string(field) + ".longitude", "must be a number from -180 to 180");
  }
  return GeoPoint{latitude, longitude};
}

double haversine_m(GeoPoint a, GeoPoint b) {
  const double phi_a = radians(a.latitude);
  const double phi_b = radians(b.latitude);
  const double sin_phi = std::sin((phi_b - phi_a) / 2);
  const double sin_lambda = std::sin(radians(b.longitude - a.longitude) / 2);
  const double h = sin_phi * sin_phi + std::cos(phi_a) * std::cos(phi_b) * sin_lambda * sin_lambda;
  return 2 * kEarthRadiusM * std::asin(std::sqrt(std::min(1.0, h)));
}

}  // namespace darkstore
