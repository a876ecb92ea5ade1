#include "console/app/palette_model.h"

#include <algorithm>

#include "console/client/format.h"
#include "darkstore/v1/catalog.pb.h"
#include "darkstore/v1/order.pb.h"

namespace darkstore::console {

namespace {

constexpr std::size_t kDcsMax = 5;
constexpr int kItemsMax = 4;
constexpr int kOrdersMax = 4;
constexpr qsizetype kOrderSearchMin = 3;  // shorter finds anything and nothing

}  // namespace

PaletteModel::PaletteModel(Client& client, NetworkDirectory& directory, QObject* parent)
    : QAbstractListModel(parent), client_(client), directory_(directory) {
  const auto action = [this](Do what, const QString& title, const QString& key = QString()) {
    Entry entry;
    entry.title = title;
    entry.keyHint = key;
    entry.action = what;
    actions_.push_back(std::move(entry));
  };
  action(Do::kNetwork, tr("Go to Network"), tr("Ctrl 1"));
  action(Do::kInventory, tr("Go to Inventory"), tr("Ctrl 2"));
  action(Do::kOrders, tr("Go to Orders"), tr("Ctrl 3"));
  action(Do::kPlaceOrder, tr("Place an order"), tr("N"));
  action(Do::kReach, tr("Who can serve a point"), tr("R"));
  action(Do::kTheme, tr("Switch between dark and light"));
  action(Do::kReduceMotion, tr("Switch motion on or off"));
  action(Do::kRetry, tr("Connect again now"));
  action(Do::kKeys, tr("Show all keys"), tr("F1"));
}

int PaletteModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(entries_.size());
}

QVariant PaletteModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const Entry& entry = entries_[static_cast<std::size_t>(index.row())];
  switch (role) {
    case kSection:
      return QStringList{tr("DCs"), tr("Items"), tr("Orders"), tr("Actions")}[entry.kind];
    case Qt::DisplayRole:
    case kTitle:
      return entry.title;
    case kText:
      return entry.text;
    case kKeyHint:
      return entry.keyHint;
    case kKind:
      return entry.kind;
    case kMono:
      return entry.kind == Order;
    default:
      return {};
  }
}

QHash<int, QByteArray> PaletteModel::roleNames() const {
  return {{kSection, "section"}, {kTitle, "title"}, {kText, "text2"},
          {kKeyHint, "keyHint"}, {kKind, "kind"},   {kMono, "mono"}};
}

QString PaletteModel::footnote() const {
  return rowCount() == 0 && waiting_ == 0 ? tr("Nothing found") : tr("%1 found").arg(rowCount());
}

void PaletteModel::query(const QString& text) {
  ++no_;
  waiting_ = 0;
  beginResetModel();
  entries_.clear();
  endResetModel();
  const QString trimmed = text.trimmed();
  if (trimmed.startsWith(u'>')) {
    findActions(trimmed.mid(1).trimmed());
  } else {
    if (!trimmed.isEmpty()) {
      findDcs(trimmed);
      findItems(trimmed);
      if (trimmed.size() >= kOrderSearchMin) findOrders(trimmed);
    }
    findActions(trimmed);
  }
  emit busyChanged();
}

void PaletteModel::insert(std::vector<Entry> entries) {
  if (entries.empty()) return;
  const auto at = std::find_if(entries_.begin(), entries_.end(),
                               [&](const Entry& entry) { return entry.kind > entries.front().kind; });
  const int first = static_cast<int>(at - entries_.begin());
  beginInsertRows({}, first, first + static_cast<int>(entries.size()) - 1);
  entries_.insert(at, std::make_move_iterator(entries.begin()), std::make_move_iterator(entries.end()));
  endInsertRows();
}

void PaletteModel::findDcs(const QString& text) {
  std::vector<Entry> found;
  for (const v1::Dc& dc : directory_.dcs()) {
    const QString title = QStringLiteral("%1 %2 %3")
                              .arg(QString::fromStdString(dc.code()), QString::fromStdString(dc.metro()),
                                   QString::fromStdString(dc.name()));
    if (!title.contains(text, Qt::CaseInsensitive)) continue;
    Entry entry;
    entry.kind = Dc;
    entry.title = title;
    entry.text = healthWord(healthKindOf(dc.health())).toLower();
    entry.dcId = dc.id();
    found.push_back(std::move(entry));
    if (found.size() == kDcsMax) break;
  }
  insert(std::move(found));
}

void PaletteModel::findItems(const QString& text) {
  v1::SearchItemsRequest request;
  request.set_query(text.toStdString());
  request.set_page_size(kItemsMax);
  ++waiting_;
  client_.call<v1::SearchItemsResponse>(
      this, request, [this, no = no_](const Result<v1::SearchItemsResponse>& answer) {
        if (no != no_) return;
        std::vector<Entry> found;
        if (answer) {
          for (const v1::Item& item : answer->items()) {
            Entry entry;
            entry.kind = Item;
            entry.title = QStringLiteral("%1 %2").arg(QString::fromStdString(item.name()),
                                                      QString::fromStdString(item.size()));
            entry.text = QStringLiteral("%1 · %2").arg(QString::fromStdString(item.brand()),
                                                       QString::fromStdString(item.gtin()));
            entry.itemId = item.id();
            found.push_back(std::move(entry));
          }
        }
        insert(std::move(found));
        answered();
      });
}

void PaletteModel::findOrders(const QString& text) {
  v1::ListOrdersRequest request;
  request.set_search(text.toStdString());
  request.set_page_size(kOrdersMax);
  ++waiting_;
  client_.call<v1::ListOrdersResponse>(
      this, request, [this, no = no_](const Result<v1::ListOrdersResponse>& answer) {
        if (no != no_) return;
        std::vector<Entry> found;
        if (answer) {
          for (const v1::OrderSummary& order : answer->orders()) {
            Entry entry;
            entry.kind = Order;
            entry.title = QString::fromStdString(order.short_id());
            entry.text = QStringLiteral("%1 · %2").arg(QString::fromStdString(order.customer_name()),
                                                       formatClock(order.placed_at_ms()));
            entry.orderId = QString::fromStdString(order.id());
            found.push_back(std::move(entry));
          }
        }
        insert(std::move(found));
        answered();
      });
}

void PaletteModel::findActions(const QString& text) {
  std::vector<Entry> found;
  std::copy_if(actions_.begin(), actions_.end(), std::back_inserter(found),
               [&](const Entry& entry) { return entry.title.contains(text, Qt::CaseInsensitive); });
  insert(std::move(found));
}

void PaletteModel::answered() {
  --waiting_;
  emit busyChanged();
}

void PaletteModel::choose(int row) {
  if (row < 0 || row >= rowCount()) return;
  const Entry entry = entries_[static_cast<std::size_t>(row)];
  switch (entry.kind) {
    case Dc:
      emit dcChosen(entry.dcId);
      break;
    case Item:
      emit itemChosen(entry.itemId);
      break;
    case Order:
      emit orderChosen(entry.orderId);
      break;
    case Action:
      emit actionChosen(entry.action);
      break;
  }
}

}  // namespace darkstore::console
