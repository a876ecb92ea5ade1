#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "backend/ordering/mode_table.h"
#include "backend/ordering/planned_order.h"
#include "backend/storage/change_payload.h"
#include "backend/storage/order_store.h"

namespace darkstore::ordering {

struct LaneOptions {
  std::size_t batch_orders_max = 100;               ///< 1..500; bounds how long a row stays locked
  std::size_t queue_orders_max = 2000;              ///< waiting orders; beyond it RESOURCE_EXHAUSTED
  std::chrono::milliseconds transaction_max{2000};  ///< then the watchdog cuts the connection
};

/// Told what a lane committed, on the lane's thread, after COMMIT and before the answers; must not block.
class CommitSink {
 public:
  virtual ~CommitSink() = default;
  virtual void committed(ShardId shard, std::span<const storage::StockChange> changes) = 0;
};

/// One thread, one connection, one transaction in flight. While it runs, arriving orders wait; the next
/// transaction takes all of them, so batches form only under load and a lone order goes at once. Every order
/// is answered exactly once, also when the lane stops.
class Lane {
 public:
  Lane(ShardId shard, LaneOptions options, std::string conninfo, storage::Watchdog& watchdog,
       const ModeTable& modes, CommitSink& sink);
  ~Lane();
  Lane(const Lane&) = delete;
  Lane& operator=(const Lane&) = delete;

  /// Takes the order, or answers it at once with kResourceExhausted when the queue is full. Any thread.
  void submit(PlannedOrder order);
  [[nodiscard]] std::size_t waiting() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace darkstore::ordering
