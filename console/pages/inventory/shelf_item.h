#pragma once

#include <QObject>
#include <QStringList>
#include <QTimer>
#include <QtQmlIntegration>

#include "console/client/client.h"
#include "console/pages/inventory/ledger_model.h"
#include "console/pages/inventory/shelf_history.h"
#include "darkstore/v1/inventory.pb.h"

namespace darkstore::console {

/// The one row of a shelf that is looked at: its figures, its ledger and the history drawn from it.
class ShelfItem : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("belongs to the inventory's view model")
  Q_PROPERTY(bool shown READ shown NOTIFY changed)
  Q_PROPERTY(qint64 itemId READ itemId NOTIFY changed)
  Q_PROPERTY(QString name READ name NOTIFY changed)
  /// "Deli Lane · 250 g · €4.20"
  Q_PROPERTY(QString about READ about NOTIFY changed)
  Q_PROPERTY(QString gtin READ gtin NOTIFY changed)
  /// "B-07"; empty when it has none.
  Q_PROPERTY(QString bin READ bin NOTIFY changed)
  /// Figures for tiles: available, on shelf, version, low below.
  Q_PROPERTY(QStringList figureLabels READ figureLabels CONSTANT)
  Q_PROPERTY(QStringList figures READ figures NOTIFY changed)
  Q_PROPERTY(QList<int> figureTones READ figureTones NOTIFY changed)
  Q_PROPERTY(int lowBelow READ lowBelow NOTIFY changed)
  /// A LockMode of the controls.
  Q_PROPERTY(int mode READ mode NOTIFY changed)
  /// "Set for this DC", "As everywhere"
  Q_PROPERTY(QString modeOrigin READ modeOrigin NOTIFY changed)
  Q_PROPERTY(darkstore::console::LedgerModel* ledger READ ledger CONSTANT)
  /// Why the ledger could not be read; empty when it could.
  Q_PROPERTY(QString problem READ problem NOTIFY changed)
  /// 0: the last hour, 1: 24 hours, 2: 7 days.
  Q_PROPERTY(int span READ span WRITE setSpan NOTIFY historyChanged)
  Q_PROPERTY(QList<qreal> history READ history NOTIFY historyChanged)
  Q_PROPERTY(QStringList timeLabels READ timeLabels NOTIFY historyChanged)
  Q_PROPERTY(QList<qreal> scaleValues READ scaleValues NOTIFY historyChanged)
  Q_PROPERTY(QStringList scaleLabels READ scaleLabels NOTIFY historyChanged)
  Q_PROPERTY(qreal scaleTop READ scaleTop NOTIFY historyChanged)

 public:
  explicit ShelfItem(Client& client, QObject* parent = nullptr);

  bool shown() const { return row_.item_id() != 0; }
  qint64 itemId() const { return row_.item_id(); }
  QString name() const { return QString::fromStdString(row_.name()); }
  QString about() const;
  QString gtin() const { return QString::fromStdString(row_.gtin()); }
  QString bin() const { return QString::fromStdString(row_.bin()); }
  QStringList figureLabels() const;
  QStringList figures() const;
  QList<int> figureTones() const;
  int lowBelow() const { return row_.low_below(); }
  int mode() const;
  QString modeOrigin() const;
  LedgerModel* ledger() { return &ledger_; }
  QString problem() const { return problem_; }
  int span() const { return span_; }
  void setSpan(int span);
  QList<qreal> history() const { return history_.values; }
  QStringList timeLabels() const { return history_.timeLabels; }
  QList<qreal> scaleValues() const { return history_.scaleValues; }
  QStringList scaleLabels() const { return history_.scaleLabels; }
  qreal scaleTop() const { return history_.top; }

  const v1::InventoryRow& row() const { return row_; }
  /// Looks at a row. @param currency  of the DC's region, for the price
  void show(const v1::InventoryRow& row, const QString& currency);
  /// The row has changed: takes its figures and reads what is new in the ledger, once a burst.
  void update(const v1::InventoryRow& row);
  void hide();

 signals:
  void changed();
  void historyChanged();

 private:
  void readPrice(const QString& currency);
  void readOlder(const std::string& pageToken);
  void readNewest();
  void draw();
  std::int64_t spanMs() const;

  Client& client_;
  v1::InventoryRow row_;
  QString price_;
  QString problem_;
  LedgerModel ledger_;
  QTimer readSoon_;
  QTimer drawAgain_;  // the window of the history moves on though nothing changes
  ShelfHistory history_;
  int span_ = 1;
  int shownNo_ = 0;  // answers about an item that is no longer looked at are dropped
};

}  // namespace darkstore::console
