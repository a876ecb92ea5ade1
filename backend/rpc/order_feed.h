#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "backend/rpc/order_codec.h"
#include "backend/rpc/stream_hub.h"
#include "backend/storage/order_notice.h"

namespace darkstore::rpc {

/// Hands the notices of all shards to the watchers of orders. Each watcher gathers a bounded sample between
/// two frames. Thread-safe.
class OrderFeed {
 public:
  explicit OrderFeed(Names names) : names_(names) {}

  /// Notices as the change feed heard them; from any backend.
  void publish(const std::vector<storage::OrderNotice>& notices);

  /// @param rate_max  events a second, 1..1,000
  /// @param dc        only orders that this DC ships, or any
  [[nodiscard]] std::shared_ptr<FrameSource> watch(int rate_max, std::optional<DcId> dc);

 private:
  class Watcher;
  Names names_;
  std::mutex mutex_;
  std::vector<std::weak_ptr<Watcher>> watchers_;  // guarded by mutex_
};

}  // namespace darkstore::rpc
