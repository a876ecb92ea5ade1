#pragma once

#include "backend/app/config.h"
#include "shared/result.h"

namespace darkstore::app {

/// Brings the directory and every shard up to the files in resources/sql; says what it did on stderr.
[[nodiscard]] Result<void> migrate_all(const Config& config);

}  // namespace darkstore::app
