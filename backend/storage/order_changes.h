#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "backend/storage/change_payload.h"
#include "backend/storage/database.h"
#include "backend/storage/directory_repository.h"
#include "backend/storage/order_records.h"
#include "shared/deadline.h"
#include "shared/result.h"

namespace darkstore::storage {

/// One step of one fulfilment, allowed by the table of states (ordering/states.h), which the caller has
/// asked.
struct Step {
  OrderId order;
  int fulfilment = 0;
  FulfilmentState expected = FulfilmentState::kGranted;
  FulfilmentState to = FulfilmentState::kPicking;
  bool returns_stock = false;
  std::string note;
};

struct Changed {
  bool replayed = false;              ///< this request id was carried out before
  std::vector<StockChange> returned;  ///< stock given back by this call
};

/// Moves orders from state to state. Every transition is one transaction on the primary: order row first,
/// then fulfilments, then inventory rows in key order; the loser of a race gets kFailedPrecondition and the
/// state met.
class OrderChanges {
 public:
  explicit OrderChanges(Database& primary) : primary_(primary) {}

  /// Cancels the fulfilments that are not picked yet and returns their stock.
  /// kNotFound "order_id"; kFailedPrecondition "state" when nothing can be cancelled any more.
  [[nodiscard]] Result<Changed> cancel(const ChangeRequest& request, const OrderId& order,
                                       const std::string& reason, Deadline until);

  /// kNotFound "order_id" or "fulfilment_id"; kFailedPrecondition "expected" naming the state met.
  [[nodiscard]] Result<Changed> advance(const ChangeRequest& request, const Step& step, Deadline until);

  /// The attempt of a key; with `fence` a key without one is abandoned for good first. nullopt: none yet.
  [[nodiscard]] Result<std::optional<AttemptRecord>> fence(const Uuid& key, RegionId region,
                                                           CustomerId customer, const OrderId& id,
                                                           Deadline until);

 private:
  Database& primary_;
};

/// "granted", "picking", ..: for people and the history.
[[nodiscard]] std::string_view to_text(FulfilmentState state);
[[nodiscard]] std::string_view to_text(OrderState state);

}  // namespace darkstore::storage
