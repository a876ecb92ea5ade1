#include <thread>

#include "tests/integration/orders/shop.h"

namespace darkstore::testing {
namespace {

struct Tally {
  std::atomic<int> placed{0};
  std::atomic<int> out_of_stock{0};
  std::atomic<int> other{0};
};

// 200 buyers at once, each wants one unit of ten, over both backends.
void rush(std::int64_t item, v1::LockMode mode) {
  Shop shop;
  shop.stock_only_here(item, 10);
  shop.set_mode(item, mode);
  const auto before = shop.row(Shop::kDc, item);
  Tally tally;
  std::vector<std::thread> buyers;
  for (int i = 0; i < 200; ++i) {
    buyers.emplace_back([&] {
      v1::PlaceOrderResponse response;
      const auto status = shop.place(Shop::an_order(item, 1), response, 20000);
      const bool refused = status.ok() && response.has_refused();
      (status.ok() && response.has_placed()                         ? tally.placed
       : refused && response.refused().reason() == v1::OUT_OF_STOCK ? tally.out_of_stock
                                                                    : tally.other)++;
    });
  }
  for (auto& buyer : buyers) {
    buyer.join();
  }
  EXPECT_EQ(tally.placed, 10);
  EXPECT_EQ(tally.out_of_stock, 190);
  EXPECT_EQ(tally.other, 0);
  const auto after = shop.row(Shop::kDc, item);
  EXPECT_EQ(after.quantity(), 0);
  EXPECT_GT(after.version(), before.version());
  EXPECT_LE(after.version(), before.version() + 10) << "one version a transaction";
  EXPECT_EQ(check_exit_code(), 0);
}

TEST(LastUnit, TwoHundredBuyersTenUnitsPessimistic) {
  rush(20, v1::PESSIMISTIC);
}
TEST(LastUnit, TwoHundredBuyersTenUnitsOptimistic) {
  rush(21, v1::OPTIMISTIC);
}

TEST(LastUnit, ABasketOfBothModesIsTakenWhole) {
  Shop shop;
  shop.stock_only_here(22, 5);
  shop.stock_only_here(23, 5);
  shop.set_mode(22, v1::PESSIMISTIC);
  shop.set_mode(23, v1::OPTIMISTIC);
  auto request = Shop::an_order(22, 2);
  auto* line = request.add_lines();
  line->set_item_id(23);
  line->set_quantity(3);
  v1::PlaceOrderResponse response;
  ASSERT_TRUE(shop.place(request, response).ok());
  ASSERT_TRUE(response.has_placed()) << response.refused().text();
  EXPECT_EQ(shop.row(Shop::kDc, 22).quantity(), 3);
  EXPECT_EQ(shop.row(Shop::kDc, 23).quantity(), 2);
}

TEST(LastUnit, AnAllOrNothingOrderThatIsShortTakesNothing) {
  Shop shop;
  shop.stock_only_here(24, 5);
  shop.stock_only_here(25, 1);
  auto request = Shop::an_order(24, 2);
  auto* line = request.add_lines();
  line->set_item_id(25);
  line->set_quantity(2);
  v1::PlaceOrderResponse response;
  ASSERT_TRUE(shop.place(request, response).ok());
  ASSERT_TRUE(response.has_refused());
  EXPECT_EQ(response.refused().reason(), v1::OUT_OF_STOCK);
  EXPECT_EQ(response.lines(1).left(), 1);
  EXPECT_EQ(shop.row(Shop::kDc, 24).quantity(), 5);
  request.set_key(Shop::fresh_key());
  request.mutable_policy()->set_may_be_partial(true);
  ASSERT_TRUE(shop.place(request, response).ok());
  ASSERT_TRUE(response.has_placed());
  EXPECT_TRUE(response.placed().order().partial());
  EXPECT_EQ(response.lines(1).granted(), 1);
}

}  // namespace
}  // namespace darkstore::testing
