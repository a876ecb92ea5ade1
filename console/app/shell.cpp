#include "console/app/shell.h"

#include <QDateTime>
#include <QLocale>

#include "console/client/format.h"

namespace darkstore::console {

Shell::Shell(Client& client, const TileServer* tiles, QObject* parent)
    : QObject(parent),
      client_(client),
      tiles_(tiles),
      network_(client),
      inventory_(client),
      codes_(client),
      orders_(client, codes_),
      palette_(client, *network_.directory()) {
  connect(&preferences_, &Preferences::changed, this, &Shell::tileHostChanged);
  connect(client_.liveState(), &LiveState::changed, this, &Shell::liveChanged);
  connect(client_.liveState(), &LiveState::figuresChanged, this, &Shell::liveChanged);
  connect(&palette_, &PaletteModel::dcChosen, this, &Shell::openDc);
  connect(&palette_, &PaletteModel::itemChosen, this, [this](qint64 itemId) {
    setPage(Inventory);
    inventory_.openItem(itemId);
  });
  connect(&palette_, &PaletteModel::orderChosen, this, [this](const QString& orderId) {
    setPage(Orders);
    emit placingWanted(false);
    orders_.open(orderId);
  });
  connect(&palette_, &PaletteModel::actionChosen, this, &Shell::act);
  second_.setInterval(std::chrono::seconds(1));
  connect(&second_, &QTimer::timeout, this, &Shell::ticked);
  second_.start();
}

void Shell::setPage(Page page) {
  if (page_ == page) return;
  page_ = page;
  emit pageChanged();
}

QString Shell::tileHost() const {
  return tiles_ != nullptr ? tiles_->host(preferences_.dark()) : QString();
}

QString Shell::clock() const {
  return QTime::currentTime().toString(QStringLiteral("HH:mm:ss"));
}

QString Shell::date() const {
  const QDateTime now = QDateTime::currentDateTime();
  return QLocale().toString(now, QStringLiteral("ddd d MMM ")) + now.timeZoneAbbreviation();
}

QString Shell::liveDetail() const {
  const LiveState& live = *client_.liveState();
  if (live.fresh()) return tr("%1 changes/s").arg(rateText(live.changesPerS()));
  return live.age();
}

QString Shell::shards() const {
  const LiveState& live = *client_.liveState();
  return live.shards() == 0 ? QString() : tr("%1/%2 shards").arg(live.shardsUp()).arg(live.shards());
}

bool Shell::shardsWhole() const {
  return client_.liveState()->shardsUp() == client_.liveState()->shards();
}

void Shell::openShelf(int dcId, qint64 itemId) {
  setPage(Inventory);
  inventory_.openDc(dcId, itemId);
}

void Shell::placeOrderAt(double latitude, double longitude) {
  setPage(Orders);
  emit placingWanted(true);
  orders_.entry()->setPosition(latitude, longitude);
}

void Shell::openDc(int dcId) {
  setPage(Network);
  emit dcWanted(dcId);
}

void Shell::act(PaletteModel::Do action) {
  switch (action) {
    case PaletteModel::Do::kNetwork:
      return setPage(Network);
    case PaletteModel::Do::kInventory:
      return setPage(Inventory);
    case PaletteModel::Do::kReach:
      setPage(Network);
      emit reachWanted();
      return;
    case PaletteModel::Do::kTheme:
      return preferences_.setDark(!preferences_.dark());
    case PaletteModel::Do::kReduceMotion:
      return preferences_.setReduceMotion(!preferences_.reduceMotion());
    case PaletteModel::Do::kKeys:
      emit keysWanted();
      return;
    case PaletteModel::Do::kRetry:
      return client_.liveState()->retryNow();
    case PaletteModel::Do::kOrders:
      setPage(Orders);
      emit placingWanted(false);
      return;
    case PaletteModel::Do::kPlaceOrder:
      setPage(Orders);
      emit placingWanted(true);
      return;
  }
}

}  // namespace darkstore::console
