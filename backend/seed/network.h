#pragma once

#include <filesystem>
#include <unordered_set>
#include <vector>

#include "backend/storage/seed_writer.h"
#include "shared/ids.h"
#include "shared/result.h"

namespace darkstore::seed {

/// The network as the seed files have it. Format: resources/seed/README.md.
struct Network {
  std::vector<storage::SeedRegion> regions;  ///< by id
  std::vector<storage::SeedDc> dcs;          ///< by id
  std::unordered_set<DcId> full_shelves;  ///< DCs of the metros with the wide assortment, one metro a shard

  [[nodiscard]] ShardId shard_of(RegionId region) const;
};

/// Reads regions.csv, metros.csv and dcs.csv of a folder. kInternal names file, line and column of what is
/// wrong.
[[nodiscard]] Result<Network> read_network(const std::filesystem::path& folder);

}  // namespace darkstore::seed
