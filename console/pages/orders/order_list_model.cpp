#include "console/pages/orders/order_list_model.h"

#include <algorithm>
#include <utility>

#include "console/client/format.h"
#include "console/controls/vocabulary.h"
#include "console/pages/entry/entry_text.h"
#include "console/pages/orders/order_text.h"

namespace darkstore::console {
namespace {

bool isNewer(const v1::OrderSummary& a, const v1::OrderSummary& b) {
  return a.placed_at_ms() != b.placed_at_ms() ? a.placed_at_ms() > b.placed_at_ms() : a.id() > b.id();
}

QString noteOf(const v1::OrderSummary& order) {
  if (!order.note().empty()) {
    return QString::fromStdString(order.note());
  }
  return order.refused() ? refusalText(order.refusal()) : QString();
}

int noteTone(const v1::OrderSummary& order) {
  if (order.refused()) {
    return Tone::Bad;
  }
  return order.partial() ? Tone::Warn : Tone::Neutral;
}

}  // namespace

OrderListModel::OrderListModel(DcDirectory& directory, QObject* parent)
    : QAbstractListModel(parent), directory_(directory) {
  connect(&directory, &DcDirectory::changed, this, [this] {
    if (!rows_.empty()) {
      emit dataChanged(index(0), index(rowCount() - 1), {kDc});
    }
  });
}

int OrderListModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

QVariant OrderListModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
    return {};
  }
  const auto& order = rows_[static_cast<std::size_t>(index.row())];
  switch (role) {
    case kOrderId:
      return QString::fromStdString(order.id());
    case kTime:
      return formatClock(order.placed_at_ms());
    case Qt::DisplayRole:
    case kShortId:
      return QString::fromStdString(order.short_id());
    case kCustomer:
      return order.customer_name().empty() ? QStringLiteral("–")
                                           : QString::fromStdString(order.customer_name());
    case kDc:
      return order.dc_ids().empty() ? QStringLiteral("–") : directory_.codeOf(order.dc_ids(0));
    case kMoreDcs:
      return order.dc_ids_size() > 1 ? formatCounted(order.dc_ids_size() - 1, tr("+1 DC"), tr("+%1 DCs"))
                                     : QString();
    case kLines:
      return formatCount(order.lines());
    case kTotal:
      return order.refused() ? QStringLiteral("–") : formatMoney(order.total());
    case kMs:
      return order.answer_ms() > 0 ? formatCount(order.answer_ms()) : tr("< 1");
    case kPhase:
      return phaseOf(order);
    case kPhaseText:
      return phaseText(phaseOf(order));
    case kTone:
      return phaseTone(phaseOf(order));
    case kNote:
      return noteOf(order);
    case kNoteTone:
      return noteTone(order);
    default:
      return {};
  }
}

QHash<int, QByteArray> OrderListModel::roleNames() const {
  return {{kOrderId, "orderId"}, {kTime, "time"},        {kShortId, "shortId"},     {kCustomer, "customer"},
          {kDc, "dc"},           {kMoreDcs, "moreDcs"},  {kLines, "lines"},         {kTotal, "total"},
          {kMs, "ms"},           {kPhase, "phase"},      {kPhaseText, "phaseText"}, {kTone, "tone"},
          {kNote, "note"},       {kNoteTone, "noteTone"}};
}

bool OrderListModel::canFetchMore(const QModelIndex& parent) const {
  return !parent.isValid() && more_ != nullptr;
}

void OrderListModel::fetchMore(const QModelIndex& parent) {
  if (canFetchMore(parent)) {
    std::exchange(more_, nullptr)();
  }
}

void OrderListModel::restart() {
  beginResetModel();
  rows_.clear();
  byId_.clear();
  waiting_.clear();
  more_ = nullptr;
  endResetModel();
  setWaiting(0);
}

void OrderListModel::append(const google::protobuf::RepeatedPtrField<v1::OrderSummary>& page,
                            std::function<void()> more) {
  more_ = std::move(more);
  std::vector<const v1::OrderSummary*> fresh;
  for (const auto& order : page) {
    if (!update(order)) {
      fresh.push_back(&order);
    }
  }
  if (fresh.empty()) {
    return;
  }
  const auto from = rows_.size();
  beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(fresh.size()) - 1);
  for (const auto* order : fresh) {
    rows_.push_back(*order);
  }
  reindex(from);
  endInsertRows();
}

void OrderListModel::replaceAll(const google::protobuf::RepeatedPtrField<v1::OrderSummary>& page,
                                std::function<void()> more) {
  // Below the page: the rows go. On it: they are put in where they belong, and nothing else moves.
  more_ = std::move(more);
  waiting_.clear();
  setWaiting(0);
  for (const auto& order : page) {
    if (!update(order)) {
      insert(order);
    }
  }
  if (page.empty()) {
    return;
  }
  const auto last = byId_.at(page[page.size() - 1].id());
  if (last + 1 < rows_.size()) {
    beginRemoveRows({}, static_cast<int>(last) + 1, rowCount() - 1);
    for (auto i = last + 1; i < rows_.size(); ++i) {
      byId_.erase(rows_[i].id());
    }
    rows_.resize(last + 1);
    endRemoveRows();
  }
}

void OrderListModel::apply(const google::protobuf::RepeatedPtrField<v1::OrderSummary>& news, bool held,
                           const std::function<bool(const v1::OrderSummary&)>& fits) {
  int count = waitingCount_;
  for (const auto& order : news) {
    if (update(order)) {
      continue;
    }
    const auto aside = std::ranges::find(waiting_, order.id(), &v1::OrderSummary::id);
    if (aside != waiting_.end()) {
      *aside = order;
      continue;
    }
    // An order below what is loaded comes with its page.
    const bool below = more_ != nullptr && !rows_.empty() && isNewer(rows_.back(), order);
    if (below || !fits(order)) {
      continue;
    }
    if (!held) {
      insert(order);
      continue;
    }
    waiting_.push_back(order);
    ++count;
    if (waiting_.size() > kWaitingMax) {
      waiting_.pop_front();
    }
  }
  setWaiting(count);
}

bool OrderListModel::release() {
  const bool complete = waitingCount_ == static_cast<int>(waiting_.size());
  for (const auto& order : std::exchange(waiting_, {})) {
    if (complete && !update(order)) {
      insert(order);
    }
  }
  setWaiting(0);
  return complete;
}

const v1::OrderSummary* OrderListModel::find(const std::string& orderId) const {
  const auto at = byId_.find(orderId);
  return at == byId_.end() ? nullptr : &rows_[at->second];
}

QString OrderListModel::idAt(int row) const {
  return row >= 0 && row < rowCount() ? QString::fromStdString(rows_[static_cast<std::size_t>(row)].id())
                                      : QString();
}

bool OrderListModel::update(const v1::OrderSummary& order) {
  const auto at = byId_.find(order.id());
  if (at == byId_.end()) {
    return false;
  }
  rows_[at->second] = order;
  const auto where = index(static_cast<int>(at->second));
  emit dataChanged(where, where, {kPhase, kPhaseText, kTone, kNote, kNoteTone, kTotal, kDc, kMoreDcs});
  emit orderChanged(QString::fromStdString(order.id()));
  return true;
}

void OrderListModel::insert(const v1::OrderSummary& order) {
  const auto at =
      std::ranges::find_if(rows_, [&](const v1::OrderSummary& row) { return isNewer(order, row); });
  const auto row = at - rows_.begin();
  beginInsertRows({}, static_cast<int>(row), static_cast<int>(row));
  rows_.insert(at, order);
  reindex(static_cast<std::size_t>(row));
  endInsertRows();
}

void OrderListModel::reindex(std::size_t from) {
  for (auto i = from; i < rows_.size(); ++i) {
    byId_[rows_[i].id()] = i;
  }
}

void OrderListModel::setWaiting(int count) {
  if (std::exchange(waitingCount_, count) != count) {
    emit waitingChanged();
  }
}

}  // namespace darkstore::console
