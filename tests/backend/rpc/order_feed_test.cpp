#include "backend/rpc/order_feed.h"

#include <gtest/gtest.h>

#include <utility>

#include "backend/nearby/estimate_provider.h"
#include "backend/rpc/wire.h"
#include "backend/storage/catalog_repository.h"

namespace darkstore::rpc {
namespace {

using namespace std::chrono_literals;
using Moment = std::chrono::steady_clock::time_point;

constexpr CustomerId kAda{1};
constexpr RegionId kIberia{9};

class OrderFeedTest : public ::testing::Test {
 protected:
  static storage::OrderNotice notice(std::uint64_t number) {
    storage::OrderNotice notice;
    notice.id = Uuid::v7(WallTime{1'793'000'000'000ms}, 9, number);
    notice.region = kIberia;
    notice.customer = kAda;
    return notice;
  }
  /// What the hub's next tick shows the watcher; nothing when no frame is due.
  std::optional<v1::OrderEvents> tick(FrameSource& watcher, std::chrono::milliseconds later = 50ms) {
    now += later;
    const auto bytes = watcher.next(now);
    if (!bytes) {
      return std::nullopt;
    }
    v1::OrderEvents events;
    EXPECT_TRUE(parse(*bytes, events));
    return events;
  }
  void work() {
    for (auto& job : std::exchange(jobs, {})) {
      job();
    }
  }

  Moment now{1h};
  std::vector<std::function<void()>> jobs;
  CustomerNames customers{[](const auto&, Deadline) -> Result<std::vector<storage::CustomerRow>> {
                            return std::vector<storage::CustomerRow>{{kAda, "Ada Pinto", ""}};
                          },
                          [this](auto job) {
                            jobs.push_back(std::move(job));
                            return true;
                          }};
  std::shared_ptr<const catalog::Catalogue> catalogue = *catalog::Catalogue::make({});
  ordering::Regions regions{{}};
  nearby::ReachFinder finder{{}, *nearby::DcIndex::build({}), std::make_shared<nearby::EstimateProvider>()};
  OrderFeed feed{{*catalogue, regions, finder}, customers};
};

TEST_F(OrderFeedTest, ShowsTheCustomersName) {
  const auto watcher = feed.watch(20, std::nullopt);
  (void)tick(*watcher);
  feed.publish({notice(1)});
  work();
  const auto events = tick(*watcher, 100ms);
  ASSERT_TRUE(events);
  ASSERT_EQ(events->orders_size(), 1);
  EXPECT_EQ(events->orders(0).customer_name(), "Ada Pinto");
}

TEST_F(OrderFeedTest, WaitsOneTickForANameAndNoLonger) {
  const auto watcher = feed.watch(20, std::nullopt);
  (void)tick(*watcher);
  feed.publish({notice(1)});
  EXPECT_FALSE(tick(*watcher, 100ms)) << "the name is on its way";
  const auto without = tick(*watcher);
  ASSERT_TRUE(without);
  ASSERT_EQ(without->orders_size(), 1);
  EXPECT_EQ(without->orders(0).customer_name(), "");
  work();
  feed.publish({notice(2)});
  const auto with = tick(*watcher, 100ms);
  ASSERT_TRUE(with);
  EXPECT_EQ(with->orders(0).customer_name(), "Ada Pinto") << "the next event has it";
}

TEST_F(OrderFeedTest, BeatsWhileAnEventWaitsForItsName) {
  const auto watcher = feed.watch(20, std::nullopt);
  (void)tick(*watcher);
  feed.publish({notice(1)});
  const auto beat = tick(*watcher, 500ms);
  ASSERT_TRUE(beat);
  EXPECT_EQ(beat->orders_size(), 0);
  const auto event = tick(*watcher, 100ms);
  ASSERT_TRUE(event);
  EXPECT_EQ(event->orders_size(), 1);
}

TEST_F(OrderFeedTest, AsksForNobodyWhomNoWatcherSees) {
  feed.publish({notice(1)});
  EXPECT_TRUE(jobs.empty());
  const auto watcher = feed.watch(20, DcId{7});
  feed.publish({notice(2)});
  EXPECT_TRUE(jobs.empty()) << "another DC's order";
}

}  // namespace
}  // namespace darkstore::rpc
