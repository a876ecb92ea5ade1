#pragma once

#include "tests/history/checker/purchases.h"
#include "tests/history/checker/report.h"
#include "tests/history/checker/timeline.h"

namespace darkstore::history {

/// Row by row: the store's order agrees with real time, and every refusal, every "left" and every read of the
/// primary can be explained by a moment of its call. An item that several DCs of the reach stock is checked
/// by sums, which is necessary but not sufficient.
void check_rows(const History& history, const Grouped& grouped, const Ledger& ledger,
                const Timeline& timeline, Report& report);

}  // namespace darkstore::history
