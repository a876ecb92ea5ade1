#pragma once

#include <QPointer>
#include <QQuickItem>

#include "console/map/map_camera.h"

namespace darkstore::console {

/// An item of no size that stands at a position of a map and moves with it: labels and pins are its
/// children. Lines between anchors use their x and y.
class MapAnchor : public QQuickItem {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(darkstore::console::MapCamera* camera READ camera WRITE setCamera NOTIFY cameraChanged REQUIRED)
  Q_PROPERTY(double latitude MEMBER latitude_ WRITE setLatitude NOTIFY positionChanged)
  Q_PROPERTY(double longitude MEMBER longitude_ WRITE setLongitude NOTIFY positionChanged)
  /// Pixels a metre here and now, for circles.
  Q_PROPERTY(double pixelsPerMetre READ pixelsPerMetre NOTIFY moved)
  /// Whether it lies on the visible part.
  Q_PROPERTY(bool inView READ inView NOTIFY moved)

 public:
  explicit MapAnchor(QQuickItem* parent = nullptr) : QQuickItem(parent) {}

  MapCamera* camera() const { return camera_; }
  void setCamera(MapCamera* camera);
  double latitude() const { return latitude_; }
  double longitude() const { return longitude_; }
  void setLatitude(double latitude);
  void setLongitude(double longitude);
  double pixelsPerMetre() const { return pixelsPerMetre_; }
  bool inView() const { return inView_; }

 signals:
  void cameraChanged();
  void positionChanged();
  void moved();

 private:
  void place();

  QPointer<MapCamera> camera_;
  double latitude_ = 0;
  double longitude_ = 0;
  double pixelsPerMetre_ = 0;
  bool inView_ = false;
};

}  // namespace darkstore::console
