#include "tests/integration/orders/shop.h"

#include <sys/wait.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <random>

#include "shared/uuid.h"

namespace darkstore::testing {
namespace {

Uuid uuid_now() {
  static std::mutex mutex;
  static std::mt19937_64 random{std::random_device{}()};
  const std::lock_guard lock(mutex);
  return Uuid::v7(std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now()),
                  static_cast<std::uint16_t>(random() & 0xFFFU), random());
}

}  // namespace

Shop::Shop(const std::string& role) : token_(cluster().token(role)) {
  for (const auto& address : cluster().backends()) {
    const auto channel = grpc::CreateChannel(address, grpc::InsecureChannelCredentials());
    orders_.push_back(v1::OrderService::NewStub(channel));
    inventory_.push_back(v1::InventoryService::NewStub(channel));
    nearby_ = v1::NearbyService::NewStub(channel);
    network_ = v1::NetworkService::NewStub(channel);
  }
}

std::unique_ptr<grpc::ClientContext> Shop::context(int timeout_ms) const {
  auto context = std::make_unique<grpc::ClientContext>();
  context->AddMetadata("authorization", "Bearer " + token_);
  context->set_wait_for_ready(true);
  context->set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(timeout_ms));
  return context;
}

std::string Shop::fresh_uuid() {
  return uuid_now().text();
}
std::string Shop::fresh_key(const std::string& region) {
  return region + "." + fresh_uuid();
}

v1::PlaceOrderRequest Shop::an_order(std::int64_t item, int quantity) {
  v1::PlaceOrderRequest request;
  request.set_key(fresh_key());
  request.set_customer_id(5);
  request.mutable_position()->set_latitude(kLatitude);
  request.mutable_position()->set_longitude(kLongitude);
  request.set_payment(v1::ON_ACCOUNT);
  auto* line = request.add_lines();
  line->set_item_id(item);
  line->set_quantity(quantity);
  return request;
}

grpc::Status Shop::place(const v1::PlaceOrderRequest& request, v1::PlaceOrderResponse& response,
                         int timeout_ms) {
  return orders().PlaceOrder(context(timeout_ms).get(), request, &response);
}

v1::InventoryRow Shop::row(int dc, std::int64_t item) {
  v1::ListInventoryRequest request;
  request.set_dc_id(dc);
  request.add_item_ids(item);
  v1::ListInventoryResponse response;
  const auto status = inventory().ListInventory(context().get(), request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return response.rows_size() == 0 ? v1::InventoryRow{} : response.rows(0);
}

std::vector<int> Shop::reach() {
  v1::FindReachRequest request;
  request.mutable_position()->set_latitude(kLatitude);
  request.mutable_position()->set_longitude(kLongitude);
  v1::FindReachResponse response;
  EXPECT_TRUE(nearby().FindReach(context().get(), request, &response).ok());
  std::vector<int> dcs;
  for (const auto& dc : response.reach()) {
    dcs.push_back(dc.dc_id());
  }
  return dcs;
}

void Shop::stock_only_here(std::int64_t item, int quantity) {
  for (const auto dc : reach()) {
    const auto now = row(dc, item);
    const auto wanted = dc == kDc ? quantity : 0;
    v1::StockChangeResponse response;
    if (now.item_id() == 0 || now.quantity() < wanted) {
      v1::ReceiveRequest request;
      request.set_request_id(fresh_uuid());
      request.set_dc_id(dc);
      request.set_item_id(item);
      request.set_quantity(wanted - now.quantity());
      if (request.quantity() > 0) {
        ASSERT_TRUE(inventory().Receive(context().get(), request, &response).ok());
      }
    } else if (now.quantity() > wanted) {
      v1::AdjustRequest request;
      request.set_request_id(fresh_uuid());
      request.set_dc_id(dc);
      request.set_item_id(item);
      request.set_delta(wanted - now.quantity());
      request.set_reason(v1::CORRECTION);
      ASSERT_TRUE(inventory().Adjust(context().get(), request, &response).ok());
    }
  }
}

void Shop::set_mode(std::int64_t item, v1::LockMode mode) {
  v1::SetLockModeRequest request;
  request.set_request_id(fresh_uuid());
  request.set_item_id(item);
  request.set_mode(mode);
  request.set_reason("test");
  v1::SetLockModeResponse response;
  ASSERT_TRUE(inventory().SetLockMode(context().get(), request, &response).ok());
  // In force in every backend within a second: wait until both say so.
  for (std::size_t backend = 0; backend < inventory_.size(); ++backend) {
    for (int tries = 0; tries < 100; ++tries) {
      v1::ListInventoryRequest list;
      list.set_dc_id(kDc);
      list.add_item_ids(item);
      v1::ListInventoryResponse rows;
      ASSERT_TRUE(inventory_[backend]->ListInventory(context().get(), list, &rows).ok());
      if (rows.rows_size() == 1 && rows.rows(0).mode() == mode) {
        break;
      }
      ASSERT_LT(tries, 99) << "the flip never reached backend " << backend;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  }
}

int check_exit_code() {
  const auto program = std::filesystem::read_symlink("/proc/self/exe").parent_path() / "darkstored";
  const auto command =
      program.string() + " check --full --config " + cluster().backend_config("a").string() + " >&2";
  const int status = std::system(command.c_str());  // NOLINT: a test runs the program as its user would
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace darkstore::testing
