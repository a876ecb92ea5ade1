#include "backend/rpc/inventory_feed.h"

#include <chrono>
#include <map>

#include "backend/rpc/wire.h"
#include "darkstore/v1/inventory.pb.h"

namespace darkstore::rpc {
namespace {

constexpr std::chrono::milliseconds kHeartbeatEvery{500};

std::int64_t ms(WallTime at) {
  return at.time_since_epoch().count();
}

WallTime wall_now() {
  return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

}  // namespace

class InventoryFeed::Watcher final : public FrameSource {
 public:
  Watcher(ShardId shard, std::unordered_set<ItemId> items) : shard_(shard), items_(std::move(items)) {}

  [[nodiscard]] ShardId shard() const { return shard_; }

  void offer(const storage::StockChange& change, WallTime at) {
    if (!items_.empty() && !items_.contains(change.key.item)) {
      return;
    }
    const std::lock_guard lock(mutex_);
    auto [entry, fresh] = waiting_.try_emplace(change.key.item, Waiting{change, at});
    if (!fresh && change.version > entry->second.change.version) {
      const auto delta = entry->second.change.delta + change.delta;
      entry->second = {change, at};
      entry->second.change.delta = delta;  // since the number sent before
    }
  }

  void resync() {
    const std::lock_guard lock(mutex_);
    resync_ = true;
  }

  std::optional<grpc::ByteBuffer> next(std::chrono::steady_clock::time_point now) override {
    v1::InventoryChanges frame;
    {
      const std::lock_guard lock(mutex_);
      if (waiting_.empty() && !resync_ && now - last_ < kHeartbeatEvery) {
        return std::nullopt;
      }
      last_ = now;
      for (const auto& [item, waiting] : waiting_) {
        auto* change = frame.add_changes();
        change->set_item_id(item.value());
        change->set_quantity(waiting.change.quantity);
        change->set_version(waiting.change.version);
        change->set_delta(waiting.change.delta);
        change->set_kind(static_cast<v1::LedgerKind>(waiting.change.kind));
        change->set_committed_at_ms(ms(waiting.at));
      }
      frame.set_resync(resync_);
      waiting_.clear();
      resync_ = false;
    }
    frame.set_at_ms(ms(wall_now()));
    return serialize(frame);
  }

 private:
  struct Waiting {
    storage::StockChange change;
    WallTime at;
  };
  ShardId shard_;
  std::unordered_set<ItemId> items_;
  std::mutex mutex_;
  std::map<ItemId, Waiting> waiting_;             // guarded by mutex_; at most one a row
  bool resync_ = false;                           // guarded by mutex_
  std::chrono::steady_clock::time_point last_{};  // guarded by mutex_
};

std::shared_ptr<FrameSource> InventoryFeed::watch(DcId dc, ShardId shard, std::unordered_set<ItemId> items) {
  auto watcher = std::make_shared<Watcher>(shard, std::move(items));
  const std::lock_guard lock(mutex_);
  auto& watchers = watchers_[dc];
  std::erase_if(watchers, [](const auto& old) { return old.expired(); });
  watchers.push_back(watcher);
  return watcher;
}

std::vector<std::shared_ptr<InventoryFeed::Watcher>> InventoryFeed::watchers_of(DcId dc) {
  std::vector<std::shared_ptr<Watcher>> alive;
  const std::lock_guard lock(mutex_);
  const auto at = watchers_.find(dc);
  if (at != watchers_.end()) {
    for (const auto& watcher : at->second) {
      if (auto one = watcher.lock()) {
        alive.push_back(std::move(one));
      }
    }
  }
  return alive;
}

void InventoryFeed::on_changes(ShardId, std::span<const storage::StockChange> changes, WallTime received_at) {
  {
    const std::lock_guard lock(mutex_);
    if (watchers_.empty()) {
      return;
    }
  }
  for (const auto& change : changes) {
    for (const auto& watcher : watchers_of(change.key.dc)) {
      watcher->offer(change, received_at);
    }
  }
}

void InventoryFeed::on_gap(ShardId) {}

// Only now is everything heard again: who lists from here on misses nothing.
void InventoryFeed::on_live(ShardId shard) {
  std::vector<std::shared_ptr<Watcher>> alive;
  {
    const std::lock_guard lock(mutex_);
    for (auto& [dc, watchers] : watchers_) {
      for (const auto& watcher : watchers) {
        if (auto one = watcher.lock(); one && one->shard() == shard) {
          alive.push_back(std::move(one));
        }
      }
    }
  }
  for (const auto& watcher : alive) {
    watcher->resync();
  }
}

}  // namespace darkstore::rpc
