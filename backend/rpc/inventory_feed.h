#pragma once

#include <memory>
#include <mutex>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "backend/rpc/stream_hub.h"
#include "backend/storage/change_feed.h"
#include "shared/ids.h"

namespace darkstore::rpc {

/// Hands committed changes to those who watch a DC's shelf, whoever made them. Between two frames a watcher
/// keeps the newest number of each row, so it is bounded by the DC's rows. Thread-safe.
class InventoryFeed final : public storage::ChangeSink {
 public:
  /// @param items  only these, empty = every row
  [[nodiscard]] std::shared_ptr<FrameSource> watch(DcId dc, ShardId shard, std::unordered_set<ItemId> items);

  void on_changes(ShardId shard, std::span<const storage::StockChange> changes,
                  WallTime received_at) override;
  void on_gap(ShardId shard) override;
  void on_live(ShardId shard) override;

 private:
  class Watcher;
  [[nodiscard]] std::vector<std::shared_ptr<Watcher>> watchers_of(DcId dc);

  std::mutex mutex_;
  std::unordered_map<DcId, std::vector<std::weak_ptr<Watcher>>> watchers_;  // guarded by mutex_
};

}  // namespace darkstore::rpc
