#pragma once

#include "tests/history/checker/ledger.h"
#include "tests/history/checker/purchases.h"
#include "tests/history/checker/report.h"

namespace darkstore::history {

/// What was told is on record, once, and what is on record was asked for: orders against attempts, orders and
/// ledger; partial and whole; refusals left nothing.
void check_orders(const History& history, const Grouped& grouped, const Ledger& ledger, Report& report);

/// The same of receipts, counts, adjustments and cancels against the ledger.
void check_changes(const History& history, const Grouped& grouped, const Ledger& ledger, Report& report);

}  // namespace darkstore::history
