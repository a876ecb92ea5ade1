#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <utility>

#include <absl/base/thread_annotations.h>
#include <absl/synchronization/mutex.h>

namespace darkstore::console {

/// Values on their way from one thread to another: moved in, moved out, never more than `max` at a time.
template <class T>
class BoundedQueue {
 public:
  explicit BoundedQueue(std::size_t max) : max_(max) {}

  /// @return false when full; the value is then left where it was
  [[nodiscard]] bool push(T&& value) {
    const absl::MutexLock lock(&mutex_);
    if (values_.size() >= max_) {
      return false;
    }
    values_.push_back(std::move(value));
    return true;
  }

  [[nodiscard]] std::optional<T> pop() {
    const absl::MutexLock lock(&mutex_);
    if (values_.empty()) {
      return std::nullopt;
    }
    std::optional<T> value(std::move(values_.front()));
    values_.pop_front();
    return value;
  }

 private:
  const std::size_t max_;
  absl::Mutex mutex_;
  std::deque<T> values_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace darkstore::console
