#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "shared/ids.h"

namespace darkstore::availability {

/// What was seen of a row, and the moment up to which it holds everything acknowledged.
struct SeenRow {
  std::int32_t quantity = 0;
  std::int64_t version = 0;
  std::chrono::steady_clock::time_point as_of;
};

/// The rows that this backend has seen lately, in its own memory. A row is only replaced by a newer version
/// and lives at most `keep`, however often it is written. A shard's rows are believed only while its change
/// feed is heard, and only if they were seen since it is: what was missed before could never be made up for.
/// While the feed is heard a row is as young as the last heartbeat, for nothing of before can be missing.
/// Bounded; what nobody asks for goes first. Thread-safe.
class NearCache {
 public:
  using Moment = std::chrono::steady_clock::time_point;

  /// @param shards    all there are; deaf at first
  /// @param rows_max  at least 64
  NearCache(std::span<const ShardId> shards, std::size_t rows_max, std::chrono::milliseconds keep);
  ~NearCache();
  NearCache(const NearCache&) = delete;
  NearCache& operator=(const NearCache&) = delete;

  [[nodiscard]] std::optional<SeenRow> find(ShardId shard, ShelfKey key, Moment now);

  /// Keeps the row unless a newer one is known. @return the newest of both
  SeenRow put(ShardId shard, ShelfKey key, const SeenRow& row, Moment now);

  /// Nothing of the shard is believed any more, and nothing kept.
  void go_deaf(ShardId shard);
  /// Every change from `now` on will be put.
  void go_live(ShardId shard, Moment now);
  /// Everything of the shard that was acknowledged before `up_to` has been put.
  void hear(ShardId shard, Moment up_to);

  [[nodiscard]] std::size_t rows() const;

 private:
  struct Stripe;
  [[nodiscard]] Stripe& stripe_of(ShelfKey key);
  [[nodiscard]] Moment live_since(ShardId shard) const;

  struct Hearing {
    std::atomic<Moment> since{Moment::max()};  ///< max = deaf
    std::atomic<Moment> up_to{Moment::min()};
  };

  std::chrono::milliseconds keep_;
  std::map<ShardId, Hearing> hearings_;  ///< the map never changes
  std::vector<std::unique_ptr<Stripe>> stripes_;
};

}  // namespace darkstore::availability
