#include "console/map/map_anchor.h"

namespace darkstore::console {

void MapAnchor::setCamera(MapCamera* camera) {
  if (camera_ == camera) return;
  if (camera_) camera_->disconnect(this);
  camera_ = camera;
  if (camera_) connect(camera_, &MapCamera::changed, this, &MapAnchor::place);
  emit cameraChanged();
  place();
}

void MapAnchor::setLatitude(double latitude) {
  if (latitude_ == latitude) return;
  latitude_ = latitude;
  emit positionChanged();
  place();
}

void MapAnchor::setLongitude(double longitude) {
  if (longitude_ == longitude) return;
  longitude_ = longitude;
  emit positionChanged();
  place();
}

void MapAnchor::place() {
  if (!camera_) return;
  const MapFrame& frame = camera_->frame();
  const WorldPoint world = worldOf(latitude_, longitude_);
  const QPointF at = frame.toScreen(world);
  setPosition(at);
  pixelsPerMetre_ = frame.pixelsPerMetre(world);
  inView_ = QRectF({0, 0}, frame.size).contains(at);
  emit moved();
}

}  // namespace darkstore::console
