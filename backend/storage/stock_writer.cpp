#include "backend/storage/stock_writer.h"

#include <algorithm>

#include "backend/storage/order_statements.h"
#include "backend/storage/stock_statements.h"
#include "shared/invariant.h"

namespace darkstore::storage {
namespace {

std::optional<std::string> text_of(const std::optional<Uuid>& id) {
  return id ? std::optional(id->text()) : std::nullopt;
}

}  // namespace

Result<std::vector<StockChange>> change_stock(Transaction& tx, std::vector<StockDelta> deltas) {
  std::ranges::sort(deltas, {}, &StockDelta::key);
  std::vector<int> dcs, amounts;
  std::vector<std::int64_t> items, any_version;
  for (const auto& delta : deltas) {
    dcs.push_back(delta.key.dc.value());
    items.push_back(delta.key.item.value());
    amounts.push_back(delta.delta);
    any_version.push_back(0);
  }
  const auto locked = tx.exec(kLockShelfRows, dcs, items, any_version);
  if (static_cast<std::size_t>(locked.size()) != deltas.size()) {
    return fail(ErrorKind::kNotFound, "item_id", "this DC has no such row; receive the item first");
  }
  std::vector<StockChange> changes;
  for (std::size_t i = 0; i < deltas.size(); ++i) {
    const auto& row = locked[static_cast<pqxx::result::size_type>(i)];
    const auto& delta = deltas[i];
    const auto after = row[2].as<std::int64_t>() + delta.delta;
    invariant(row[0].as<int>() == delta.key.dc.value() && row[1].as<std::int64_t>() == delta.key.item.value(),
              "rows come back in key order");
    if (after < 0) {
      return fail(
          ErrorKind::kFailedPrecondition, "delta",
          "only " + row[2].as<std::string>() + " are available; the change would leave less than none");
    }
    if (after > 1'000'000'000) {
      return fail(ErrorKind::kFailedPrecondition, "quantity", "a row holds at most a billion units");
    }
    changes.push_back({delta.key, row[3].as<std::int64_t>() + 1, static_cast<std::int32_t>(after),
                       delta.delta, static_cast<int>(delta.kind)});
  }
  tx.exec(kChangeStock, dcs, items, amounts);
  for (std::size_t i = 0; i < deltas.size(); ++i) {
    const auto& delta = deltas[i];
    const auto& change = changes[i];
    tx.exec(kInsertLedger, delta.key.dc.value(), delta.key.item.value(), change.version, delta.delta,
            change.quantity, change.kind, text_of(delta.order), text_of(delta.request), delta.reason,
            delta.actor);
  }
  for (const auto& payload : encode_changes(changes)) {
    tx.exec(kNotify, kInventoryChannel, payload);
  }
  return changes;
}

}  // namespace darkstore::storage
