#pragma once

#include <cstdint>
#include <string>

#include "backend/app/config.h"
#include "shared/result.h"

namespace darkstore::app {

/// Fills the migrated databases with the demo's world (see seed::seed); tells on stderr how far it is and
/// what it did.
/// @param scale small, default or full
[[nodiscard]] Result<void> seed_all(const Config& config, const std::string& scale, std::int64_t seed);

}  // namespace darkstore::app
