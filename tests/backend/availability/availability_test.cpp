#include "backend/availability/availability.h"

#include <gtest/gtest.h>

#include <barrier>
#include <random>
#include <string>
#include <thread>

#include "tests/backend/support/postgres_server.h"
#include "tests/backend/support/valkey_server.h"

namespace darkstore::availability {
namespace {

using namespace std::chrono_literals;
using ::darkstore::testing::PostgresServer;
using ::darkstore::testing::ValkeyServer;
using storage::StockChange;

constexpr ShardId kShard{1};
constexpr std::chrono::milliseconds kLagMax{400};

ShelfKey shelf(std::int32_t dc, std::int64_t item) {
  return {DcId{dc}, ItemId{item}};
}
Deadline soon() {
  return within(10s);
}

// One backend's read path over its own pools, on servers that all backends share.
class Backend {
 public:
  explicit Backend(const PostgresServer& postgres, const ValkeyServer& valkey, bool with_feed = true)
      : cache(valkey.options()),
        primary("primary", postgres.primary(), 4, watchdog),
        replica("replica", postgres.replica(), 4, watchdog),
        reader(primary, &replica, clock, kLagMax),
        availability({.near_rows_max = 10'000, .write_through_max = 1'000}, shard_of, {{kShard, &reader}},
                     cache) {
    if (with_feed) {
      feed = std::make_unique<storage::ChangeFeed>(
          kShard, postgres.primary(), "backend",
          storage::ChangeFeedOptions{.heartbeat_every = 50ms, .silence_max = 1s, .retry_first = 20ms},
          std::vector<storage::ChangeSink*>{&availability}, clock, watchdog);
      const auto until = soon();
      while (!feed->counts().live && !passed(until)) {
        std::this_thread::sleep_for(5ms);
      }
    }
  }
  static std::optional<ShardId> shard_of(DcId dc) {
    return dc.value() < 1'000 ? std::optional(kShard) : std::nullopt;
  }

  View view(std::vector<ShelfKey> keys, const ReadOptions& options = {}) {
    auto seen = availability.view(keys, options, soon());
    if (!seen) {
      ADD_FAILURE() << to_string(seen.error().kind) << ": " << seen.error().reason;
      View none;
      none.rows.resize(keys.size());
      return none;
    }
    return *seen;
  }
  RowView row(ShelfKey key, const ReadOptions& options = {}) { return view({key}, options).rows.at(0); }

  // Looks until a row is as a test expects it.
  template <class Condition>
  void until_row(ShelfKey key, Condition condition) {
    const auto until = soon();
    while (!condition(row(key))) {
      ASSERT_FALSE(passed(until)) << "the row never came to be so";
      std::this_thread::sleep_for(10ms);
    }
  }

  // Until what is read from now on is kept near. A replica's rows are dated by the last heartbeat, and those
  // of before the feed came up are not believed; so this takes one or two heartbeats. Reads rows that no
  // test asks for.
  void settle_in() {
    const auto until = soon();
    for (std::int64_t item = 100'000;; ++item) {
      row(shelf(1, item));
      if (row(shelf(1, item)).source == ReadSource::kNearCache) {
        return;
      }
      ASSERT_FALSE(passed(until)) << "nothing is kept near";
      std::this_thread::sleep_for(10ms);
    }
  }

  storage::Watchdog watchdog;
  storage::WalClock clock;
  storage::CacheClient cache;
  storage::Database primary;
  storage::Database replica;
  storage::StockReader reader;
  Availability availability;
  std::unique_ptr<storage::ChangeFeed> feed;
};

class ReadPath : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    shared = std::make_unique<PostgresServer>(PostgresServer::With::kReplica);
    shared_cache = std::make_unique<ValkeyServer>();
  }
  static void TearDownTestSuite() {
    shared.reset();
    shared_cache.reset();
  }
  void SetUp() override {
    postgres.on_primary(
        "INSERT INTO inventory SELECT dc, item, 10, 1 FROM generate_series(1, 3) dc,"
        " generate_series(1, 20) item");
    postgres.wait_for_replica();
    valkey.admin({"FLUSHALL"});
  }
  void TearDown() override { postgres.heal(); }

  // What a writer does up to and including its COMMIT: the row changes, the other backends are notified.
  StockChange sell(ShelfKey key, int count) {
    const auto where = " WHERE dc_id = " + std::to_string(key.dc.value()) +
                       " AND item_id = " + std::to_string(key.item.value());
    const auto after =
        postgres.on_primary("UPDATE inventory SET version = version + 1, quantity = quantity - " +
                            std::to_string(count) + where + " RETURNING version || ',' || quantity");
    const auto comma = after.find(',');
    const StockChange change{.key = key,
                             .version = std::stoll(after.substr(0, comma)),
                             .quantity = std::stoi(after.substr(comma + 1)),
                             .delta = -count,
                             .kind = 2};
    return change;
  }
  void notify(const StockChange& change) {
    postgres.on_primary("SELECT pg_notify('inventory', '" + storage::encode_changes({&change, 1}).at(0) +
                        "')");
  }

  static inline std::unique_ptr<PostgresServer> shared;
  static inline std::unique_ptr<ValkeyServer> shared_cache;
  PostgresServer& postgres = *shared;
  ValkeyServer& valkey = *shared_cache;
};

TEST_F(ReadPath, AsksTheDearerSourceOnlyForWhatTheCheaperDoesNotKnow) {
  Backend a(postgres, valkey);
  const std::vector<ShelfKey> keys{shelf(1, 1), shelf(2, 1), shelf(3, 999)};
  a.settle_in();
  const auto first = a.view(keys);
  EXPECT_EQ(first.report.from_replica, 3);
  EXPECT_GE(first.report.replica_lag_ms, 0);
  EXPECT_EQ(first.rows[0].quantity, 10);
  EXPECT_EQ(first.rows[2].version, 0) << "no such row is an answer too";

  EXPECT_EQ(a.view(keys).report.from_near_cache, 3);

  Backend b(postgres, valkey);
  const auto until = soon();
  auto second = b.view(keys);
  while (second.report.from_cache < 3 && !passed(until)) {
    std::this_thread::sleep_for(10ms);
    second = b.view(keys);
  }
  EXPECT_EQ(second.report.from_cache, 3) << "what one backend has read, another finds in Valkey";
  EXPECT_EQ(second.report.replica_lag_ms, -1);
  EXPECT_EQ(second.rows[2].version, 0);
}

TEST_F(ReadPath, TellsTheAgeOfEachRow) {
  Backend a(postgres, valkey);
  a.row(shelf(1, 1));
  std::this_thread::sleep_for(30ms);
  const auto later = a.view({shelf(1, 1)});
  EXPECT_GE(later.rows[0].age, 30ms);
  EXPECT_EQ(later.report.oldest_age_ms, later.rows[0].age.count());
}

TEST_F(ReadPath, AnUnknownDcIsNotFound) {
  Backend a(postgres, valkey, false);
  const std::vector<ShelfKey> keys{shelf(1, 1), shelf(5'000, 1)};
  const auto seen = a.availability.view(keys, {}, soon());
  ASSERT_FALSE(seen.has_value());
  EXPECT_EQ(seen.error().kind, ErrorKind::kNotFound);
  EXPECT_EQ(seen.error().field, "dc_id");
}

TEST_F(ReadPath, APublishedChangeIsSeenHereAtOnceAndByOtherBackendsSoon) {
  Backend a(postgres, valkey);
  Backend b(postgres, valkey, false);  // hears nothing: what it knows comes from Valkey
  const auto change = sell(shelf(1, 1), 3);
  a.availability.publish({&change, 1});
  EXPECT_EQ(a.row(shelf(1, 1)).quantity, 7);
  b.until_row(shelf(1, 1),
              [](const RowView& row) { return row.quantity == 7 && row.source == ReadSource::kCache; });
}

TEST_F(ReadPath, ACrashBetweenCommitAndPublishIsHealedByTheChangeFeed) {
  Backend a(postgres, valkey);
  a.settle_in();
  a.row(shelf(1, 1));
  ASSERT_EQ(a.row(shelf(1, 1)).source, ReadSource::kNearCache);
  notify(sell(shelf(1, 1), 3));  // by a backend that died after its COMMIT
  a.until_row(shelf(1, 1), [](const RowView& row) { return row.quantity == 7; });
}

TEST_F(ReadPath, ACrashBetweenCommitAndPublishHealsInValkeyWithTheEntrysLife) {
  auto options = valkey.options();
  options.keep = 700ms;
  storage::CacheClient short_lived(options);
  const storage::CacheRefill old{
      .key = shelf(1, 1), .row = {.quantity = 10, .version = 1, .as_of = std::chrono::steady_clock::now()}};
  ASSERT_EQ(short_lived.put_if_newer({&old, 1}, soon()).value_or(-1), 1);
  sell(shelf(1, 1), 3);  // and nobody is told
  Backend b(postgres, valkey, false);
  EXPECT_EQ(b.row(shelf(1, 1)).source, ReadSource::kCache);
  b.until_row(shelf(1, 1), [](const RowView& row) { return row.quantity == 7; });
}

TEST_F(ReadPath, ALateRefillDoesNotHideANewerChange) {
  Backend a(postgres, valkey);
  a.settle_in();
  a.row(shelf(1, 1));
  const auto change = sell(shelf(1, 1), 3);
  a.availability.publish({&change, 1});
  const storage::CacheRefill late{
      .key = shelf(1, 1), .row = {.quantity = 10, .version = 1, .as_of = std::chrono::steady_clock::now()}};
  ASSERT_TRUE(a.cache.put_if_newer({&late, 1}, soon()).has_value());
  EXPECT_EQ(a.row(shelf(1, 1)).quantity, 7);
  Backend b(postgres, valkey, false);
  b.until_row(shelf(1, 1), [](const RowView& row) { return row.quantity == 7; });
}

TEST_F(ReadPath, AFloorMakesOlderEntriesMissesAndOlderReplicasWrong) {
  Backend a(postgres, valkey, false);
  const auto key = shelf(1, 1);
  ASSERT_EQ(a.row(key).version, 1);
  a.until_row(key, [](const RowView& row) { return row.source == ReadSource::kCache; });
  postgres.on_replica("SELECT pg_wal_replay_pause()");
  const auto change = sell(key, 3);
  const std::vector<RowFloor> floors{{.key = key, .version = change.version}};
  EXPECT_EQ(a.row(key).version, 1) << "without a floor the cached number will do";
  const auto seen = a.row(key, {.at_least = floors});
  EXPECT_EQ(seen.version, change.version);
  EXPECT_EQ(seen.quantity, 7);
  EXPECT_EQ(seen.source, ReadSource::kPrimary);
}

TEST_F(ReadPath, FromPrimaryMeansFromThere) {
  Backend a(postgres, valkey);
  a.row(shelf(1, 1));
  const auto seen = a.view({shelf(1, 1), shelf(1, 2)}, {.from_primary = true});
  EXPECT_EQ(seen.report.from_primary, 2);
  EXPECT_EQ(seen.report.replica_lag_ms, -1);
}

TEST_F(ReadPath, ALaggingReplicaIsPassedOver) {
  Backend a(postgres, valkey);
  postgres.on_replica("SELECT pg_wal_replay_pause()");
  std::int64_t item = 1'000;  // a row that nobody has seen yet, each time
  const auto until = soon();
  while (a.row(shelf(1, ++item)).source != ReadSource::kPrimary) {
    ASSERT_FALSE(passed(until));
    std::this_thread::sleep_for(10ms);
  }
}

TEST_F(ReadPath, ValkeyGoneCostsSpeedOnly) {
  Backend a(postgres, valkey);
  a.row(shelf(1, 1));
  valkey.kill();
  const auto without = a.view({shelf(1, 7), shelf(1, 8)});
  EXPECT_TRUE(without.report.cache_away);
  EXPECT_EQ(without.rows[0].quantity, 10);
  const auto change = sell(shelf(1, 7), 4);
  a.availability.publish({&change, 1});
  EXPECT_EQ(
      a.row(shelf(1, 7), {.at_least = std::vector<RowFloor>{{.key = shelf(1, 7), .version = 2}}}).quantity,
      6);
  valkey.start();
  const auto until = soon();
  while (a.view({shelf(2, 15)}, {.at_least = std::vector<RowFloor>{{.key = shelf(2, 15), .version = 9}}})
             .report.cache_away) {
    ASSERT_FALSE(passed(until));
    std::this_thread::sleep_for(20ms);
  }
}

TEST_F(ReadPath, EverythingGoneIsSaidSo) {
  Backend a(postgres, valkey, false);
  postgres.kill_primary();
  postgres.kill_replica();
  const std::vector<ShelfKey> keys{shelf(1, 1)};
  const auto seen = a.availability.view(keys, {}, soon());
  ASSERT_FALSE(seen.has_value());
  EXPECT_EQ(seen.error().kind, ErrorKind::kUnavailable);
}

TEST_F(ReadPath, AGapDropsWhatTheNearCacheKnew) {
  Backend a(postgres, valkey);
  const auto key = shelf(1, 1);
  a.settle_in();
  a.row(key);
  ASSERT_EQ(a.row(key).source, ReadSource::kNearCache);
  a.availability.on_gap(kShard);
  EXPECT_NE(a.row(key).source, ReadSource::kNearCache);
  a.availability.on_live(kShard);
  EXPECT_NE(a.row(key).source, ReadSource::kNearCache)
      << "what was seen before the gap is not believed after it";
  a.settle_in();
}

TEST_F(ReadPath, OfManyReadersOfAMissOneAsksTheDatabase) {
  Backend a(postgres, valkey, false);
  constexpr int kReaders = 8;
  // All connections to the databases are taken until everyone has missed the caches.
  std::vector<storage::Database::Lease> taken;
  for (int i = 0; i < 4; ++i) {
    taken.push_back(std::move(a.replica.lease(soon()).value()));
    taken.push_back(std::move(a.primary.lease(soon()).value()));
  }
  std::barrier start(kReaders + 1);
  std::vector<std::thread> readers;
  for (int i = 0; i < kReaders; ++i) {
    readers.emplace_back([&] {
      start.arrive_and_wait();
      EXPECT_EQ(a.row(shelf(2, 2)).quantity, 10);
    });
  }
  start.arrive_and_wait();
  const auto until = soon();
  while (a.availability.counts().flights_joined < kReaders - 1 && !passed(until)) {
    std::this_thread::sleep_for(1ms);
  }
  EXPECT_EQ(a.availability.counts().flights_joined, kReaders - 1);
  taken.clear();
  for (auto& reader : readers) {
    reader.join();
  }
}

TEST_F(ReadPath, EffectiveAvailabilityIsTheSumOverTheReach) {
  Backend a(postgres, valkey);
  sell(shelf(1, 5), 10);
  postgres.wait_for_replica();
  const std::vector<ServingDc> reach{{.dc = DcId{1}, .minutes = 12}, {.dc = DcId{2}, .minutes = 31}};
  const std::vector<ItemId> items{ItemId{5}, ItemId{4}, ItemId{777}};
  const auto seen = a.availability.effective(reach, items, {.from_primary = true}, soon());
  ASSERT_TRUE(seen.has_value()) << seen.error().reason;
  ASSERT_EQ(seen->items.size(), 3U);
  EXPECT_EQ(seen->items[0].available, 10);
  EXPECT_EQ(seen->items[0].soonest_minutes, 31) << "the nearer one has none left";
  ASSERT_EQ(seen->items[0].at.size(), 2U);
  EXPECT_EQ(seen->items[0].at[0].row.quantity, 0);
  EXPECT_EQ(seen->items[1].available, 20);
  EXPECT_EQ(seen->items[1].soonest_minutes, 12);
  EXPECT_EQ(seen->items[2].available, 0);
  EXPECT_EQ(seen->items[2].soonest_minutes, -1);
  EXPECT_TRUE(seen->items[2].at.empty());
}

// Two backends read and write the same rows at random while one of them sometimes forgets to publish. A
// reader who demands a version never gets an older one; no backend that hears the feed goes back; in the end
// both know the truth.
TEST_F(ReadPath, NeverGoesBackWhileTwoBackendsReadAndWrite) {
  const auto seed = std::random_device{}();
  RecordProperty("seed", std::to_string(seed));
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  Backend a(postgres, valkey);
  Backend b(postgres, valkey);
  postgres.on_primary("UPDATE inventory SET quantity = 1000000");
  std::vector<std::int64_t> seen_by_a(4, 0);
  std::vector<std::int64_t> truth(4, 1);
  for (int step = 0; step < 400; ++step) {
    const auto item = static_cast<std::size_t>(random() % 4);
    const auto key = shelf(1, static_cast<std::int64_t>(item) + 1);
    Backend& one = random() % 2 == 0 ? a : b;
    if (random() % 3 == 0) {
      const auto change = sell(key, 1);
      truth[item] = change.version;
      notify(change);
      if (random() % 4 != 0) {
        one.availability.publish({&change, 1});
      }
    } else if (random() % 2 == 0) {
      const std::vector<RowFloor> floors{{.key = key, .version = truth[item]}};
      ASSERT_EQ(one.row(key, {.at_least = floors}).version, truth[item]) << "step " << step;
    } else {
      const auto row = a.row(key);
      ASSERT_GE(row.version, seen_by_a[item]) << "step " << step;
      ASSERT_LE(row.version, truth[item]) << "step " << step;
      ASSERT_EQ(row.quantity, 1'000'001 - row.version) << "number and version belong together, step " << step;
      seen_by_a[item] = row.version;
    }
  }
  for (std::size_t item = 0; item < 4; ++item) {
    const auto is_the_truth = [&](const RowView& row) { return row.version == truth[item]; };
    a.until_row(shelf(1, static_cast<std::int64_t>(item) + 1), is_the_truth);
    b.until_row(shelf(1, static_cast<std::int64_t>(item) + 1), is_the_truth);
  }
}

}  // namespace
}  // namespace darkstore::availability
