#include "console/map/map_camera.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace darkstore::console {

namespace {
constexpr double kZoomMax = 15;
constexpr double kScalePixelsMax = 96;
}  // namespace

MapCamera::MapCamera(QObject* parent) : QObject(parent) {
  frame_.center = worldOf(24, 8);
  frame_.zoom = 2;
}

double MapCamera::latitude() const {
  return degreesOf(frame_.center).latitude;
}
double MapCamera::longitude() const {
  return degreesOf(frame_.center).longitude;
}
double MapCamera::zoomMax() const {
  return kZoomMax;
}

double MapCamera::zoomMin() const {
  return std::log2(std::max({frame_.size.width(), frame_.size.height(), 256.0}) / 256);
}

void MapCamera::setZoom(double zoom) {
  show(frame_.center, zoom);
}

void MapCamera::setWidth(double width) {
  if (frame_.size.width() == width) return;
  frame_.size.setWidth(width);
  show(frame_.center, frame_.zoom);
  emit changed();
}

void MapCamera::setHeight(double height) {
  if (frame_.size.height() == height) return;
  frame_.size.setHeight(height);
  show(frame_.center, frame_.zoom);
  emit changed();
}

void MapCamera::show(WorldPoint center, double zoom) {
  const double bounded = std::clamp(zoom, zoomMin(), kZoomMax);
  MapFrame next = frame_;
  next.zoom = bounded;
  const double half = frame_.size.height() / 2 / next.worldPixels();
  next.center = {center.x - std::floor(center.x), half >= 0.5 ? 0.5 : std::clamp(center.y, half, 1 - half)};
  if (next.center == frame_.center && next.zoom == frame_.zoom) return;
  frame_ = next;
  emit changed();
}

void MapCamera::lookAt(double latitude, double longitude, double zoom) {
  show(worldOf(latitude, longitude), zoom);
}

void MapCamera::drag(double dx, double dy) {
  const double scale = frame_.worldPixels();
  show({frame_.center.x - dx / scale, frame_.center.y - dy / scale}, frame_.zoom);
}

void MapCamera::zoomAt(double x, double y, double zoom) {
  const WorldPoint under = frame_.toWorld({x, y});
  MapFrame next = frame_;
  next.zoom = std::clamp(zoom, zoomMin(), kZoomMax);
  const WorldPoint would = next.toWorld({x, y});
  show({frame_.center.x + under.x - would.x, frame_.center.y + under.y - would.y}, next.zoom);
}

QPointF MapCamera::degreesAt(double x, double y) const {
  const Degrees at = degreesOf(frame_.toWorld({x, y}));
  return {at.longitude, at.latitude};
}

void MapCamera::setOut(double latitude, double longitude, double zoom) {
  from_ = frame_;
  goal_ = frame_;
  goal_.center = worldOf(latitude, longitude);
  goal_.center.x -= std::round(goal_.center.x - from_.center.x);  // the short way round
  goal_.zoom = std::clamp(zoom, zoomMin(), kZoomMax);
}

void MapCamera::travel(double part) {
  const double zoom = std::lerp(from_.zoom, goal_.zoom, part);
  // The goal comes to the middle at the pace of the zoom, else it leaves the window on the way in.
  double share = part;
  if (std::abs(goal_.zoom - from_.zoom) > 0.01) {
    const double from = std::exp2(-from_.zoom);
    const double goal = std::exp2(-goal_.zoom);
    share = (from - std::exp2(-zoom)) / (from - goal);
  }
  if (part >= 1) share = 1;
  show({std::lerp(from_.center.x, goal_.center.x, share), std::lerp(from_.center.y, goal_.center.y, share)},
       zoom);
}

int MapCamera::scaleMetres() const {
  const double metresMax = kScalePixelsMax / frame_.pixelsPerMetre(frame_.center);
  const double ten = std::pow(10, std::floor(std::log10(metresMax)));
  for (const double step : {5.0, 2.0}) {
    if (step * ten <= metresMax) return static_cast<int>(step * ten);
  }
  return static_cast<int>(ten);
}

double MapCamera::scalePixels() const {
  return scaleMetres() * frame_.pixelsPerMetre(frame_.center);
}

QString MapCamera::scaleText() const {
  const int metres = scaleMetres();
  return metres >= 1000 ? tr("%1 km").arg(metres / 1000) : tr("%1 m").arg(metres);
}

}  // namespace darkstore::console
