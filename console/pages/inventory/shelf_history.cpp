#include "console/pages/inventory/shelf_history.h"

#include <QDateTime>
#include <QLocale>
#include <algorithm>
#include <cmath>
#include <limits>

#include "console/client/format.h"
#include "darkstore/v1/network.pb.h"

namespace darkstore::console {
namespace {

constexpr int kSamples = 180;  // a step of 2 px in the drawer
constexpr int kTimeLabels = 5;
constexpr std::int64_t kDayMs = 24LL * 60 * 60 * 1'000;

qreal roundTop(qreal most) {
  const auto magnitude = std::pow(10.0, std::floor(std::log10(std::max(most, 1.0))));
  for (const auto step : {1.0, 2.0, 4.0, 5.0, 10.0}) {
    if (most <= step * magnitude) {
      return std::max(step * magnitude, 2.0);
    }
  }
  return 10.0 * magnitude;
}

}  // namespace

ShelfHistory shelfHistory(std::span<const v1::LedgerEntry> newestFirst, std::int64_t now, std::int64_t span) {
  ShelfHistory history;
  auto entry = newestFirst.rbegin();
  qreal quantity = std::numeric_limits<qreal>::quiet_NaN();
  qreal most = 0;
  for (int i = 0; i < kSamples; ++i) {
    const auto until = now - span + span * (i + 1) / kSamples;
    for (; entry != newestFirst.rend() && entry->at_ms() <= until; ++entry) {
      quantity = entry->quantity_after();
    }
    history.values.append(quantity);
    most = std::isnan(quantity) ? most : std::max(most, quantity);
  }
  history.top = roundTop(most);
  history.scaleValues = {0, history.top / 2, history.top};
  for (const auto value : history.scaleValues) {
    history.scaleLabels.append(formatCount(static_cast<std::int64_t>(value)));
  }
  const auto format = span > kDayMs ? QStringLiteral("d MMM") : QStringLiteral("HH:mm");
  for (int i = 0; i < kTimeLabels; ++i) {
    const auto at = QDateTime::fromMSecsSinceEpoch(now - span + span * i / (kTimeLabels - 1));
    history.timeLabels.append(QLocale().toString(at, format));
  }
  return history;
}

}  // namespace darkstore::console
