#pragma once

#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "darkstore/v1/inventory.grpc.pb.h"
#include "darkstore/v1/nearby.grpc.pb.h"
#include "darkstore/v1/network.grpc.pb.h"
#include "darkstore/v1/order.grpc.pb.h"
#include "tests/integration/support/embedded_cluster.h"

namespace darkstore::testing {

/// The cluster that all tests of this program share, started by its main.
EmbeddedCluster& cluster();

/// A customer at the counter: places orders near Alcântara over both backends in turn.
class Shop {
 public:
  explicit Shop(const std::string& role = "admin");

  static constexpr double kLatitude = 38.7046;
  static constexpr double kLongitude = -9.1617;
  static constexpr int kDc = 4495;  ///< LIS-014 Alcântara, the soonest of that point

  [[nodiscard]] std::unique_ptr<grpc::ClientContext> context(int timeout_ms = 8000) const;
  [[nodiscard]] v1::OrderService::Stub& orders() { return *orders_[next_++ % orders_.size()]; }
  [[nodiscard]] v1::InventoryService::Stub& inventory() { return *inventory_[next_++ % inventory_.size()]; }
  [[nodiscard]] v1::NearbyService::Stub& nearby() { return *nearby_; }
  [[nodiscard]] v1::NetworkService::Stub& network() { return *network_; }
  [[nodiscard]] v1::OrderService::Stub& orders_at(std::size_t backend) { return *orders_[backend]; }

  /// A valid order of one line; a fresh key.
  [[nodiscard]] static v1::PlaceOrderRequest an_order(std::int64_t item, int quantity);
  [[nodiscard]] static std::string fresh_key(const std::string& region = "iberia");
  [[nodiscard]] static std::string fresh_uuid();

  [[nodiscard]] grpc::Status place(const v1::PlaceOrderRequest& request, v1::PlaceOrderResponse& response,
                                   int timeout_ms = 8000);
  /// The row now, read from the primary.
  [[nodiscard]] v1::InventoryRow row(int dc, std::int64_t item);
  /// Sets what every DC that serves the point has of an item: `quantity` at kDc, none at the others.
  void stock_only_here(std::int64_t item, int quantity);
  void set_mode(std::int64_t item, v1::LockMode mode);
  [[nodiscard]] std::vector<int> reach();

 private:
  std::string token_;
  std::vector<std::unique_ptr<v1::OrderService::Stub>> orders_;
  std::vector<std::unique_ptr<v1::InventoryService::Stub>> inventory_;
  std::unique_ptr<v1::NearbyService::Stub> nearby_;
  std::unique_ptr<v1::NetworkService::Stub> network_;
  std::atomic<std::size_t> next_{0};
};

/// Runs `darkstored check --full`; its exit code (0 clean).
int check_exit_code();

}  // namespace darkstore::testing
