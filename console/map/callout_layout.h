#pragma once

#include <QList>
#include <QObject>
#include <QPointer>
#include <QtQmlIntegration>
#include <span>
#include <vector>

#include "console/map/map_camera.h"

namespace darkstore::console {

/// Moves labels of one column up and down so that neighbours are at least `gap` apart, each as near as can be
/// to where it wants to be. @return the new heights, in the order of `wanted`
[[nodiscard]] std::vector<double> spread(std::span<const double> wanted, double gap);

/// Where labels of a few places stand round a middle: left of places that lie left of it, right of the
/// others, and none over another. Follows the camera.
class CalloutLayout : public QObject {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(darkstore::console::MapCamera* camera READ camera WRITE setCamera NOTIFY cameraChanged REQUIRED)
  /// Latitude (y) and longitude (x) of the middle and of the places.
  Q_PROPERTY(QPointF middle MEMBER middle_ WRITE setMiddle NOTIFY changed)
  Q_PROPERTY(QList<QPointF> places MEMBER places_ WRITE setPlaces NOTIFY changed)
  /// Pixels from the middle of one label to the next.
  Q_PROPERTY(double gap MEMBER gap_ WRITE setGap NOTIFY changed)
  /// For each place: pixels to move its label down, and whether it stands left.
  Q_PROPERTY(QList<double> shifts READ shifts NOTIFY changed)
  Q_PROPERTY(QList<bool> lefts READ lefts NOTIFY changed)

 public:
  explicit CalloutLayout(QObject* parent = nullptr) : QObject(parent) {}

  MapCamera* camera() const { return camera_; }
  void setCamera(MapCamera* camera);
  void setMiddle(QPointF middle);
  void setPlaces(const QList<QPointF>& places);
  void setGap(double gap);
  QList<double> shifts() const { return shifts_; }
  QList<bool> lefts() const { return lefts_; }

 signals:
  void cameraChanged();
  void changed();

 private:
  void layOut();

  QPointer<MapCamera> camera_;
  QPointF middle_;
  QList<QPointF> places_;
  double gap_ = 28;
  QList<double> shifts_;
  QList<bool> lefts_;
};

}  // namespace darkstore::console
