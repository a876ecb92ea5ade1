#include "backend/storage/change_feed.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "backend/storage/stock_reader.h"
#include "tests/backend/support/postgres_server.h"

namespace darkstore::storage {
namespace {

using namespace std::chrono_literals;
using testing::PostgresServer;

constexpr ShardId kShard{3};

// Remembers what it hears and lets a test wait for it.
class Listener : public ChangeSink {
 public:
  void on_changes(ShardId, std::span<const StockChange> changes, WallTime) override {
    note([&] { heard.insert(heard.end(), changes.begin(), changes.end()); });
  }
  void on_gap(ShardId) override {
    note([&] { ++gaps; });
  }
  void on_live(ShardId) override {
    note([&] { ++lives; });
  }
  void on_heard(ShardId, std::chrono::steady_clock::time_point up_to) override {
    note([&] { heard_up_to = up_to; });
  }
  void on_orders(ShardId, std::string_view payload) override {
    note([&] { orders.emplace_back(payload); });
  }

  template <class Condition>
  bool wait_for(Condition condition) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, 20s, condition);
  }

  std::vector<StockChange> heard;
  std::vector<std::string> orders;
  int gaps = 0;
  int lives = 0;
  std::chrono::steady_clock::time_point heard_up_to{};

 private:
  template <class Change>
  void note(Change change) {
    {
      const std::lock_guard lock(mutex_);
      change();
    }
    changed_.notify_all();
  }
  std::mutex mutex_;
  std::condition_variable changed_;
};

class Feed : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    shared = std::make_unique<PostgresServer>(PostgresServer::With::kPrimaryOnly);
  }
  static void TearDownTestSuite() { shared.reset(); }
  void TearDown() override { server.heal(); }

  static inline std::unique_ptr<PostgresServer> shared;
  PostgresServer& server = *shared;
  Watchdog watchdog;
  WalClock clock;
  Listener listener;
  ChangeFeedOptions options{
      .heartbeat_every = 50ms, .silence_max = 500ms, .retry_first = 20ms, .retry_max = 100ms};

  std::unique_ptr<ChangeFeed> start() {
    auto feed = std::make_unique<ChangeFeed>(kShard, server.primary(), "a", options,
                                             std::vector<ChangeSink*>{&listener}, clock, watchdog);
    EXPECT_TRUE(listener.wait_for([&] { return listener.lives == 1; }));
    return feed;
  }
  void notify(std::string_view payload, std::string_view channel = kInventoryChannel) {
    server.on_primary("SELECT pg_notify('" + std::string(channel) + "', '" + std::string(payload) + "')");
  }
};

TEST_F(Feed, BringsChangesAndOrdersOfOtherSessions) {
  const auto feed = start();
  const std::vector<StockChange> changes{
      {.key = {DcId{7}, ItemId{8}}, .version = 3, .quantity = 4, .delta = -1, .kind = 2},
      {.key = {DcId{7}, ItemId{9}}, .version = 1, .quantity = 40, .delta = 40, .kind = 1}};
  notify(encode_changes(changes).at(0));
  notify("as you like it", kOrdersChannel);
  EXPECT_TRUE(listener.wait_for([&] { return listener.heard.size() == 2 && listener.orders.size() == 1; }));
  EXPECT_EQ(listener.heard, changes);
  EXPECT_EQ(listener.orders.at(0), "as you like it");
  EXPECT_EQ(feed->counts().changes, 2);
}

TEST_F(Feed, SaysUpToWhenItHasToldEverything) {
  const auto feed = start();
  notify("7,8,3,4,-1,2");
  const auto acknowledged = std::chrono::steady_clock::now();
  // The first time it says so, the change must have been told.
  std::size_t told = 0;
  EXPECT_TRUE(listener.wait_for([&] {
    told = listener.heard.size();
    return listener.heard_up_to >= acknowledged;
  }));
  EXPECT_EQ(told, 1);
}

TEST_F(Feed, SaysWhenItMayHaveMissedSomethingAndGoesOn) {
  const auto feed = start();
  server.on_primary(
      "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'darkstored'");
  EXPECT_TRUE(listener.wait_for([&] { return listener.gaps == 1 && listener.lives == 2; }));
  notify("7,8,3,4,-1,2");
  EXPECT_TRUE(listener.wait_for([&] { return listener.heard.size() == 1; }));
  EXPECT_EQ(feed->counts().gaps, 1);
}

TEST_F(Feed, SurvivesThePrimary) {
  const auto feed = start();
  server.kill_primary();
  EXPECT_TRUE(listener.wait_for([&] { return listener.gaps == 1; }));
  EXPECT_FALSE(feed->counts().live);
  server.start_primary();
  EXPECT_TRUE(listener.wait_for([&] { return listener.lives == 2; }));
}

TEST_F(Feed, TakesAPrimaryThatStandsStillForAGap) {
  const auto feed = start();
  server.pause_primary();
  EXPECT_TRUE(listener.wait_for([&] { return listener.gaps == 1; }));
  server.resume_primary();
  EXPECT_TRUE(listener.wait_for([&] { return listener.lives == 2; }));
}

TEST_F(Feed, TakesAPayloadItCannotReadForAGap) {
  const auto feed = start();
  notify("7,8,3");
  EXPECT_TRUE(listener.wait_for([&] { return listener.gaps == 1 && listener.lives == 2; }));
  EXPECT_TRUE(listener.heard.empty());
}

TEST_F(Feed, TellsTheClockOfTheLogWhereThePrimaryIs) {
  const auto feed = start();
  server.on_primary("INSERT INTO inventory VALUES (1, 1, 1, 1)");
  const auto written =
      Lsn{std::stoull(server.on_primary("SELECT (pg_current_wal_flush_lsn() - '0/0'::pg_lsn)::bigint"))};
  const auto until = within(20s);
  const auto behind = Lsn{written.value() - 1};
  while (clock.standing(behind, std::chrono::steady_clock::now())->lag == 0ms) {
    ASSERT_FALSE(passed(until)) << "a heartbeat later the row is behind the sampled position";
    std::this_thread::sleep_for(10ms);
  }
}

TEST_F(Feed, NeedsNoServerToStartOrToStop) {
  server.kill_primary();
  {
    const ChangeFeed feed(kShard, server.primary(), "a", options, {&listener}, clock, watchdog);
    std::this_thread::sleep_for(50ms);
  }
  EXPECT_EQ(listener.gaps, 0);
  EXPECT_EQ(listener.lives, 0);
}

}  // namespace
}  // namespace darkstore::storage
