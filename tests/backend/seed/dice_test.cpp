#include "backend/seed/dice.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>

namespace darkstore::seed {
namespace {

RC_GTEST_PROP(Dice, SaysTheSameWhateverWasAskedBefore, (std::int64_t seed, std::int64_t a, std::int64_t b)) {
  const Dice first(seed, "bin");
  const Dice second(seed, "bin");
  static_cast<void>(second.roll(b, a));
  static_cast<void>(second.unit(a + 1));
  RC_ASSERT(first.roll(a, b) == second.roll(a, b));
}

RC_GTEST_PROP(Dice, StaysBetweenItsBounds, (std::int64_t seed, std::int64_t a)) {
  const auto low = *rc::gen::inRange<std::int64_t>(-1'000'000, 1'000'000);
  const auto high = *rc::gen::inRange<std::int64_t>(low, 1'000'001);
  const Dice dice(seed, "quantity");
  RC_ASSERT(dice.between(low, high, a) >= low);
  RC_ASSERT(dice.between(low, high, a) <= high);
}

TEST(Dice, KeepsPurposesSeedsAndPlacesApart) {
  const Dice dice(1, "bin");
  EXPECT_NE(dice.roll(1, 2), Dice(1, "quantity").roll(1, 2));
  EXPECT_NE(dice.roll(1, 2), Dice(2, "bin").roll(1, 2));
  EXPECT_NE(dice.roll(1, 2), dice.roll(2, 1));
  EXPECT_NE(dice.roll(1, 0), dice.roll(0, 1));
}

TEST(Dice, IsEven) {
  const Dice dice(1, "even");
  std::array<int, 6> sides{};
  for (int throw_number = 0; throw_number < 60'000; ++throw_number) {
    ++sides.at(static_cast<std::size_t>(dice.between(0, 5, throw_number)));
  }
  for (const auto count : sides) {
    EXPECT_NEAR(count, 10'000, 500);  // five standard deviations
  }
}

}  // namespace
}  // namespace darkstore::seed
