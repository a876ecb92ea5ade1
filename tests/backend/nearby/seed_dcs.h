#pragma once

#include <string>
#include <vector>

#include "backend/nearby/dc.h"
#include "shared/result.h"

namespace darkstore::nearby {

/// The 10,000 DCs that every demo starts with: resources/seed/dcs.csv, whose README tells the columns.
/// @param folder of dcs.csv and regions.csv
/// @return kInternal naming file and line that cannot be read
[[nodiscard]] Result<std::vector<Dc>> read_seed_dcs(const std::string& folder);

}  // namespace darkstore::nearby
