#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "backend/storage/directory_repository.h"
#include "shared/deadline.h"
#include "shared/ids.h"
#include "shared/result.h"

namespace darkstore::rpc {

/// Names of the customers whose orders are being watched: bounded, and filled by one query for all that are
/// missing, on a worker. Neither want() nor find() blocks. Thread-safe.
class CustomerNames {
 public:
  /// Those that exist of the ids given; may block to the deadline.
  using Ask =
      std::function<Result<std::vector<storage::CustomerRow>>(const std::vector<CustomerId>&, Deadline)>;
  /// Runs the job on a worker; false when it was not taken.
  using Post = std::function<bool(std::function<void()>)>;

  /// @param kept_max  names kept, at least 2; those not asked for longest go first, half of them at once
  CustomerNames(Ask ask, Post post, std::size_t kept_max = 20'000);

  /// Has the directory asked for those that are not known, unless a query is under way: then it comes next.
  void want(std::span<const CustomerId> ids);

  /// @return none while it is not known, empty text for a customer that the directory does not know
  [[nodiscard]] std::optional<std::string> find(CustomerId id);

 private:
  using Names = std::unordered_map<CustomerId, std::string>;
  void fetch();
  const std::string* known(CustomerId id);  // needs mutex_
  void keep(CustomerId id, std::string name);

  Ask ask_;
  Post post_;
  std::size_t half_;
  std::mutex mutex_;
  Names recent_;                                         // guarded by mutex_; at most half_
  Names older_;                                          // guarded by mutex_; what recent_ was before
  std::unordered_set<CustomerId> wanted_;                // guarded by mutex_; at most kWantedMax
  bool asking_ = false;                                  // guarded by mutex_
  std::chrono::steady_clock::time_point rests_until_{};  // guarded by mutex_; after a query that failed
};

}  // namespace darkstore::rpc
