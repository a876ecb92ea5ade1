#include "backend/seed/prices.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace darkstore::seed {
namespace {

PriceList list(std::string_view code) {
  return *PriceList::of(*Currency::parse(code));
}

TEST(Prices, LookLikeThoseOfAShop) {
  EXPECT_EQ(list("EUR").minor(348), 349);
  EXPECT_EQ(list("EUR").minor(2'463), 2'459);
  EXPECT_EQ(list("EUR").minor(49'900), 49'899);
  EXPECT_EQ(list("EUR").minor(7), 7);
  EXPECT_EQ(list("JPY").minor(200), 340);
}

RC_GTEST_PROP(Prices, ArePositiveAndWithinATenthOfTheRate, ()) {
  const auto code =
      *rc::gen::elementOf(std::vector<std::string>{"USD", "JPY", "INR", "KRW", "EUR", "SEK", "TRY"});
  const auto cents = *rc::gen::inRange<std::int64_t>(50, 200'000);
  const auto prices = list(code);
  RC_ASSERT(prices.minor(cents) > 0);
  // Twice the amount costs about twice the price.
  const auto ratio = static_cast<double>(prices.minor(20 * cents)) / static_cast<double>(prices.minor(cents));
  RC_ASSERT(ratio > 17 && ratio < 23);
}

TEST(Prices, NeedARate) {
  EXPECT_FALSE(PriceList::of(*Currency::parse("KWD")));
}

}  // namespace
}  // namespace darkstore::seed
