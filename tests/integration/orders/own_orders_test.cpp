#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "darkstore/v1/order.grpc.pb.h"
#include "shared/uuid.h"
#include "tests/integration/support/embedded_cluster.h"

namespace darkstore::testing {
namespace {

constexpr int kShard = 2;  // Europe, Middle East and Africa: Lisbon's
constexpr std::int64_t kCustomer = 5;
constexpr std::int64_t kBestSeller = 1;

/// A cluster with replicas, and a replica of Lisbon's shard that stopped showing anything new.
class OwnOrders : public ::testing::Test {
 protected:
  void SetUp() override {
    auto started = EmbeddedCluster::start({.variant = "full"});
    ASSERT_TRUE(started) << started.error().reason;
    cluster = std::make_unique<EmbeddedCluster>(std::move(*started));
    for (const auto& address : cluster->backends()) {
      stubs.push_back(
          v1::OrderService::NewStub(grpc::CreateChannel(address, grpc::InsecureChannelCredentials())));
    }
    const auto paused = cluster->query_replica(kShard, "SELECT pg_wal_replay_pause()");
    ASSERT_TRUE(paused) << paused.error().reason;
  }

  [[nodiscard]] std::unique_ptr<grpc::ClientContext> context() const {
    auto context = std::make_unique<grpc::ClientContext>();
    context->AddMetadata("authorization", "Bearer " + cluster->token("support"));
    context->set_wait_for_ready(true);
    context->set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(8));
    return context;
  }

  /// Ordered in Lisbon.
  v1::PlaceOrderResponse order(int quantity) {
    v1::PlaceOrderRequest request;
    request.set_key(
        "iberia." +
        Uuid::v7(std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()), 0, ++number)
            .text());
    request.set_customer_id(kCustomer);
    request.mutable_position()->set_latitude(38.7046);
    request.mutable_position()->set_longitude(-9.1617);
    request.set_payment(v1::ON_ACCOUNT);
    auto* line = request.add_lines();
    line->set_item_id(kBestSeller);
    line->set_quantity(quantity);
    v1::PlaceOrderResponse response;
    const auto status = stubs[0]->PlaceOrder(context().get(), request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }

  /// Whether the other backend's list shows it.
  bool lists(const std::string& id, const std::string& read_token, v1::OrderFilter filter) {
    v1::ListOrdersRequest request;
    request.set_filter(filter);
    request.set_read_token(read_token);
    v1::ListOrdersResponse response;
    const auto status = stubs[1]->ListOrders(context().get(), request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    EXPECT_EQ(response.shards_away_size(), 0);
    return std::ranges::any_of(response.orders(), [&](const auto& each) { return each.id() == id; });
  }

  std::unique_ptr<EmbeddedCluster> cluster;
  std::vector<std::unique_ptr<v1::OrderService::Stub>> stubs;
  std::uint64_t number = 0;
};

TEST_F(OwnOrders, AreListedRightAfterwardsAtAnyBackendHoweverFarTheReplicaLags) {
  const auto placed = order(1);
  ASSERT_TRUE(placed.has_placed()) << placed.refused().text();
  EXPECT_TRUE(lists(placed.attempt_id(), placed.read_token(), v1::ANY));
  EXPECT_FALSE(lists(placed.attempt_id(), "", v1::ANY)) << "the replica was to be behind";

  const auto refused = order(1000);
  EXPECT_TRUE(refused.has_refused());
  EXPECT_TRUE(lists(refused.attempt_id(), refused.read_token(), v1::REFUSED)) << "a refusal is on record too";

  ASSERT_TRUE(cluster->query_replica(kShard, "SELECT pg_wal_replay_resume()"));
  EXPECT_TRUE(lists(refused.attempt_id(), refused.read_token(), v1::REFUSED));
}

}  // namespace
}  // namespace darkstore::testing
