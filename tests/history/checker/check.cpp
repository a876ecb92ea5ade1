#include "tests/history/checker/check.h"

#include "tests/history/checker/cross_row.h"
#include "tests/history/checker/ledger.h"
#include "tests/history/checker/linearizable.h"
#include "tests/history/checker/outcomes.h"
#include "tests/history/checker/purchases.h"
#include "tests/history/checker/reads.h"
#include "tests/history/checker/timeline.h"

namespace darkstore::history {

Report check(const History& history) {
  Report report;
  const Grouped grouped(history);
  const Ledger ledger(history.book);
  check_ledger(history.book, ledger, report);
  check_keys(history, grouped, report);
  check_orders(history, grouped, ledger, report);
  check_changes(history, grouped, ledger, report);
  const Timeline timeline(history, grouped, ledger);
  check_rows(history, grouped, ledger, timeline, report);
  check_reads(history, timeline, report);
  check_cycles(history, timeline, report);
  return report;
}

}  // namespace darkstore::history
