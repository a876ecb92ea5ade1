#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>

#include "backend/traffic/book.h"
#include "backend/traffic/latency.h"

namespace darkstore::traffic {

/// What happened, counted by all parts.
struct Tally {
  std::int64_t orders = 0;  ///< that customers wanted to place
  std::int64_t placed = 0;
  std::int64_t placed_partial = 0;              ///< of those, with less than was wanted
  std::map<std::string, std::int64_t> refused;  ///< by reason
  std::map<std::string, std::int64_t> errors;   ///< orders without a definite yes or no, by gRPC code
  std::string first_error;                      ///< what the first of them said, or the first of floor_errors
  std::int64_t retries = 0;
  std::int64_t unknown_settled = 0;  ///< outcomes that GetOutcome had to tell
  std::int64_t browse_calls = 0;
  std::int64_t browse_errors = 0;
  std::int64_t browse_left_out = 0;  ///< not sent, for too many were under way
  std::int64_t receipts = 0;
  std::int64_t units_received = 0;
  std::int64_t units_of_others = 0;  ///< that others brought to rows which we sold out
  std::int64_t cancels = 0;
  std::int64_t fulfilments_advanced = 0;
  std::map<std::string, std::int64_t> floor_errors;  ///< of receipts, steps and cancels, by gRPC code
  Latency order_time;
  Latency browse_time;
  Latency second_time;  ///< of the orders since the last progress line

  /// Of the floor: `code` by name, and what was said with it.
  void floor_error(const std::string& code, const std::string& said);
  [[nodiscard]] std::int64_t refused_in_all() const;
  [[nodiscard]] std::int64_t failed() const;
};

/// One line of JSON: the summary of a run.
[[nodiscard]] std::string summary_json(const Tally& tally, const Book::Totals& book,
                                       std::chrono::milliseconds ran);

/// What happened since the last such line, for people.
class Progress {
 public:
  [[nodiscard]] std::string line(Tally& tally, std::chrono::milliseconds since_start, std::size_t in_flight);

 private:
  std::int64_t orders_ = 0;
  std::int64_t placed_ = 0;
  std::int64_t browse_calls_ = 0;
  std::chrono::milliseconds at_{0};
};

/// 0; 1 when something was oversold, 2 when no row was checked.
[[nodiscard]] int exit_code(const Book::Totals& book);

}  // namespace darkstore::traffic
