// The linear algorithm against a search of every order: on small random histories of one row both must say
// the same, whether the history is right or was spoilt.
#include <gtest/gtest.h>

#include <cstdio>
#include <random>
#include <set>

#include "tests/history/checker/row_order.h"

namespace darkstore::history {
namespace {

struct Small {
  RowState start{{DcId{1}, ItemId{1}}, 1, 0};
  std::vector<RowOrder::Step> steps;
  std::vector<Sight> sights;
};

bool explains(const Sight& sight, std::int64_t version, std::int32_t stock, bool last_of_version) {
  if (sight.version) {
    return *sight.version == version && last_of_version;
  }
  return sight.left ? *sight.left == stock : stock < sight.below.value_or(0);
}

// Every order of steps (the store's among themselves) and sights: what is next is whatever no waiting call
// has ended before.
class Search {
 public:
  explicit Search(const Small& history) : history_(history) {}
  bool explainable() { return from(0, 0); }

 private:
  [[nodiscard]] Time first_end(std::size_t step, unsigned seen) const {
    Time end = kNever;
    for (auto k = step; k < history_.steps.size(); ++k) {
      end = std::min(end, history_.steps[k].span.complete);
    }
    for (std::size_t i = 0; i < history_.sights.size(); ++i) {
      end = (seen >> i & 1U) != 0 ? end : std::min(end, history_.sights[i].span.complete);
    }
    return end;
  }

  bool from(std::size_t step, unsigned seen) {
    const auto& steps = history_.steps;
    if (step == steps.size() && seen == (1U << history_.sights.size()) - 1U) {
      return true;
    }
    if (!tried_.insert({step, seen}).second) {
      return false;
    }
    const auto end = first_end(step, seen);
    const auto version = step == 0 ? history_.start.version : steps[step - 1].version;
    const auto stock = step == 0 ? history_.start.quantity : steps[step - 1].after;
    const bool last = step == steps.size() || steps[step].version != version;
    for (std::size_t i = 0; i < history_.sights.size(); ++i) {
      const auto& sight = history_.sights[i];
      if ((seen >> i & 1U) == 0 && sight.span.invoke <= end && explains(sight, version, stock, last) &&
          from(step, seen | 1U << i)) {
        return true;
      }
    }
    return step < steps.size() && steps[step].span.invoke <= end && from(step + 1, seen);
  }

  const Small& history_;
  std::set<std::pair<std::size_t, unsigned>> tried_;
};

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}
  int upto(int most) { return std::uniform_int_distribution<int>(0, most)(random_); }
  bool one_in(int n) { return upto(n - 1) == 0; }

 private:
  std::mt19937_64 random_;
};

// A span around a moment, so that overlaps are common; some calls are never answered.
Span around(Time moment, Dice& dice, bool may_be_lost) {
  const auto invoke = moment - dice.upto(4);
  return {invoke, may_be_lost && dice.one_in(6) ? kNever : moment + dice.upto(4)};
}

Small a_right_history(Dice& dice) {
  Small history;
  history.start.quantity = dice.upto(4);
  auto version = history.start.version;
  auto stock = history.start.quantity;
  const auto events = 2 + dice.upto(7);
  for (int i = 0; i < events; ++i) {
    const Time moment = 10 + 3 * i + dice.upto(2);
    if (dice.one_in(2)) {
      version += dice.one_in(4) && version > 1 ? 0 : 1;  // several lines of one transaction
      stock = std::max(0, stock + dice.upto(3) - 2);
      history.steps.push_back({version, stock, around(moment, dice, true)});
      continue;
    }
    Sight sight{around(moment, dice, false), std::nullopt, std::nullopt, std::nullopt};
    switch (dice.upto(2)) {
      case 0:
        sight.version = version;
        break;
      case 1:
        sight.left = stock;
        break;
      default:
        sight.below = stock + 1 + dice.upto(1);
    }
    history.sights.push_back(sight);
  }
  return history;
}

void spoil(Small& history, Dice& dice) {
  const auto pick = [&](auto& of) -> auto& {
    return of[static_cast<std::size_t>(dice.upto(static_cast<int>(of.size()) - 1))];
  };
  if (!history.sights.empty() && dice.one_in(2)) {
    auto& sight = pick(history.sights);
    const auto by = 1 + dice.upto(1);
    if (sight.version) {
      *sight.version += dice.one_in(2) ? by : -by;
    } else if (sight.left) {
      *sight.left += dice.one_in(2) ? by : -by;
    } else {
      *sight.below -= by;
    }
  } else if (!history.steps.empty()) {
    auto& span = pick(history.steps).span;
    const auto by = 3 + dice.upto(9);
    span.invoke += by;
    span.complete += span.complete == kNever ? 0 : by;
  }
}

bool linear_verdict(Small history) {
  const RowOrder order(history.start, history.steps);
  return !order.against_real_time() && !order.unexplained(history.sights);
}

TEST(RowOrder, AgreesWithASearchOfEveryOrder) {
  const std::uint64_t seed = std::random_device{}();
  std::printf("seed %llu\n", static_cast<unsigned long long>(seed));
  int wrong = 0;
  constexpr int kHistories = 40'000;
  for (int i = 0; i < kHistories; ++i) {
    Dice dice(seed + static_cast<std::uint64_t>(i));
    auto history = a_right_history(dice);
    for (int times = dice.upto(2); times > 0; --times) {
      spoil(history, dice);
    }
    const bool right = Search(history).explainable();
    wrong += right ? 0 : 1;
    ASSERT_EQ(linear_verdict(history), right) << "seed " << seed + static_cast<std::uint64_t>(i);
  }
  // The agreement says little unless both answers are common.
  EXPECT_GT(wrong, kHistories / 20);
  EXPECT_LT(wrong, kHistories / 20 * 19);
}

}  // namespace
}  // namespace darkstore::history
