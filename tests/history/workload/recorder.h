#pragma once

#include <atomic>
#include <chrono>
#include <mutex>
#include <utility>

#include "tests/history/checker/history.h"

namespace darkstore::history {

/// Nanoseconds of the one clock that all records share.
[[nodiscard]] inline Time now() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

/// Collects the records of all threads.
class Recorder {
 public:
  void add(OrderCall call) {
    const std::lock_guard lock(mutex_);
    history_.orders.push_back(std::move(call));
  }
  void add(ChangeCall call) {
    const std::lock_guard lock(mutex_);
    history_.changes.push_back(std::move(call));
  }
  void add(ReadCall call) {
    const std::lock_guard lock(mutex_);
    history_.reads.push_back(std::move(call));
  }
  void add(Fault fault) {
    const std::lock_guard lock(mutex_);
    history_.faults.push_back(std::move(fault));
  }

  /// Everything so far; for when all threads have ended.
  [[nodiscard]] History& history() { return history_; }

 private:
  std::mutex mutex_;
  History history_;  // guarded by mutex_ while threads record
};

/// What the checker does not need and people want to know.
struct Tally {
  std::atomic<std::int64_t> flips{0};
  std::atomic<std::int64_t> conflicts{0};  ///< optimistic takes lost to another writer
  std::atomic<std::int64_t> optimistic{0};
  std::atomic<std::int64_t> pessimistic{0};
  std::atomic<std::int64_t> batched{0};  ///< orders that shared their transaction with others
  std::atomic<std::int64_t> shed{0};
  std::atomic<std::int64_t> poisoned{0};  ///< orders that break a constraint, refused alone
  std::atomic<std::int64_t> errors{0};    ///< answers that the contract does not know
  std::atomic<std::int64_t> deadlocks{0};
};

}  // namespace darkstore::history
