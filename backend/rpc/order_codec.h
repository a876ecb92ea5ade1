#pragma once

#include <string_view>
#include <vector>

#include "backend/catalog/catalogue.h"
#include "backend/ordering/engine.h"
#include "backend/rpc/gate.h"
#include "backend/storage/directory_repository.h"
#include "backend/storage/order_notice.h"
#include "backend/storage/order_reader.h"
#include "darkstore/v1/order.pb.h"
#include "shared/result.h"

namespace darkstore::rpc {

/// What the codec looks names up in. DCs by id for their codes.
struct Names {
  const catalog::Catalogue& catalogue;
  const ordering::Regions& regions;
  const nearby::ReachFinder& finder;
};

/// Checks form and bounds; says which field is wrong. Sizes: 1..100 lines, each item once, quantity 1..1,000.
[[nodiscard]] Result<ordering::PlaceOrder> decode(const v1::PlaceOrderRequest& request, const Call& call);
[[nodiscard]] Result<ordering::PlaceOrder> decode(const v1::PlanOrderRequest& request, const Call& call);

/// The answer of PlaceOrder and GetOutcome: the same for the first call and for a replay, but for times.
[[nodiscard]] v1::PlaceOrderResponse encode(const ordering::Outcome& outcome, const Names& names);
[[nodiscard]] v1::PlanOrderResponse encode(const ordering::Preview& preview,
                                           const ordering::PlaceOrder& request, const Names& names);
[[nodiscard]] v1::Order encode(const storage::OrderRecord& order, const Names& names);
[[nodiscard]] v1::OrderSummary encode(const storage::OrderSummaryRecord& order, const Names& names);
[[nodiscard]] v1::OrderSummary encode(const storage::OrderNotice& notice, const Names& names);

}  // namespace darkstore::rpc
