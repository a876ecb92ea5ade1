#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "backend/local/cluster.h"
#include "backend/local/creation.h"
#include "shared/result.h"

namespace darkstore::local {

struct DemoOptions {
  UpOptions up;
  bool headless = false;                ///< on a screen of its own that nobody sees (Xvfb)
  std::chrono::seconds time{0};         ///< how long traffic runs; 0 = until the console's window closes
  int rate = 100;                       ///< orders a second
  std::filesystem::path screenshots{};  ///< the console saves a picture of each page there; empty = none
  bool keep = false;                    ///< leave the cluster up also after a headless demo
};

/// What a demo has shown, from the buyers' own books and from the recount of every shard.
struct DemoSummary {
  std::vector<std::pair<std::string, std::string>> rows;  ///< what, figure
  std::vector<std::string> wrong;                         ///< a sentence each; empty = all is well
};

/// Judges what the parts reported. A part that reported nothing is wrong, and so is a run that sold nothing,
/// placed too few, left more than 1 % of its orders without a definite answer, or met an internal error.
/// @param traffic_json  darkstore-traffic's summary: placed, refused {reason: n}, failed, first_error,
/// p50_ms, p99_ms,
///                      browse_calls, browse_errors, floor_errors {code: n}, oversold
/// @param check_code    darkstored check: 0 balanced, 1 a difference, 2 counted nothing
/// @param share_placed_min  of all orders, 0..1; 0 = whatever was placed is well, as when somebody plays with
///                          the network while it runs
[[nodiscard]] DemoSummary summarise(const std::string& traffic_json, const std::string& check_json,
                                    int check_code, double share_placed_min);

/// Brings the cluster up, sends traffic, shows the console, and at the end recounts everything and prints a
/// table. With a display it ends with the console's window, and the cluster goes on; headless it ends after
/// `time`, and is wrong when fewer than 90 % of the orders were placed.
/// @return an error when anything was wrong
[[nodiscard]] Result<void> demo(const DemoOptions& options, Progress& progress);

}  // namespace darkstore::local
