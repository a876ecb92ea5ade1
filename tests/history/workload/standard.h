#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "tests/history/workload/floor.h"

namespace darkstore::history {

/// What one run of the workload does.
struct StandardOptions {
  std::uint64_t seed = 1;
  std::chrono::seconds time{18};
  int buyers = 10;
  int readers = 2;
  int partial_percent = 0;  ///< of the orders may be shipped in part
};

/// One run, recorded, with the database's book, and with what is wrong that no history shows.
struct Recorded {
  History history;
  std::int64_t flips = 0;
  std::int64_t conflicts = 0;
  std::int64_t optimistic = 0;
  std::int64_t pessimistic = 0;
  std::int64_t batched = 0;
  std::int64_t poisoned = 0;
  std::int64_t shed = 0;
  std::int64_t unknown = 0;  ///< keys that nobody was told of before the end
  std::vector<std::string> kills;
  std::vector<std::string> wrong;  ///< servers that died by themselves, deadlocks, settings, answers INTERNAL
};

/// The standard workload on a cluster: buyers, a warehouse and readers over both backends, while backends,
/// primary and cache are killed; then it is quiet, every unknown key is looked up, the primary is killed once
/// more, and the book is read.
[[nodiscard]] Result<Recorded> run_standard(testing::EmbeddedCluster& cluster,
                                            const StandardOptions& options);

/// "12,345 operations (a 51 %, b 49 %), 130 unknown, ..." in lines for people.
[[nodiscard]] std::string summary(const Recorded& run);

}  // namespace darkstore::history
