#include <grpcpp/generic/generic_stub.h>

#include <cmath>
#include <functional>
#include <limits>

#include "tests/integration/orders/shop.h"

namespace darkstore::testing {
namespace {

struct Case {
  const char* what;
  std::function<void(v1::PlaceOrderRequest&)> spoil;
  grpc::StatusCode code;
  const char* field;
};

TEST(BadInput, EachWrongFieldOfAnOrderIsNamedAndChangesNothing) {
  constexpr auto kInvalid = grpc::StatusCode::INVALID_ARGUMENT;
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<Case> cases{
      {"latitude", [](auto& r) { r.mutable_position()->set_latitude(91); }, kInvalid, "position.latitude"},
      {"NaN", [nan](auto& r) { r.mutable_position()->set_longitude(nan); }, kInvalid, "position.longitude"},
      {"no position", [](auto& r) { r.clear_position(); }, kInvalid, "position"},
      {"no lines", [](auto& r) { r.clear_lines(); }, kInvalid, "lines"},
      {"101 lines",
       [](auto& r) {
         r.clear_lines();
         for (int i = 1; i <= 101; ++i) {
           auto* line = r.add_lines();
           line->set_item_id(i);
           line->set_quantity(1);
         }
       },
       kInvalid, "lines"},
      {"none", [](auto& r) { r.mutable_lines(0)->set_quantity(0); }, kInvalid, "lines[0].quantity"},
      {"too many", [](auto& r) { r.mutable_lines(0)->set_quantity(1001); }, kInvalid, "lines[0].quantity"},
      {"twice", [](auto& r) { *r.add_lines() = r.lines(0); }, kInvalid, "lines[1].item_id"},
      {"unknown item", [](auto& r) { r.mutable_lines(0)->set_item_id(99'999'999); },
       grpc::StatusCode::NOT_FOUND, "lines[0].item_id"},
      {"key", [](auto& r) { r.set_key("nonsense"); }, kInvalid, "key"},
      {"unknown region", [](auto& r) { r.set_key(Shop::fresh_key("atlantis")); }, kInvalid, "key"},
      {"region elsewhere", [](auto& r) { r.set_key(Shop::fresh_key("us-east")); }, kInvalid, "key"},
      {"old key", [](auto& r) { r.set_key("iberia.018bcfe5-6800-7000-8000-000000000000"); }, kInvalid, "key"},
      {"customer", [](auto& r) { r.set_customer_id(0); }, kInvalid, "customer_id"},
      {"payment", [](auto& r) { r.clear_payment(); }, kInvalid, "payment"},
      {"reach", [](auto& r) { r.set_reach_within_minutes(3); }, kInvalid, "reach_within_minutes"},
  };
  Shop shop;
  shop.stock_only_here(50, 5);
  const auto before = shop.row(Shop::kDc, 50);
  for (const auto& c : cases) {
    auto request = Shop::an_order(50, 1);
    c.spoil(request);
    v1::PlaceOrderResponse response;
    const auto status = shop.place(request, response);
    EXPECT_EQ(status.error_code(), c.code) << c.what << ": " << status.error_message();
    EXPECT_EQ(status.error_details(), c.field) << c.what << ": " << status.error_message();
  }
  EXPECT_EQ(shop.row(Shop::kDc, 50).version(), before.version());
}

grpc::Status raw_call(Shop& shop, const std::string& method, const std::string& bytes) {
  const auto channel = grpc::CreateChannel(cluster().backends()[0], grpc::InsecureChannelCredentials());
  grpc::GenericStub stub(channel);
  grpc::CompletionQueue queue;
  const grpc::Slice slice(bytes);
  const auto context = shop.context();
  auto call = stub.PrepareUnaryCall(context.get(), method, grpc::ByteBuffer(&slice, 1), &queue);
  call->StartCall();
  grpc::ByteBuffer response;
  grpc::Status status;
  call->Finish(&response, &status, nullptr);
  void* tag = nullptr;
  bool ok = false;
  queue.Next(&tag, &ok);
  return status;
}

TEST(BadInput, InvalidUtf8IsNamedByItsField) {
  Shop shop;
  v1::ListInventoryRequest request;
  request.set_dc_id(Shop::kDc);
  request.set_search("milk");
  auto bytes = request.SerializeAsString();
  bytes[bytes.find("milk")] = '\xFF';
  const auto status = raw_call(shop, "/darkstore.v1.InventoryService/ListInventory", bytes);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(status.error_details(), "search") << status.error_message();
}

TEST(BadInput, GarbageIsNoMessage) {
  Shop shop;
  const auto status = raw_call(shop, "/darkstore.v1.OrderService/PlaceOrder", "\x0A\xFF\xFF\xFF\xFF");
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

TEST(BadInput, AMessageOverAMebibyteIsRefused) {
  Shop shop;
  const auto status = raw_call(shop, "/darkstore.v1.OrderService/GetOrder", std::string((1 << 20) + 1, 'x'));
  EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
}

TEST(BadInput, APageTokenOfAnotherListOrCallerIsRefused) {
  Shop shop;
  v1::ListInventoryRequest request;
  request.set_dc_id(Shop::kDc);
  request.set_page_size(5);
  v1::ListInventoryResponse response;
  ASSERT_TRUE(shop.inventory().ListInventory(shop.context().get(), request, &response).ok());
  ASSERT_FALSE(response.next_page_token().empty());
  request.set_page_token(response.next_page_token());
  ASSERT_TRUE(shop.inventory().ListInventory(shop.context().get(), request, &response).ok());
  Shop someone_else("viewer");
  auto status = someone_else.inventory().ListInventory(someone_else.context().get(), request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(status.error_details(), "page_token");
  request.set_filter(v1::LOW);
  status = shop.inventory().ListInventory(shop.context().get(), request, &response);
  EXPECT_EQ(status.error_details(), "page_token");
}

TEST(BadInput, AReadTokenThatNoBackendMadeIsRefused) {
  Shop shop;
  v1::ListOrdersRequest request;
  request.set_read_token("forged");
  v1::ListOrdersResponse response;
  const auto status = shop.orders().ListOrders(shop.context().get(), request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(status.error_details(), "read_token");
}

TEST(BadInput, UnknownDcsAreNotFound) {
  Shop shop;
  v1::GetDcRequest request;
  request.set_dc_id(77'777);
  v1::GetDcResponse response;
  const auto status = shop.network().GetDc(shop.context().get(), request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(status.error_details(), "dc_id");
}

TEST(People, AViewerReadsAndChangesNothing) {
  Shop viewer("viewer");
  v1::PlaceOrderResponse response;
  EXPECT_EQ(viewer.place(Shop::an_order(51, 1), response).error_code(), grpc::StatusCode::PERMISSION_DENIED);
  v1::ListInventoryRequest request;
  request.set_dc_id(Shop::kDc);
  v1::ListInventoryResponse shelf;
  ASSERT_TRUE(viewer.inventory().ListInventory(viewer.context().get(), request, &shelf).ok());
  EXPECT_GT(shelf.rows_size(), 0);
}

TEST(People, WithoutATokenNobodyGetsIn) {
  const auto channel = grpc::CreateChannel(cluster().backends()[0], grpc::InsecureChannelCredentials());
  const auto stub = v1::NetworkService::NewStub(channel);
  grpc::ClientContext context;
  v1::ListRegionsResponse response;
  EXPECT_EQ(stub->ListRegions(&context, {}, &response).error_code(), grpc::StatusCode::UNAUTHENTICATED);
}

}  // namespace
}  // namespace darkstore::testing
