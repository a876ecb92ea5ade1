#pragma once

#include <QObject>
#include <QPointF>
#include <QSizeF>
#include <QtQmlIntegration>

#include "console/map/tiles/mercator.h"

namespace darkstore::console {

/// Where a map looks: its centre, its zoom and the size of the item it fills. Everything that lies on the map
/// (tiles, markers, anchors) reads it, so nothing lags behind. Never looks past the poles nor further out
/// than one world.
class MapCamera : public QObject {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(double latitude READ latitude NOTIFY changed)
  Q_PROPERTY(double longitude READ longitude NOTIFY changed)
  Q_PROPERTY(double zoom READ zoom WRITE setZoom NOTIFY changed)
  /// Pixels of the item.
  Q_PROPERTY(double width READ width WRITE setWidth NOTIFY changed)
  Q_PROPERTY(double height READ height WRITE setHeight NOTIFY changed)
  Q_PROPERTY(double zoomMin READ zoomMin NOTIFY changed)
  Q_PROPERTY(double zoomMax READ zoomMax CONSTANT)
  /// A round length in metres that fits the scale bar, and its pixels; at the centre.
  Q_PROPERTY(int scaleMetres READ scaleMetres NOTIFY changed)
  Q_PROPERTY(double scalePixels READ scalePixels NOTIFY changed)
  /// "2 km", "500 m"
  Q_PROPERTY(QString scaleText READ scaleText NOTIFY changed)

 public:
  explicit MapCamera(QObject* parent = nullptr);

  double latitude() const;
  double longitude() const;
  double zoom() const { return frame_.zoom; }
  void setZoom(double zoom);
  double width() const { return frame_.size.width(); }
  void setWidth(double width);
  double height() const { return frame_.size.height(); }
  void setHeight(double height);
  double zoomMin() const;
  double zoomMax() const;
  int scaleMetres() const;
  double scalePixels() const;
  QString scaleText() const;

  [[nodiscard]] const MapFrame& frame() const { return frame_; }

  Q_INVOKABLE void lookAt(double latitude, double longitude, double zoom);
  /// Moves the world under the item: positive x shows what lies further west.
  Q_INVOKABLE void drag(double dx, double dy);
  /// Zooms so that what lies under (x, y) stays there.
  Q_INVOKABLE void zoomAt(double x, double y, double zoom);
  /// Latitude (y) and longitude (x) under a point of the item.
  Q_INVOKABLE QPointF degreesAt(double x, double y) const;
  /// Part of the way from where the last `setOut` was to its goal; 0..1. For animations.
  Q_INVOKABLE void setOut(double latitude, double longitude, double zoom);
  Q_INVOKABLE void travel(double part);

 signals:
  void changed();

 private:
  void show(WorldPoint center, double zoom);

  MapFrame frame_;
  MapFrame from_;
  MapFrame goal_;
};

}  // namespace darkstore::console
