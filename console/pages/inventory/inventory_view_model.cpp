#include "console/pages/inventory/inventory_view_model.h"

#include <QDateTime>
#include <algorithm>
#include <numeric>

#include "console/client/format.h"
#include "console/controls/vocabulary.h"
#include "console/pages/inventory/shelf_text.h"

namespace darkstore::console {
namespace {

constexpr int kPage = 200;
constexpr std::size_t kReadAgainMax = 2'000;                // items of one call
constexpr std::size_t kMissedMax = 20'000;                  // more rows than a DC has
const QStringList kSortKeys{"item", "quantity", "change"};  // in ShelfModel::Sort's order
constexpr std::int64_t kRateMs = 5'000;

}  // namespace

InventoryViewModel::InventoryViewModel(Client& client, QObject* parent)
    : QObject(parent), client_(client), chooser_(client), item_(client), draft_(client) {
  // Units are picked without a change of what can be promised, and modes are set by others: rows in view and
  // the counts are read again from time to time.
  refresh_.setInterval(std::chrono::seconds(5));
  connect(&refresh_, &QTimer::timeout, this, [this] {
    readAgain(shelf_.itemIds(first_, last_));
    readDc();
    emit footChanged();
  });
  connect(&shelf_, &ShelfModel::movedChanged, this, &InventoryViewModel::footChanged);
  connect(&shelf_, &ShelfModel::rowChanged, this, [this](qint64 item) {
    if (const auto* row = shelf_.find(item)) {
      item_.update(*row);
    }
  });
  connect(&draft_, &StockDraft::rowDone, this, [this](const v1::InventoryRow& row) {
    google::protobuf::RepeatedPtrField<v1::InventoryRow> rows;
    *rows.Add() = row;
    shelf_.merge(rows);
    item_.update(row);
  });
  connect(&draft_, &StockDraft::modeDone, this, [this](qint64 item, int mode, bool isOverride) {
    shelf_.setMode(item, protoModeOf(mode), isOverride);
  });
  connect(&draft_, &StockDraft::committed, this,
          [this](const QString& what, const std::vector<StockChange>& undo) {
            undo_ = undo;
            shelf_.pickAll(false);
            emit undoOffered(undo_.empty() ? QString() : what);
          });
}

QString InventoryViewModel::healthText() const {
  switch (dc_.health()) {
    case v1::HEALTHY:
      return tr("Healthy");
    case v1::STRAINED:
      return tr("Strained");
    case v1::CONTENDED:
      return tr("Contended");
    case v1::OFFLINE:
      return tr("Offline");
    default:
      return {};
  }
}

QString InventoryViewModel::rowCount() const {
  return counted_ ? formatCount(stock_.rows()) : QString();
}
QString InventoryViewModel::lowCount() const {
  return counted_ ? formatCount(stock_.low()) : QString();
}
QString InventoryViewModel::outCount() const {
  return counted_ ? formatCount(stock_.out()) : QString();
}

void InventoryViewModel::setSearch(const QString& search) {
  if (search_ != search) {
    search_ = search;
    query();
  }
}

void InventoryViewModel::setFilter(int filter) {
  if (filter_ != filter) {
    filter_ = filter;
    query();
  }
}

void InventoryViewModel::setMode(int mode) {
  if (mode_ != mode) {
    mode_ = mode;
    query();
  }
}

QString InventoryViewModel::sortKey() const {
  return kSortKeys[sort_];
}

void InventoryViewModel::setSortKey(const QString& key) {
  const auto sort = static_cast<int>(kSortKeys.indexOf(key));
  if (sort >= 0 && sort_ != sort) {
    sort_ = sort;
    query();
  }
}

QString InventoryViewModel::emptyTitle() const {
  QStringList what;
  if (filter_ != 0) {
    what << (filter_ == v1::LOW ? tr("low") : tr("out"));
  }
  if (mode_ >= 0) {
    what << (mode_ == LockMode::Optimistic ? tr("optimistic") : tr("pessimistic"));
  }
  if (what.isEmpty()) {
    return search_.isEmpty() ? tr("Nothing is on this shelf")
                             : tr("Nothing here is called “%1”").arg(search_);
  }
  return tr("Nothing here is %1").arg(what.join(tr(" and ")));
}

QString InventoryViewModel::emptyText() const {
  if (search_.isEmpty() && filter_ == 0 && mode_ < 0) {
    return tr("%1 has no rows yet. The first delivery makes them.").arg(dcCode());
  }
  return search_.isEmpty() ? tr("No row of %1 matches the filters.").arg(dcCode())
                           : tr("No row of %1 matches the text and the filters.").arg(dcCode());
}

QString InventoryViewModel::rangeText() const {
  if (shelf_.rowCount() == 0 || last_ < 0) {
    return {};
  }
  const QStringList orders{tr("sorted by item"), tr("fewest first"), tr("last changed first")};
  return tr("Rows %1–%2 of %3 · %4")
      .arg(formatCount(first_ + 1), formatCount(std::min(last_ + 1, shelf_.rowCount())),
           formatCount(matching_), orders[sort_]);
}

QString InventoryViewModel::movedText() const {
  return shelf_.moved() == 0 ? QString()
                             : formatCounted(shelf_.moved(), tr("order held · 1 row would move"),
                                             tr("order held · %1 rows would move"));
}

QString InventoryViewModel::rateText() const {
  const auto since = QDateTime::currentMSecsSinceEpoch() - kRateMs;
  int changes = 0;
  for (const auto& [at, count] : rate_) {
    changes += at >= since ? count : 0;
  }
  const auto perSecond = static_cast<double>(changes) * 1'000 / kRateMs;
  return tr("%1 changes/s here")
      .arg(QLocale().toString(perSecond, 'f', perSecond > 0 && perSecond < 10 ? 1 : 0));
}

void InventoryViewModel::openDc(int dcId, qint64 itemId) {
  itemToOpen_ = itemId;
  if (dcId == dcId_) {
    if (itemId != 0) {
      openItem(itemId);
    }
    return;
  }
  dcId_ = dcId;
  dc_.Clear();
  counted_ = false;
  rate_.clear();
  item_.hide();
  draft_.cancel();
  emit dcChanged();
  emit countsChanged();
  readRegions();
  readDc();
  watch();
  query();
  refresh_.start();
}

void InventoryViewModel::openSome() {
  if (dcId_ != 0 || loading_) {
    return;
  }
  v1::ListDcsRequest first;
  first.set_page_size(1);
  loading_ = true;
  emit stateChanged();
  client_.call<v1::ListDcsResponse>(this, first, [this](const Result<v1::ListDcsResponse>& answer) {
    if (dcId_ != 0) {
      return;
    }
    loading_ = false;
    problem_ = answer ? QString() : formatError(answer.error());
    emit stateChanged();
    if (answer && answer->dcs_size() > 0) {
      openDc(answer->dcs(0).id());
    }
  });
}

void InventoryViewModel::openItem(qint64 itemId) {
  if (const auto* row = shelf_.find(itemId)) {
    item_.show(*row, currency());
    return;
  }
  v1::ListInventoryRequest one;
  one.set_dc_id(dcId_);
  one.add_item_ids(itemId);
  client_.call<v1::ListInventoryResponse>(this, one, [this](const Result<v1::ListInventoryResponse>& answer) {
    if (answer && answer->rows_size() == 1) {
      item_.show(answer->rows(0), currency());
    } else {
      emit failed(answer ? tr("This DC never had the item.") : formatError(answer.error()));
    }
  });
}

void InventoryViewModel::clearFilters() {
  search_.clear();
  filter_ = 0;
  mode_ = -1;
  query();
}

void InventoryViewModel::reload() {
  if (dcId_ == 0) {
    openSome();
  } else {
    query();
  }
}

void InventoryViewModel::begin(int kind) {
  auto rows = shelf_.pickedRows();
  if (rows.empty() && item_.shown()) {
    rows.push_back(item_.row());
  }
  draft_.begin(static_cast<StockDraft::Kind>(kind), rows);
}

void InventoryViewModel::beginFlip(qint64 itemId, int mode) {
  if (const auto* row = shelf_.find(itemId)) {
    draft_.begin(StockDraft::Flip, {*row});
    draft_.setMode(mode);
  }
}

void InventoryViewModel::setView(int first, int last) {
  first_ = first;
  last_ = last;
  emit footChanged();
}

void InventoryViewModel::undo() {
  if (undoing() || undo_.empty()) {
    return;
  }
  undoProblem_.clear();
  const auto changes = std::exchange(undo_, {});
  undoLeft_ = static_cast<int>(changes.size());
  emit undoChanged();
  for (const auto& change : changes) {
    sendChange(client_, this, change, [this, change](const Result<StockChangeDone>& answer) {
      --undoLeft_;
      if (!answer) {
        undoProblem_ = formatError(answer.error());
        // The same change may be sent again: its id says whether it was carried out.
        undo_.push_back(change);
      } else if (answer->row) {
        google::protobuf::RepeatedPtrField<v1::InventoryRow> rows;
        *rows.Add() = *answer->row;
        shelf_.merge(rows);
      }
      if (undoLeft_ == 0) {
        readAgain(shelf_.itemIds(first_, last_));
        emit undoChanged();
        emit undoOffered(undo_.empty() ? QString() : tr("Not undone yet: %1").arg(undoProblem_));
      }
    });
  }
}

void InventoryViewModel::query() {
  ++queryNo_;
  shelf_.restart(static_cast<ShelfModel::Sort>(sort_), static_cast<v1::StockFilter>(filter_));
  missed_.clear();
  listsUnderWay_ = 0;
  problem_.clear();
  emit queryChanged();
  if (dcId_ != 0) {
    loading_ = true;
    list({});
  }
  emit stateChanged();
}

v1::ListInventoryRequest InventoryViewModel::request() const {
  v1::ListInventoryRequest request;
  request.set_dc_id(dcId_);
  request.set_search(search_.toStdString());
  request.set_filter(static_cast<v1::StockFilter>(filter_));
  request.set_mode(mode_ < 0 ? v1::LOCK_MODE_UNSPECIFIED : protoModeOf(mode_));
  request.set_sort(static_cast<v1::InventorySort>(sort_));
  request.set_page_size(kPage);
  return request;
}

void InventoryViewModel::list(const std::string& pageToken) {
  auto page = request();
  page.set_page_token(pageToken);
  ++listsUnderWay_;
  const bool first = pageToken.empty();
  client_.call<v1::ListInventoryResponse>(
      this, page, [this, no = queryNo_, first](const Result<v1::ListInventoryResponse>& answer) {
        if (no != queryNo_) {
          return;
        }
        --listsUnderWay_;
        loading_ = false;
        problem_ = answer ? QString() : formatError(answer.error());
        if (answer) {
          if (first) {
            stock_ = answer->stock();
            matching_ = answer->matching();
            counted_ = true;
            emit countsChanged();
          }
          listed(*answer);
        }
        emit stateChanged();
        emit footChanged();
      });
}

void InventoryViewModel::listed(const v1::ListInventoryResponse& response) {
  const auto& next = response.next_page_token();
  shelf_.append(response.rows(), next.empty() ? std::function<void()>() : [this, next] { list(next); });
  google::protobuf::RepeatedPtrField<v1::InventoryChange> missed;
  for (const auto& [item, change] : missed_) {
    *missed.Add() = change;
  }
  shelf_.apply(missed);
  if (listsUnderWay_ == 0) {
    missed_.clear();
  }
  if (itemToOpen_ != 0) {
    openItem(std::exchange(itemToOpen_, 0));
  }
}

void InventoryViewModel::watch() {
  v1::WatchInventoryRequest all;
  all.set_dc_id(dcId_);
  watch_ = client_.watch<v1::InventoryChanges>(
      all, [this](const Update<v1::InventoryChanges>& update) { received(update); });
}

void InventoryViewModel::received(const Update<v1::InventoryChanges>& update) {
  if (update.error != nullptr) {
    problem_ = formatError(*update.error);
    emit stateChanged();
  }
  if (update.batch == nullptr) {
    return;
  }
  const auto& batch = *update.batch;
  readNew(batch.changes());
  shelf_.apply(batch.changes());
  if (listsUnderWay_ > 0 && missed_.size() < kMissedMax) {
    for (const auto& change : batch.changes()) {
      missed_[change.item_id()] = change;
    }
  }
  const auto now = QDateTime::currentMSecsSinceEpoch();
  std::erase_if(rate_, [now](const auto& arrival) { return arrival.first < now - kRateMs; });
  if (!batch.changes().empty()) {
    rate_.emplace_back(now, batch.changes_size());
    emit footChanged();
  }
  if (update.restarted || batch.resync()) {
    readAgain(shelf_.itemIds());
    readDc();
    if (!problem_.isEmpty() || shelf_.rowCount() == 0) {
      query();
    }
  }
}

void InventoryViewModel::readAgain(const std::vector<std::int64_t>& items) {
  for (std::size_t from = 0; from < items.size(); from += kReadAgainMax) {
    v1::ListInventoryRequest again;
    again.set_dc_id(dcId_);
    const auto to = std::min(from + kReadAgainMax, items.size());
    for (auto i = from; i < to; ++i) {
      again.add_item_ids(items[i]);
    }
    again.set_page_size(static_cast<int>(to - from));
    client_.call<v1::ListInventoryResponse>(
        this, again, [this, no = queryNo_](const Result<v1::ListInventoryResponse>& answer) {
          // A refresh that fails is no news: the connection's state says so already.
          if (answer && no == queryNo_) {
            shelf_.merge(answer->rows());
          }
        });
  }
}

// An item's first delivery makes its row: where the whole shelf is shown, it comes in at the end.
void InventoryViewModel::readNew(const google::protobuf::RepeatedPtrField<v1::InventoryChange>& changes) {
  if (loading_ || listsUnderWay_ > 0 || shelf_.canFetchMore({}) || !search_.isEmpty() || filter_ != 0 ||
      mode_ >= 0) {
    return;
  }
  v1::ListInventoryRequest fresh;
  for (const auto& change : changes) {
    if (shelf_.find(change.item_id()) == nullptr) {
      fresh.add_item_ids(change.item_id());
    }
  }
  if (fresh.item_ids().empty()) {
    return;
  }
  fresh.set_dc_id(dcId_);
  fresh.set_page_size(fresh.item_ids_size());
  client_.call<v1::ListInventoryResponse>(
      this, fresh, [this, no = queryNo_](const Result<v1::ListInventoryResponse>& answer) {
        // Left out when it fails: the next change of the row, or the next query, brings it.
        if (answer && no == queryNo_ && !shelf_.canFetchMore({})) {
          shelf_.append(answer->rows(), {});
          matching_ = shelf_.rowCount();
          emit stateChanged();
          emit footChanged();
        }
      });
}

void InventoryViewModel::readDc() {
  v1::GetDcRequest one;
  one.set_dc_id(dcId_);
  client_.call<v1::GetDcResponse>(this, one, [this, dc = dcId_](const Result<v1::GetDcResponse>& answer) {
    if (answer && dc == dcId_) {
      dc_ = answer->dc();
      stock_ = answer->stock();
      counted_ = true;
      emit dcChanged();
      emit countsChanged();
    }
  });
}

void InventoryViewModel::readRegions() {
  if (!currencies_.empty()) {
    return;
  }
  client_.call<v1::ListRegionsResponse>(
      this, v1::ListRegionsRequest(), [this](const Result<v1::ListRegionsResponse>& answer) {
        if (answer) {
          for (const auto& region : answer->regions()) {
            currencies_[region.id()] = QString::fromStdString(region.currency());
          }
        }
      });
}

QString InventoryViewModel::currency() const {
  const auto at = currencies_.find(dc_.region_id());
  return at == currencies_.end() ? QString() : at->second;
}

}  // namespace darkstore::console
