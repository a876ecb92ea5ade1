#include "console/pages/entry/menu_model.h"

#include <utility>

#include "console/client/format.h"
#include "console/controls/vocabulary.h"
#include "console/pages/entry/basket.h"
#include "console/pages/entry/entry_text.h"

namespace darkstore::console {
namespace {

constexpr int kPage = 40;
constexpr int kFew = 10;

QString reportText(const v1::ReadReport& report) {
  const auto age = formatSpan((report.oldest_age_ms() + 999) / 1'000);
  const auto took = formatMs(static_cast<std::int64_t>(report.micros()));
  const auto from = report.cache_away() ? MenuModel::tr("availability from replicas, the cache is away")
                    : report.from_primary() > 0 ? MenuModel::tr("availability from the primary")
                                                : MenuModel::tr("availability at most %1 old").arg(age);
  return MenuModel::tr("%1 · %2 ms").arg(from, took);
}

}  // namespace

MenuModel::MenuModel(Client& client, std::function<int(std::int64_t)> inBasket, QObject* parent)
    : QAbstractListModel(parent), client_(client), inBasket_(std::move(inBasket)) {
  request_.set_page_size(kPage);
}

int MenuModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(items_.size());
}

QVariant MenuModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
    return {};
  }
  const auto& item = items_[static_cast<std::size_t>(index.row())];
  switch (role) {
    case kItemId:
      return static_cast<qint64>(item.item_id());
    case Qt::DisplayRole:
    case kName:
      return menuName(item);
    case kBrand:
      return QString::fromStdString(item.brand());
    case kPrice:
      return formatMoney(item.price());
    case kAvailable:
      return item.available() == 0 ? tr("out") : formatCount(item.available());
    case kTone:
      return item.available() == 0 ? Tone::Bad : (item.available() < kFew ? Tone::Warn : Tone::Neutral);
    case kSoonest:
      return minutesText(item.soonest_minutes());
    case kInBasket:
      return inBasket_(item.item_id());
    default:
      return {};
  }
}

QHash<int, QByteArray> MenuModel::roleNames() const {
  return {{kItemId, "itemId"},       {kName, "name"}, {kBrand, "brand"},     {kPrice, "price"},
          {kAvailable, "available"}, {kTone, "tone"}, {kSoonest, "soonest"}, {kInBasket, "inBasket"}};
}

bool MenuModel::canFetchMore(const QModelIndex& parent) const {
  return !parent.isValid() && !nextToken_.empty();
}

void MenuModel::fetchMore(const QModelIndex& parent) {
  if (canFetchMore(parent)) {
    readPage(std::exchange(nextToken_, {}));
  }
}

void MenuModel::setSearch(const QString& search) {
  if (this->search() != search) {
    request_.set_search(search.toStdString());
    read();
  }
}

void MenuModel::setInStockOnly(bool only) {
  if (inStockOnly() != only) {
    request_.set_in_stock_only(only);
    read();
  }
}

void MenuModel::setPlace(const v1::GeoPoint& position, int withinMinutes) {
  *request_.mutable_position() = position;
  request_.set_reach_within_minutes(withinMinutes);
  read();
}

void MenuModel::setFreshness(const std::string& readToken, bool fromPrimary) {
  request_.set_read_token(readToken);
  request_.set_from_primary(fromPrimary);
  read();
}

void MenuModel::read() {
  if (!request_.has_position()) {
    return;
  }
  loading_ = true;
  ++readNo_;
  nextToken_.clear();
  readPage({});
  emit changed();
}

void MenuModel::readPage(const std::string& token) {
  auto page = request_;
  page.set_page_token(token);
  client_.call<v1::GetMenuResponse>(
      this, page, [this, no = readNo_, first = token.empty()](const Result<v1::GetMenuResponse>& answer) {
        if (no != readNo_) {
          return;
        }
        loading_ = false;
        notice_ = answer ? QString() : formatError(answer.error());
        if (answer) {
          arrived(*answer, first);
        }
        emit changed();
      });
}

void MenuModel::arrived(const v1::GetMenuResponse& page, bool first) {
  nextToken_ = page.next_page_token();
  report_ = reportText(page.report());
  if (first) {
    beginResetModel();
    items_.assign(page.items().begin(), page.items().end());
    endResetModel();
    if (page.reach().empty()) {
      notice_ = tr("No DC delivers to this point.");
    } else if (items_.empty()) {
      notice_ = search().isEmpty() ? tr("The DCs near have nothing.")
                                   : tr("Nothing here is called “%1”.").arg(search());
    }
  } else if (!page.items().empty()) {
    beginInsertRows({}, rowCount(), rowCount() + page.items_size() - 1);
    items_.insert(items_.end(), page.items().begin(), page.items().end());
    endInsertRows();
  }
}

void MenuModel::basketChanged() {
  if (!items_.empty()) {
    emit dataChanged(index(0), index(rowCount() - 1), {kInBasket});
  }
}

const v1::MenuItem* MenuModel::itemAt(int row) const {
  return row >= 0 && row < rowCount() ? &items_[static_cast<std::size_t>(row)] : nullptr;
}

}  // namespace darkstore::console
