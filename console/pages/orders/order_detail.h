#pragma once

#include <QObject>
#include <QTimer>
#include <QtQmlIntegration>

#include "console/client/client.h"
#include "console/pages/entry/entry_rows.h"
#include "console/pages/orders/detail_rows.h"
#include "darkstore/v1/order.pb.h"

namespace darkstore::console {

/// The one order that is looked at: its lines, its parts, its life from press to door; cancel and next steps.
class OrderDetail : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("belongs to the orders' view model")
  Q_PROPERTY(bool shown READ shown NOTIFY changed)
  Q_PROPERTY(QString orderId READ orderId NOTIFY changed)
  Q_PROPERTY(QString shortId READ shortId NOTIFY changed)
  Q_PROPERTY(bool loading READ loading NOTIFY changed)
  /// Why it could not be read or changed; empty when it could.
  Q_PROPERTY(QString problem READ problem NOTIFY changed)
  Q_PROPERTY(int phase READ phase NOTIFY changed)
  Q_PROPERTY(QString phaseText READ phaseText NOTIFY changed)
  Q_PROPERTY(int tone READ tone NOTIFY changed)
  /// It was refused: an attempt with its reason, no order.
  Q_PROPERTY(bool refused READ refused NOTIFY changed)
  Q_PROPERTY(QString refusal READ refusal NOTIFY changed)
  /// "Teresa Lopes · +351 961 555 048 · iberia"
  Q_PROPERTY(QString about READ about NOTIFY changed)
  Q_PROPERTY(QStringList figureLabels READ figureLabels CONSTANT)
  /// Paid, answer, door to door, DCs.
  Q_PROPERTY(QStringList figures READ figures NOTIFY changed)
  Q_PROPERTY(QList<darkstore::console::DetailLine> lines READ lines NOTIFY changed)
  Q_PROPERTY(QList<darkstore::console::DetailPart> parts READ parts NOTIFY changed)
  /// "2 fulfilments"
  Q_PROPERTY(QString partsText READ partsText NOTIFY changed)
  Q_PROPERTY(QList<darkstore::console::TimePart> timing READ timing NOTIFY changed)
  Q_PROPERTY(QList<darkstore::console::DetailStep> steps READ steps NOTIFY changed)
  Q_PROPERTY(bool busy READ busy NOTIFY changed)
  /// Something of it is not picked yet.
  Q_PROPERTY(bool cancellable READ cancellable NOTIFY changed)

 public:
  explicit OrderDetail(Client& client, QObject* parent = nullptr);

  bool shown() const { return !summary_.id().empty(); }
  QString orderId() const { return QString::fromStdString(summary_.id()); }
  QString shortId() const { return QString::fromStdString(summary_.short_id()); }
  bool loading() const { return loading_; }
  QString problem() const { return problem_; }
  int phase() const;
  QString phaseText() const;
  int tone() const;
  bool refused() const { return summary_.refused(); }
  QString refusal() const;
  QString about() const;
  QStringList figureLabels() const;
  QStringList figures() const;
  QList<DetailLine> lines() const { return lines_; }
  QList<DetailPart> parts() const { return parts_; }
  QString partsText() const;
  QList<TimePart> timing() const;
  QList<DetailStep> steps() const { return steps_; }
  bool busy() const { return busy_; }
  bool cancellable() const;

  /// Looks at an order. Of a refused attempt the summary is all there is.
  void show(const v1::OrderSummary& summary);
  /// The same by id, for one that is not in the list.
  Q_INVOKABLE void showId(const QString& orderId);
  /// News of the order: reads it again, once a burst.
  void refresh(const v1::OrderSummary& summary);
  Q_INVOKABLE void hide();
  /// Cancels what is not picked yet. @param reason  1..200 bytes
  Q_INVOKABLE void cancel(const QString& reason);
  /// Moves a part to its next state, from the state that is shown.
  Q_INVOKABLE void advance(const QString& fulfilmentId);
  /// The whole of it as text, onto the clipboard.
  Q_INVOKABLE void copy() const;

 signals:
  void changed();

 private:
  void read();
  void take(const v1::Order& order);
  void arrange();
  QString plainText() const;

  Client& client_;
  QTimer readSoon_;
  QTimer readAgain_;
  v1::OrderSummary summary_;
  v1::Order order_;
  bool loading_ = false;
  bool busy_ = false;
  QString problem_;
  QList<DetailLine> lines_;
  QList<DetailPart> parts_;
  QList<DetailStep> steps_;
  // The request id of a change whose outcome is unknown, with what it changes: pressing again repeats it.
  std::string repeatId_;
  std::string repeatWhat_;
  int shownNo_ = 0;
};

}  // namespace darkstore::console
