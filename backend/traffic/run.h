#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>

#include "backend/traffic/crew.h"
#include "shared/ids.h"
#include "shared/result.h"

namespace darkstore::traffic {

struct RunOptions {
  std::filesystem::path data;    ///< of the cluster
  double rate = 30;              ///< orders a second, all places together
  double browse = -1;            ///< looks at a menu an order; below 0 = browse_default(rate)
  std::chrono::seconds time{0};  ///< 0 = until a signal
  std::filesystem::path json;    ///< the summary's file; empty = standard output
  std::uint64_t seed = 1;        ///< of who orders what; answers and their times are real and differ
  ItemId hot;                    ///< half of the orders want it; 0 = none
  bool restock = true;
  std::size_t clients = 400;  ///< orders under way at most
  CrewOptions crew;
};

/// Looks at a menu an order. People look 50-100 times before they buy; two cores that run the backends, the
/// databases and the traffic as well carry less: 50 up to 13 orders a second, 21 at 30, 3.5 at 100, 0.5 from
/// 170. Measured on two cores, full variant, 2 M rows, while compilers competed for them: beside 30 orders/s,
/// 600 looks/s took the orders' p99 from 84 to 91 ms, and 1,040 to 118 with three times the median; beside
/// 100 orders/s, 390 took it from some 55 to 155 and 245 in two runs. An order that counts as four looks fits
/// both.
[[nodiscard]] double browse_default(double rate);

/// Runs until its time is over, or SIGINT or SIGTERM comes. Blocks these signals in the calling thread.
/// Says what happens on standard error once a second, and leaves a summary in JSON.
/// @return the exit code: 0, 1 when something was oversold, 2 when no row was checked
[[nodiscard]] Result<int> run(const RunOptions& options);

}  // namespace darkstore::traffic
