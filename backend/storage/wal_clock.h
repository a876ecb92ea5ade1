#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>

#include "shared/ids.h"

namespace darkstore::storage {

/// A position in one shard's write-ahead log, as PostgreSQL counts it ("16/B374D848" is 0x16B374D848).
using Lsn = Id<struct LsnTag, std::uint64_t>;

/// Which moment a position of a shard's log stands for, learned from the primary by the change feed twice a
/// second. It tells how old a replica's data may be without comparing clocks of two machines, and is not
/// fooled by a replica that lost its primary and believes itself up to date. Thread-safe; one a shard.
class WalClock {
 public:
  using Moment = std::chrono::steady_clock::time_point;

  /// Everything acknowledged before `at` lies at or below `flushed`. Samples that do not go forward are
  /// ignored, except that a restored primary may start again lower: the samples above are forgotten.
  void note(Lsn flushed, Moment at);

  /// How a replica that has replayed up to `replayed` stands.
  struct Standing {
    /// Its data hold everything acknowledged before this moment; none when it is older than all samples.
    std::optional<Moment> as_of;
    /// How long it has been known to miss something; 0 when nothing says that it does.
    std::chrono::milliseconds lag{};
  };
  /// @return none before the first sample
  [[nodiscard]] std::optional<Standing> standing(Lsn replayed, Moment now) const;

 private:
  struct Sample {
    Lsn flushed;
    Moment at;
  };
  static constexpr std::size_t kSamplesMax = 256;  // two minutes, twice what any cache keeps

  mutable std::mutex mutex_;
  std::deque<Sample> samples_;  // guarded by mutex_; rising in both
};

}  // namespace darkstore::storage
