#pragma once

#include <QAbstractListModel>
#include <QtQmlIntegration>
#include <vector>

#include "console/client/client.h"
#include "console/pages/inventory/stock_change.h"

namespace darkstore::console {

/// What the operator is about to do to one or many rows: receive, count, adjust, or flip the lock mode. A row
/// whose outcome is unknown keeps its request id and amount until the backend has told what became of it.
class StockDraft : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("belongs to the inventory's view model")
  Q_PROPERTY(bool open READ open NOTIFY changed)
  /// A StockDraft.Kind.
  Q_PROPERTY(int kind READ kind NOTIFY changed)
  Q_PROPERTY(QString title READ title NOTIFY changed)
  Q_PROPERTY(QString commitText READ commitText NOTIFY changed)
  /// Delivery note of a receipt, note of an adjustment, reason of a flip.
  Q_PROPERTY(QString note READ note WRITE setNote NOTIFY changed)
  /// Of an adjustment: a StockDraft.Reason.
  Q_PROPERTY(int reason READ reason WRITE setReason NOTIFY changed)
  /// Of a correction: units are taken, not added. Fixed by every other reason.
  Q_PROPERTY(bool taking READ taking WRITE setTaking NOTIFY changed)
  /// Of a flip: a LockMode.
  Q_PROPERTY(int mode READ mode WRITE setMode NOTIFY changed)
  /// Of a flip: the item everywhere, not only at this DC.
  Q_PROPERTY(bool everywhere READ everywhere WRITE setEverywhere NOTIFY changed)
  Q_PROPERTY(bool busy READ busy NOTIFY changed)
  /// All that is needed is there: the button may be pressed.
  Q_PROPERTY(bool complete READ complete NOTIFY changed)
  /// What went wrong with how many rows; empty when nothing did.
  Q_PROPERTY(QString problem READ problem NOTIFY changed)

 public:
  enum Kind { Receive, Count, Adjust, Flip };
  Q_ENUM(Kind)
  enum Reason { Damaged, Expired, Lost, Found, Correction };
  Q_ENUM(Reason)
  enum Role {
    kName = Qt::UserRole + 1,  ///< item
    kBrandSize,
    kOnShelf,  ///< formatted
    kAmount,   ///< int: units received, counted, or to adjust by
    kLocked,   ///< the amount can no longer be changed: done, under way, or outcome unknown
    kDone,
    kMessage,  ///< what became of the row; empty before
  };

  explicit StockDraft(Client& client, QObject* parent = nullptr)
      : QAbstractListModel(parent), client_(client) {}

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;

  bool open() const { return open_; }
  int kind() const { return kind_; }
  QString title() const;
  QString commitText() const;
  QString note() const { return note_; }
  void setNote(const QString& note);
  int reason() const { return reason_; }
  void setReason(int reason);
  bool taking() const { return taking_; }
  void setTaking(bool taking);
  int mode() const { return mode_; }
  void setMode(int mode);
  bool everywhere() const { return everywhere_; }
  void setEverywhere(bool everywhere);
  bool busy() const { return underWay_ > 0; }
  bool complete() const;
  QString problem() const;

  /// Opens a draft over rows of one DC.
  void begin(Kind kind, const std::vector<v1::InventoryRow>& rows);
  Q_INVOKABLE void setAmount(int row, int amount);
  Q_INVOKABLE void commit();
  Q_INVOKABLE void cancel();

 signals:
  void changed();
  /// A row was changed by the backend.
  void rowDone(const v1::InventoryRow& row);
  /// A mode was set: of one row, or of the item everywhere.
  void modeDone(qint64 itemId, int mode, bool isOverride);
  /// All rows are done and the draft is closed. @param undo  what takes it back
  void committed(const QString& what, const std::vector<darkstore::console::StockChange>& undo);

 private:
  struct Row {
    v1::InventoryRow before;
    int amount = 0;
    qint64 enteredAtMs = 0;
    std::string requestId;  // of the call whose outcome is unknown or awaited; empty: the next call makes one
    bool underWay = false;
    bool done = false;
    QString message;
    StockChange change;
  };
  StockChange changeOf(const Row& row) const;
  void send(std::size_t at);
  void finished(std::size_t at, const Result<StockChangeDone>& answer);
  void rowChanged(std::size_t at);
  void finishIfDone();
  QString summary() const;
  void editAll();

  Client& client_;
  bool open_ = false;
  Kind kind_ = Receive;
  QString note_;
  int reason_ = Damaged;
  bool taking_ = true;
  int mode_ = 0;
  bool everywhere_ = false;
  int underWay_ = 0;
  int draftNo_ = 0;
  std::vector<Row> rows_;
};

}  // namespace darkstore::console
