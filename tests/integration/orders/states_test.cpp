#include <thread>

#include "tests/integration/orders/shop.h"

namespace darkstore::testing {
namespace {

v1::Order placed(Shop& shop, std::int64_t item, int quantity) {
  v1::PlaceOrderResponse response;
  const auto status = shop.place(Shop::an_order(item, quantity), response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  EXPECT_TRUE(response.has_placed()) << response.refused().text();
  return response.placed().order();
}

grpc::Status cancel(Shop& shop, const v1::Order& order, v1::CancelOrderResponse& response) {
  v1::CancelOrderRequest request;
  request.set_request_id(Shop::fresh_uuid());
  request.set_order_id(order.id());
  request.set_reason("changed their mind");
  auto status = shop.orders().CancelOrder(shop.context().get(), request, &response);
  EXPECT_NE(status.error_code(), grpc::StatusCode::INTERNAL) << status.error_message();
  return status;
}

grpc::Status advance(Shop& shop, const v1::Order& order, v1::FulfilmentState from, v1::FulfilmentState to) {
  v1::AdvanceFulfilmentRequest request;
  request.set_request_id(Shop::fresh_uuid());
  request.set_order_id(order.id());
  request.set_fulfilment_id(order.fulfilments(0).id());
  request.set_expected(from);
  request.set_to(to);
  v1::AdvanceFulfilmentResponse response;
  auto status = shop.orders().AdvanceFulfilment(shop.context().get(), request, &response);
  EXPECT_NE(status.error_code(), grpc::StatusCode::INTERNAL) << status.error_message();
  return status;
}

TEST(States, ACancelBeforePickingReturnsTheStock) {
  Shop shop;
  shop.stock_only_here(40, 5);
  const auto order = placed(shop, 40, 3);
  v1::CancelOrderResponse response;
  ASSERT_TRUE(cancel(shop, order, response).ok());
  EXPECT_EQ(response.order().state(), v1::ORDER_CANCELLED);
  EXPECT_EQ(shop.row(Shop::kDc, 40).quantity(), 5);
  EXPECT_EQ(cancel(shop, order, response).error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(shop.row(Shop::kDc, 40).quantity(), 5) << "the stock comes back once";
}

TEST(States, WhatIsPickedIsNotCancelled) {
  Shop shop;
  shop.stock_only_here(41, 5);
  const auto order = placed(shop, 41, 3);
  ASSERT_TRUE(advance(shop, order, v1::GRANTED, v1::PICKING).ok());
  ASSERT_TRUE(advance(shop, order, v1::PICKING, v1::PICKED).ok());
  v1::CancelOrderResponse response;
  const auto status = cancel(shop, order, response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_NE(status.error_message().find("picked"), std::string::npos) << status.error_message();
  EXPECT_EQ(shop.row(Shop::kDc, 41).quantity(), 2);
}

// Cancel against pick: exactly one wins, and the stock agrees with who did.
TEST(States, ACancelAndAPickThatRaceHaveOneWinner) {
  Shop shop;
  for (int round = 0; round < 20; ++round) {
    shop.stock_only_here(42, 4);
    const auto order = placed(shop, 42, 4);
    ASSERT_TRUE(advance(shop, order, v1::GRANTED, v1::PICKING).ok());
    grpc::Status picked;
    std::thread picker([&] { picked = advance(shop, order, v1::PICKING, v1::PICKED); });
    v1::CancelOrderResponse response;
    const auto cancelled = cancel(shop, order, response);
    picker.join();
    EXPECT_NE(picked.ok(), cancelled.ok())
        << "round " << round << ": " << picked.error_message() << " / " << cancelled.error_message();
    EXPECT_EQ(shop.row(Shop::kDc, 42).quantity(), cancelled.ok() ? 4 : 0) << "round " << round;
  }
  EXPECT_EQ(check_exit_code(), 0);
}

TEST(States, TwoRidersDoNotDeliverTheSameFulfilment) {
  Shop shop;
  shop.stock_only_here(43, 1);
  const auto order = placed(shop, 43, 1);
  std::atomic<int> won{0};
  std::vector<std::thread> pickers;
  for (int i = 0; i < 8; ++i) {
    pickers.emplace_back([&] { won += advance(shop, order, v1::GRANTED, v1::PICKING).ok() ? 1 : 0; });
  }
  for (auto& picker : pickers) {
    picker.join();
  }
  EXPECT_EQ(won, 1);
}

TEST(States, AnOrderIsCompletedWhenItIsDelivered) {
  Shop shop;
  shop.stock_only_here(44, 1);
  const auto order = placed(shop, 44, 1);
  ASSERT_TRUE(advance(shop, order, v1::GRANTED, v1::PICKING).ok());
  ASSERT_TRUE(advance(shop, order, v1::PICKING, v1::PICKED).ok());
  ASSERT_TRUE(advance(shop, order, v1::PICKED, v1::ON_THE_WAY).ok());
  ASSERT_TRUE(advance(shop, order, v1::ON_THE_WAY, v1::DELIVERED).ok());
  v1::GetOrderRequest request;
  request.set_order_id(order.id());
  v1::GetOrderResponse response;
  ASSERT_TRUE(shop.orders().GetOrder(shop.context().get(), request, &response).ok());
  EXPECT_EQ(response.order().state(), v1::COMPLETED);
  ASSERT_EQ(response.order().history_size(), 5);
  EXPECT_EQ(response.order().history(4).what(), "delivered");
  EXPECT_EQ(response.order().history(4).actor(), "admin");
}

TEST(States, TheNetworksFramesTellHowLongAnswersTake) {
  Shop shop;
  shop.stock_only_here(46, 10);
  ASSERT_FALSE(placed(shop, 46, 1).id().empty());
  ASSERT_FALSE(placed(shop, 46, 1).id().empty());  // at the other backend: each knows its own answers
  const auto context = shop.context();
  const auto frames = shop.network().WatchNetwork(context.get(), {});
  v1::NetworkFrame frame;
  while (frame.answer_p99_ms() == 0 && frames->Read(&frame)) {
  }
  EXPECT_GT(frame.answer_p99_ms(), 0);
  EXPECT_LE(frame.answer_p50_ms(), frame.answer_p99_ms());
  context->TryCancel();
}

// 12 were counted on the shelf, 3 of them are promised and not picked: 9 can still be sold.
TEST(States, ACountLeavesOutWhatIsPromised) {
  Shop shop;
  shop.stock_only_here(45, 10);
  const auto order = placed(shop, 45, 3);
  v1::CountRequest request;
  request.set_request_id(Shop::fresh_uuid());
  request.set_dc_id(Shop::kDc);
  request.set_item_id(45);
  request.set_counted(12);
  request.set_counted_at_ms(std::chrono::duration_cast<std::chrono::milliseconds>(
                                std::chrono::system_clock::now().time_since_epoch())
                                .count());
  v1::StockChangeResponse response;
  ASSERT_TRUE(shop.inventory().Count(shop.context().get(), request, &response).ok());
  EXPECT_EQ(response.row().quantity(), 9);
  EXPECT_EQ(response.row().on_shelf(), 12);
  v1::StockChangeResponse again;
  ASSERT_TRUE(shop.inventory().Count(shop.context().get(), request, &again).ok());
  EXPECT_TRUE(again.replayed());
  EXPECT_EQ(shop.row(Shop::kDc, 45).quantity(), 9);
  EXPECT_EQ(check_exit_code(), 0);
}

}  // namespace
}  // namespace darkstore::testing
