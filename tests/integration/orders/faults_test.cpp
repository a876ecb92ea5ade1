#include <map>
#include <mutex>
#include <thread>

#include "tests/integration/orders/shop.h"

namespace darkstore::testing {
namespace {

// Buyers who retry with the same key until they know, while servers are killed under them.
struct Buyers {
  Shop shop;
  std::atomic<bool> stop{false};
  std::atomic<int> acknowledged_units{0};
  std::atomic<int> calls{0};
  std::mutex mutex;
  std::map<std::string, std::string> orders;  // key -> order id; guarded by mutex

  void run(std::int64_t item) {
    while (!stop) {
      const auto request = Shop::an_order(item, 1);
      for (int tries = 0; tries < 200; ++tries) {
        v1::PlaceOrderResponse response;
        ++calls;
        const auto status = shop.place(request, response, 2000);
        if (status.ok()) {
          if (response.has_placed()) {
            ++acknowledged_units;
            const std::lock_guard lock(mutex);
            orders[request.key()] = response.placed().order().id();
          }
          break;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
      }
    }
  }
};

void survive(std::int64_t item, const std::string& server) {
  Buyers buyers;
  buyers.shop.stock_only_here(item, 50'000);
  const auto before = buyers.shop.row(Shop::kDc, item);
  const auto restarts = cluster().server(server)->restarts;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] { buyers.run(item); });
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(500));
  const auto killed = cluster().kill(server);
  EXPECT_TRUE(killed) << killed.error().reason;
  const auto back = cluster().wait_restarted(server, restarts + 1);
  EXPECT_TRUE(back) << back.error().reason;
  std::this_thread::sleep_for(std::chrono::milliseconds(1000));
  buyers.stop = true;
  for (auto& thread : threads) {
    thread.join();
  }
  ASSERT_TRUE(cluster().wait_serving());
  // Everything acknowledged is there, once; every retry ended in a definite answer.
  const auto after = buyers.shop.row(Shop::kDc, item);
  EXPECT_EQ(before.quantity() - after.quantity(), buyers.acknowledged_units);
  EXPECT_GT(buyers.acknowledged_units, 0);
  for (const auto& [key, id] : buyers.orders) {
    v1::GetOrderRequest request;
    request.set_order_id(id);
    v1::GetOrderResponse response;
    const auto status = buyers.shop.orders().GetOrder(buyers.shop.context().get(), request, &response);
    ASSERT_TRUE(status.ok()) << key << " " << id << ": " << status.error_message();
  }
  EXPECT_EQ(check_exit_code(), 0);
}

TEST(Faults, AKilledPrimaryLosesNothingAcknowledged) {
  survive(60, "postgres");
}
TEST(Faults, AKilledBackendLosesNothingAcknowledged) {
  survive(61, "backend-a");
}
TEST(Faults, AKilledValkeyCostsSpeedOnly) {
  survive(62, "valkey");
}

}  // namespace
}  // namespace darkstore::testing
