#pragma once

#include <optional>
#include <utility>

#include <absl/base/thread_annotations.h>
#include <absl/synchronization/mutex.h>

namespace darkstore::console {

/// One value on its way from one thread to another, of which only the newest matters.
template <class T>
class LatestValue {
 public:
  /// @return true when the reader has taken everything before: tell it that something is there
  [[nodiscard]] bool put(T value) {
    const absl::MutexLock lock(&mutex_);
    const bool first = !value_.has_value();
    value_ = std::move(value);
    return first;
  }

  [[nodiscard]] std::optional<T> take() {
    const absl::MutexLock lock(&mutex_);
    return std::exchange(value_, std::nullopt);
  }

 private:
  absl::Mutex mutex_;
  std::optional<T> value_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace darkstore::console
