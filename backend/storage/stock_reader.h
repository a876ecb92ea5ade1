#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "backend/storage/database.h"
#include "backend/storage/wal_clock.h"
#include "shared/deadline.h"
#include "shared/ids.h"
#include "shared/result.h"

namespace darkstore::storage {

class Transaction;

/// One inventory row as a database showed it. quantity 0 and version 0: there is no such row.
struct StockRow {
  std::int32_t quantity = 0;
  std::int64_t version = 0;
};

/// What one query brought.
struct StockRows {
  std::vector<StockRow> rows{};  ///< one a key, same order
  std::chrono::steady_clock::time_point
      as_of{};                      ///< the rows hold everything acknowledged before this moment
  std::chrono::milliseconds lag{};  ///< of the replica; 0 from the primary
  bool from_primary = false;
};

/// Reads inventory of one shard, a set of rows in one query. Thread-safe.
class StockReader {
 public:
  /// @param replica  may be null: then everything comes from the primary
  /// @param lag_max  a replica that lags more is not read
  StockReader(Database& primary, Database* replica, const WalClock& clock, std::chrono::milliseconds lag_max);

  /// From the replica; from the primary when the replica is away, lags or is of unknown age. When the primary
  /// is away too, the replica's rows are better than none: `lag` and `as_of` tell how old they are.
  [[nodiscard]] Result<StockRows> read(std::span<const ShelfKey> keys, Deadline until);
  /// From the primary and nowhere else.
  [[nodiscard]] Result<StockRows> read_primary(std::span<const ShelfKey> keys, Deadline until);

  /// The items that a DC has a row of, ascending; from the replica if possible, else the primary.
  [[nodiscard]] Result<std::vector<ItemId>> assortment(DcId dc, Deadline until);

  /// True when the replica shows everything up to `floor`: lists may then be read there. False without a
  /// replica.
  [[nodiscard]] Result<bool> replica_reached(Lsn floor, Deadline until);

 private:
  struct Checked {
    std::chrono::steady_clock::time_point at;
    std::chrono::steady_clock::time_point as_of;
    std::chrono::milliseconds lag{};
  };
  enum class LaggingReplica { kIsRead, kIsNotRead };
  [[nodiscard]] Result<std::optional<StockRows>> read_replica(std::span<const ShelfKey> keys,
                                                              LaggingReplica lagging, Deadline until);
  void note_failure(const Error& error);
  [[nodiscard]] std::optional<Checked> check_replica(Transaction& transaction, LaggingReplica lagging);

  Database& primary_;
  Database* replica_;
  const WalClock& clock_;
  std::chrono::milliseconds lag_max_;
  std::mutex mutex_;
  std::optional<Checked> fresh_;  ///< the replica as last found fresh; guarded by mutex_
  std::atomic<Deadline> replica_rests_until_{
      Deadline{}};  ///< after a failure, so that not every read waits for it
};

}  // namespace darkstore::storage
