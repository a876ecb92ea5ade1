#pragma once

#include "backend/contention/order_meter.h"
#include "backend/rpc/network_feed.h"
#include "backend/rpc/order_feed.h"
#include "backend/storage/change_feed.h"

namespace darkstore::app {

/// Hands what a shard's feed hears of orders to those who watch them, and counts it.
class OrderNotices final : public storage::ChangeSink {
 public:
  OrderNotices(rpc::OrderFeed& orders, rpc::NetworkFeed& network, contention::OrderMeter& meter)
      : orders_(orders), network_(network), meter_(meter) {}
  void on_changes(ShardId shard, std::span<const storage::StockChange> changes,
                  WallTime received_at) override;
  void on_gap(ShardId) override {}
  void on_live(ShardId) override {}
  void on_orders(ShardId shard, std::string_view payload) override;

 private:
  rpc::OrderFeed& orders_;
  rpc::NetworkFeed& network_;
  contention::OrderMeter& meter_;
};

}  // namespace darkstore::app
