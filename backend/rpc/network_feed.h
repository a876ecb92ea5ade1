#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "backend/contention/dc_health.h"
#include "backend/contention/order_meter.h"
#include "backend/nearby/reach.h"
#include "backend/rpc/stream_hub.h"

namespace darkstore::rpc {

/// One shard's servers as they were found a moment ago.
struct ShardServers {
  ShardId id;
  std::string name;
  bool primary_up = true;
  bool replica_up = false;
  int replica_lag_ms = -1;  ///< -1 unknown or none
  WallTime down_since{};    ///< zero when the primary is up
  std::string reason;
};

/// Which servers answer now.
struct ServerStatus {
  std::vector<ShardServers> shards;
  bool directory_up = true;
  bool cache_up = true;
};

/// Frames of the whole network at 2 Hz for those who watch it. Thread-safe.
class NetworkFeed {
 public:
  struct Parts {
    const contention::OrderMeter& meter;
    const contention::DcHealth& health;
    const nearby::ReachFinder& finder;
    std::function<std::size_t()> orders_in_flight;
    std::function<ServerStatus()> servers;
  };
  explicit NetworkFeed(Parts parts) : parts_(std::move(parts)) {}

  /// Orders as the change feeds hear them: each watcher draws a sample of pulses from them.
  void publish(const std::vector<storage::OrderNotice>& notices);
  [[nodiscard]] std::shared_ptr<FrameSource> watch();

 private:
  class Watcher;
  Parts parts_;
  std::mutex mutex_;
  std::vector<std::weak_ptr<Watcher>> watchers_;  // guarded by mutex_
};

}  // namespace darkstore::rpc
