#pragma once

#include <functional>
#include <map>
#include <string>

#include "backend/availability/read_token.h"
#include "backend/contention/order_meter.h"
#include "backend/rpc/adapter.h"
#include "backend/rpc/order_codec.h"
#include "backend/rpc/order_feed.h"
#include "backend/rpc/page_token.h"
#include "backend/storage/order_changes.h"
#include "backend/storage/order_reader.h"
#include "backend/storage/stock_reader.h"
#include "darkstore/v1/order.grpc.pb.h"

namespace darkstore::rpc {

/// One shard as the order service sees it.
struct OrderShard {
  std::string name;
  storage::OrderReader* primary = nullptr;
  storage::OrderReader* replica = nullptr;  ///< the primary where there is none
  storage::OrderChanges* changes = nullptr;
  storage::StockReader* stock = nullptr;  ///< knows how far the replica is
};

/// OrderService: decode, call the engine or a repository, encode. No rules here.
class OrderAdapter final : public Adapter<v1::OrderService> {
 public:
  struct Parts {
    ordering::Engine& engine;
    const ordering::Regions& regions;
    Names names;
    storage::DirectoryRepository& directory;
    std::map<ShardId, OrderShard> shards;
    const availability::ReadTokens& read_tokens;
    const PageTokens& page_tokens;
    OrderFeed& feed;
    ordering::CommitSink& sink;  ///< hears of stock that a cancel returns
    const ordering::ModeTable& modes;
    contention::OrderMeter& meter;  ///< how long answers take
    std::function<WallTime()> clock;
  };
  OrderAdapter(Gate& gate, Parts parts);

 private:
  void place(const v1::PlaceOrderRequest& request, const Call& call, Gate::Done<v1::PlaceOrderResponse> done);
  Result<v1::PlanOrderResponse> plan(const v1::PlanOrderRequest& request, const Call& call);
  Result<v1::GetOutcomeResponse> outcome(const v1::GetOutcomeRequest& request, const Call& call);
  Result<v1::GetOrderResponse> get(const v1::GetOrderRequest& request, const Call& call);
  Result<v1::ListOrdersResponse> list(const v1::ListOrdersRequest& request, const Call& call);
  Result<v1::CancelOrderResponse> cancel(const v1::CancelOrderRequest& request, const Call& call);
  Result<v1::AdvanceFulfilmentResponse> advance(const v1::AdvanceFulfilmentRequest& request,
                                                const Call& call);
  Result<v1::FindCustomersResponse> customers(const v1::FindCustomersRequest& request, const Call& call);

  Result<OrderShard*> home_of(const OrderId& id);
  Result<v1::Order> read_order(const OrderId& id, const Call& call);
  Result<storage::OrderQuery> query_of(const v1::ListOrdersRequest& request, const Call& call);
  [[nodiscard]] static bool needs_primary(const OrderShard& shard, ShardId id,
                                          const availability::ReadFloors& floors, Deadline until);
  void name_customers(v1::ListOrdersResponse& response, const Call& call);

  Parts parts_;
};

}  // namespace darkstore::rpc
