#include "console/pages/entry/basket.h"

#include <algorithm>

#include "console/client/format.h"
#include "console/controls/vocabulary.h"

namespace darkstore::console {
namespace {

std::optional<Money> moneyOf(const v1::Money& money) {
  const auto currency = Currency::parse(money.currency());
  return currency ? std::optional(Money(money.minor(), *currency)) : std::nullopt;
}

std::optional<Money> lineOf(const v1::MenuItem& item, int quantity) {
  const auto each = moneyOf(item.price());
  const auto line = each ? each->times(quantity) : Result<Money>(fail(ErrorKind::kInvalidArgument, "", ""));
  return line ? std::optional(*line) : std::nullopt;
}

QString textOf(const std::optional<Money>& money) {
  return money ? formatMoney(*money) : QStringLiteral("–");
}

}  // namespace

QString menuName(const v1::MenuItem& item) {
  return QString::fromStdString(item.size().empty() ? item.name() : item.name() + " " + item.size());
}

int Basket::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

QVariant Basket::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
    return {};
  }
  const auto& [item, quantity] = rows_[static_cast<std::size_t>(index.row())];
  switch (role) {
    case kItemId:
      return static_cast<qint64>(item.item_id());
    case Qt::DisplayRole:
    case kName:
      return menuName(item);
    case kQuantity:
      return quantity;
    case kEach:
      return formatMoney(item.price());
    case kLine:
      return textOf(lineOf(item, quantity));
    case kAvailable:
      return item.at_size() == 1 ? tr("%1, one DC").arg(formatCount(item.available()))
                                 : formatCount(item.available());
    case kTone:
      return item.available() == 0 ? Tone::Bad : (item.available() < quantity ? Tone::Warn : Tone::Neutral);
    default:
      return {};
  }
}

QHash<int, QByteArray> Basket::roleNames() const {
  return {{kItemId, "itemId"}, {kName, "name"}, {kQuantity, "quantity"},  {kEach, "each"},
          {kLine, "line"},     {kTone, "tone"}, {kAvailable, "available"}};
}

QString Basket::summary() const {
  int units = 0;
  for (const auto& row : rows_) {
    units += row.quantity;
  }
  return tr("%1 · %2").arg(formatCounted(units, tr("1 unit"), tr("%1 units")),
                           formatCounted(lines(), tr("1 line"), tr("%1 lines")));
}

QString Basket::totalText() const {
  return rows_.empty() ? QString() : textOf(total());
}

std::optional<Money> Basket::total() const {
  std::optional<Money> sum;
  for (const auto& row : rows_) {
    const auto line = lineOf(row.item, row.quantity);
    const auto next = line && sum ? sum->plus(*line) : Result<Money>(line.value_or(Money()));
    if (!line || !next) {
      return std::nullopt;
    }
    sum = *next;
  }
  return sum;
}

int Basket::quantityOf(std::int64_t itemId) const {
  const int row = rowOf(itemId);
  return row < 0 ? 0 : rows_[static_cast<std::size_t>(row)].quantity;
}

QString Basket::nameOf(std::int64_t itemId) const {
  const int row = rowOf(itemId);
  return row < 0 ? tr("Item %1").arg(itemId) : menuName(rows_[static_cast<std::size_t>(row)].item);
}

std::vector<std::int64_t> Basket::itemIds() const {
  std::vector<std::int64_t> ids;
  for (const auto& row : rows_) {
    ids.push_back(row.item.item_id());
  }
  return ids;
}

void Basket::fill(google::protobuf::RepeatedPtrField<v1::Line>& lines) const {
  for (const auto& row : rows_) {
    auto& line = *lines.Add();
    line.set_item_id(row.item.item_id());
    line.set_quantity(row.quantity);
  }
}

bool Basket::set(const v1::MenuItem& item, int quantity) {
  const int row = rowOf(item.item_id());
  if (row >= 0) {
    setQuantity(row, quantity);
    return true;
  }
  if (quantity < 1 || lines() >= kLinesMax) {
    return false;
  }
  beginInsertRows({}, lines(), lines());
  rows_.push_back({item, std::min(quantity, kQuantityMax)});
  endInsertRows();
  emit changed();
  emit orderChanged();
  return true;
}

void Basket::update(const google::protobuf::RepeatedPtrField<v1::MenuItem>& items) {
  for (const auto& item : items) {
    const int row = rowOf(item.item_id());
    if (row >= 0) {
      rows_[static_cast<std::size_t>(row)].item = item;
      emit dataChanged(index(row), index(row), {kEach, kLine, kAvailable, kTone});
    }
  }
  emit changed();
}

void Basket::setQuantity(int row, int quantity) {
  if (row < 0 || row >= lines()) {
    return;
  }
  if (quantity < 1) {
    remove(row);
  } else {
    rows_[static_cast<std::size_t>(row)].quantity = std::min(quantity, kQuantityMax);
    emit dataChanged(index(row), index(row), {kQuantity, kLine, kTone});
  }
  emit changed();
  emit orderChanged();
}

void Basket::clear() {
  if (rows_.empty()) {
    return;
  }
  beginResetModel();
  rows_.clear();
  endResetModel();
  emit changed();
  emit orderChanged();
}

int Basket::rowOf(std::int64_t itemId) const {
  const auto at = std::ranges::find_if(rows_, [=](const Row& row) { return row.item.item_id() == itemId; });
  return at == rows_.end() ? -1 : static_cast<int>(at - rows_.begin());
}

void Basket::remove(int row) {
  beginRemoveRows({}, row, row);
  rows_.erase(rows_.begin() + row);
  endRemoveRows();
}

}  // namespace darkstore::console
