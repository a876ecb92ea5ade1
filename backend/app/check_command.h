#pragma once

#include "backend/app/config.h"
#include "shared/result.h"

namespace darkstore::app {

/// How `darkstored check` ends.
enum class CheckExit : int {
  kClean = 0,
  kDifference = 1,
  kCountedNothing = 2,  ///< a check of nothing proves nothing
  kFailed = 3,          ///< the check could not be made: a shard is away
};

/// Recounts every shard (see storage::check) and prints what it counted and each difference it found on
/// stdout.
/// @param full everything, not only what is new
/// @param json one line of JSON instead of text
[[nodiscard]] Result<CheckExit> check_all(const Config& config, bool full, bool json);

}  // namespace darkstore::app
