#include "backend/seed/prices.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace darkstore::seed {
namespace {

PriceList list(std::string_view code, double rate) {
  return {*Currency::parse(code), rate};
}

TEST(Prices, LookLikeThoseOfAShop) {
  const auto eur = *Currency::parse("EUR");
  EXPECT_EQ(shop_price(348.2, eur), 349);
  EXPECT_EQ(shop_price(2'463, eur), 2'459);
  EXPECT_EQ(shop_price(49'900, eur), 49'899);
  EXPECT_EQ(shop_price(7, eur), 7);
  EXPECT_EQ(shop_price(0.2, eur), 1);
  EXPECT_EQ(list("JPY", 1.35).minor(250), 340);
}

TEST(Prices, StayAsTheyAreInEuros) {
  EXPECT_EQ(list("EUR", 1).minor(245), 245);
}

RC_GTEST_PROP(Prices, ArePositiveAndFollowTheAmount, ()) {
  const auto rate = *rc::gen::elementOf(std::vector<double>{0.9, 1.1, 1.35, 36, 3'100, 12'500});
  const auto cents = *rc::gen::inRange<std::int64_t>(50, 200'000);
  const auto prices = list(*rc::gen::elementOf(std::vector<std::string>{"EUR", "JPY"}), rate);
  RC_ASSERT(prices.minor(cents) > 0);
  // Twenty times the amount costs about twenty times the price: rounding takes a tenth at most.
  const auto ratio = static_cast<double>(prices.minor(20 * cents)) / static_cast<double>(prices.minor(cents));
  RC_ASSERT(ratio > 17 && ratio < 23);
}

}  // namespace
}  // namespace darkstore::seed
