#include "console/pages/entry/dc_directory.h"

namespace darkstore::console {
namespace {

constexpr std::chrono::milliseconds kWholeNetworkTimeout{20'000};

}  // namespace

DcDirectory::DcDirectory(Client& client, QObject* parent) : QObject(parent), client_(client) {
  // A directory that could not be read is asked for again when a backend is there.
  connect(client.liveState(), &LiveState::changed, this, [this] {
    if (client_.liveState()->fresh()) {
      read();
    }
  });
}

void DcDirectory::read() {
  if (underWay_ || isRead()) {
    return;
  }
  underWay_ = true;
  readDcs();
  readRegions();
}

void DcDirectory::readDcs() {
  client_.call<v1::ListDcsResponse>(
      this, v1::ListDcsRequest(),
      [this](const Result<v1::ListDcsResponse>& answer) {
        underWay_ = false;
        if (!answer) {
          return;  // codes are shown as ids until the next try; the connection's state says why
        }
        dcs_.assign(answer->dcs().begin(), answer->dcs().end());
        for (std::size_t i = 0; i < dcs_.size(); ++i) {
          byId_[dcs_[i].id()] = i;
        }
        emit changed();
      },
      kWholeNetworkTimeout);
}

void DcDirectory::readRegions() {
  client_.call<v1::ListRegionsResponse>(
      this, v1::ListRegionsRequest(), [this](const Result<v1::ListRegionsResponse>& answer) {
        if (answer) {
          regions_.assign(answer->regions().begin(), answer->regions().end());
          emit changed();
        }
      });
}

const v1::Dc* DcDirectory::find(int dcId) const {
  const auto at = byId_.find(dcId);
  return at == byId_.end() ? nullptr : &dcs_[at->second];
}

QString DcDirectory::codeOf(int dcId) const {
  const auto* dc = find(dcId);
  return dc == nullptr ? tr("DC %1").arg(dcId) : QString::fromStdString(dc->code());
}

}  // namespace darkstore::console
