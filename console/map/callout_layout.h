#pragma once

#include <QObject>
#include <QPointer>
#include <QtQmlIntegration>
#include <span>
#include <vector>

#include "console/map/map_anchor.h"
#include "console/map/map_camera.h"

namespace darkstore::console {

class MapCallout;

/// Moves labels of one column up and down so that neighbours are at least `gap` apart, each as near as can be
/// to where it wants to be. @return the new heights, in the order of `wanted`
[[nodiscard]] std::vector<double> spread(std::span<const double> wanted, double gap);

/// Places the labels of a few callouts round a middle: left of places that lie left of it, right of the
/// others, and none over another. Follows the camera. GUI thread.
class CalloutLayout : public QObject {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(darkstore::console::MapCamera* camera READ camera WRITE setCamera NOTIFY cameraChanged REQUIRED)
  Q_PROPERTY(double latitude MEMBER latitude_ WRITE setLatitude NOTIFY changed)
  Q_PROPERTY(double longitude MEMBER longitude_ WRITE setLongitude NOTIFY changed)
  /// Pixels from the middle of one label to the next.
  Q_PROPERTY(double gap MEMBER gap_ WRITE setGap NOTIFY changed)
  /// The middle in pixels of the map.
  Q_PROPERTY(QPointF middle READ middle NOTIFY changed)

 public:
  explicit CalloutLayout(QObject* parent = nullptr) : QObject(parent) {}

  MapCamera* camera() const { return camera_; }
  void setCamera(MapCamera* camera);
  void setLatitude(double latitude);
  void setLongitude(double longitude);
  void setGap(double gap);
  QPointF middle() const { return middle_; }

  void add(MapCallout* callout);
  void remove(MapCallout* callout);
  void layOut();

 signals:
  void cameraChanged();
  void changed();

 private:
  QPointer<MapCamera> camera_;
  double latitude_ = 0;
  double longitude_ = 0;
  double gap_ = 28;
  QPointF middle_;
  std::vector<MapCallout*> callouts_;  // those that are alive: they leave when they end
};

/// A place whose label a CalloutLayout puts where it covers no other.
class MapCallout : public MapAnchor {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(
      darkstore::console::CalloutLayout* layout READ layout WRITE setLayout NOTIFY layoutChanged REQUIRED)
  /// Pixels to move the label down.
  Q_PROPERTY(double shift READ shift NOTIFY placed)
  /// The label stands left of the place.
  Q_PROPERTY(bool leftward READ leftward NOTIFY placed)

 public:
  explicit MapCallout(QQuickItem* parent = nullptr);
  ~MapCallout() override;

  CalloutLayout* layout() const { return layout_; }
  void setLayout(CalloutLayout* layout);
  double shift() const { return shift_; }
  bool leftward() const { return leftward_; }
  void put(double shift, bool leftward);

 signals:
  void layoutChanged();
  void placed();

 private:
  QPointer<CalloutLayout> layout_;
  double shift_ = 0;
  bool leftward_ = false;
};

}  // namespace darkstore::console
