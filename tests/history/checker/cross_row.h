#pragma once

#include "tests/history/checker/report.h"
#include "tests/history/checker/timeline.h"

namespace darkstore::history {

/// Across rows: operations and snapshot reads as nodes, each row's order and real time as edges. A cycle
/// means that no single order of all operations explains what was seen: not strictly serializable. Linear
/// (and a sort): real time runs over a chain of moments, not over pairs of operations.
void check_cycles(const History& history, const Timeline& timeline, Report& report);

}  // namespace darkstore::history
