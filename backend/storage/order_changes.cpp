#include "backend/storage/order_changes.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "backend/storage/array_text.h"
#include "backend/storage/attempt_rows.h"
#include "backend/storage/order_change_statements.h"
#include "backend/storage/order_notice.h"
#include "backend/storage/order_statements.h"
#include "backend/storage/query.h"
#include "backend/storage/request_log.h"
#include "backend/storage/stock_writer.h"

namespace darkstore::storage {
namespace {

// An order's rows, locked: nobody else moves it until this transaction ends.
struct LockedOrder {
  struct Part {
    int number = 0;
    DcId dc;
    FulfilmentState state = FulfilmentState::kGranted;
    std::vector<std::int64_t> items;
    std::vector<std::int32_t> quantities;
  };
  OrderNotice notice;
  std::vector<Part> parts;
};

Result<LockedOrder> lock_order(Transaction& tx, const OrderId& id) {
  const auto rows = tx.exec(kLockOrder, id.text());
  if (rows.empty()) {
    return fail(ErrorKind::kNotFound, "order_id", "no such order");
  }
  const auto& row = rows[0];
  LockedOrder order;
  order.notice.id = id;
  order.notice.state = static_cast<OrderState>(row[0].as<int>());
  order.notice.region = RegionId{row[1].as<int>()};
  order.notice.customer = CustomerId{row[2].as<std::int64_t>()};
  order.notice.lines = row[3].as<int>();
  order.notice.total_minor = row[4].as<std::int64_t>();
  order.notice.currency = row[5].as<std::string>();
  order.notice.partial = row[6].as<bool>();
  order.notice.placed_at = WallTime{std::chrono::milliseconds{row[7].as<std::int64_t>()}};
  for (const auto& part : tx.exec(kLockFulfilments, id.text())) {
    order.parts.push_back({part[0].as<int>(), DcId{part[1].as<int>()},
                           static_cast<FulfilmentState>(part[2].as<int>()), numbers<std::int64_t>(part[3]),
                           numbers<std::int32_t>(part[4])});
    order.notice.dcs.push_back(order.parts.back().dc);
  }
  return order;
}

// The order's state follows from its fulfilments: cancelled when all are, completed when the rest is
// delivered.
OrderState state_of(const LockedOrder& order) {
  const auto all = [&](auto holds) { return std::ranges::all_of(order.parts, holds); };
  if (all([](const auto& p) { return p.state == FulfilmentState::kCancelled; })) {
    return OrderState::kCancelled;
  }
  if (all([](const auto& p) {
        return p.state == FulfilmentState::kCancelled || p.state == FulfilmentState::kDelivered;
      })) {
    return OrderState::kCompleted;
  }
  return OrderState::kConfirmed;
}

void finish(Transaction& tx, LockedOrder& order) {
  order.notice.state = state_of(order);
  order.notice.fulfilment = FulfilmentState::kCancelled;
  for (const auto& part : order.parts) {
    order.notice.fulfilment = std::min(order.notice.fulfilment, part.state);
  }
  tx.exec(kSetOrderState, order.notice.id.text(), static_cast<int>(order.notice.state));
  for (const auto& payload : encode_notices({{order.notice}})) {
    tx.exec(kNotify, kOrdersChannel, payload);
  }
}

Result<std::vector<StockChange>> return_stock(Transaction& tx, const OrderId& order,
                                              std::span<const LockedOrder::Part* const> parts,
                                              const ChangeRequest& request, const std::string& reason) {
  std::map<ShelfKey, std::int32_t> units;
  for (const auto* part : parts) {
    for (std::size_t i = 0; i < part->items.size(); ++i) {
      units[{part->dc, ItemId{part->items[i]}}] += part->quantities.at(i);
    }
  }
  std::vector<StockDelta> deltas;
  for (const auto& [key, quantity] : units) {
    deltas.push_back({key, quantity, LedgerKind::kReturned, order, request.id, reason, request.actor});
  }
  return change_stock(tx, std::move(deltas));
}

void move(Transaction& tx, const OrderId& order, LockedOrder::Part& part, FulfilmentState to,
          const ChangeRequest& request, const std::string& note) {
  tx.exec(kMoveFulfilment, order.text(), part.number, static_cast<int>(part.state), static_cast<int>(to));
  part.state = to;
  tx.exec(kInsertOrderEvent, order.text(), part.number, std::string(to_text(to)), request.actor, note);
}

}  // namespace

std::string_view to_text(FulfilmentState state) {
  switch (state) {
    case FulfilmentState::kGranted:
      return "granted";
    case FulfilmentState::kPicking:
      return "picking";
    case FulfilmentState::kPicked:
      return "picked";
    case FulfilmentState::kOnTheWay:
      return "on the way";
    case FulfilmentState::kDelivered:
      return "delivered";
    case FulfilmentState::kCancelled:
      return "cancelled";
  }
  return "unknown";
}

std::string_view to_text(OrderState state) {
  switch (state) {
    case OrderState::kHeld:
      return "held";
    case OrderState::kConfirmed:
      return "confirmed";
    case OrderState::kCancelled:
      return "cancelled";
    case OrderState::kCompleted:
      return "completed";
  }
  return "unknown";
}

Result<Changed> OrderChanges::cancel(const ChangeRequest& request, const OrderId& id,
                                     const std::string& reason, Deadline until) {
  return run(primary_, until, Access::kReadWrite, [&](Transaction& tx) -> Result<Changed> {
    auto first = earlier_request(tx, request);
    if (!first) {
      return tl::unexpected(first.error());
    }
    if (*first) {
      return Changed{.replayed = true, .returned = {}};
    }
    auto order = lock_order(tx, id);
    if (!order) {
      return tl::unexpected(order.error());
    }
    std::vector<const LockedOrder::Part*> cancelled;
    auto furthest = FulfilmentState::kGranted;
    for (auto& part : order->parts) {
      furthest = std::max(furthest, part.state);
      if (part.state < FulfilmentState::kPicked) {
        move(tx, id, part, FulfilmentState::kCancelled, request, reason);
        cancelled.push_back(&part);
      }
    }
    if (cancelled.empty()) {
      return fail(ErrorKind::kFailedPrecondition, "state",
                  "the order is " + std::string(to_text(furthest)) +
                      "; only what is not picked yet can be cancelled");
    }
    auto returned = return_stock(tx, id, cancelled, request, reason);
    if (!returned) {
      return tl::unexpected(returned.error());
    }
    finish(tx, *order);
    remember_request(tx, request, {static_cast<std::int64_t>(cancelled.size())});
    return Changed{.replayed = false, .returned = std::move(*returned)};
  });
}

Result<Changed> OrderChanges::advance(const ChangeRequest& request, const Step& step, Deadline until) {
  return run(primary_, until, Access::kReadWrite, [&](Transaction& tx) -> Result<Changed> {
    auto first = earlier_request(tx, request);
    if (!first) {
      return tl::unexpected(first.error());
    }
    if (*first) {
      return Changed{.replayed = true, .returned = {}};
    }
    auto order = lock_order(tx, step.order);
    if (!order) {
      return tl::unexpected(order.error());
    }
    const auto part = std::ranges::find(order->parts, step.fulfilment, &LockedOrder::Part::number);
    if (part == order->parts.end()) {
      return fail(ErrorKind::kNotFound, "fulfilment_id", "the order has no such fulfilment");
    }
    if (part->state != step.expected) {
      return fail(ErrorKind::kFailedPrecondition, "expected",
                  "the fulfilment is " + std::string(to_text(part->state)) + ", not " +
                      std::string(to_text(step.expected)));
    }
    move(tx, step.order, *part, step.to, request, step.note);
    Changed changed;
    if (step.returns_stock) {
      const std::array<const LockedOrder::Part*, 1> parts{&*part};
      auto returned = return_stock(tx, step.order, parts, request, step.note);
      if (!returned) {
        return tl::unexpected(returned.error());
      }
      changed.returned = std::move(*returned);
    }
    finish(tx, *order);
    remember_request(tx, request, {static_cast<std::int64_t>(step.to)});
    return changed;
  });
}

Result<std::optional<AttemptRecord>> OrderChanges::fence(const Uuid& key, RegionId region,
                                                         CustomerId customer, const OrderId& id,
                                                         Deadline until) {
  const std::vector<std::string> days{key_day(key)};
  const std::vector<std::string> keys{key.text()};
  const std::vector<int> regions{region.value()};
  const std::vector<std::int64_t> locks{static_cast<std::int64_t>(std::hash<Uuid>{}(key))};
  return run(
      primary_, until, Access::kReadWrite, [&](Transaction& tx) -> Result<std::optional<AttemptRecord>> {
        tx.exec(kLockRegionsAndKeys, regions, locks);  // the same lock that an order under this key takes
        auto rows = tx.exec(kFindAttempts, days, keys);
        if (rows.empty()) {
          tx.exec(kInsertAbandoned, days[0], keys[0], region.value(), customer.value(), id.text());
          rows = tx.exec(kFindAttempts, days, keys);
        } else {
          tx.exec(kAwaitDurable);
        }
        return std::optional(attempt_from(rows[0]));
      });
}

}  // namespace darkstore::storage
