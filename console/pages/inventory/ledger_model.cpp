#include "console/pages/inventory/ledger_model.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "console/client/format.h"
#include "console/pages/inventory/shelf_text.h"

namespace darkstore::console {
namespace {

auto place(const v1::LedgerEntry& entry) {
  return std::tuple(entry.version(), entry.position());
}

}  // namespace

int LedgerModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(entries_.size());
}

QVariant LedgerModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
    return {};
  }
  const auto& entry = entries_[static_cast<std::size_t>(index.row())];
  switch (role) {
    case kTime:
      return formatClock(entry.at_ms());
    case Qt::DisplayRole:
    case kKind:
      return kindText(entry.kind());
    case kTone:
      return kindTone(entry.kind());
    case kNote:
      return entryNote(entry);
    case kDelta:
      return formatDelta(entry.delta());
    case kAfter:
      return formatCount(entry.quantity_after());
    case kVersion:
      return QLatin1Char('v') + formatCount(entry.version());
    default:
      return {};
  }
}

QHash<int, QByteArray> LedgerModel::roleNames() const {
  return {{kTime, "time"},   {kKind, "kind"},   {kTone, "tone"},      {kNote, "note"},
          {kDelta, "delta"}, {kAfter, "after"}, {kVersion, "version"}};
}

bool LedgerModel::canFetchMore(const QModelIndex& parent) const {
  return !parent.isValid() && more_ != nullptr;
}

void LedgerModel::fetchMore(const QModelIndex& parent) {
  if (canFetchMore(parent)) {
    std::exchange(more_, nullptr)();
  }
}

void LedgerModel::clear() {
  beginResetModel();
  entries_.clear();
  more_ = nullptr;
  endResetModel();
}

void LedgerModel::append(const google::protobuf::RepeatedPtrField<v1::LedgerEntry>& page,
                         std::function<void()> more) {
  more_ = std::move(more);
  if (page.empty()) {
    return;
  }
  beginInsertRows({}, rowCount(), rowCount() + page.size() - 1);
  entries_.insert(entries_.end(), page.begin(), page.end());
  endInsertRows();
}

bool LedgerModel::prepend(const google::protobuf::RepeatedPtrField<v1::LedgerEntry>& newest) {
  if (entries_.empty()) {
    return newest.empty();
  }
  const auto known = std::ranges::find_if(
      newest, [&](const v1::LedgerEntry& entry) { return place(entry) <= place(entries_.front()); });
  if (known == newest.end()) {
    return newest.empty();
  }
  const auto fresh = static_cast<int>(known - newest.begin());
  if (fresh > 0) {
    beginInsertRows({}, 0, fresh - 1);
    entries_.insert(entries_.begin(), newest.begin(), known);
    endInsertRows();
  }
  return true;
}

}  // namespace darkstore::console
