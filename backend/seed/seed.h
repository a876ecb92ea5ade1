#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "backend/seed/scale.h"
#include "backend/storage/seed_writer.h"
#include "shared/deadline.h"
#include "shared/ids.h"
#include "shared/result.h"

namespace darkstore::seed {

/// A shard's database, as its owner.
struct SeedShardTarget {
  ShardId id;
  std::string name;  ///< as the network page calls it: "emea"
  std::string conninfo;
};

struct SeedOptions {
  std::filesystem::path files;  ///< resources/seed
  std::string directory;        ///< conninfo of the directory database, as its owner
  std::vector<SeedShardTarget> shards;
  std::int64_t seed = 1;
  Scale scale;
  Deadline until;  ///< past it every connection is cut, and nothing of an unfinished database stays
};

struct SeedProgress {
  std::int64_t rows = 0;           ///< put into all databases so far
  std::int64_t rows_expected = 0;  ///< about
};

struct SeedReport {
  std::int64_t dcs = 0;
  std::int64_t items = 0;
  std::int64_t customers = 0;
  std::int64_t prices = 0;
  std::int64_t inventory_rows = 0;  ///< of all shards
  int databases_filled = 0;         ///< now; the others were filled before, by the same seed and scale
};

/// Makes the demo's world and fills the migrated databases with it, all beside each other: network,
/// catalogue, prices and customers into the directory, stock into the shards. The same seed and scale give
/// the same rows, whatever the machine. A database that holds them already is left alone, one that holds
/// anything else is refused, and one whose filling was cut short starts over.
/// @param on_progress called from several threads, one at a time; may be empty
[[nodiscard]] Result<SeedReport> seed(const SeedOptions& options,
                                      const std::function<void(const SeedProgress&)>& on_progress);

}  // namespace darkstore::seed
