#include "tests/history/checker/row_order.h"

#include <algorithm>
#include <bit>
#include <format>
#include <queue>

namespace darkstore::history {
namespace {

// [j][k] is the best of values k..k+2^j-1, so any range is the better of two that overlap.
template <class Better>
std::vector<std::vector<std::int32_t>> sparse_table(const std::vector<std::int32_t>& values, Better better) {
  std::vector<std::vector<std::int32_t>> table{values};
  for (std::size_t width = 2; width <= values.size(); width *= 2) {
    const auto& half = table.back();
    std::vector<std::int32_t> row(values.size() - width + 1);
    for (std::size_t k = 0; k < row.size(); ++k) {
      row[k] = better(half[k], half[k + width / 2]);
    }
    table.push_back(std::move(row));
  }
  return table;
}

std::int32_t lesser(std::int32_t a, std::int32_t b) {
  return std::min(a, b);
}
std::int32_t greater(std::int32_t a, std::int32_t b) {
  return std::max(a, b);
}

std::string what_of(const Sight& sight) {
  if (sight.version) {
    return std::format("version {}", *sight.version);
  }
  if (sight.left) {
    return std::format("{} left", *sight.left);
  }
  return std::format("fewer than {}", sight.below.value_or(0));
}

std::string text_of(const Span& span) {
  return span.complete == kNever ? std::format("[{}, never]", span.invoke)
                                 : std::format("[{}, {}]", span.invoke, span.complete);
}

}  // namespace

std::string name_of(const ShelfKey& row) {
  return std::format("dc {} item {}", row.dc.value(), row.item.value());
}

RowOrder::RowOrder(RowState start, std::vector<Step> steps) : row_(start.row) {
  const auto count = steps.size() + 1;
  version_.reserve(count);
  stock_.reserve(count);
  span_.reserve(count);
  version_.push_back(start.version);
  stock_.push_back(start.quantity);
  span_.push_back({std::numeric_limits<Time>::min(), kNever});
  for (const auto& step : steps) {
    version_.push_back(step.version);
    stock_.push_back(step.after);
    span_.push_back(step.span);
  }
  latest_invoke_.assign(count, std::numeric_limits<Time>::min());
  for (std::size_t k = 1; k < count; ++k) {
    latest_invoke_[k] = std::max(latest_invoke_[k - 1], span_[k].invoke);
  }
  first_complete_.assign(count + 1, kNever);
  for (std::size_t k = count; k-- > 0;) {
    first_complete_[k] = std::min(first_complete_[k + 1], span_[k].complete);
  }
  by_stock_.reserve(count);
  for (std::size_t k = 0; k < count; ++k) {
    by_stock_.emplace_back(stock_[k], k);
  }
  std::ranges::sort(by_stock_);
  least_ = sparse_table(stock_, lesser);
  most_ = sparse_table(stock_, greater);
}

std::optional<std::string> RowOrder::against_real_time() const {
  for (std::size_t k = 1; k < states(); ++k) {
    if (latest_invoke_[k] <= first_complete_[k]) {
      continue;
    }
    const auto invoked = std::ranges::find(span_, latest_invoke_[k], &Span::invoke);
    const auto completed = std::find_if(span_.begin() + static_cast<std::ptrdiff_t>(k), span_.end(),
                                        [&](const Span& s) { return s.complete == first_complete_[k]; });
    return std::format("{}: version {} was made by a call {}, yet version {} came before, by a call {}",
                       name_of(row_), version_[static_cast<std::size_t>(completed - span_.begin())],
                       text_of(*completed), version_[static_cast<std::size_t>(invoked - span_.begin())],
                       text_of(*invoked));
  }
  return std::nullopt;
}

RowOrder::Range RowOrder::current_in(const Span& span) const {
  // State k can have ended at or after `invoke`: L[k+1] >= invoke; L rises with k.
  const auto lo = std::lower_bound(first_complete_.begin() + 1, first_complete_.end(), span.invoke) -
                  first_complete_.begin() - 1;
  // State k can have begun by `complete`: E[k] <= complete; E rises with k.
  const auto hi =
      std::upper_bound(latest_invoke_.begin(), latest_invoke_.end(), span.complete) - latest_invoke_.begin();
  return {static_cast<std::size_t>(lo), static_cast<std::size_t>(hi) - 1};
}

std::int32_t RowOrder::least(Range range) const {
  const auto j = static_cast<std::size_t>(std::bit_width(range.hi - range.lo + 1) - 1);
  return std::min(least_[j][range.lo], least_[j][range.hi + 1 - (std::size_t{1} << j)]);
}

std::int32_t RowOrder::most(Range range) const {
  const auto j = static_cast<std::size_t>(std::bit_width(range.hi - range.lo + 1) - 1);
  return std::max(most_[j][range.lo], most_[j][range.hi + 1 - (std::size_t{1} << j)]);
}

std::optional<std::size_t> RowOrder::state_of(std::int64_t version) const {
  const auto after = std::ranges::upper_bound(version_, version);
  if (after == version_.begin() || *std::prev(after) != version) {
    return std::nullopt;
  }
  return static_cast<std::size_t>(std::prev(after) - version_.begin());
}

std::optional<std::size_t> RowOrder::first_with(std::int32_t left, std::size_t from) const {
  const auto at = std::ranges::lower_bound(by_stock_, std::pair{left, from});
  return at != by_stock_.end() && at->first == left ? std::optional(at->second) : std::nullopt;
}

// Descends the table: the widest blocks without a match are passed over first.
std::optional<std::size_t> RowOrder::first_below(std::int32_t bound, std::size_t from) const {
  for (std::size_t j = least_.size(); j-- > 0;) {
    while (from < least_[j].size() && least_[j][from] >= bound) {
      from += std::size_t{1} << j;
    }
  }
  return from < states() ? std::optional(from) : std::nullopt;
}

std::optional<std::size_t> RowOrder::first_match(const Sight& sight, std::size_t from) const {
  if (sight.version) {
    const auto state = state_of(*sight.version);
    return state && *state >= from ? state : std::nullopt;
  }
  if (sight.left) {
    return first_with(*sight.left, from);
  }
  return first_below(sight.below.value_or(0), from);
}

std::optional<std::string> RowOrder::unexplained(std::vector<Sight>& sights) const {
  std::ranges::sort(sights, {}, [](const Sight& sight) { return sight.span.invoke; });
  // Whoever begins after another has ended sees nothing older: a heap of ends, with the state each was given.
  using End = std::pair<Time, std::size_t>;
  std::priority_queue<End, std::vector<End>, std::greater<>> ends;
  std::size_t floor = 0;
  for (const auto& sight : sights) {
    while (!ends.empty() && ends.top().first < sight.span.invoke) {
      floor = std::max(floor, ends.top().second);
      ends.pop();
    }
    const auto range = current_in(sight.span);
    const auto state = first_match(sight, std::max(range.lo, floor));
    if (!state || *state > range.hi) {
      return std::format(
          "{}: a call {} saw {}; during it versions {} to {} can have been current, {} to {} units{}",
          name_of(row_), text_of(sight.span), what_of(sight), version_[range.lo], version_[range.hi],
          least(range), most(range),
          floor > range.lo ? std::format(", and another had seen version {} before", version_[floor]) : "");
    }
    ends.emplace(sight.span.complete, *state);
  }
  return std::nullopt;
}

}  // namespace darkstore::history
