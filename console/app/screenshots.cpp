#include "console/app/screenshots.h"

#include <QDir>
#include <cstdio>

namespace darkstore::console {

namespace {

constexpr std::chrono::milliseconds kTick{250};
constexpr int kQuietTicks =
    6;  // 1.5 s without a new tile: the map is drawn, sparks and first frames are there
constexpr int kTicksMax = 4 * 30;  // half a minute for the data of a step
constexpr QSize kPicture(1600, 960);
constexpr int kPictureOrder = 3;  // not the newest: it has a history by now
constexpr int kPictureLines = 4;
const QString kPictureDc = QStringLiteral("LIS-014");
const QString kPictureCustomer = QStringLiteral("an");

}  // namespace

Screenshots::Screenshots(QQuickWindow& window, Shell& shell, const TileServer* tiles, QString folder,
                         QObject* parent)
    : QObject(parent), window_(window), shell_(shell), tiles_(tiles), folder_(std::move(folder)) {
  timer_.setInterval(kTick);
  connect(&timer_, &QTimer::timeout, this, &Screenshots::tick);
}

void Screenshots::start() {
  window_.resize(kPicture);
  steps_ = steps();
  if (!QDir().mkpath(folder_)) {
    std::fprintf(stderr, "pictures: %s cannot be made\n", qPrintable(folder_));
    emit finished(false);
    return;
  }
  timer_.start();
}

int Screenshots::pictureDc() const {
  const std::vector<v1::Dc>& dcs = shell_.network()->directory()->dcs();
  for (const v1::Dc& dc : dcs) {
    if (QString::fromStdString(dc.code()) == kPictureDc) return dc.id();
  }
  return dcs.empty() ? 0 : dcs.front().id();
}

std::vector<Screenshots::Step> Screenshots::steps() {
  std::vector<Step> all;
  addNetwork(all);
  InventoryViewModel* inventory = shell_.inventory();
  all.push_back({"inventory", [this] { shell_.openShelf(pictureDc()); },
                 [inventory] { return !inventory->loading() && inventory->shelf()->rowCount() > 0; }});
  addOrders(all);
  return all;
}

void Screenshots::addNetwork(std::vector<Step>& steps) {
  NetworkViewModel* network = shell_.network();
  const auto there = [network] { return network->ready() && !network->detail()->loading(); };
  steps.push_back({"network",
                   [this, network] {
                     shell_.setPage(Shell::Network);
                     network->choose(pictureDc());
                     emit shell_.placeWanted(46, 8, 4.35);
                   },
                   there});
  steps.push_back({"network-city",
                   [this, network] {
                     emit shell_.placeWanted(network->detail()->latitude(), network->detail()->longitude(),
                                             11.6);
                   },
                   there});
  steps.push_back({"reach",
                   [this, network] {
                     emit shell_.reachAtWanted(network->detail()->latitude() + 0.003,
                                               network->detail()->longitude() + 0.014);
                   },
                   [network] { return network->reach()->answered() && !network->reach()->busy(); }});
  steps.push_back({"", [network] { network->reach()->setActive(false); }, [] { return true; }});
}

void Screenshots::addOrders(std::vector<Step>& steps) {
  OrdersViewModel* orders = shell_.orders();
  OrderEntry* entry = orders->entry();
  steps.push_back({"", [this] { shell_.setPage(Shell::Orders); },
                   [orders] { return orders->orders()->rowCount() > kPictureOrder; }});
  steps.push_back({"orders", [orders] { orders->open(orders->orders()->idAt(kPictureOrder)); },
                   [orders] { return orders->detail()->shown() && !orders->detail()->loading(); }});
  steps.push_back(
      {"",
       [this, orders, entry] {
         orders->close();
         const DcDetail* detail = shell_.network()->detail();
         shell_.placeOrderAt(detail->latitude() + 0.003, detail->longitude() + 0.014);
         entry->customers()->setSearch(kPictureCustomer);
       },
       [entry] { return entry->menu()->rowCount() > kPictureLines && entry->customers()->rowCount() > 0; }});
  steps.push_back(
      {"",
       [entry] {
         entry->customers()->choose(0);
         for (int line = 0; line < kPictureLines; ++line) {
           entry->add(line);
           entry->setMenuQuantity(line, 1 + line % 3);
         }
       },
       [entry] { return entry->missing().isEmpty() && !entry->planning() && !entry->plan().isEmpty(); }});
  steps.push_back({"order-entry", [entry] { entry->place(); }, [entry] { return entry->settled(); }});
}

void Screenshots::next() {
  shown_ = false;
  ticksWaited_ = 0;
  ++at_;
}

void Screenshots::tick() {
  if (at_ == steps_.size()) {
    timer_.stop();
    emit finished(whole_);
    return;
  }
  const Step& step = steps_[at_];
  if (++ticksWaited_ > kTicksMax) {
    std::fprintf(stderr, "pictures: %s left out, its data did not come\n",
                 step.name.isEmpty() ? "a step" : qPrintable(step.name));
    whole_ = false;
    next();
    return;
  }
  // Before the DCs are listed there is nothing that could be shown.
  if (!shown_ && (at_ > 0 || shell_.network()->ready())) {
    step.show();
    shown_ = true;
    ticksQuiet_ = 0;
  }
  const bool quiet = tiles_ == nullptr || tiles_->idle();
  ticksQuiet_ = shown_ && step.ready() && quiet ? ticksQuiet_ + 1 : 0;
  if (ticksQuiet_ < (step.name.isEmpty() ? 1 : kQuietTicks)) return;
  if (!step.name.isEmpty()) save(step);
  next();
}

void Screenshots::save(const Step& step) {
  const QString path = QDir(folder_).filePath(step.name + ".png");
  if (window_.grabWindow().save(path)) return;
  std::fprintf(stderr, "pictures: %s cannot be written\n", qPrintable(path));
  whole_ = false;
}

}  // namespace darkstore::console
