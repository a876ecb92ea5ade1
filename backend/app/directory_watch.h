#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "backend/nearby/reach.h"
#include "backend/ordering/mode_table.h"
#include "backend/ordering/regions.h"
#include "backend/storage/directory_repository.h"

namespace darkstore::app {

/// DC rows of the directory as the funnel wants them.
[[nodiscard]] Result<std::vector<nearby::Dc>> to_nearby(const std::vector<storage::DcRow>& rows,
                                                        const ordering::Regions& regions);

/// Follows what changes in the directory while a backend serves: lock modes and DCs that open or close, both
/// within a second, and this backend's heartbeat. While the directory is away, what was known stays in force.
class DirectoryWatch {
 public:
  DirectoryWatch(storage::DirectoryRepository& directory, const ordering::Regions& regions,
                 nearby::ReachFinder& finder, ordering::ModeTable& modes, std::string backend,
                 std::string address);
  ~DirectoryWatch();
  DirectoryWatch(const DirectoryWatch&) = delete;
  DirectoryWatch& operator=(const DirectoryWatch&) = delete;

  /// Looks now instead of at the next poll: after this backend's own flip. Does not wait.
  void wake();
  /// Whether the last poll reached the directory.
  [[nodiscard]] bool reachable() const { return reachable_; }

 private:
  void loop();
  void poll();

  storage::DirectoryRepository& directory_;
  const ordering::Regions& regions_;
  nearby::ReachFinder& finder_;
  ordering::ModeTable& modes_;
  std::string backend_;
  std::string address_;
  std::int64_t dc_epoch_ = -1;  // the thread's own
  std::atomic<bool> reachable_{true};
  std::mutex mutex_;
  std::condition_variable changed_;
  bool woken_ = false;     // guarded by mutex_
  bool stopping_ = false;  // guarded by mutex_
  std::thread thread_;
};

}  // namespace darkstore::app
