#include "console/app/screenshots.h"

#include <QDir>
#include <cstdio>

namespace darkstore::console {

namespace {

constexpr std::chrono::milliseconds kTick{250};
constexpr int kQuietTicks =
    6;  // 1.5 s without a new tile: the map is drawn, sparks and first frames are there
constexpr int kTicksMax = 4 * 60;  // a minute for the first data
constexpr QSize kPicture(1600, 960);
const QString kPictureDc = QStringLiteral("LIS-014");

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
  NetworkViewModel* network = shell_.network();
  const auto world = [this, network] {
    shell_.setPage(Shell::Network);
    network->choose(pictureDc());
    emit shell_.placeWanted(46, 8, 4.35);
  };
  const auto city = [this, network] {
    const DcDetail* detail = network->detail();
    emit shell_.placeWanted(detail->latitude(), detail->longitude(), 11.6);
  };
  const auto reach = [this, network] {
    const DcDetail* detail = network->detail();
    emit shell_.reachAtWanted(detail->latitude() + 0.003, detail->longitude() + 0.014);
  };
  const auto shelf = [this, network] {
    network->reach()->setActive(false);
    shell_.openShelf(pictureDc());
  };
  return {{"network", world, [network] { return network->ready() && !network->detail()->loading(); }},
          {"network-city", city, [network] { return !network->detail()->loading(); }},
          {"reach", reach, [network] { return network->reach()->answered() && !network->reach()->busy(); }},
          {"inventory", shelf,
           [this] { return !shell_.inventory()->loading() && shell_.inventory()->shelf()->rowCount() > 0; }}};
}

void Screenshots::tick() {
  if (at_ == steps_.size()) {
    timer_.stop();
    emit finished(whole_);
    return;
  }
  const Step& step = steps_[at_];
  const bool first = at_ == 0;
  if (++ticksWaited_ > kTicksMax) {
    std::fprintf(stderr, "pictures: %s.png left out, its data did not come\n", qPrintable(step.name));
    whole_ = false;
    shown_ = false;
    ticksWaited_ = 0;
    ++at_;
    return;
  }
  // Before the DCs are listed there is nothing that could be shown.
  if (!shown_ && (!first || shell_.network()->ready())) {
    step.show();
    shown_ = true;
    ticksQuiet_ = 0;
  }
  const bool quiet = tiles_ == nullptr || tiles_->idle();
  ticksQuiet_ = shown_ && step.ready() && quiet ? ticksQuiet_ + 1 : 0;
  if (ticksQuiet_ < kQuietTicks) return;
  save(step);
  shown_ = false;
  ticksWaited_ = 0;
  ++at_;
}

void Screenshots::save(const Step& step) {
  const QString path = QDir(folder_).filePath(step.name + ".png");
  if (window_.grabWindow().save(path)) return;
  std::fprintf(stderr, "pictures: %s cannot be written\n", qPrintable(path));
  whole_ = false;
}

}  // namespace darkstore::console
