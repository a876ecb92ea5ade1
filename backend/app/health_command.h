#pragma once

#include "backend/app/config.h"
#include "shared/result.h"

namespace darkstore::app {

/// Asks the backend's own health service; kUnavailable unless it answers SERVING within a second.
[[nodiscard]] Result<void> health(const Config& config);

}  // namespace darkstore::app
