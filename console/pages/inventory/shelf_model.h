#pragma once

#include <QAbstractListModel>
#include <QtQmlIntegration>
#include <functional>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

#include "darkstore/v1/inventory.pb.h"

namespace darkstore::console {

/// The rows of one DC's shelf in the order the backend listed them. Live changes alter rows where they stand:
/// nothing moves under the pointer, and `moved` says how many rows would.
class ShelfModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("belongs to the inventory's view model")
  /// Rows that would stand elsewhere, or no longer match, if the list were read again.
  Q_PROPERTY(int moved READ moved NOTIFY movedChanged)
  /// How many rows are ticked, and whether all loaded ones are.
  Q_PROPERTY(int picked READ picked NOTIFY pickedChanged)
  Q_PROPERTY(bool allPicked READ allPicked NOTIFY pickedChanged)

 public:
  enum Role {
    kItemId = Qt::UserRole + 1,  ///< qint64
    kName,                       ///< "Chicken Caesar wrap"
    kBrandSize,                  ///< "Deli Lane · 250 g"
    kGtin,                       ///< 13 digits
    kAvailable,                  ///< formatted: what can still be promised
    kOnShelf,                    ///< formatted: what lies there
    kVersion,                    ///< formatted
    kMode,                       ///< a LockMode of the controls
    kModeIsOverride,             ///< the mode is this DC's own
    kBin,                        ///< "B-07"
    kTone,                       ///< a Tone: Neutral, Warn (low), Bad (out)
    kLastChange,                 ///< "12:42:05 sold 1"
    kDelta,                      ///< formatted, of the last live change
    kRisen,                      ///< the last live change added units
    kPulse,                      ///< rises with every live change: flash now
    kPicked                      ///< ticked for the bulk bar
  };
  enum Sort { kByItem, kByQuantity, kByChange };  // as the contract's InventorySort

  using QAbstractListModel::QAbstractListModel;

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;
  QHash<int, QByteArray> roleNames() const override;
  bool canFetchMore(const QModelIndex& parent) const override;
  void fetchMore(const QModelIndex& parent) override;

  int moved() const { return moved_; }
  int picked() const { return static_cast<int>(picked_.size()); }
  bool allPicked() const { return !rows_.empty() && picked_.size() == rows_.size(); }

  /// Another query: drops all rows and ticks. @param sort, filter  what the rows that come are ordered and
  /// chosen by
  void restart(Sort sort, v1::StockFilter filter);
  /// A page of the query. @param more  asks for the next page; null when this was the last
  void append(const google::protobuf::RepeatedPtrField<v1::InventoryRow>& page, std::function<void()> more);
  /// Rows read again: each replaces what is there unless that is of a newer version. Unknown rows are left
  /// out.
  void merge(const google::protobuf::RepeatedPtrField<v1::InventoryRow>& rows);
  /// Changes as they committed; those of rows that are not loaded are left out.
  void apply(const google::protobuf::RepeatedPtrField<v1::InventoryChange>& changes);
  /// The modes of loaded rows changed: everywhere (no override) or here.
  void setMode(std::int64_t itemId, v1::LockMode mode, bool isOverride);

  const v1::InventoryRow* find(std::int64_t itemId) const;
  std::vector<std::int64_t> itemIds() const;
  /// Items of the rows from..to, both included, cut to what there is.
  std::vector<std::int64_t> itemIds(int from, int to) const;
  std::vector<v1::InventoryRow> pickedRows() const;

  Q_INVOKABLE qint64 itemAt(int row) const;
  /// The row of an item, -1 when it is not loaded.
  Q_INVOKABLE int rowOf(qint64 itemId) const;
  Q_INVOKABLE void togglePicked(int row);
  Q_INVOKABLE void pickAll(bool all);

 signals:
  void movedChanged();
  void pickedChanged();
  /// A loaded row changed, by whatever way.
  void rowChanged(qint64 itemId);

 private:
  struct Row {
    v1::InventoryRow value;
    int delta = 0;  // of the last live change
    int pulse = 0;
  };
  void changed(std::size_t at, const QList<int>& roles);
  void countMoved();

  std::vector<Row> rows_;
  std::unordered_map<std::int64_t, std::size_t> byItem_;
  std::set<std::int64_t> picked_;
  std::set<std::int64_t> touched_;  // changed since they were listed
  std::function<void()> more_;
  Sort sort_ = kByItem;
  v1::StockFilter filter_ = v1::ALL;
  int moved_ = 0;
};

}  // namespace darkstore::console
