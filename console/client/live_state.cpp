#include "console/client/live_state.h"

#include "console/client/format.h"
#include "console/controls/vocabulary.h"
#include "darkstore/v1/network.pb.h"

namespace darkstore::console {
namespace {

std::int64_t secondsSince(WallTime time) {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now() - time).count();
}

}  // namespace

LiveState::LiveState(QObject* parent) : QObject(parent) {
  second_.setInterval(std::chrono::seconds(1));
  connect(&second_, &QTimer::timeout, this, &LiveState::changed);
}

int LiveState::live() const {
  switch (connection_.state) {
    case ConnectionState::kConnecting:
      return Live::Connecting;
    case ConnectionState::kLive:
      return Live::Fresh;
    case ConnectionState::kStale:
      return Live::Stale;
    case ConnectionState::kDown:
      break;
  }
  return Live::Down;
}

QString LiveState::age() const {
  return connection_.state == ConnectionState::kStale ? formatSpan(secondsSince(connection_.since))
                                                      : QString();
}

QString LiveState::asOf() const {
  return connection_.state == ConnectionState::kStale
             ? formatClock(connection_.since.time_since_epoch().count())
             : QString();
}

QString LiveState::notice() const {
  const auto wait = std::max<std::int64_t>(0, -secondsSince(connection_.nextTry));
  const auto next = wait == 0 ? tr("Try %1 runs.").arg(connection_.tries)
                              : tr("Try %1, next in %2 s.").arg(connection_.tries).arg(wait);
  switch (connection_.state) {
    case ConnectionState::kStale:
      return tr("Data %1 old, reconnecting. %2").arg(age(), next);
    case ConnectionState::kDown:
      return tr("No backend answers: %1. %2").arg(reason(), next);
    case ConnectionState::kConnecting:
      return tr("Connecting to the backend.");
    case ConnectionState::kLive:
      break;
  }
  return {};
}

void LiveState::setConnection(const Connection& connection) {
  connection_ = connection;
  if (fresh()) {
    second_.stop();
  } else if (!second_.isActive()) {
    second_.start();
  }
  emit changed();
}

void LiveState::setFrame(const v1::NetworkFrame& frame) {
  ordersPerS_ = frame.orders_per_s();
  changesPerS_ = frame.changes_per_s();
  shardsUp_ = frame.shards_up();
  shards_ = frame.shards();
  cacheUp_ = frame.cache_up();
  emit figuresChanged();
}

}  // namespace darkstore::console
