#include <gtest/gtest.h>

#include <utility>

#include "tests/integration/orders/shop.h"

namespace darkstore::testing {
namespace {

TEST(Answers, ThePlacedOrderHasThePositionThatItsRecordHas) {
  Shop shop;
  shop.stock_only_here(90, 5);
  const auto request = Shop::an_order(90, 1);
  v1::PlaceOrderResponse first;
  v1::PlaceOrderResponse again;
  ASSERT_TRUE(shop.place(request, first).ok());
  ASSERT_TRUE(shop.place(request, again).ok());
  ASSERT_TRUE(again.replayed());
  v1::GetOutcomeRequest ask;
  ask.set_customer_id(request.customer_id());
  ask.set_key(request.key());
  v1::GetOutcomeResponse outcome;
  ASSERT_TRUE(shop.orders().GetOutcome(shop.context().get(), ask, &outcome).ok());
  for (const v1::PlaceOrderResponse* answer :
       {&std::as_const(first), &std::as_const(again), &outcome.outcome()}) {
    EXPECT_EQ(answer->placed().order().position().latitude(), Shop::kLatitude);
    EXPECT_EQ(answer->placed().order().position().longitude(), Shop::kLongitude);
  }
}

TEST(Answers, ReachSaysWhereTravelTimesComeFromAlsoWhereNobodyServes) {
  Shop shop;
  v1::FindReachRequest request;
  request.mutable_position()->set_latitude(0);
  request.mutable_position()->set_longitude(-140);  // the middle of the Pacific
  v1::FindReachResponse response;
  ASSERT_TRUE(shop.nearby().FindReach(shop.context().get(), request, &response).ok());
  EXPECT_EQ(response.reach_size(), 0);
  EXPECT_EQ(response.travel_time_source(), "estimate");
}

TEST(Answers, EventsCarryTheCustomersName) {
  Shop shop;
  shop.stock_only_here(91, 50);
  const auto context = shop.context(60'000);
  const auto watch = shop.orders_at(0).WatchOrders(context.get(), v1::WatchOrdersRequest{});
  v1::OrderEvents frame;
  ASSERT_TRUE(watch->Read(&frame)) << "a heartbeat: from now on nothing is missed";
  std::string name;
  std::string id;
  // The first event may come before its name; a later one of the same customer may not.
  for (int orders = 0; orders < 20 && name.empty(); ++orders) {
    v1::PlaceOrderResponse placed;
    ASSERT_TRUE(shop.place(Shop::an_order(91, 1), placed).ok());
    id = placed.placed().order().id();
    bool seen = false;
    while (!seen && watch->Read(&frame)) {
      for (const auto& order : frame.orders()) {
        seen = seen || order.id() == id;
        name = order.id() == id ? order.customer_name() : name;
      }
    }
    ASSERT_TRUE(seen) << watch->Finish().error_message();
  }
  context->TryCancel();
  v1::GetOrderRequest get;
  get.set_order_id(id);
  v1::GetOrderResponse order;
  ASSERT_TRUE(shop.orders().GetOrder(shop.context().get(), get, &order).ok());
  EXPECT_FALSE(name.empty());
  EXPECT_EQ(name, order.order().customer_name());
}

}  // namespace
}  // namespace darkstore::testing
