#pragma once

#include <QAbstractListModel>
#include <QtQmlIntegration>
#include <functional>
#include <vector>

#include "darkstore/v1/inventory.pb.h"

namespace darkstore::console {

/// The ledger of one row, newest first. New entries come in on top; older ones are read as the list is
/// scrolled.
class LedgerModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("belongs to the inventory's view model")

 public:
  enum Role {
    kTime = Qt::UserRole + 1,  ///< "12:42:05"
    kKind,                     ///< "Sold"
    kTone,                     ///< a Tone
    kNote,                     ///< "order 3D8P-77A1"
    kDelta,                    ///< "−1"
    kAfter,                    ///< "17"
    kVersion,                  ///< "v2,204"
  };

  using QAbstractListModel::QAbstractListModel;

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;
  bool canFetchMore(const QModelIndex& parent) const override;
  void fetchMore(const QModelIndex& parent) override;

  const std::vector<v1::LedgerEntry>& entries() const { return entries_; }
  void clear();
  /// The next older page. @param more  asks for the one after; null at the end
  void append(const google::protobuf::RepeatedPtrField<v1::LedgerEntry>& page, std::function<void()> more);
  /// The newest page read again: entries above the newest one known are put on top.
  /// @return false when the page does not reach down to it, so that entries between are missing: read all
  /// anew
  [[nodiscard]] bool prepend(const google::protobuf::RepeatedPtrField<v1::LedgerEntry>& newest);

 private:
  std::vector<v1::LedgerEntry> entries_;
  std::function<void()> more_;
};

}  // namespace darkstore::console
