#include "backend/ordering/planner.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <tuple>

#include "shared/invariant.h"

namespace darkstore::ordering {
namespace {

// stock[c][l]: what candidate c can give of line l, never more than wanted.
using Table = std::vector<std::vector<std::int32_t>>;

Table usable_stock(std::span<const WantedLine> lines, std::span<const Candidate> candidates,
                   const Stock& stock) {
  Table table(candidates.size());
  for (std::size_t c = 0; c < candidates.size(); ++c) {
    for (const auto& line : lines) {
      table[c].push_back(std::min(line.quantity, stock({candidates[c].dc, line.item})));
    }
  }
  return table;
}

bool in(std::uint32_t subset, std::size_t c) {
  return (subset >> c & 1U) != 0;
}

// Units that the DCs of a subset can give together.
std::int64_t units_of(std::uint32_t subset, std::span<const WantedLine> lines, const Table& table) {
  std::int64_t units = 0;
  for (std::size_t l = 0; l < lines.size(); ++l) {
    std::int64_t sum = 0;
    for (std::size_t c = 0; c < table.size(); ++c) {
      sum += in(subset, c) ? table[c][l] : 0;
    }
    units += std::min<std::int64_t>(sum, lines[l].quantity);
  }
  return units;
}

// Slower is worse: first by the last delivery to arrive, then by all of them.
std::pair<double, double> slowness(std::uint32_t subset, std::span<const Candidate> candidates) {
  double last = 0;
  double sum = 0;
  for (std::size_t c = 0; c < candidates.size(); ++c) {
    if (in(subset, c)) {
      last = std::max(last, candidates[c].minutes);
      sum += candidates[c].minutes;
    }
  }
  return {last, sum};
}

// The smallest subset that gives `target` units, the soonest of those; 0 when none does.
std::uint32_t cheapest(std::int64_t target, int size_max, std::span<const WantedLine> lines,
                       std::span<const Candidate> candidates, const Table& table) {
  std::uint32_t best = 0;
  const auto rank = [&](std::uint32_t subset) {
    return std::tuple{std::popcount(subset), slowness(subset, candidates), subset};
  };
  for (std::uint32_t subset = 1; subset < 1U << candidates.size(); ++subset) {
    if (std::popcount(subset) <= size_max && units_of(subset, lines, table) >= target &&
        (best == 0 || rank(subset) < rank(best))) {
      best = subset;
    }
  }
  return best;
}

// The most units that a single DC can give.
std::int64_t most_from_one(std::span<const WantedLine> lines, const Table& table) {
  std::int64_t most = 0;
  for (std::size_t c = 0; c < table.size(); ++c) {
    most = std::max(most, units_of(1U << c, lines, table));
  }
  return most;
}

// A line comes whole from the soonest DC that has it whole; only else is it split, soonest first.
void take_line(std::size_t l, std::uint32_t subset, const WantedLine& line,
               std::span<const Candidate> candidates, const Table& table,
               std::vector<std::vector<PlannedPart>>& parts) {
  for (std::size_t c = 0; c < candidates.size(); ++c) {
    if (in(subset, c) && table[c][l] >= line.quantity) {
      parts[c].push_back({candidates[c].dc, line.item, line.quantity});
      return;
    }
  }
  auto missing = line.quantity;
  for (std::size_t c = 0; c < candidates.size() && missing > 0; ++c) {
    const auto units = in(subset, c) ? std::min(missing, table[c][l]) : 0;
    if (units > 0) {
      parts[c].push_back({candidates[c].dc, line.item, units});
      missing -= units;
    }
  }
}

}  // namespace

std::int32_t Plan::granted(ItemId item) const {
  return std::accumulate(parts.begin(), parts.end(), 0, [item](std::int32_t sum, const PlannedPart& part) {
    return sum + (part.item == item ? part.quantity : 0);
  });
}

Plan plan(std::span<const WantedLine> lines, std::span<const Candidate> candidates, const Policy& policy,
          const Stock& stock) {
  invariant(candidates.size() <= kCandidatesMax, "the funnel keeps the candidates few");
  const auto table = usable_stock(lines, candidates, stock);
  const auto everyone = (1U << candidates.size()) - 1U;
  const auto wanted =
      std::accumulate(lines.begin(), lines.end(), std::int64_t{0},
                      [](std::int64_t sum, const WantedLine& line) { return sum + line.quantity; });
  const auto together = units_of(everyone, lines, table);
  const auto possible = policy.may_split ? together : most_from_one(lines, table);

  if (possible == 0 || (possible < wanted && !policy.may_be_partial)) {
    const bool only_split_forbids = together >= wanted && !policy.may_split;
    return {{}, only_split_forbids ? Refusal::kWouldSplit : Refusal::kOutOfStock};
  }
  const int size_max = policy.may_split ? static_cast<int>(candidates.size()) : 1;
  const auto chosen = cheapest(possible, size_max, lines, candidates, table);
  invariant(chosen != 0, "some subset gives what is possible");

  std::vector<std::vector<PlannedPart>> by_candidate(candidates.size());
  for (std::size_t l = 0; l < lines.size(); ++l) {
    take_line(l, chosen, lines[l], candidates, table, by_candidate);
  }
  Plan plan;
  for (auto& parts : by_candidate) {
    plan.parts.insert(plan.parts.end(), parts.begin(), parts.end());
  }
  return plan;
}

}  // namespace darkstore::ordering
