#pragma once

#include <vector>

#include "tests/history/workload/caller.h"

namespace darkstore::history {

/// What the workload fights over.
struct Floor {
  std::vector<std::int64_t> hot;    ///< at one DC, never enough
  std::vector<std::int64_t> cold;   ///< at the same DC, seldom wanted
  std::vector<std::int64_t> split;  ///< at two DCs
  std::vector<DcId> reach;          ///< soonest first; the first stocks everything
  [[nodiscard]] std::vector<std::int64_t> all() const;
  [[nodiscard]] DcId dc() const { return reach.front(); }
};

/// Chooses items and gives them stock: `hot_units` of each hot item at the soonest DC, and none at the others
/// that might serve the position, so that a refusal's "left" speaks of one row.
[[nodiscard]] Result<Floor> lay_out(const testing::EmbeddedCluster& cluster, int hot_units, int cold_units);

}  // namespace darkstore::history
