#pragma once

#include <array>
#include <span>
#include <vector>

#include "backend/storage/database.h"
#include "backend/storage/inventory_repository.h"
#include "shared/deadline.h"

namespace darkstore::storage {

/// How many rows of a DC are low or out.
struct DcStockHealth {
  DcId dc;
  std::int32_t rows = 0;
  std::int32_t low = 0;
  std::int32_t out = 0;
};

/// An item that many orders want, and what is left of it.
struct HotRow {
  ItemId item;
  std::int32_t orders = 0;
  std::int32_t quantity = 0;
};

/// What a shard tells of its DCs as a whole. Give it a replica where there is one: nothing here decides
/// anything.
class DcReader {
 public:
  explicit DcReader(Database& database) : database_(database) {}

  /// Stock health of some DCs, one each, same order.
  [[nodiscard]] Result<std::vector<DcStockHealth>> health(std::span<const DcId> dcs, Deadline until);
  /// Orders granted at a DC in each of the last 60 minutes, oldest first, the running minute last.
  [[nodiscard]] Result<std::array<std::int32_t, 60>> orders_a_minute(DcId dc, Deadline until);
  /// At most `limit` items with the most orders in the last 5 minutes.
  [[nodiscard]] Result<std::vector<HotRow>> hottest(DcId dc, int limit, Deadline until);
  /// The last changes other than sales, newest first.
  [[nodiscard]] Result<std::vector<LedgerRow>> last_changes(DcId dc, int limit, Deadline until);
  /// The items a DC has a row of, whose mode people may ask for.
  [[nodiscard]] Result<std::vector<ItemId>> items(DcId dc, Deadline until);
  /// Any answer will do: tells whether the server is there.
  [[nodiscard]] Result<void> ping(Deadline until);
  /// Milliseconds since the newest change that a replica has replayed while more was received; 0 when it has
  /// replayed all that it received.
  [[nodiscard]] Result<int> replay_lag_ms(Deadline until);

 private:
  Database& database_;
};

}  // namespace darkstore::storage
