#include "backend/traffic/latency.h"

#include <algorithm>
#include <cmath>

namespace darkstore::traffic {
namespace {

constexpr double kLeastMs = 0.05;
constexpr double kGrowth = 1.02;

}  // namespace

void Latency::add(std::chrono::nanoseconds time) {
  const double ms = std::max(kLeastMs, static_cast<double>(time.count()) / 1e6);
  const auto bucket = static_cast<std::size_t>(std::log(ms / kLeastMs) / std::log(kGrowth));
  ++buckets_[std::min(bucket, kBuckets - 1)];
  ++count_;
}

double Latency::quantile_ms(double share) const {
  if (count_ == 0) {
    return 0;
  }
  const auto wanted = std::max<std::int64_t>(1, std::llround(std::ceil(share * static_cast<double>(count_))));
  std::int64_t seen = 0;
  std::size_t bucket = 0;
  while (bucket + 1 < kBuckets && (seen += buckets_[bucket]) < wanted) {
    ++bucket;
  }
  return kLeastMs * std::pow(kGrowth, static_cast<double>(bucket + 1));
}

}  // namespace darkstore::traffic
