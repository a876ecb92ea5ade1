#include "backend/contention/order_meter.h"

#include <algorithm>
#include <cmath>

namespace darkstore::contention {
namespace {

constexpr double kFirstMs = 0.1;
constexpr double kGrowth = 1.15;

std::int64_t second_of(OrderMeter::Clock::time_point at) {
  return std::chrono::duration_cast<std::chrono::seconds>(at.time_since_epoch()).count();
}

std::size_t step_of(double ms, std::size_t steps) {
  const auto step = ms <= kFirstMs ? 0.0 : std::log(ms / kFirstMs) / std::log(kGrowth);
  return std::min(steps - 1, static_cast<std::size_t>(step));
}

template <std::size_t N>
double quantile(const std::array<std::uint64_t, N>& steps, double share) {
  std::uint64_t all = 0;
  for (const auto count : steps) {
    all += count;
  }
  if (all == 0) {
    return 0;
  }
  const auto rank = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(all)));
  std::uint64_t seen = 0;
  for (std::size_t i = 0; i < N; ++i) {
    seen += steps[i];
    if (seen >= rank) {
      return kFirstMs * std::pow(kGrowth, static_cast<double>(i) + 1);  // never better than it was
    }
  }
  return kFirstMs * std::pow(kGrowth, static_cast<double>(N));
}

}  // namespace

OrderMeter::Bucket& OrderMeter::bucket(Clock::time_point at) {
  const auto second = second_of(at);
  auto& bucket = buckets_[static_cast<std::size_t>(second) % kSeconds];
  if (bucket.second != second) {
    bucket = Bucket{};
    bucket.second = second;
  }
  return bucket;
}

void OrderMeter::note(const storage::OrderNotice& notice, Clock::time_point at) {
  const std::lock_guard lock(mutex_);
  auto& now = bucket(at);
  if (notice.refusal != storage::Refusal::kNone) {
    ++now.refused;
  } else if (notice.placed_now) {
    ++now.placed;
    ++now.by_region[notice.region];
  }
}

void OrderMeter::note_changes(std::size_t rows, Clock::time_point at) {
  const std::lock_guard lock(mutex_);
  bucket(at).changes += static_cast<std::int64_t>(rows);
}

void OrderMeter::note_answer(std::chrono::microseconds took, Clock::time_point at) {
  const std::lock_guard lock(mutex_);
  ++bucket(at).answers[step_of(static_cast<double>(took.count()) / 1000.0, kSteps)];
}

OrderFigures OrderMeter::figures(Clock::time_point now) const {
  constexpr double kWindow = kSeconds - 1;
  const auto last = second_of(now) - 1;  // the running second is not whole yet
  OrderFigures figures;
  std::array<std::uint64_t, kSteps> answers{};
  const std::lock_guard lock(mutex_);
  for (const auto& bucket : buckets_) {
    if (bucket.second > last || bucket.second <= last - static_cast<std::int64_t>(kWindow)) {
      continue;
    }
    figures.orders_per_s += static_cast<double>(bucket.placed) / kWindow;
    figures.refused_per_s += static_cast<double>(bucket.refused) / kWindow;
    figures.changes_per_s += static_cast<double>(bucket.changes) / kWindow;
    for (const auto& [region, orders] : bucket.by_region) {
      figures.orders_per_s_by_region[region] += static_cast<double>(orders) / kWindow;
    }
    for (std::size_t i = 0; i < kSteps; ++i) {
      answers[i] += bucket.answers[i];
    }
  }
  figures.answer_p50_ms = quantile(answers, 0.50);
  figures.answer_p99_ms = quantile(answers, 0.99);
  return figures;
}

}  // namespace darkstore::contention
