#include "console/pages/network/network_view_model.h"

#include <algorithm>

#include "console/client/format.h"

namespace darkstore::console {

namespace {

// Frames come twice a second; their orders are drawn in five portions, so that the map does not blink in
// time.
constexpr std::chrono::milliseconds kPulseEvery{100};
constexpr std::size_t kPulsePortions = 5;
constexpr std::size_t kPulsesMax = 200;

}  // namespace

NetworkViewModel::NetworkViewModel(Client& client, QObject* parent)
    : QObject(parent),
      client_(client),
      regions_(directory_),
      table_(directory_),
      detail_(client, directory_),
      reach_(client, directory_) {
  pulsing_.setInterval(kPulseEvery);
  connect(&pulsing_, &QTimer::timeout, this, &NetworkViewModel::pulse);
  connect(directory_.markers(), &MarkerSet::changed, this, &NetworkViewModel::countsChanged);
  watch_ = client_.watch<v1::NetworkFrame>(
      v1::WatchNetworkRequest(), [this](const Update<v1::NetworkFrame>& update) { received(update); });
  list();
}

void NetworkViewModel::received(const Update<v1::NetworkFrame>& update) {
  if (update.restarted && framed_) list();  // DCs may have been opened, closed or added meanwhile
  if (update.batch != nullptr) apply(*update.batch, update.restarted);
}

void NetworkViewModel::apply(const v1::NetworkFrame& frame, bool first) {
  const bool wasReady = ready();
  framed_ = true;
  figures_.apply(frame);
  regions_.apply(frame.regions());
  if (directory_.count() == 0) {
    // The list is under way; what frames say until then is kept for it.
    if (first || !whole_) {
      whole_ = frame;
    } else {
      whole_->mutable_health()->MergeFrom(frame.health());
    }
  } else {
    directory_.applyHealth(frame.health(), first);
  }
  if (!paused_) {
    pulses_.insert(pulses_.end(), frame.pulses().begin(), frame.pulses().end());
    if (pulses_.size() > kPulsesMax) pulses_.erase(pulses_.begin(), pulses_.end() - kPulsesMax);
    if (!pulses_.empty() && !pulsing_.isActive()) pulsing_.start();
  }
  if (ready() != wasReady) emit readyChanged();
}

void NetworkViewModel::pulse() {
  const std::size_t portion =
      std::max<std::size_t>(1, (pulses_.size() + kPulsePortions - 1) / kPulsePortions);
  for (std::size_t i = 0; i < portion && !pulses_.empty(); ++i) {
    emit pulsed(pulses_.front().dc_id(), pulses_.front().refused());
    pulses_.pop_front();
  }
  if (pulses_.empty()) pulsing_.stop();
}

void NetworkViewModel::setPaused(bool paused) {
  if (paused_ == paused) return;
  paused_ = paused;
  if (paused_) pulses_.clear();
  emit pausedChanged();
}

void NetworkViewModel::list() {
  if (listing_) return;
  listing_ = true;
  listRegions();
  listDcs();
}

void NetworkViewModel::listRegions() {
  client_.call<v1::ListRegionsResponse>(
      this, v1::ListRegionsRequest(), [this](const Result<v1::ListRegionsResponse>& answer) {
        if (!answer) return;  // the list of DCs says why
        directory_.setRegions({answer->regions().begin(), answer->regions().end()});
        emit listedChanged();
      });
}

void NetworkViewModel::listDcs() {
  client_.call<v1::ListDcsResponse>(
      this, v1::ListDcsRequest(), [this](const Result<v1::ListDcsResponse>& answer) {
        listing_ = false;
        if (!answer) {
          problem_ = formatError(answer.error());
          // While a backend is away the client tells the page; it is asked again when the stream comes back.
          if (directory_.count() == 0)
            QTimer::singleShot(std::chrono::seconds(1), this, &NetworkViewModel::list);
          emit listedChanged();
          return;
        }
        const bool wasReady = ready();
        problem_.clear();
        directory_.setDcs({answer->dcs().begin(), answer->dcs().end()});
        if (whole_) directory_.applyHealth(whole_->health(), true);
        whole_.reset();
        emit listedChanged();
        if (ready() != wasReady) emit readyChanged();
      });
}

void NetworkViewModel::choose(int dcId) {
  detail_.choose(dcId);
}

QString NetworkViewModel::subtitle() const {
  if (directory_.count() == 0) return {};
  return tr("%1 DCs · %n region(s)", nullptr, static_cast<int>(directory_.regions().size()))
      .arg(formatCount(directory_.count()));
}

QString NetworkViewModel::healthyText() {
  return formatCount(markers()->healthy());
}
QString NetworkViewModel::strainedText() {
  return formatCount(markers()->strained());
}
QString NetworkViewModel::contendedText() {
  return formatCount(markers()->contended());
}
QString NetworkViewModel::offlineText() {
  return formatCount(markers()->offline());
}

}  // namespace darkstore::console
