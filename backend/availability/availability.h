#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "backend/availability/row_view.h"
#include "backend/storage/cache_client.h"
#include "backend/storage/change_feed.h"
#include "backend/storage/stock_reader.h"
#include "shared/deadline.h"
#include "shared/ids.h"
#include "shared/result.h"

namespace darkstore::availability {

/// A DC of a reach.
struct ServingDc {
  DcId dc;
  double minutes = 0;  ///< until it would arrive
};

/// What one DC of a reach has of an item.
struct DcStock {
  RowView row;
  double minutes = 0;
};

/// Effective availability: what a point can buy of an item.
struct ItemAvailability {
  ItemId item{};
  std::int64_t available = 0;   ///< summed over the reach
  double soonest_minutes = -1;  ///< of the DCs that have it; -1 when none has
  std::vector<DcStock> at{};    ///< in the reach's order; DCs without a row are left out
};

struct EffectiveView {
  std::vector<ItemAvailability> items;  ///< in the order asked
  ReadReport report;
};

struct AvailabilityOptions {
  std::size_t near_rows_max = 500'000;     ///< bound of the near cache, about 130 bytes a row
  std::size_t write_through_max = 20'000;  ///< rows waiting for Valkey; more are dropped and counted
};

/// The read path: near cache, Valkey, replica, primary; each for what the one before did not know, and what
/// was found is put back into those before. It never decides anything: orders do. Thread-safe; `view` blocks,
/// so never on a gRPC thread.
class Availability : public storage::ChangeSink {
 public:
  using ShardOf = std::function<std::optional<ShardId>(DcId)>;

  /// @param shard_of  none for an unknown DC
  /// @param readers   one a shard; outlive this
  /// @param cache     outlives this
  Availability(AvailabilityOptions options, ShardOf shard_of,
               std::map<ShardId, storage::StockReader*> readers, storage::CacheClient& cache);
  ~Availability() override;

  /// What is known of these rows (each once), at least as new as the options ask.
  /// @return kNotFound naming "dc_id" for a DC of no shard; kUnavailable when a row is in no cache and its
  ///         shard's servers are away
  [[nodiscard]] Result<View> view(std::span<const ShelfKey> keys, const ReadOptions& options, Deadline until);

  /// The same, summed over a reach: one view of all its DCs.
  /// @param reach  soonest first
  [[nodiscard]] Result<EffectiveView> effective(std::span<const ServingDc> reach,
                                                std::span<const ItemId> items, const ReadOptions& options,
                                                Deadline until);

  /// Tells the caches what a transaction has changed. After its COMMIT, never before. Does not block: Valkey
  /// hears of it from a thread of its own; what does not fit the queue is dropped, for the entry's life is
  /// bounded.
  void publish(std::span<const storage::StockChange> changes);

  void on_changes(ShardId shard, std::span<const storage::StockChange> changes,
                  WallTime received_at) override;
  void on_gap(ShardId shard) override;
  void on_live(ShardId shard) override;
  void on_heard(ShardId shard, std::chrono::steady_clock::time_point up_to) override;

  struct Counts {
    std::size_t near_rows = 0;
    std::int64_t write_through_dropped = 0;
    std::int64_t flights_joined = 0;  ///< rows that another caller was already reading
  };
  [[nodiscard]] Counts counts() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace darkstore::availability
