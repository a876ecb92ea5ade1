#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tests/history/checker/history.h"

namespace darkstore::history {

/// What somebody saw of one row: a version (a read), or a number of units (a refusal, or what it left).
struct Sight {
  Span span;
  std::optional<std::int64_t> version;  ///< exactly this version's last state
  std::optional<std::int32_t> left;     ///< exactly so many units
  std::optional<std::int32_t> below;    ///< fewer than these
};

/// One inventory row's states in the order that the store itself names: state 0 is the start, state k what
/// the k-th ledger entry made of it. The order is given, so whether real time agrees is decided in linear
/// time (and a sort).
class RowOrder {
 public:
  struct Step {
    std::int64_t version = 0;
    std::int32_t after = 0;
    Span span;  ///< of the call that made it; {invoke, kNever} when nobody was told
  };

  RowOrder(RowState start, std::vector<Step> steps);

  /// The first pair of steps that real time puts the other way round.
  [[nodiscard]] std::optional<std::string> against_real_time() const;
  /// The first sight that no moment of its call can explain, together with the others. Sorts the sights.
  [[nodiscard]] std::optional<std::string> unexplained(std::vector<Sight>& sights) const;

  /// States that can have been current during a call: lo..hi; lo > hi when none.
  struct Range {
    std::size_t lo = 0;
    std::size_t hi = 0;
  };
  [[nodiscard]] Range current_in(const Span& span) const;

  [[nodiscard]] std::size_t states() const { return stock_.size(); }
  [[nodiscard]] std::int32_t stock(std::size_t state) const { return stock_[state]; }
  /// Least and most stock of the states lo..hi.
  [[nodiscard]] std::int32_t least(Range range) const;
  [[nodiscard]] std::int32_t most(Range range) const;
  /// The last state of a version; none when the row never had it.
  [[nodiscard]] std::optional<std::size_t> state_of(std::int64_t version) const;

 private:
  [[nodiscard]] std::optional<std::size_t> first_match(const Sight& sight, std::size_t from) const;
  [[nodiscard]] std::optional<std::size_t> first_with(std::int32_t left, std::size_t from) const;
  [[nodiscard]] std::optional<std::size_t> first_below(std::int32_t bound, std::size_t from) const;

  ShelfKey row_;
  std::vector<std::int64_t> version_;  // of each state
  std::vector<std::int32_t> stock_;    // of each state
  std::vector<Span> span_;             // of each state's maker; state 0 has none
  std::vector<Time> latest_invoke_;    // E[k]: state k was made after it
  std::vector<Time> first_complete_;   // L[k]: state k was made before it; one more than there are states
  std::vector<std::pair<std::int32_t, std::size_t>> by_stock_;  // (stock, state), sorted
  std::vector<std::vector<std::int32_t>> least_;  // sparse table: [j][k] = least stock of states k..k+2^j-1
  std::vector<std::vector<std::int32_t>> most_;
};

/// "dc 4495 item 60".
[[nodiscard]] std::string name_of(const ShelfKey& row);

}  // namespace darkstore::history
