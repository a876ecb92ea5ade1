#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "backend/storage/cache_client.h"

namespace darkstore::availability {

/// Writes rows to Valkey from a thread of its own, so that nobody waits for it: neither an order after its
/// COMMIT nor a read that has what it wanted. Bounded: what does not fit, or finds Valkey away, is dropped
/// and counted; an entry that missed a change dies in time. Thread-safe.
class WriteThrough {
 public:
  /// @param rows_max  rows that may wait
  WriteThrough(storage::CacheClient& cache, std::size_t rows_max);
  ~WriteThrough();
  WriteThrough(const WriteThrough&) = delete;
  WriteThrough& operator=(const WriteThrough&) = delete;

  /// What a transaction has changed.
  void offer_changes(std::span<const storage::CacheRefill> rows);
  /// What a read has brought. Takes half of the room at most: reads give way to changes.
  void offer_refills(std::span<const storage::CacheRefill> rows);

  /// Rows dropped so far.
  [[nodiscard]] std::int64_t dropped() const;
  /// True when everything offered before has been written or dropped.
  [[nodiscard]] bool idle() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace darkstore::availability
