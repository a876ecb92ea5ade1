#include <thread>

#include "tests/integration/orders/shop.h"

namespace darkstore::testing {
namespace {

TEST(Keys, TheSameKeyAndBodyHasOneOutcomeOverBothBackends) {
  Shop shop;
  shop.stock_only_here(30, 20);
  const auto request = Shop::an_order(30, 2);
  std::vector<v1::PlaceOrderResponse> answers(16);
  std::vector<std::thread> calls;
  for (auto& answer : answers) {
    calls.emplace_back([&] { EXPECT_TRUE(shop.place(request, answer).ok()); });
  }
  for (auto& call : calls) {
    call.join();
  }
  int first = 0;
  for (const auto& answer : answers) {
    first += answer.replayed() ? 0 : 1;
    EXPECT_EQ(answer.attempt_id(), answers[0].attempt_id());
    EXPECT_EQ(answer.placed().order().total().minor(), answers[0].placed().order().total().minor());
  }
  EXPECT_EQ(first, 1);
  EXPECT_EQ(shop.row(Shop::kDc, 30).quantity(), 18);
}

TEST(Keys, ARefusalIsRememberedToo) {
  Shop shop;
  shop.stock_only_here(31, 0);
  const auto request = Shop::an_order(31, 1);
  v1::PlaceOrderResponse first;
  ASSERT_TRUE(shop.place(request, first).ok());
  ASSERT_TRUE(first.has_refused());
  shop.stock_only_here(31, 5);
  v1::PlaceOrderResponse again;
  ASSERT_TRUE(shop.place(request, again).ok());
  EXPECT_TRUE(again.replayed());
  EXPECT_EQ(again.refused().reason(), first.refused().reason());
}

TEST(Keys, TheSameKeyWithAnotherBodyIsAnError) {
  Shop shop;
  shop.stock_only_here(32, 20);
  auto request = Shop::an_order(32, 1);
  v1::PlaceOrderResponse response;
  ASSERT_TRUE(shop.place(request, response).ok());
  request.mutable_lines(0)->set_quantity(2);
  const auto status = shop.place(request, response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(status.error_details(), "key");
  EXPECT_EQ(shop.row(Shop::kDc, 32).quantity(), 19);
}

TEST(Keys, AFencedKeyRefusesTheLateOrder) {
  Shop shop;
  shop.stock_only_here(33, 5);
  const auto request = Shop::an_order(33, 1);
  v1::GetOutcomeRequest ask;
  ask.set_key(request.key());
  ask.set_customer_id(request.customer_id());
  v1::GetOutcomeResponse outcome;
  ASSERT_TRUE(shop.orders().GetOutcome(shop.context().get(), ask, &outcome).ok());
  EXPECT_TRUE(outcome.not_yet());
  ask.set_fence(true);
  const auto status = shop.orders().GetOutcome(shop.context().get(), ask, &outcome);
  ASSERT_TRUE(status.ok()) << status.error_message();
  v1::PlaceOrderResponse late;
  ASSERT_TRUE(shop.place(request, late).ok());
  EXPECT_EQ(late.refused().reason(), v1::ABANDONED);
  EXPECT_EQ(shop.row(Shop::kDc, 33).quantity(), 5);
}

// Either the fence or the order wins, and both agree afterwards.
TEST(Keys, AFenceAndAnOrderThatRaceAgree) {
  Shop shop;
  for (int round = 0; round < 20; ++round) {
    shop.stock_only_here(34, 1);
    const auto request = Shop::an_order(34, 1);
    v1::PlaceOrderResponse placed;
    v1::GetOutcomeResponse outcome;
    std::thread order([&] { EXPECT_TRUE(shop.place(request, placed).ok()); });
    v1::GetOutcomeRequest ask;
    ask.set_key(request.key());
    ask.set_customer_id(request.customer_id());
    ask.set_fence(true);
    EXPECT_TRUE(shop.orders().GetOutcome(shop.context().get(), ask, &outcome).ok());
    order.join();
    EXPECT_EQ(placed.has_placed(), outcome.outcome().has_placed()) << "round " << round;
    EXPECT_EQ(placed.attempt_id(), outcome.outcome().attempt_id()) << "round " << round;
  }
}

}  // namespace
}  // namespace darkstore::testing
