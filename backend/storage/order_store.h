#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "backend/storage/order_records.h"
#include "backend/storage/wal_clock.h"
#include "shared/deadline.h"
#include "shared/result.h"

namespace darkstore::storage {

class Watchdog;

/// A row a batch wants locked. expected 0: locked FOR UPDATE whatever its version; otherwise only while it
/// has that version, which is how an optimistic row is taken.
struct RowLock {
  ShelfKey key;
  std::int64_t expected = 0;
};

/// An inventory row as it stands under our lock.
struct LockedRow {
  ShelfKey key;
  std::int32_t quantity = 0;
  std::int64_t version = 0;
};

/// Units that leave one row in this batch; each row once, sorted by key. `lines` become its ledger entries in
/// order.
struct TakenRow {
  struct Line {
    OrderId order;
    std::int32_t quantity = 0;
    std::string actor;
  };
  ShelfKey key;
  std::int64_t version_before = 0;
  std::int32_t quantity_before = 0;
  std::vector<Line> lines;
  [[nodiscard]] std::int32_t taken() const;
};

/// Which keys and regions a batch is about. Regions carry the epoch the caller believes in.
struct BatchScope {
  struct OwnedRegion {
    RegionId region;
    std::int64_t epoch = 0;
  };
  std::vector<OwnedRegion> regions;
  std::vector<Uuid> keys;
};

struct BatchWrites {
  std::vector<TakenRow> taken;
  std::vector<AttemptRecord> attempts;  ///< new definite outcomes; placed ones become orders and fulfilments
  std::vector<std::string> order_notices;  ///< payloads for the `orders` channel, each under 8,000 bytes
};

/// The rules of a batch, called inside its transaction on the caller's thread. It may be called again from
/// the start when a transaction has to be run again.
class BatchLogic {
 public:
  virtual ~BatchLogic() = default;
  /// @param known  attempts already on record for the scope's keys
  /// @return rows to lock, sorted by key, each once
  virtual std::vector<RowLock> rows_to_lock(std::span<const AttemptRecord> known) = 0;
  /// @param locked   those that exist (and still had the expected version), sorted by key
  /// @param current  the others as they are now, unlocked; absent when there is no such row
  virtual BatchWrites decide(std::span<const LockedRow> locked, std::span<const LockedRow> current,
                             WallTime now) = 0;
};

struct BatchTimes {
  std::chrono::microseconds transaction{};  ///< BEGIN to the last write
  std::chrono::microseconds commit{};
  std::optional<Lsn>
      log_end;  ///< a replica that has replayed up to it shows the batch; none = nobody could say
};

/// A lane's own connection to a shard's primary: runs order batches, one transaction each. One thread.
class OrderStore {
 public:
  OrderStore(std::string conninfo, Watchdog& watchdog);
  ~OrderStore();
  OrderStore(const OrderStore&) = delete;
  OrderStore& operator=(const OrderStore&) = delete;

  /// Takes stock for a batch of orders in one transaction: advisory locks on regions and keys, known
  /// attempts, row locks in key order, the logic's decision, set-based writes, NOTIFY, COMMIT. Errors:
  /// kUnavailable (nothing was decided), kUnknownOutcome (lost at COMMIT: run it again, the keys will tell),
  /// kAborted (deadlock or a row held too long: run it again), kConstraint, kDeadlineExceeded, and
  /// kFailedPrecondition with field "region" when this shard does not own a region at the expected epoch.
  [[nodiscard]] Result<BatchTimes> run(const BatchScope& scope, BatchLogic& logic, Deadline until);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace darkstore::storage
