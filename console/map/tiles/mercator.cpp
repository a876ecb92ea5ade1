#include "console/map/tiles/mercator.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace darkstore::console {

namespace {
constexpr double kPi = std::numbers::pi;
constexpr double kLatitudeMax = 85.051128779806592;
constexpr double kWorldPixels = 256;
constexpr double kEquatorM = 2 * kPi * 6378137.0;  // the square is that of WGS 84's semi-major axis
}  // namespace

WorldPoint worldOf(double latitude, double longitude) {
  const double radians = std::clamp(latitude, -kLatitudeMax, kLatitudeMax) * kPi / 180;
  return {longitude / 360 + 0.5, 0.5 - std::asinh(std::tan(radians)) / (2 * kPi)};
}

Degrees degreesOf(WorldPoint point) {
  const double wrapped = point.x - std::floor(point.x);
  return {std::atan(std::sinh(kPi * (1 - 2 * point.y))) * 180 / kPi, (wrapped - 0.5) * 360};
}

double MapFrame::worldPixels() const {
  return kWorldPixels * std::exp2(zoom);
}

QPointF MapFrame::toScreen(WorldPoint point) const {
  const double scale = worldPixels();
  double dx = point.x - center.x;
  dx -= std::round(dx);
  return {dx * scale + size.width() / 2, (point.y - center.y) * scale + size.height() / 2};
}

WorldPoint MapFrame::toWorld(QPointF screen) const {
  const double scale = worldPixels();
  return {center.x + (screen.x() - size.width() / 2) / scale,
          center.y + (screen.y() - size.height() / 2) / scale};
}

double MapFrame::pixelsPerMetre(WorldPoint point) const {
  const double cosine = std::cos(degreesOf(point).latitude * kPi / 180);
  return worldPixels() / (kEquatorM * std::max(cosine, 0.01));
}

}  // namespace darkstore::console
