#pragma once

#include <optional>
#include <string>
#include <vector>

#include "backend/storage/change_payload.h"
#include "backend/storage/database.h"
#include "backend/storage/directory_repository.h"
#include "backend/storage/order_records.h"
#include "shared/deadline.h"
#include "shared/result.h"

namespace darkstore::storage {

/// One row of a DC's shelf.
struct ShelfRow {
  ItemId item;
  std::int32_t quantity = 0;  ///< available
  std::int64_t version = 0;
  std::int32_t unpicked = 0;  ///< granted and not yet picked: still lying there
  std::string bin;
  std::int32_t low_below = 0;
  WallTime changed_at{};  ///< in the last day; zero: not since
};

/// How a row came to its version.
struct LastChange {
  ItemId item;
  LedgerKind kind = LedgerKind::kOpening;
  std::int32_t delta = 0;
  WallTime at{};
};

struct LedgerRow {
  ShelfKey key;
  std::int64_t version = 0;
  std::int32_t position = 0;
  std::int32_t delta = 0;
  std::int32_t quantity_after = 0;
  LedgerKind kind = LedgerKind::kOpening;
  std::string order;    ///< empty when no order moved it
  std::string request;  ///< likewise
  std::string reason;
  std::string actor;
  WallTime at{};
};

/// A change by hand as it was carried out.
struct StockOutcome {
  StockChange change;
  bool replayed = false;
  bool short_pick = false;
};

/// One shard's shelves: what people see of them, and the changes that they make by hand. Reads and writes the
/// primary, for people look at what they have just done.
class InventoryRepository {
 public:
  explicit InventoryRepository(Database& primary) : primary_(primary) {}

  /// All rows of a DC, by item: at most 10,000 or so.
  [[nodiscard]] Result<std::vector<ShelfRow>> shelf(DcId dc, Deadline until);
  /// Some rows of a DC; those that do not exist are left out.
  [[nodiscard]] Result<std::vector<ShelfRow>> shelf(DcId dc, const std::vector<ItemId>& items,
                                                    Deadline until);
  /// The ledger entries behind the versions that rows have now.
  [[nodiscard]] Result<std::vector<LastChange>> last_changes(DcId dc, const std::vector<ItemId>& items,
                                                             Deadline until);
  /// Entries of a row strictly before (version, position), newest first; the opening balance is the last.
  [[nodiscard]] Result<std::vector<LedgerRow>> ledger(ShelfKey key, std::int64_t before_version,
                                                      std::int32_t before_position, int limit,
                                                      Deadline until);

  /// Units arrived; creates the row where there is none.
  [[nodiscard]] Result<StockOutcome> receive(const ChangeRequest& request, ShelfKey key,
                                             std::int32_t quantity, const std::string& reference,
                                             Deadline until);
  /// quantity = counted - unpicked now - picked since + received and adjusted since; below zero it is zero
  /// and opens a short pick.
  [[nodiscard]] Result<StockOutcome> count(const ChangeRequest& request, ShelfKey key, std::int32_t counted,
                                           WallTime counted_at, Deadline until);
  [[nodiscard]] Result<StockOutcome> adjust(const ChangeRequest& request, ShelfKey key, std::int32_t delta,
                                            const std::string& reason, Deadline until);

 private:
  Database& primary_;
};

}  // namespace darkstore::storage
