#pragma once

// Inside storage only: this header brings libpqxx along.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "backend/storage/change_payload.h"
#include "backend/storage/order_records.h"
#include "backend/storage/session.h"

namespace darkstore::storage {

/// One change of one row, other than a sale, that a transaction is about to make.
struct StockDelta {
  ShelfKey key;
  std::int32_t delta = 0;  ///< 0 is written too: a count that found what was known is still a count
  LedgerKind kind = LedgerKind::kAdjusted;
  std::optional<OrderId> order;
  std::optional<RequestId> request;
  std::string reason;
  std::string actor;
};

/// Locks the rows FOR UPDATE in key order, changes each, writes one ledger entry each and a NOTIFY. Rows
/// appear once.
/// @return the changes as committed (if the transaction commits), sorted by key;
///         kNotFound "item_id" for a row that does not exist, kFailedPrecondition "delta" when it would fall
///         below zero
[[nodiscard]] Result<std::vector<StockChange>> change_stock(Transaction& tx, std::vector<StockDelta> deltas);

}  // namespace darkstore::storage
