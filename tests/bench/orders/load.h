#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "shared/result.h"
#include "tests/bench/orders/baskets.h"
#include "tests/bench/support/json_line.h"

namespace darkstore::bench {

/// How orders are sent.
struct LoadOptions {
  std::filesystem::path data = {};     ///< of the cluster: endpoints and tokens
  std::filesystem::path baskets = {};  ///< drawn from at random
  std::filesystem::path book = {};     ///< where the acknowledged units are written
  double rate = 0;                     ///< orders a second by a timetable; 0 = as fast as answers come back
  int in_flight = 256;                 ///< at most
  double warm_up = 1;                  ///< seconds that are not measured
  double seconds = 5;                  ///< that are
  unsigned seed = 1;
};

/// What the load process says on its standard error when the measured time begins and when its last order is
/// answered.
inline constexpr const char* kMeasuring = "measuring";
inline constexpr const char* kMeasured = "measured";

/// The load process itself: places orders through gRPC at all backends in turn, writes the book, and prints
/// its numbers as one line of JSON: granted, refused, shed, failed, seconds, granted_s, p50_ms, p99_ms,
/// p999_ms (of granted orders, from the intended time of sending), batch_mean, conflicts, rounds_mean, cpu_s,
/// and the mean times in the backend.
[[nodiscard]] Result<void> run_load(const LoadOptions& options);

/// Starts this program again as a load process and waits for it.
/// @param on_phase  called with kMeasuring and kMeasured
/// @param book      the units acknowledged are added
[[nodiscard]] Result<Numbers> load(const LoadOptions& options,
                                   const std::function<void(const std::string&)>& on_phase, Units& book);

}  // namespace darkstore::bench
