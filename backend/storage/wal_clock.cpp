#include "backend/storage/wal_clock.h"

#include <algorithm>

namespace darkstore::storage {

void WalClock::note(Lsn flushed, Moment at) {
  const std::lock_guard lock(mutex_);
  if (!samples_.empty() && at < samples_.back().at) {
    return;
  }
  while (!samples_.empty() && flushed < samples_.back().flushed) {
    samples_.pop_back();
  }
  samples_.push_back({.flushed = flushed, .at = at});
  if (samples_.size() > kSamplesMax) {
    samples_.pop_front();
  }
}

std::optional<WalClock::Standing> WalClock::standing(Lsn replayed, Moment now) const {
  const std::lock_guard lock(mutex_);
  if (samples_.empty()) {
    return std::nullopt;
  }
  const auto beyond =
      std::upper_bound(samples_.begin(), samples_.end(), replayed,
                       [](Lsn position, const Sample& sample) { return position < sample.flushed; });
  Standing standing;
  if (beyond != samples_.begin()) {
    standing.as_of = std::prev(beyond)->at;
  }
  if (beyond != samples_.end()) {
    standing.lag =
        std::chrono::ceil<std::chrono::milliseconds>(std::max(now - beyond->at, Moment::duration::zero()));
  }
  return standing;
}

}  // namespace darkstore::storage
