#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "backend/rpc/customer_names.h"
#include "backend/rpc/order_codec.h"
#include "backend/rpc/stream_hub.h"
#include "backend/storage/order_notice.h"

namespace darkstore::rpc {

/// Hands the notices of all shards to the watchers of orders. Each watcher gathers a bounded sample between
/// two frames. An event whose customer's name is still being asked for waits one tick for it, then goes
/// without. Thread-safe.
class OrderFeed {
 public:
  OrderFeed(Names names, CustomerNames& customers) : names_(names), customers_(customers) {}

  /// Notices as the change feed heard them; from any backend.
  void publish(const std::vector<storage::OrderNotice>& notices);

  /// @param rate_max  events a second, 1..1,000
  /// @param dc        only orders that this DC ships, or any
  [[nodiscard]] std::shared_ptr<FrameSource> watch(int rate_max, std::optional<DcId> dc);

 private:
  class Watcher;
  Names names_;
  CustomerNames& customers_;
  std::mutex mutex_;
  std::vector<std::weak_ptr<Watcher>> watchers_;  // guarded by mutex_
};

}  // namespace darkstore::rpc
