#pragma once

#include "tests/history/checker/report.h"
#include "tests/history/checker/timeline.h"

namespace darkstore::history {

/// What every read promises: its numbers existed (a version has one quantity), and not after the read. A
/// session's read is not older than its purchase; one backend's memory never goes back while it lives and
/// hears.
void check_reads(const History& history, const Timeline& timeline, Report& report);

}  // namespace darkstore::history
