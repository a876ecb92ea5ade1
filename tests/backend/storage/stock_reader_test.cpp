#include "backend/storage/stock_reader.h"

#include <gtest/gtest.h>

#include <thread>

#include "backend/storage/change_feed.h"
#include "tests/backend/support/postgres_server.h"

namespace darkstore::storage {
namespace {

using namespace std::chrono_literals;
using testing::PostgresServer;

constexpr std::chrono::milliseconds kLagMax{300};
const std::vector<ShelfKey> kKeys{{DcId{2}, ItemId{1}}, {DcId{1}, ItemId{99}}, {DcId{1}, ItemId{1}}};

Deadline soon() {
  return within(5s);
}

class Reader : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { shared = std::make_unique<PostgresServer>(PostgresServer::With::kReplica); }
  static void TearDownTestSuite() { shared.reset(); }
  void TearDown() override {
    feed.reset();
    server.heal();
  }
  Reader() {
    server.on_primary("INSERT INTO inventory VALUES (1, 1, 11, 4), (1, 2, 12, 1), (2, 1, 21, 7)");
    server.wait_for_replica();
    feed = std::make_unique<ChangeFeed>(ShardId{1}, server.primary(), "a",
                                        ChangeFeedOptions{.heartbeat_every = 50ms, .retry_first = 20ms},
                                        std::vector<ChangeSink*>{}, clock, watchdog);
    until_read([](const StockRows& rows) { return !rows.from_primary; });
  }

  // Reads until the answer is of the kind that a test waits for.
  template <class Condition>
  StockRows until_read(Condition condition) {
    const auto until = within(20s);
    while (!passed(until)) {
      auto rows = reader.read(kKeys, soon());
      if (rows && condition(*rows)) {
        return *rows;
      }
      std::this_thread::sleep_for(10ms);
    }
    ADD_FAILURE() << "no such answer";
    StockRows none;
    none.rows.resize(kKeys.size());
    return none;
  }

  static inline std::unique_ptr<PostgresServer> shared;
  PostgresServer& server = *shared;
  Watchdog watchdog;
  WalClock clock;
  Database primary{"primary", server.primary(), 4, watchdog};
  Database replica{"replica", server.replica(), 4, watchdog};
  StockReader reader{primary, &replica, clock, kLagMax};
  std::unique_ptr<ChangeFeed> feed;
};

TEST_F(Reader, GivesRowsInTheOrderAskedAndKnowsWhatIsNotThere) {
  const auto rows = reader.read(kKeys, soon());
  ASSERT_TRUE(rows.has_value()) << rows.error().reason;
  ASSERT_EQ(rows->rows.size(), 3U);
  EXPECT_EQ(rows->rows[0].quantity, 21);
  EXPECT_EQ(rows->rows[0].version, 7);
  EXPECT_EQ(rows->rows[1].quantity, 0);
  EXPECT_EQ(rows->rows[1].version, 0);
  EXPECT_EQ(rows->rows[2].quantity, 11);
  EXPECT_EQ(rows->rows[2].version, 4);
}

TEST_F(Reader, AnIdlePrimaryMakesNoReplicaLag) {
  std::this_thread::sleep_for(2 * kLagMax);
  EXPECT_FALSE(until_read([](const StockRows& rows) { return rows.lag == 0ms; }).from_primary);
}

TEST_F(Reader, ALaggingReplicaIsNotRead) {
  server.on_replica("SELECT pg_wal_replay_pause()");
  server.on_primary("UPDATE inventory SET quantity = 5, version = 8 WHERE dc_id = 2");
  const auto rows = until_read([](const StockRows& read) { return read.from_primary; });
  EXPECT_EQ(rows.rows[0].version, 8);
  EXPECT_EQ(rows.lag, 0ms);
  server.on_replica("SELECT pg_wal_replay_resume()");
  EXPECT_EQ(until_read([](const StockRows& read) { return !read.from_primary; }).rows[0].version, 8);
}

TEST_F(Reader, ShowsHowFarTheReplicaIsBehindBelowTheBound) {
  StockReader patient(primary, &replica, clock, 1h);
  server.on_replica("SELECT pg_wal_replay_pause()");
  const auto until = within(20s);
  auto rows = patient.read(kKeys, soon());
  while (rows && rows->lag < 2 * kLagMax && !passed(until)) {
    std::this_thread::sleep_for(10ms);
    rows = patient.read(kKeys, soon());
  }
  ASSERT_TRUE(rows.has_value());
  EXPECT_GE(rows->lag, 2 * kLagMax);
  EXPECT_FALSE(rows->from_primary);
  EXPECT_LE(rows->as_of, std::chrono::steady_clock::now() - kLagMax) << "and so old its rows are";
}

TEST_F(Reader, AReplicaThatLostItsPrimarysStreamIsFoundOut) {
  server.on_replica("ALTER SYSTEM SET primary_conninfo = ''");
  server.on_replica("SELECT pg_reload_conf()");
  const auto rows = until_read([](const StockRows& read) { return read.from_primary; });
  EXPECT_EQ(server.on_replica("SELECT pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn()"), "t")
      << "although it has replayed all it knows of";
  EXPECT_EQ(rows.rows[0].version, 7);
}

TEST_F(Reader, TheReplicaGoneThePrimaryAnswers) {
  server.kill_replica();
  const auto rows = reader.read(kKeys, soon());
  ASSERT_TRUE(rows.has_value()) << rows.error().reason;
  EXPECT_TRUE(rows->from_primary);
  server.start_replica();
  until_read([](const StockRows& read) { return !read.from_primary; });
}

TEST_F(Reader, ThePrimaryGoneTheReplicaAnswersHoweverOldItIs) {
  server.kill_primary();
  const auto rows = reader.read(kKeys, soon());
  ASSERT_TRUE(rows.has_value()) << rows.error().reason;
  EXPECT_FALSE(rows->from_primary);
  EXPECT_EQ(rows->rows[0].version, 7);

  const WalClock knows_nothing;
  StockReader newcomer(primary, &replica, knows_nothing, kLagMax);
  const auto unknown = newcomer.read(kKeys, soon());
  ASSERT_TRUE(unknown.has_value()) << unknown.error().reason;
  EXPECT_FALSE(unknown->from_primary);
  EXPECT_LT(unknown->as_of, std::chrono::steady_clock::now());
}

TEST_F(Reader, BothGoneIsAnError) {
  server.kill_replica();
  server.kill_primary();
  const auto rows = reader.read(kKeys, soon());
  ASSERT_FALSE(rows.has_value());
  EXPECT_EQ(rows.error().kind, ErrorKind::kUnavailable);
}

TEST_F(Reader, AsOfNeverClaimsMoreThanTheRowsShow) {
  std::int64_t acknowledged = 7;
  for (int i = 0; i < 200; ++i) {
    server.on_primary("UPDATE inventory SET version = version + 1 WHERE dc_id = 2");
    ++acknowledged;
    const auto moment = std::chrono::steady_clock::now();
    const auto rows = reader.read(kKeys, soon());
    ASSERT_TRUE(rows.has_value());
    ASSERT_TRUE(rows->as_of < moment || rows->rows[0].version >= acknowledged) << "round " << i;
  }
}

TEST_F(Reader, KnowsWhetherTheReplicaHasReachedAPosition) {
  const auto position = [&] {
    return Lsn{std::stoull(server.on_primary("SELECT (pg_current_wal_flush_lsn() - '0/0'::pg_lsn)::bigint"))};
  };
  const auto before = position();
  server.wait_for_replica();
  EXPECT_TRUE(reader.replica_reached(before, soon()).value());
  server.on_replica("SELECT pg_wal_replay_pause()");
  server.on_primary("UPDATE inventory SET version = version + 1");
  EXPECT_FALSE(reader.replica_reached(position(), soon()).value());
}

TEST_F(Reader, KnowsWhatADcCarries) {
  const std::vector<ItemId> expected{ItemId{1}, ItemId{2}};
  const auto carried = [&](DcId dc) {
    const auto items = reader.assortment(dc, soon());
    EXPECT_TRUE(items.has_value()) << to_string(items.error().kind) << ": " << items.error().reason;
    return items.value_or(std::vector<ItemId>{ItemId{-1}});
  };
  EXPECT_EQ(carried(DcId{1}), expected);
  server.kill_replica();
  EXPECT_EQ(carried(DcId{1}), expected);
  EXPECT_TRUE(carried(DcId{77}).empty());
}

}  // namespace
}  // namespace darkstore::storage
