#pragma once

#include <QList>
#include <QObject>
#include <QString>
#include <QtQmlIntegration>
#include <cstdint>

#include "darkstore/v1/network.pb.h"

namespace darkstore::console {

/// The KPI strip: figures of the last frame as text, and each one's last minute for its spark. "–" before the
/// first.
class NetworkFigures : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("belongs to the page's view model")
  Q_PROPERTY(QString orders READ orders NOTIFY changed)
  Q_PROPERTY(QString ordersNote READ ordersNote NOTIFY changed)
  Q_PROPERTY(QList<qreal> ordersSeries READ ordersSeries NOTIFY changed)
  Q_PROPERTY(QString answer READ answer NOTIFY changed)
  Q_PROPERTY(QString answerUnit READ answerUnit NOTIFY changed)
  Q_PROPERTY(QString answerNote READ answerNote NOTIFY changed)
  Q_PROPERTY(int answerTone READ answerTone NOTIFY changed)
  Q_PROPERTY(QList<qreal> answerSeries READ answerSeries NOTIFY changed)
  Q_PROPERTY(QString inFlight READ inFlight NOTIFY changed)
  Q_PROPERTY(QList<qreal> inFlightSeries READ inFlightSeries NOTIFY changed)
  Q_PROPERTY(QString refused READ refused NOTIFY changed)
  Q_PROPERTY(QString refusedNote READ refusedNote NOTIFY changed)
  Q_PROPERTY(QList<qreal> refusedSeries READ refusedSeries NOTIFY changed)
  Q_PROPERTY(QString changes READ changes NOTIFY changed)
  Q_PROPERTY(QList<qreal> changesSeries READ changesSeries NOTIFY changed)
  Q_PROPERTY(QString lag READ lag NOTIFY changed)
  Q_PROPERTY(QString lagUnit READ lagUnit NOTIFY changed)
  Q_PROPERTY(QString lagNote READ lagNote NOTIFY changed)
  Q_PROPERTY(int lagTone READ lagTone NOTIFY changed)

 public:
  explicit NetworkFigures(QObject* parent = nullptr) : QObject(parent) {}

  void apply(const v1::NetworkFrame& frame);

  QString orders() const;
  QString ordersNote() const;
  QList<qreal> ordersSeries() const { return ordersSeries_; }
  QString answer() const;
  QString answerUnit() const;
  QString answerNote() const;
  int answerTone() const;
  QList<qreal> answerSeries() const { return answerSeries_; }
  QString inFlight() const;
  QList<qreal> inFlightSeries() const { return inFlightSeries_; }
  QString refused() const;
  QString refusedNote() const;
  QList<qreal> refusedSeries() const { return refusedSeries_; }
  QString changes() const;
  QList<qreal> changesSeries() const { return changesSeries_; }
  QString lag() const;
  QString lagUnit() const;
  QString lagNote() const;
  int lagTone() const;

 signals:
  void changed();

 private:
  [[nodiscard]] bool known() const { return frame_.at_ms() != 0; }

  v1::NetworkFrame frame_;
  double peak_ = 0;
  std::int64_t peakAtMs_ = 0;
  QList<qreal> ordersSeries_;
  QList<qreal> answerSeries_;
  QList<qreal> inFlightSeries_;
  QList<qreal> refusedSeries_;
  QList<qreal> changesSeries_;
};

/// A rate as people read it: "2,914", below ten with one decimal, "0.4".
[[nodiscard]] QString rateText(double rate);

}  // namespace darkstore::console
