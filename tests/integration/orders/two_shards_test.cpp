#include <gtest/gtest.h>

#include <algorithm>
#include <optional>

#include "tests/integration/orders/shop.h"

namespace darkstore::testing {
namespace {

constexpr int kMinutes = 120;  // whatever the hour's traffic on the bridges

/// A point by the Bosphorus with DCs of both shards in its reach.
struct Shore {
  v1::GeoPoint position;
  std::string region;  ///< that Nearby names for it
  std::vector<int> home;
  std::vector<int> across;
};

std::optional<Shore> find_shore(Shop& shop) {
  v1::FindReachRequest request;
  request.set_reach_within_minutes(kMinutes);
  for (double latitude = 41.0; latitude < 41.14; latitude += 0.005) {
    for (double longitude = 28.98; longitude < 29.09; longitude += 0.005) {
      request.mutable_position()->set_latitude(latitude);
      request.mutable_position()->set_longitude(longitude);
      v1::FindReachResponse response;
      EXPECT_TRUE(shop.nearby().FindReach(shop.context().get(), request, &response).ok());
      Shore shore{request.position(), response.region(), {}, {}};
      for (const auto& dc : response.reach()) {
        auto& side = dc.shard_id() == response.reach(0).shard_id() ? shore.home : shore.across;
        side.push_back(dc.dc_id());
      }
      if (!shore.across.empty()) {
        return shore;
      }
    }
  }
  return std::nullopt;
}

v1::PlaceOrderRequest order_at(const Shore& shore, std::int64_t item) {
  auto request = Shop::an_order(item, 1);
  request.set_key(Shop::fresh_key(shore.region));
  *request.mutable_position() = shore.position;
  request.set_reach_within_minutes(kMinutes);
  return request;
}

void receive(Shop& shop, int dc, std::int64_t item) {
  v1::ReceiveRequest request;
  request.set_request_id(Shop::fresh_uuid());
  request.set_dc_id(dc);
  request.set_item_id(item);
  request.set_quantity(5);
  v1::StockChangeResponse response;
  const auto status = shop.inventory().Receive(shop.context().get(), request, &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
}

TEST(TwoShards, AnOrderThatOnlyTheOtherShoreCouldServeIsRefusedWithThatReason) {
  Shop shop;
  const auto shore = find_shore(shop);
  ASSERT_TRUE(shore) << "Istanbul lies on a shard border";
  receive(shop, shore->across.front(), 95);
  v1::PlaceOrderResponse refused;
  ASSERT_TRUE(shop.place(order_at(*shore, 95), refused).ok());
  ASSERT_TRUE(refused.has_refused());
  EXPECT_EQ(refused.refused().reason(), v1::NEEDS_TWO_SHARDS) << refused.refused().text();
  EXPECT_EQ(shop.row(shore->across.front(), 95).quantity(), 5);

  v1::PlaceOrderResponse nowhere;
  ASSERT_TRUE(shop.place(order_at(*shore, 96), nowhere).ok());
  EXPECT_EQ(nowhere.refused().reason(), v1::OUT_OF_STOCK) << "neither shore has it";

  receive(shop, shore->home.front(), 95);
  v1::PlaceOrderResponse placed;
  ASSERT_TRUE(shop.place(order_at(*shore, 95), placed).ok());
  EXPECT_TRUE(placed.has_placed()) << "from this shore, now that it has some";
}

}  // namespace
}  // namespace darkstore::testing
