#include "console/pages/network/dc_detail.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <algorithm>
#include <cmath>

#include "console/client/format.h"

namespace darkstore::console {

namespace {

constexpr std::chrono::seconds kAgain{2};

double medianOf(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

HotItemRow hotRow(const v1::HotItem& item) {
  HotItemRow row;
  row.name = QString::fromStdString(item.name());
  row.orders = formatCount(item.orders());
  row.left = item.quantity() == 0 ? DcDetail::tr("sold out")
                                  : DcDetail::tr("%1 available").arg(formatCount(item.quantity()));
  row.tone = item.quantity() == 0 ? Tone::Bad : Tone::Neutral;
  row.mode = item.mode() == v1::OPTIMISTIC ? LockMode::Optimistic : LockMode::Pessimistic;
  return row;
}

}  // namespace

QString shelfChangeText(const v1::LedgerEntry& entry) {
  const QString item = QString::fromStdString(entry.item_name());
  const QString delta = formatDelta(entry.delta());
  const auto tr = [](const char* text) { return QCoreApplication::translate("DcDetail", text); };
  switch (entry.kind()) {
    case v1::RECEIVED:
      return tr("Received %1 × %2").arg(formatCount(entry.delta()), item);
    case v1::COUNTED:
      return tr("Counted %1: %2, %3").arg(item, formatCount(entry.quantity_after()), delta);
    case v1::ADJUSTED:
      return tr("Adjusted %1 by %2").arg(item, delta);
    case v1::RETURNED:
      return tr("Returned %1 × %2").arg(formatCount(entry.delta()), item);
    case v1::OPENING:
      return tr("Opened %1 with %2").arg(item, formatCount(entry.quantity_after()));
    case v1::SOLD:
      return tr("Sold %1 × %2").arg(formatCount(-entry.delta()), item);
    default:
      return QStringLiteral("%1 %2").arg(item, delta);
  }
}

DcDetail::DcDetail(Client& client, NetworkDirectory& directory, QObject* parent)
    : QObject(parent), client_(client), directory_(directory) {
  again_.setInterval(kAgain);
  connect(&again_, &QTimer::timeout, this, &DcDetail::read);
  connect(&directory_, &NetworkDirectory::listed, this, &DcDetail::changed);
  connect(&directory_, &NetworkDirectory::healthChanged, this, &DcDetail::changed);
}

const v1::Dc& DcDetail::dc() const {
  // The directory's health is newer: it follows the frames.
  if (const v1::Dc* listed = directory_.find(dcId_)) return *listed;
  return answer_.dc();
}

void DcDetail::choose(int dcId) {
  if (dcId_ == dcId) return;
  dcId_ = dcId;
  answer_.Clear();
  problem_.clear();
  series_.clear();
  hottest_.clear();
  changes_.clear();
  asked_ = false;
  emit chosenChanged();
  emit changed();
  if (shown_ && dcId_ != 0) {
    read();
    again_.start();
  } else {
    again_.stop();
  }
}

void DcDetail::setShown(bool shown) {
  if (shown_ == shown) return;
  shown_ = shown;
  emit shownChanged();
  if (shown_ && dcId_ != 0) {
    read();
    again_.start();
  } else {
    again_.stop();
  }
}

void DcDetail::read() {
  if (asked_ || dcId_ == 0) return;
  asked_ = true;
  v1::GetDcRequest request;
  request.set_dc_id(dcId_);
  client_.call<v1::GetDcResponse>(this, request,
                                  [this, dcId = dcId_](const Result<v1::GetDcResponse>& answer) {
                                    if (dcId != dcId_) return;
                                    asked_ = false;
                                    if (answer) {
                                      apply(*answer);
                                    } else {
                                      // What was read before stays; the page's banner says how old it is.
                                      problem_ = formatError(answer.error());
                                      emit changed();
                                    }
                                  });
}

void DcDetail::apply(const v1::GetDcResponse& answer) {
  answer_ = answer;
  answerAtMs_ = QDateTime::currentMSecsSinceEpoch();
  problem_.clear();
  series_.clear();
  // The last figure is of a minute that still runs: it would always look like a fall.
  const int whole = std::max(0, answer_.orders_a_minute_size() - 1);
  for (int i = 0; i < whole; ++i) series_.append(answer_.orders_a_minute(i));
  usual_ = medianOf({series_.begin(), series_.end()});
  hottest_.clear();
  for (const v1::HotItem& item : answer_.hottest()) hottest_.append(hotRow(item));
  changes_.clear();
  for (const v1::LedgerEntry& entry : answer_.last_changes()) {
    ShelfChangeRow row;
    row.time = formatClock(entry.at_ms());
    row.text = shelfChangeText(entry);
    changes_.append(row);
  }
  emit changed();
}

QString DcDetail::title() const {
  if (dcId_ == 0) return {};
  return QStringLiteral("%1 %2 %3")
      .arg(QString::fromStdString(dc().code()), QString::fromStdString(dc().metro()),
           QString::fromStdString(dc().name()));
}

QString DcDetail::tag() const {
  return QStringLiteral("%1 %2").arg(QString::fromStdString(dc().code()),
                                     QString::fromStdString(dc().name()));
}

double DcDetail::ordersTop() const {
  const auto top = std::max_element(series_.begin(), series_.end());
  return top == series_.end() ? 1 : std::max(4.0, *top * 1.15);
}

QString DcDetail::overline() const {
  if (dcId_ == 0) return {};
  const v1::Region* region = directory_.regionOf(dc().region_id());
  if (region == nullptr) return tr("DC %1").arg(dcId_);
  return tr("DC %1 · region %2 · shard %3")
      .arg(dcId_)
      .arg(QString::fromStdString(region->code()), QString::fromStdString(region->shard_name()));
}

QString DcDetail::radius() const {
  return tr("radius %1 km").arg(QLocale().toString(radiusM() / 1000.0, 'f', 1));
}

QString DcDetail::itemCount() const {
  return answer_.has_stock() ? tr("%1 items").arg(formatCount(answer_.stock().rows())) : QString();
}

QString DcDetail::inStock() const {
  const v1::StockHealth& stock = answer_.stock();
  return answer_.has_stock() ? formatCount(stock.rows() - stock.low() - stock.out()) : kNothing;
}

QString DcDetail::low() const {
  return answer_.has_stock() ? formatCount(answer_.stock().low()) : kNothing;
}
QString DcDetail::out() const {
  return answer_.has_stock() ? formatCount(answer_.stock().out()) : kNothing;
}

double DcDetail::inStockShare() const {
  return answer_.stock().rows() == 0 ? 0 : 1 - lowShare() - outShare();
}

double DcDetail::lowShare() const {
  return answer_.stock().rows() == 0 ? 0
                                     : static_cast<double>(answer_.stock().low()) / answer_.stock().rows();
}

double DcDetail::outShare() const {
  return answer_.stock().rows() == 0 ? 0
                                     : static_cast<double>(answer_.stock().out()) / answer_.stock().rows();
}

QString DcDetail::ordersNow() const {
  return series_.isEmpty() ? kNothing : formatCount(std::llround(series_.last()));
}

QString DcDetail::ordersUsual() const {
  return series_.isEmpty() ? QString() : tr("usual %1").arg(formatCount(std::llround(usual_)));
}

QStringList DcDetail::timeLabels() const {
  if (series_.isEmpty()) return {};
  const auto clock = [&](qint64 minutesAgo) {
    return QDateTime::fromMSecsSinceEpoch(answerAtMs_ - minutesAgo * 60'000).toString("HH:mm");
  };
  const auto all = static_cast<qint64>(series_.size());
  return {clock(all), clock(all / 2), clock(1)};
}

QString DcDetail::pessimisticRows() const {
  return answer_.has_stock() ? formatCount(answer_.stock().rows() - answer_.optimistic_rows()) : kNothing;
}

QString DcDetail::optimisticRows() const {
  return answer_.has_stock() ? formatCount(answer_.optimistic_rows()) : kNothing;
}

}  // namespace darkstore::console
