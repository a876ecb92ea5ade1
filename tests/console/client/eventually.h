#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace darkstore::console {

/// Values that another thread hands to a test. Waiting ends with the value; the limit only ends a broken
/// test.
template <class T>
class Arrivals {
 public:
  void add(T value) {
    const std::lock_guard lock(mutex_);
    values_.push_back(std::move(value));
    arrived_.notify_all();
  }

  /// The first value that was not taken yet and of which `wanted` is true; earlier ones are dropped.
  template <class Wanted>
  std::optional<T> next(Wanted wanted) {
    std::unique_lock lock(mutex_);
    std::optional<T> found;
    arrived_.wait_for(lock, std::chrono::seconds(30), [&] {
      while (!values_.empty() && !found) {
        if (wanted(values_.front())) {
          found = std::move(values_.front());
        }
        values_.erase(values_.begin());
      }
      return found.has_value();
    });
    return found;
  }
  std::optional<T> next() {
    return next([](const T&) { return true; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<T> values_;
};

}  // namespace darkstore::console
