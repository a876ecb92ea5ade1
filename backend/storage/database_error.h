#pragma once

#include <exception>

#include "shared/result.h"

namespace darkstore::storage {

/// What an exception of libpqxx means, by its type and SQLSTATE. The one place that knows.
/// A connection lost during COMMIT is kUnknownOutcome, lost before it kUnavailable: nothing was decided.
[[nodiscard]] Error describe(const std::exception& failure);

}  // namespace darkstore::storage
