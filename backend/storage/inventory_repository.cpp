#include "backend/storage/inventory_repository.h"

#include "backend/storage/inventory_statements.h"
#include "backend/storage/order_statements.h"
#include "backend/storage/query.h"
#include "backend/storage/request_log.h"
#include "backend/storage/stock_writer.h"

namespace darkstore::storage {
namespace {

WallTime wall(const pqxx::field& ms) {
  return WallTime{std::chrono::milliseconds{ms.as<std::int64_t>()}};
}

std::vector<std::int64_t> numbers_of(const std::vector<ItemId>& items) {
  std::vector<std::int64_t> numbers;
  for (const auto item : items) {
    numbers.push_back(item.value());
  }
  return numbers;
}

std::vector<ShelfRow> shelf_of(const pqxx::result& result) {
  std::vector<ShelfRow> rows;
  rows.reserve(static_cast<std::size_t>(result.size()));
  for (const auto& row : result) {
    rows.push_back({ItemId{row[0].as<std::int64_t>()}, row[1].as<int>(), row[2].as<std::int64_t>(),
                    row[3].as<int>(), row[4].as<std::string>(), row[5].as<int>(), wall(row[6])});
  }
  return rows;
}

// What a request remembers, and what it is answered again.
std::vector<std::int64_t> remembered(const StockOutcome& outcome) {
  const auto& c = outcome.change;
  return {c.key.dc.value(), c.key.item.value(),        c.version, c.quantity, c.delta,
          c.kind,           outcome.short_pick ? 1 : 0};
}

StockOutcome recalled(const std::vector<std::int64_t>& n) {
  return {{{DcId{static_cast<int>(n.at(0))}, ItemId{n.at(1)}},
           n.at(2),
           static_cast<int>(n.at(3)),
           static_cast<int>(n.at(4)),
           static_cast<int>(n.at(5))},
          true,
          n.at(6) != 0};
}

// Carries a change out once: `change(tx)` only runs for a request id that is new.
template <class Change>
Result<StockOutcome> once(Database& primary, const ChangeRequest& request, Deadline until, Change change) {
  return run(primary, until, Access::kReadWrite, [&](Transaction& tx) -> Result<StockOutcome> {
    auto first = earlier_request(tx, request);
    if (!first) {
      return tl::unexpected(first.error());
    }
    if (*first) {
      return recalled(**first);
    }
    Result<StockOutcome> outcome = change(tx);
    if (outcome) {
      remember_request(tx, request, remembered(*outcome));
    }
    return outcome;
  });
}

Result<StockOutcome> apply(Transaction& tx, StockDelta delta) {
  auto changes = change_stock(tx, {std::move(delta)});
  if (!changes) {
    return tl::unexpected(changes.error());
  }
  return StockOutcome{changes->front(), false, false};
}

}  // namespace

Result<std::vector<ShelfRow>> InventoryRepository::shelf(DcId dc, Deadline until) {
  return run(primary_, until, Access::kReadOnly, [&](Transaction& tx) -> Result<std::vector<ShelfRow>> {
    return shelf_of(tx.exec(kShelf, dc.value()));
  });
}

Result<std::vector<ShelfRow>> InventoryRepository::shelf(DcId dc, const std::vector<ItemId>& items,
                                                         Deadline until) {
  return run(primary_, until, Access::kReadOnly, [&](Transaction& tx) -> Result<std::vector<ShelfRow>> {
    return shelf_of(tx.exec(kShelfOf, dc.value(), numbers_of(items)));
  });
}

Result<std::vector<LastChange>> InventoryRepository::last_changes(DcId dc, const std::vector<ItemId>& items,
                                                                  Deadline until) {
  return run(primary_, until, Access::kReadOnly, [&](Transaction& tx) -> Result<std::vector<LastChange>> {
    std::vector<LastChange> changes;
    for (const auto& row : tx.exec(kLastChanges, dc.value(), numbers_of(items))) {
      changes.push_back({ItemId{row[0].as<std::int64_t>()}, static_cast<LedgerKind>(row[1].as<int>()),
                         row[2].as<int>(), wall(row[3])});
    }
    return changes;
  });
}

Result<std::vector<LedgerRow>> InventoryRepository::ledger(ShelfKey key, std::int64_t before_version,
                                                           std::int32_t before_position, int limit,
                                                           Deadline until) {
  return run(primary_, until, Access::kReadOnly, [&](Transaction& tx) -> Result<std::vector<LedgerRow>> {
    std::vector<LedgerRow> entries;
    for (const auto& row :
         tx.exec(kLedgerOfRow, key.dc.value(), key.item.value(), before_version, before_position, limit)) {
      entries.push_back({key, row[0].as<std::int64_t>(), row[1].as<int>(), row[2].as<int>(), row[3].as<int>(),
                         static_cast<LedgerKind>(row[4].as<int>()), row[5].as<std::string>(),
                         row[6].as<std::string>(), row[7].as<std::string>(), row[8].as<std::string>(),
                         wall(row[9])});
    }
    return entries;
  });
}

Result<StockOutcome> InventoryRepository::receive(const ChangeRequest& request, ShelfKey key,
                                                  std::int32_t quantity, const std::string& reference,
                                                  Deadline until) {
  return once(primary_, request, until, [&](Transaction& tx) {
    if (tx.exec(kOpenRow, key.dc.value(), key.item.value()).affected_rows() == 1) {
      tx.exec(kOpenBalance, key.dc.value(), key.item.value());
      tx.exec(kOpenShelf, key.dc.value(), key.item.value());
    }
    return apply(tx,
                 {key, quantity, LedgerKind::kReceived, std::nullopt, request.id, reference, request.actor});
  });
}

Result<StockOutcome> InventoryRepository::count(const ChangeRequest& request, ShelfKey key,
                                                std::int32_t counted, WallTime counted_at, Deadline until) {
  return once(primary_, request, until, [&](Transaction& tx) -> Result<StockOutcome> {
    const std::vector<int> dcs{key.dc.value()};
    const std::vector<std::int64_t> items{key.item.value()};
    const std::vector<std::int64_t> any_version{0};
    if (tx.exec(kLockShelfRows, dcs, items, any_version).empty()) {
      return fail(ErrorKind::kNotFound, "item_id", "this DC has no such row; receive the item first");
    }
    const auto basis =
        tx.exec(kCountBasis, key.dc.value(), key.item.value(), counted_at.time_since_epoch().count())
            .one_row();
    const auto now = basis[0].as<std::int64_t>();
    const auto quantity =
        counted - basis[1].as<std::int64_t>() - basis[2].as<std::int64_t>() + basis[3].as<std::int64_t>();
    const auto kept = std::max<std::int64_t>(0, quantity);
    auto outcome = apply(tx, {key, static_cast<std::int32_t>(kept - now), LedgerKind::kCounted, std::nullopt,
                              request.id, "counted " + std::to_string(counted), request.actor});
    if (outcome && quantity < 0) {
      tx.exec(kInsertShortPick, key.dc.value(), key.item.value(), static_cast<int>(-quantity),
              request.id.text());
      outcome->short_pick = true;
    }
    return outcome;
  });
}

Result<StockOutcome> InventoryRepository::adjust(const ChangeRequest& request, ShelfKey key,
                                                 std::int32_t delta, const std::string& reason,
                                                 Deadline until) {
  return once(primary_, request, until, [&](Transaction& tx) {
    return apply(tx, {key, delta, LedgerKind::kAdjusted, std::nullopt, request.id, reason, request.actor});
  });
}

}  // namespace darkstore::storage
