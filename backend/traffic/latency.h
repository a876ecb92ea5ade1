#pragma once

#include <array>
#include <chrono>
#include <cstdint>

namespace darkstore::traffic {

/// Times in buckets that grow by 2 %, from 50 us to a minute: bounded memory however long it runs.
class Latency {
 public:
  void add(std::chrono::nanoseconds time);
  /// @param share  0..1, 0.99 for p99
  /// @return the upper end of the bucket that holds it, in milliseconds; 0 when nothing was measured
  [[nodiscard]] double quantile_ms(double share) const;
  [[nodiscard]] std::int64_t count() const { return count_; }

 private:
  static constexpr std::size_t kBuckets = 720;  // 50 us x 1.02^707 = 1 minute
  std::array<std::uint32_t, kBuckets> buckets_{};
  std::int64_t count_ = 0;
};

}  // namespace darkstore::traffic
