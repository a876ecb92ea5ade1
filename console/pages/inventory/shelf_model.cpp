#include "console/pages/inventory/shelf_model.h"

#include <algorithm>
#include <utility>

#include "console/client/format.h"
#include "console/controls/vocabulary.h"
#include "console/pages/inventory/shelf_text.h"

namespace darkstore::console {
namespace {

const QList<int> kStockRoles{ShelfModel::kAvailable, ShelfModel::kOnShelf,    ShelfModel::kVersion,
                             ShelfModel::kTone,      ShelfModel::kLastChange, ShelfModel::kDelta,
                             ShelfModel::kRisen,     ShelfModel::kPulse};

// A sale takes from what can be promised; the units lie on the shelf until they are picked. Everything else
// moves both.
bool movesShelf(v1::LedgerKind kind) {
  return kind != v1::SOLD && kind != v1::RETURNED;
}

bool matches(const v1::InventoryRow& row, v1::StockFilter filter) {
  switch (filter) {
    case v1::LOW:
      return row.quantity() > 0 && row.quantity() <= row.low_below();
    case v1::OUT:
      return row.quantity() == 0;
    default:
      return true;
  }
}

}  // namespace

int ShelfModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

QVariant ShelfModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
    return {};
  }
  const auto& [row, delta, pulse] = rows_[static_cast<std::size_t>(index.row())];
  switch (role) {
    case kItemId:
      return static_cast<qint64>(row.item_id());
    case Qt::DisplayRole:
    case kName:
      return QString::fromStdString(row.name());
    case kBrandSize:
      return brandSize(row);
    case kGtin:
      return QString::fromStdString(row.gtin());
    case kAvailable:
      return formatCount(row.quantity());
    case kOnShelf:
      return formatCount(row.on_shelf());
    case kVersion:
      return formatCount(row.version());
    case kMode:
      return lockModeOf(row.mode());
    case kModeIsOverride:
      return row.mode_is_override();
    case kBin:
      return QString::fromStdString(row.bin());
    case kTone:
      return stockTone(row);
    case kLastChange:
      return lastChange(row);
    case kDelta:
      return formatDelta(delta);
    case kRisen:
      return delta > 0;
    case kPulse:
      return pulse;
    case kPicked:
      return picked_.contains(row.item_id());
    default:
      return {};
  }
}

bool ShelfModel::setData(const QModelIndex& index, const QVariant& value, int role) {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role != kPicked) {
    return false;
  }
  const auto item = rows_[static_cast<std::size_t>(index.row())].value.item_id();
  if (value.toBool()) {
    picked_.insert(item);
  } else {
    picked_.erase(item);
  }
  emit dataChanged(index, index, {kPicked});
  emit pickedChanged();
  return true;
}

QHash<int, QByteArray> ShelfModel::roleNames() const {
  return {{kItemId, "itemId"},   {kName, "name"},           {kBrandSize, "brandSize"},
          {kGtin, "gtin"},       {kAvailable, "available"}, {kOnShelf, "onShelf"},
          {kVersion, "version"}, {kMode, "mode"},           {kModeIsOverride, "modeIsOverride"},
          {kBin, "bin"},         {kTone, "tone"},           {kLastChange, "lastChange"},
          {kDelta, "delta"},     {kRisen, "risen"},         {kPulse, "pulse"},
          {kPicked, "picked"}};
}

bool ShelfModel::canFetchMore(const QModelIndex& parent) const {
  return !parent.isValid() && more_ != nullptr;
}

void ShelfModel::fetchMore(const QModelIndex& parent) {
  if (canFetchMore(parent)) {
    std::exchange(more_, nullptr)();
  }
}

void ShelfModel::restart(Sort sort, v1::StockFilter filter) {
  beginResetModel();
  rows_.clear();
  byItem_.clear();
  picked_.clear();
  touched_.clear();
  more_ = nullptr;
  sort_ = sort;
  filter_ = filter;
  endResetModel();
  countMoved();
  emit pickedChanged();
}

void ShelfModel::append(const google::protobuf::RepeatedPtrField<v1::InventoryRow>& page,
                        std::function<void()> more) {
  more_ = std::move(more);
  // Rows move while the list is read page by page: one that stands on two pages is shown once.
  std::vector<const v1::InventoryRow*> fresh;
  for (const auto& row : page) {
    if (byItem_.try_emplace(row.item_id(), rows_.size() + fresh.size()).second) {
      fresh.push_back(&row);
    }
  }
  if (fresh.empty()) {
    return;
  }
  beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(fresh.size()) - 1);
  for (const auto* row : fresh) {
    rows_.push_back({*row});
  }
  endInsertRows();
  emit pickedChanged();
}

void ShelfModel::merge(const google::protobuf::RepeatedPtrField<v1::InventoryRow>& rows) {
  for (const auto& row : rows) {
    const auto at = byItem_.find(row.item_id());
    if (at == byItem_.end() || rows_[at->second].value.version() > row.version()) {
      continue;
    }
    auto& mine = rows_[at->second];
    const bool moved = mine.value.quantity() != row.quantity();
    if (moved) {
      mine.delta = row.quantity() - mine.value.quantity();
      ++mine.pulse;
      touched_.insert(row.item_id());
    }
    mine.value = row;
    changed(at->second,
            moved ? QList<int>() : QList<int>{kOnShelf, kMode, kModeIsOverride, kBin, kLastChange, kVersion});
  }
  countMoved();
}

void ShelfModel::apply(const google::protobuf::RepeatedPtrField<v1::InventoryChange>& changes) {
  for (const auto& change : changes) {
    const auto at = byItem_.find(change.item_id());
    if (at == byItem_.end() || rows_[at->second].value.version() >= change.version()) {
      continue;
    }
    auto& [row, delta, pulse] = rows_[at->second];
    delta = change.quantity() - row.quantity();
    ++pulse;
    if (movesShelf(change.kind())) {
      row.set_on_shelf(row.on_shelf() + delta);
    }
    row.set_quantity(change.quantity());
    row.set_version(change.version());
    row.set_changed_at_ms(change.committed_at_ms());
    row.set_last_kind(change.kind());
    row.set_last_delta(change.delta());
    touched_.insert(change.item_id());
    changed(at->second, kStockRoles);
  }
  countMoved();
}

void ShelfModel::setMode(std::int64_t itemId, v1::LockMode mode, bool isOverride) {
  if (const auto at = byItem_.find(itemId); at != byItem_.end()) {
    rows_[at->second].value.set_mode(mode);
    rows_[at->second].value.set_mode_is_override(isOverride);
    changed(at->second, {kMode, kModeIsOverride});
  }
}

const v1::InventoryRow* ShelfModel::find(std::int64_t itemId) const {
  const auto at = byItem_.find(itemId);
  return at == byItem_.end() ? nullptr : &rows_[at->second].value;
}

std::vector<std::int64_t> ShelfModel::itemIds() const {
  return itemIds(0, rowCount() - 1);
}

std::vector<std::int64_t> ShelfModel::itemIds(int from, int to) const {
  std::vector<std::int64_t> ids;
  for (int i = std::max(from, 0); i <= std::min(to, rowCount() - 1); ++i) {
    ids.push_back(rows_[static_cast<std::size_t>(i)].value.item_id());
  }
  return ids;
}

std::vector<v1::InventoryRow> ShelfModel::pickedRows() const {
  std::vector<v1::InventoryRow> rows;
  for (const auto& row : rows_) {
    if (picked_.contains(row.value.item_id())) {
      rows.push_back(row.value);
    }
  }
  return rows;
}

qint64 ShelfModel::itemAt(int row) const {
  return row >= 0 && row < rowCount() ? rows_[static_cast<std::size_t>(row)].value.item_id() : 0;
}

int ShelfModel::rowOf(qint64 itemId) const {
  const auto at = byItem_.find(itemId);
  return at == byItem_.end() ? -1 : static_cast<int>(at->second);
}

void ShelfModel::togglePicked(int row) {
  const auto at = index(row);
  if (at.isValid()) {
    setData(at, !data(at, kPicked).toBool(), kPicked);
  }
}

void ShelfModel::pickAll(bool all) {
  picked_.clear();
  if (all) {
    for (const auto& row : rows_) {
      picked_.insert(row.value.item_id());
    }
  }
  if (!rows_.empty()) {
    emit dataChanged(index(0), index(rowCount() - 1), {kPicked});
  }
  emit pickedChanged();
}

void ShelfModel::changed(std::size_t at, const QList<int>& roles) {
  const auto where = index(static_cast<int>(at));
  emit dataChanged(where, where, roles);
  emit rowChanged(rows_[at].value.item_id());
}

void ShelfModel::countMoved() {
  int moved = 0;
  for (const auto item : touched_) {
    const auto at = byItem_.at(item);
    const auto& row = rows_[at].value;
    const auto before = at > 0 ? rows_[at - 1].value.quantity() : row.quantity();
    const auto after = at + 1 < rows_.size() ? rows_[at + 1].value.quantity() : row.quantity();
    const bool outOfOrder =
        (sort_ == kByQuantity && (row.quantity() < before || row.quantity() > after)) || sort_ == kByChange;
    moved += outOfOrder || !matches(row, filter_) ? 1 : 0;
  }
  if (std::exchange(moved_, moved) != moved) {
    emit movedChanged();
  }
}

}  // namespace darkstore::console
