#pragma once

#include "tests/history/checker/history.h"
#include "tests/history/checker/report.h"

namespace darkstore::history {

/// Checks everything that a history can be checked for. Linear in its size, but for sorting.
[[nodiscard]] Report check(const History& history);

}  // namespace darkstore::history
