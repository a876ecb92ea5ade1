#pragma once

#include "backend/rpc/order_feed.h"
#include "backend/storage/change_feed.h"

namespace darkstore::app {

/// Hands the notices that a shard's feed hears to those who watch orders.
class OrderNotices final : public storage::ChangeSink {
 public:
  explicit OrderNotices(rpc::OrderFeed& feed) : feed_(feed) {}
  void on_changes(ShardId, std::span<const storage::StockChange>, WallTime) override {}
  void on_gap(ShardId) override {}
  void on_live(ShardId) override {}
  void on_orders(ShardId shard, std::string_view payload) override;

 private:
  rpc::OrderFeed& feed_;
};

}  // namespace darkstore::app
