#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <unordered_map>
#include <variant>
#include <vector>

#include "backend/ordering/mode_table.h"
#include "backend/ordering/planned_order.h"
#include "backend/storage/order_store.h"

namespace darkstore::ordering {

/// The newest version of each row that a lane has seen. Bounded: forgets everything when full, which costs a
/// retry.
using VersionMemory = std::unordered_map<ShelfKey, std::int64_t>;

/// What one transaction means for one order.
struct Answered {
  storage::AttemptRecord attempt;
  bool replayed = false;
};
/// Not decided here: `lost` an optimistic row had moved; otherwise the plan was short and the whole reach
/// decides.
struct TryAgain {
  bool lost = false;
};
using Verdict = std::variant<Answered, Error, TryAgain>;

/// The rules of one transaction over 1..n orders of one shard: grants in arrival order, each order its own
/// verdict. Reads the orders, never changes them: it may be run again from the start.
class Batch final : public storage::BatchLogic {
 public:
  /// @param orders  in arrival order; must outlive the batch
  /// @param memory  versions this lane has seen; read only
  Batch(std::span<const PlannedOrder> orders, std::shared_ptr<const Modes> modes,
        const VersionMemory& memory);

  std::vector<storage::RowLock> rows_to_lock(std::span<const storage::AttemptRecord> known) override;
  storage::BatchWrites decide(std::span<const storage::LockedRow> locked,
                              std::span<const storage::LockedRow> current, WallTime now) override;

  /// After a successful commit: one verdict an order, same order.
  [[nodiscard]] std::vector<Verdict>& verdicts() { return verdicts_; }
  /// After a successful commit: the rows it took from, sorted by key.
  [[nodiscard]] std::span<const storage::TakenRow> taken() const { return taken_; }
  /// After a successful commit: versions that this transaction saw or made.
  [[nodiscard]] std::span<const storage::LockedRow> learned() const { return learned_; }

 private:
  struct Row {
    std::int32_t quantity = 0;
    std::int64_t version = 0;
    storage::TakenRow taken;
  };

  [[nodiscard]] Verdict decide_order(const PlannedOrder& order, std::span<const storage::LockedRow> current,
                                     WallTime now);
  [[nodiscard]] bool optimistic(const PlannedOrder& order, ShelfKey key) const;
  [[nodiscard]] std::int64_t expected_version(const PlannedOrder& order, ShelfKey key) const;
  void grant(const PlannedOrder& order, std::span<const PlannedPart> parts);
  [[nodiscard]] storage::AttemptRecord record(const PlannedOrder& order, std::span<const PlannedPart> parts,
                                              Refusal refusal, WallTime now) const;

  std::span<const PlannedOrder> orders_;
  std::shared_ptr<const Modes> modes_;
  const VersionMemory& memory_;
  std::chrono::steady_clock::time_point started_;
  std::vector<Verdict> verdicts_;
  std::vector<bool> known_;  // parallel to orders_: the verdict stands since rows_to_lock
  std::unordered_map<ShelfKey, Row> rows_;
  std::vector<storage::LockedRow> learned_;
  std::vector<storage::TakenRow> taken_;
};

}  // namespace darkstore::ordering
