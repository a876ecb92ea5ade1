#pragma once

#include <QList>
#include <QObject>
#include <QPointF>
#include <QtQmlIntegration>

namespace darkstore::console {

/// Turns a series into the points a Shape's PathPolyline draws, in pixels, y downwards.
/// Values that are not finite are gaps in the measurement and are left out.
class ChartPath : public QObject {
  Q_OBJECT
  QML_ELEMENT
  /// The series, oldest first, evenly spaced in x.
  Q_PROPERTY(QList<qreal> values READ values WRITE setValues NOTIFY changed)
  /// Pixels to fill.
  Q_PROPERTY(qreal width READ width WRITE setWidth NOTIFY changed)
  Q_PROPERTY(qreal height READ height WRITE setHeight NOTIFY changed)
  /// True: the value holds until the next one (quantities); false: straight lines between values (rates).
  Q_PROPERTY(bool step READ step WRITE setStep NOTIFY changed)
  /// Fixed bottom and top of the scale; when equal the scale fits the values.
  Q_PROPERTY(qreal from READ from WRITE setFrom NOTIFY changed)
  Q_PROPERTY(qreal to READ to WRITE setTo NOTIFY changed)
  Q_PROPERTY(QList<QPointF> line READ line NOTIFY changed)
  /// The line closed along the bottom, for the fill below it; empty when there is no line.
  Q_PROPERTY(QList<QPointF> area READ area NOTIFY changed)
  Q_PROPERTY(QPointF last READ last NOTIFY changed)
  /// A value to draw a line at (what is usual, low from here down), and its y on the present scale.
  Q_PROPERTY(qreal reference READ reference WRITE setReference NOTIFY changed)
  Q_PROPERTY(qreal referenceY READ referenceY NOTIFY changed)
  /// Bottom and top of the present scale.
  Q_PROPERTY(qreal low READ low NOTIFY changed)
  Q_PROPERTY(qreal high READ high NOTIFY changed)

 public:
  explicit ChartPath(QObject* parent = nullptr) : QObject(parent) {}

  const QList<qreal>& values() const { return values_; }
  void setValues(const QList<qreal>& values);
  qreal width() const { return width_; }
  void setWidth(qreal width);
  qreal height() const { return height_; }
  void setHeight(qreal height);
  bool step() const { return step_; }
  void setStep(bool step);
  qreal from() const { return from_; }
  void setFrom(qreal from);
  qreal to() const { return to_; }
  void setTo(qreal to);
  const QList<QPointF>& line() const { return line_; }
  const QList<QPointF>& area() const { return area_; }
  QPointF last() const { return line_.isEmpty() ? QPointF() : line_.last(); }
  qreal reference() const { return reference_; }
  void setReference(qreal reference);
  qreal referenceY() const { return yOf(reference_); }
  qreal low() const { return low_; }
  qreal high() const { return high_; }

  /// The y of a value on the present scale, in pixels; the middle when the scale is a single value.
  Q_INVOKABLE qreal yOf(qreal value) const;

 signals:
  void changed();

 private:
  void rebuild();

  QList<qreal> values_;
  qreal width_ = 0;
  qreal height_ = 0;
  bool step_ = false;
  qreal from_ = 0;
  qreal to_ = 0;
  qreal reference_ = 0;
  qreal low_ = 0;
  qreal high_ = 0;
  QList<QPointF> line_;
  QList<QPointF> area_;
};

}  // namespace darkstore::console
