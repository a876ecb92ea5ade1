#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "backend/ordering/order.h"

namespace darkstore::ordering {

/// At most this many candidates are combined: 2^8 subsets a plan.
inline constexpr std::size_t kCandidatesMax = 8;

/// Units of one line from one DC.
struct PlannedPart {
  DcId dc;
  ItemId item;
  std::int32_t quantity = 0;
  bool operator==(const PlannedPart&) const = default;
};

/// What would be granted on the stock given, and why not more. `parts` are sorted by candidate (soonest
/// first), then by line; an order that is refused has none.
struct Plan {
  std::vector<PlannedPart> parts;
  Refusal refusal = Refusal::kNone;
  [[nodiscard]] std::int32_t granted(ItemId item) const;
};

/// Units a row can promise; 0 where there is no row.
using Stock = std::function<std::int32_t(ShelfKey)>;

/// Chooses the fewest DCs that cover the lines, the soonest first. Pure: the same on the cached view, where
/// it only plans, and on locked rows, where it decides.
/// @param candidates  soonest first, 0..kCandidatesMax of one shard
/// Partial orders get as many units as the candidates can give, from the fewest DCs that give so many.
[[nodiscard]] Plan plan(std::span<const WantedLine> lines, std::span<const Candidate> candidates,
                        const Policy& policy, const Stock& stock);

}  // namespace darkstore::ordering
