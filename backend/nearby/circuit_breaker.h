#pragma once

#include <chrono>

#include <absl/base/thread_annotations.h>
#include <absl/synchronization/mutex.h>

namespace darkstore::nearby {

/// Spares callers the wait for a server that is down: after a few failures in a row it refuses at once, and
/// lets one call through every `rest` to see whether the server is back. Thread-safe.
class CircuitBreaker {
 public:
  using Clock = std::chrono::steady_clock;
  struct Options {
    int failures_max = 3;                  ///< 1..100: so many failures in a row open it
    std::chrono::milliseconds rest{5000};  ///< how long it stays open before the next try
  };

  explicit CircuitBreaker(Options options) : options_(options) {}

  /// @return whether the caller may try now
  [[nodiscard]] bool lets_through(Clock::time_point now) ABSL_LOCKS_EXCLUDED(mutex_);
  void succeeded() ABSL_LOCKS_EXCLUDED(mutex_);
  void failed(Clock::time_point now) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  const Options options_;
  absl::Mutex mutex_;
  int failures_ ABSL_GUARDED_BY(mutex_) = 0;  ///< in a row
  Clock::time_point next_try_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace darkstore::nearby
