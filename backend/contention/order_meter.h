#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <vector>

#include "backend/storage/order_notice.h"
#include "shared/ids.h"

namespace darkstore::contention {

/// Figures of the last 10 seconds.
struct OrderFigures {
  double orders_per_s = 0;
  double refused_per_s = 0;
  double changes_per_s = 0;
  double answer_p50_ms = 0;  ///< of this backend's own answers; 0 without any
  double answer_p99_ms = 0;
  std::map<RegionId, double> orders_per_s_by_region;
};

/// Counts what the change feeds hear (orders of all backends) and what this backend answers, in one-second
/// buckets over a ring of ten: memory does not grow with load. Thread-safe.
class OrderMeter {
 public:
  using Clock = std::chrono::steady_clock;

  void note(const storage::OrderNotice& notice, Clock::time_point at);
  void note_changes(std::size_t rows, Clock::time_point at);
  void note_answer(std::chrono::microseconds took, Clock::time_point at);
  [[nodiscard]] OrderFigures figures(Clock::time_point now) const;

 private:
  static constexpr std::size_t kSeconds = 11;  // ten whole ones and the running one
  static constexpr std::size_t kSteps = 96;    // of a histogram with 15 % wide steps from 0.1 ms
  struct Bucket {
    std::int64_t second = -1;
    std::int64_t placed = 0;
    std::int64_t refused = 0;
    std::int64_t changes = 0;
    std::map<RegionId, std::int64_t> by_region;
    std::array<std::uint32_t, kSteps> answers{};
  };
  [[nodiscard]] Bucket& bucket(Clock::time_point at);

  mutable std::mutex mutex_;
  std::array<Bucket, kSeconds> buckets_;  // guarded by mutex_
};

}  // namespace darkstore::contention
