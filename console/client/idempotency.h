#pragma once

#include <string>

#include "shared/result.h"

namespace darkstore::console {

/// Ids under which a call may be made again without being carried out twice.

/// A UUIDv7 of now, for request ids.
[[nodiscard]] std::string newRequestId();
/// An idempotency key of now. @param region  code of a region in the position's reach, as Nearby names it
[[nodiscard]] std::string newKey(const std::string& region);
/// The call may have been carried out although it failed: only the same id and body can tell.
[[nodiscard]] bool isUnknownOutcome(ErrorKind kind);

}  // namespace darkstore::console
