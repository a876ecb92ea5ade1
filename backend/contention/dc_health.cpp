#include "backend/contention/dc_health.h"

#include <algorithm>

namespace darkstore::contention {
namespace {

constexpr std::chrono::milliseconds kTick{200};
constexpr std::chrono::milliseconds kSliceMax{2000};
constexpr std::size_t kTicksARound = 300;  // a minute

}  // namespace

DcHealth::DcHealth(std::vector<Source> sources) : sources_(std::move(sources)), thread_([this] { loop(); }) {}

DcHealth::~DcHealth() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

Health DcHealth::of(DcId dc) const {
  const std::lock_guard lock(mutex_);
  const auto at = entries_.find(dc);
  return at == entries_.end() ? Health::kHealthy : at->second.health;
}

std::vector<std::pair<DcId, Health>> DcHealth::changes_since(std::uint64_t& seen) const {
  std::vector<std::pair<DcId, Health>> changes;
  const std::lock_guard lock(mutex_);
  for (const auto& [dc, entry] : entries_) {
    if (entry.changed > seen && (seen > 0 || entry.health != Health::kHealthy)) {
      changes.emplace_back(dc, entry.health);
    }
  }
  seen = version_;
  return changes;
}

void DcHealth::look_at(const Source& source, std::size_t first, std::size_t end) {
  const std::span slice(source.dcs.begin() + static_cast<std::ptrdiff_t>(first), end - first);
  const auto stock = source.reader->health(slice, within(kSliceMax));
  if (!stock) {
    return;  // the shard is away: what was known stays, and the network's frames say that it is away
  }
  const std::lock_guard lock(mutex_);
  for (const auto& row : *stock) {
    const auto health = strained(row) ? Health::kStrained : Health::kHealthy;
    auto& entry = entries_[row.dc];
    if (entry.health != health) {
      entry = {health, ++version_};
    }
  }
}

void DcHealth::loop() {
  std::size_t tick = 0;
  while (true) {
    for (const auto& source : sources_) {
      const auto slice = source.dcs.size() / kTicksARound + 1;
      const auto first = tick * slice;
      if (first < source.dcs.size()) {
        look_at(source, first, std::min(first + slice, source.dcs.size()));
      }
    }
    tick = (tick + 1) % kTicksARound;
    std::unique_lock lock(mutex_);
    if (changed_.wait_for(lock, kTick, [this] { return stopping_; })) {
      return;
    }
  }
}

}  // namespace darkstore::contention
