#include "console/pages/orders/orders_view_model.h"

#include <QDateTime>
#include <QLocale>

#include "console/client/format.h"
#include "console/pages/orders/order_text.h"

namespace darkstore::console {
namespace {

constexpr int kPage = 100;
constexpr int kRateMax = 20;     // events a second: what a person can follow
constexpr int kRowsMax = 2'000;  // beyond it the first page is read again and the rest let go
constexpr int kRateWindowS = 3;

}  // namespace

OrdersViewModel::OrdersViewModel(Client& client, DcDirectory& directory, QObject* parent)
    : QObject(parent),
      client_(client),
      directory_(directory),
      orders_(directory),
      detail_(client),
      entry_(client, directory) {
  request_.set_page_size(kPage);
  rateTimer_.setInterval(std::chrono::seconds(kRateWindowS));
  connect(&rateTimer_, &QTimer::timeout, this, [this] {
    rate_ = static_cast<double>(std::exchange(seen_, 0) + leftOut_) / kRateWindowS;
    sampled_ = std::exchange(leftOut_, 0) > 0;
    emit rateChanged();
    // What the sample left out: the newest orders are read again, so that their states are not those of long
    // ago.
    if (sampled_ && !loading_ && request_.search().empty() && client_.liveState()->fresh()) {
      list({}, Take::kRefresh);
    }
  });
  connect(&directory, &DcDirectory::changed, this, &OrdersViewModel::regionsChanged);
  connect(&orders_, &OrderListModel::waitingChanged, this, &OrdersViewModel::newerChanged);
  connect(&orders_, &OrderListModel::orderChanged, this, [this](const QString& id) {
    if (const auto* order = orders_.find(id.toStdString())) {
      detail_.refresh(*order);
    }
  });
}

void OrdersViewModel::setSearch(const QString& search) {
  if (this->search() != search) {
    request_.set_search(search.toStdString());
    query();
  }
}

void OrdersViewModel::setFilter(int filter) {
  if (this->filter() != filter && v1::OrderFilter_IsValid(filter)) {
    request_.set_filter(static_cast<v1::OrderFilter>(filter));
    query();
  }
}

QStringList OrdersViewModel::regions() const {
  QStringList names{tr("All regions")};
  for (const auto& region : directory_.regions()) {
    names << QString::fromStdString(region.name());
  }
  return names;
}

void OrdersViewModel::setRegion(int region) {
  if (region_ == region || region < 0 || region > static_cast<int>(directory_.regions().size())) {
    return;
  }
  region_ = region;
  request_.set_has_region(region > 0);
  request_.set_region_id(region > 0 ? directory_.regions()[static_cast<std::size_t>(region) - 1].id() : 0);
  query();
}

void OrdersViewModel::setPaused(bool paused) {
  if (paused_ != paused) {
    paused_ = paused;
    emit heldChanged();
    letGo();
  }
}

void OrdersViewModel::setTouched(bool touched) {
  if (touched_ != touched) {
    touched_ = touched;
    emit heldChanged();
    letGo();
  }
}

void OrdersViewModel::letGo() {
  if (!held() && orders_.waiting() > 0) {
    showNewer();
  }
}

QString OrdersViewModel::newerText() const {
  const int waiting = orders_.waiting();
  if (waiting == 0) {
    return {};
  }
  if (detail_.shown()) {
    return formatCounted(waiting, tr("1 newer order since you selected a row"),
                         tr("%1 newer orders since you selected a row"));
  }
  return paused_ ? formatCounted(waiting, tr("1 newer order since you paused"),
                                 tr("%1 newer orders since you paused"))
                 : formatCounted(waiting, tr("1 newer order"), tr("%1 newer orders"));
}

QString OrdersViewModel::emptyTitle() const {
  return search().isEmpty() && filter() == 0 && region_ == 0 ? tr("No orders yet") : tr("No order matches");
}

QString OrdersViewModel::countText() const {
  if (loading_ || orders_.rowCount() == 0) {
    return {};
  }
  const auto loaded = formatCounted(orders_.rowCount(), tr("1 order"), tr("%1 orders"));
  return orders_.canFetchMore({}) ? tr("%1 loaded, more below · found in %2 ms").arg(loaded).arg(tookMs_)
                                  : tr("%1 · found in %2 ms").arg(loaded).arg(tookMs_);
}

QString OrdersViewModel::rateText() const {
  const auto rate = tr("%1 events/s").arg(QLocale().toString(rate_, 'f', rate_ > 0 && rate_ < 10 ? 1 : 0));
  return sampled_ ? tr("%1, a sample of %2 a second is drawn").arg(rate).arg(kRateMax) : rate;
}

void OrdersViewModel::start() {
  if (watch_ != nullptr) {
    return;
  }
  v1::WatchOrdersRequest all;
  all.set_rate_max(kRateMax);
  directory_.read();
  watch_ = client_.watch<v1::OrderEvents>(
      all, [this](const Update<v1::OrderEvents>& update) { received(update); });
  rateTimer_.start();
  query();
}

void OrdersViewModel::reload() {
  query();
}

void OrdersViewModel::clearFilters() {
  request_.clear_search();
  request_.clear_filter();
  request_.clear_has_region();
  request_.clear_region_id();
  region_ = 0;
  query();
}

void OrdersViewModel::open(const QString& orderId) {
  if (const auto* order = orders_.find(orderId.toStdString())) {
    detail_.show(*order);
  } else if (!orderId.isEmpty()) {
    detail_.showId(orderId);
  }
  emit newerChanged();
}

void OrdersViewModel::close() {
  detail_.hide();
  emit newerChanged();
  letGo();
}

void OrdersViewModel::showNewer() {
  if (!orders_.release()) {
    list({}, Take::kReplace);
  }
}

void OrdersViewModel::query() {
  ++queryNo_;
  orders_.restart();
  problem_.clear();
  missing_.clear();
  loading_ = true;
  emit queryChanged();
  emit stateChanged();
  list({}, Take::kAppend);
}

void OrdersViewModel::list(const std::string& pageToken, Take take) {
  auto page = request_;
  page.set_page_token(pageToken);
  askedAtMs_ = QDateTime::currentMSecsSinceEpoch();
  client_.call<v1::ListOrdersResponse>(
      this, page,
      [this, no = queryNo_, first = pageToken.empty(), take](const Result<v1::ListOrdersResponse>& answer) {
        if (no != queryNo_) {
          return;
        }
        loading_ = false;
        problem_ = answer ? QString() : formatError(answer.error());
        if (answer) {
          tookMs_ = QDateTime::currentMSecsSinceEpoch() - askedAtMs_;
          arrived(*answer, first, take);
        }
        emit stateChanged();
      });
}

void OrdersViewModel::arrived(const v1::ListOrdersResponse& page, bool first, Take take) {
  if (first) {
    QStringList away;
    for (const auto& shard : page.shards_away()) {
      away << QString::fromStdString(shard);
    }
    missing_ = away.isEmpty()
                   ? QString()
                   : tr("%1 does not answer; its orders are missing here.").arg(away.join(tr(", ")));
  }
  const auto& next = page.next_page_token();
  auto more = next.empty() ? std::function<void()>() : [this, next] { list(next, Take::kAppend); };
  if (take == Take::kRefresh && held()) {
    orders_.apply(page.orders(), true, [this](const v1::OrderSummary& order) { return fits(order); });
  } else if (take != Take::kAppend) {
    orders_.replaceAll(page.orders(), std::move(more));
  } else {
    orders_.append(page.orders(), std::move(more));
  }
}

void OrdersViewModel::received(const Update<v1::OrderEvents>& update) {
  if (update.error != nullptr) {
    problem_ = formatError(*update.error);
    emit stateChanged();
  }
  if (update.batch == nullptr) {
    return;
  }
  seen_ += update.batch->orders_size();
  leftOut_ += update.batch->left_out();
  const bool wasEmpty = orders_.rowCount() == 0;
  if (!loading_) {
    orders_.apply(update.batch->orders(), held(),
                  [this](const v1::OrderSummary& order) { return fits(order); });
  }
  if (wasEmpty != (orders_.rowCount() == 0)) {
    emit stateChanged();
  }
  // After a break orders may have been missed; and a list that has grown long is cut back while nobody holds
  // it.
  if ((update.restarted && !loading_) || (orders_.rowCount() > kRowsMax && !held())) {
    list({}, Take::kRefresh);
  }
}

// Search by name or phone is the backend's: a live order cannot be held against it here.
bool OrdersViewModel::fits(const v1::OrderSummary& order) const {
  if (!request_.search().empty()) {
    return false;
  }
  if (region_ > 0 && order.region() != directory_.regions()[static_cast<std::size_t>(region_) - 1].code()) {
    return false;
  }
  const auto phase = phaseOf(order);
  switch (request_.filter()) {
    case v1::OPEN:
      return phase != OrderPhase::Refused && phase != OrderPhase::Delivered && phase != OrderPhase::Cancelled;
    case v1::IN_PART:
      return order.partial();
    case v1::REFUSED:
      return order.refused();
    case v1::SPLIT:
      return order.dc_ids_size() > 1 && !order.refused();
    case v1::DONE:
      return phase == OrderPhase::Delivered || phase == OrderPhase::Cancelled;
    default:
      return true;
  }
}

}  // namespace darkstore::console
