#include "backend/ordering/planner.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <bit>
#include <map>
#include <set>

namespace darkstore::ordering {
namespace {

constexpr ItemId kMilk{1};
constexpr ItemId kBread{2};

// Two DCs, the first one sooner.
std::vector<Candidate> two_dcs() {
  return {{DcId{7}, ShardId{1}, RegionId{1}, 6}, {DcId{3}, ShardId{1}, RegionId{1}, 10}};
}

struct Shelf {
  std::map<ShelfKey, std::int32_t> rows;
  [[nodiscard]] Stock stock() const {
    return [this](ShelfKey key) {
      const auto row = rows.find(key);
      return row == rows.end() ? 0 : row->second;
    };
  }
};

TEST(Planner, TakesTheSoonestDcThatHasItAll) {
  const Shelf shelf{{{{DcId{7}, kMilk}, 2}, {{DcId{3}, kMilk}, 2}}};
  const std::vector<WantedLine> lines{{kMilk, 2}};
  const auto chosen = plan(lines, two_dcs(), {}, shelf.stock());
  EXPECT_EQ(chosen.parts, (std::vector<PlannedPart>{{DcId{7}, kMilk, 2}}));
}

TEST(Planner, PrefersOneLaterDeliveryToTwoSoonerOnes) {
  const Shelf shelf{{{{DcId{7}, kMilk}, 1}, {{DcId{3}, kMilk}, 1}, {{DcId{3}, kBread}, 1}}};
  const std::vector<WantedLine> lines{{kMilk, 1}, {kBread, 1}};
  const auto chosen = plan(lines, two_dcs(), {.may_split = true}, shelf.stock());
  EXPECT_EQ(chosen.parts, (std::vector<PlannedPart>{{DcId{3}, kMilk, 1}, {DcId{3}, kBread, 1}}));
}

TEST(Planner, SaysWhenOnlyTheSplitIsForbidden) {
  const Shelf shelf{{{{DcId{7}, kMilk}, 1}, {{DcId{3}, kBread}, 1}}};
  const std::vector<WantedLine> lines{{kMilk, 1}, {kBread, 1}};
  EXPECT_EQ(plan(lines, two_dcs(), {}, shelf.stock()).refusal, Refusal::kWouldSplit);
  EXPECT_EQ(plan(lines, two_dcs(), {.may_split = true}, shelf.stock()).parts.size(), 2U);
}

TEST(Planner, ShipsWhatThereIsOnlyWhenAllowed) {
  const Shelf shelf{{{{DcId{7}, kMilk}, 1}}};
  const std::vector<WantedLine> lines{{kMilk, 3}};
  EXPECT_EQ(plan(lines, two_dcs(), {.may_split = true}, shelf.stock()).refusal, Refusal::kOutOfStock);
  EXPECT_EQ(plan(lines, two_dcs(), {.may_be_partial = true}, shelf.stock()).granted(kMilk), 1);
}

TEST(Planner, RefusesAnOrderThatNobodyCanServe) {
  const std::vector<WantedLine> lines{{kMilk, 1}};
  EXPECT_EQ(plan(lines, {}, {true, true}, Shelf{}.stock()).refusal, Refusal::kOutOfStock);
}

// A random world: up to 5 DCs, up to 4 lines, little stock, so that every branch is met.
struct World {
  std::vector<Candidate> candidates;
  std::vector<WantedLine> lines;
  Shelf shelf;
  Policy policy;
};

World any_world() {
  World world;
  const auto dcs = *rc::gen::inRange(0, 6);
  const auto items = *rc::gen::inRange(1, 5);
  for (int d = 0; d < dcs; ++d) {
    world.candidates.push_back(
        {DcId{10 - d}, ShardId{1}, RegionId{1}, static_cast<double>(*rc::gen::inRange(1, 30))});
  }
  std::ranges::sort(world.candidates, {}, &Candidate::minutes);
  for (int i = 1; i <= items; ++i) {
    world.lines.push_back({ItemId{i}, *rc::gen::inRange(1, 5)});
    for (const auto& candidate : world.candidates) {
      world.shelf.rows[{candidate.dc, ItemId{i}}] = *rc::gen::inRange(0, 5);
    }
  }
  world.policy = {*rc::gen::arbitrary<bool>(), *rc::gen::arbitrary<bool>()};
  return world;
}

std::int64_t wanted_units(const World& world) {
  std::int64_t units = 0;
  for (const auto& line : world.lines) {
    units += line.quantity;
  }
  return units;
}

// The most units that `size` or fewer DCs can give, by trying every subset: an independent, slower planner.
std::int64_t most_units(const World& world, int size) {
  std::int64_t most = 0;
  for (std::uint32_t subset = 0; subset < 1U << world.candidates.size(); ++subset) {
    if (std::popcount(subset) > size) {
      continue;
    }
    std::int64_t units = 0;
    for (const auto& line : world.lines) {
      std::int64_t there = 0;
      for (std::size_t c = 0; c < world.candidates.size(); ++c) {
        there += (subset >> c & 1U) != 0 ? world.shelf.rows.at({world.candidates[c].dc, line.item}) : 0;
      }
      units += std::min<std::int64_t>(there, line.quantity);
    }
    most = std::max(most, units);
  }
  return most;
}

RC_GTEST_PROP(Planner, NeverGrantsWhatIsNotThereOrNotWanted, ()) {
  const auto world = any_world();
  const auto chosen = plan(world.lines, world.candidates, world.policy, world.shelf.stock());
  std::map<ShelfKey, std::int32_t> taken;
  for (const auto& part : chosen.parts) {
    RC_ASSERT(part.quantity > 0);
    taken[{part.dc, part.item}] += part.quantity;
  }
  for (const auto& [key, units] : taken) {
    RC_ASSERT(units <= world.shelf.rows.at(key));
  }
  for (const auto& line : world.lines) {
    RC_ASSERT(chosen.granted(line.item) <= line.quantity);
  }
}

RC_GTEST_PROP(Planner, GrantsAsMuchAsThePolicyAllowsFromTheFewestDcs, ()) {
  const auto world = any_world();
  const auto chosen = plan(world.lines, world.candidates, world.policy, world.shelf.stock());
  const int size_max = world.policy.may_split ? static_cast<int>(world.candidates.size()) : 1;
  const auto possible = most_units(world, size_max);
  std::int64_t granted = 0;
  std::set<DcId> dcs;
  for (const auto& part : chosen.parts) {
    granted += part.quantity;
    dcs.insert(part.dc);
  }
  const bool refused = possible == 0 || (possible < wanted_units(world) && !world.policy.may_be_partial);
  RC_ASSERT((chosen.refusal != Refusal::kNone) == refused);
  RC_ASSERT(granted == (refused ? 0 : possible));
  if (!refused) {
    RC_ASSERT(most_units(world, static_cast<int>(dcs.size()) - 1) < possible);
  }
}

}  // namespace
}  // namespace darkstore::ordering
