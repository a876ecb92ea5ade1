#pragma once

#include <chrono>
#include <cstddef>
#include <span>
#include <vector>

#include "backend/availability/near_cache.h"
#include "backend/availability/row_view.h"
#include "shared/ids.h"

namespace darkstore::availability {

/// One call of view while it is under way: which rows are still unknown, and where the known ones came from.
/// Of its caller's thread.
class Reading {
 public:
  /// @param shards    one a key
  /// @param at_least  sorted by key
  Reading(std::span<const ShelfKey> keys, std::vector<ShardId> shards, std::span<const RowFloor> at_least);

  [[nodiscard]] ShelfKey key(std::size_t i) const { return keys_[i]; }
  [[nodiscard]] ShardId shard(std::size_t i) const { return shards_[i]; }
  /// Places of the rows that are not known yet, ascending.
  [[nodiscard]] std::vector<std::size_t> open() const;
  [[nodiscard]] std::vector<ShelfKey> keys_at(std::span<const std::size_t> places) const;

  /// Takes the row unless it is older than its floor. @return whether it was taken
  bool offer(std::size_t i, const SeenRow& row, ReadSource source);
  /// Takes the row, whatever the floor: it is the truth.
  void settle(std::size_t i, const SeenRow& row, ReadSource source);

  void note_cache_away() { report_.cache_away = true; }
  void note_replica_lag(std::chrono::milliseconds lag);

  /// All rows are known.
  [[nodiscard]] View finish(std::chrono::steady_clock::time_point now) &&;

 private:
  [[nodiscard]] std::int64_t floor_of(ShelfKey key) const;

  std::span<const ShelfKey> keys_;
  std::vector<ShardId> shards_;
  std::span<const RowFloor> at_least_;
  std::vector<RowView> rows_;
  std::vector<std::chrono::steady_clock::time_point> as_of_;
  std::vector<bool> known_;
  ReadReport report_;
};

}  // namespace darkstore::availability
