#include "backend/storage/check.h"

#include <future>
#include <numeric>
#include <optional>
#include <utility>

#include "backend/storage/check_walk.h"

namespace darkstore::storage {

std::int64_t CheckReport::counted() const {
  return std::accumulate(shards.begin(), shards.end(), std::int64_t{0},
                         [](std::int64_t sum, const ShardCheck& shard) { return sum + shard.counted(); });
}

std::int64_t CheckReport::differences() const {
  return std::accumulate(shards.begin(), shards.end(), std::int64_t{0},
                         [](std::int64_t sum, const ShardCheck& shard) { return sum + shard.differences; });
}

Result<CheckReport> check(std::span<const CheckTarget> targets, CheckOptions options) {
  std::vector<std::future<Result<ShardCheck>>> walks;
  for (const auto& target : targets) {
    walks.push_back(
        std::async(std::launch::async, [&target, options] { return CheckWalk(target, options).walk(); }));
  }
  CheckReport report;
  std::optional<Error> failure;
  for (std::size_t i = 0; i < walks.size(); ++i) {
    auto found = walks[i].get();
    if (found) {
      report.shards.push_back(*std::move(found));
    } else if (!failure) {
      failure = found.error();
      failure->reason = targets[i].name + ": " + failure->reason;
    }
  }
  if (failure) {
    return tl::unexpected(*failure);
  }
  return report;
}

}  // namespace darkstore::storage
