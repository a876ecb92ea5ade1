#include "backend/app/directory_watch.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace darkstore::app {
namespace {

constexpr std::chrono::milliseconds kPollEvery{500};
constexpr std::chrono::milliseconds kPollMax{400};

nearby::Density density_of(int stored) {
  return static_cast<nearby::Density>(std::clamp(stored, 0, 3));
}

}  // namespace

Result<std::vector<nearby::Dc>> to_nearby(const std::vector<storage::DcRow>& rows,
                                          const ordering::Regions& regions) {
  std::vector<nearby::Dc> dcs;
  dcs.reserve(rows.size());
  for (const auto& row : rows) {
    const auto* region = regions.find(row.region);
    if (region == nullptr) {
      return fail(ErrorKind::kInternal, "region_id", "DC " + row.code + " lies in no region");
    }
    dcs.push_back({.id = row.id,
                   .code = row.code,
                   .name = row.name,
                   .region = row.region,
                   .shard = region->shard,
                   .position = row.position,
                   .radius_m = static_cast<double>(row.radius_m),
                   .zone = row.time_zone,
                   .hours = {row.open_minute, row.close_minute},
                   .density = density_of(row.density),
                   .closed_by_hand = row.closed});
  }
  return dcs;
}

DirectoryWatch::DirectoryWatch(storage::DirectoryRepository& directory, const ordering::Regions& regions,
                               nearby::ReachFinder& finder, ordering::ModeTable& modes, std::string backend,
                               std::string address)
    : directory_(directory),
      regions_(regions),
      finder_(finder),
      modes_(modes),
      backend_(std::move(backend)),
      address_(std::move(address)) {
  poll();  // a backend serves with the modes in force, not with the defaults
  thread_ = std::thread([this] { loop(); });
}

DirectoryWatch::~DirectoryWatch() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void DirectoryWatch::wake() {
  {
    const std::lock_guard lock(mutex_);
    woken_ = true;
  }
  changed_.notify_all();
}

void DirectoryWatch::loop() {
  while (true) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait_for(lock, kPollEvery, [this] { return stopping_ || woken_; });
      if (stopping_) {
        return;
      }
      woken_ = false;
    }
    poll();
  }
}

void DirectoryWatch::poll() {
  const auto until = within(kPollMax);
  const auto known = modes_.snapshot();
  const auto changed = directory_.modes_since(known->epoch(), until);
  if (changed && !changed->empty()) {
    auto next = std::make_shared<ordering::Modes>(*known);
    for (const auto& row : *changed) {
      next->apply({row.item, row.dc, row.mode, row.removed}, row.epoch);
    }
    modes_.replace(std::move(next));
  }
  const auto epoch = directory_.dc_epoch(until);
  if (epoch && *epoch != dc_epoch_) {
    const auto rows = directory_.dcs(within(std::chrono::seconds{5}));
    const auto dcs = rows ? to_nearby(*rows, regions_) : tl::unexpected(rows.error());
    const auto index = dcs ? nearby::DcIndex::build(*dcs) : tl::unexpected(dcs.error());
    if (index) {
      finder_.reload(*index);
      dc_epoch_ = *epoch;
    } else {
      spdlog::error("the DCs could not be read again: {}", index.error().reason);
    }
  }
  const auto seen = directory_.heartbeat(backend_, address_, until);
  const bool reached = changed.has_value() && epoch.has_value() && seen.has_value();
  if (reached != reachable_.exchange(reached)) {
    spdlog::warn("directory: {}", reached ? "back" : "away; what was known stays in force");
  }
}

}  // namespace darkstore::app
