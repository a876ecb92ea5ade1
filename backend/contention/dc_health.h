#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

#include "backend/storage/dc_reader.h"

namespace darkstore::contention {

enum class Health : std::uint8_t { kHealthy = 1, kStrained = 2, kContended = 3, kOffline = 4 };

/// Strained: more than a tenth of the rows are low or out.
[[nodiscard]] constexpr bool strained(const storage::DcStockHealth& stock) {
  return 10 * (static_cast<std::int64_t>(stock.low) + stock.out) > stock.rows;
}

/// Knows how every DC's shelf fares. Walks over the DCs of each shard in slices, a slice a tick, so that the
/// databases never count everything at once; a whole round takes about a minute. Thread-safe.
class DcHealth {
 public:
  struct Source {
    ShardId shard;
    storage::DcReader* reader = nullptr;
    std::vector<DcId> dcs;  ///< sorted
  };
  explicit DcHealth(std::vector<Source> sources);
  ~DcHealth();
  DcHealth(const DcHealth&) = delete;
  DcHealth& operator=(const DcHealth&) = delete;

  /// Not OFFLINE, which the directory knows. HEALTHY until it was looked at.
  [[nodiscard]] Health of(DcId dc) const;
  /// DCs whose health changed after `seen`; raises `seen` to now. 0 gives every DC that is not healthy.
  [[nodiscard]] std::vector<std::pair<DcId, Health>> changes_since(std::uint64_t& seen) const;

 private:
  struct Entry {
    Health health = Health::kHealthy;
    std::uint64_t changed = 0;
  };
  void loop();
  void look_at(const Source& source, std::size_t first, std::size_t end);

  std::vector<Source> sources_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::unordered_map<DcId, Entry> entries_;  // guarded by mutex_
  std::uint64_t version_ = 0;                // guarded by mutex_
  bool stopping_ = false;                    // guarded by mutex_
  std::thread thread_;
};

}  // namespace darkstore::contention
