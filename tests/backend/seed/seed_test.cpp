#include "backend/seed/seed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <string>

#include "backend/catalog/gtin.h"
#include "backend/storage/check.h"
#include "tests/backend/seed/four_databases.h"

namespace darkstore::seed {
namespace {

using ::testing::HasSubstr;

class Seed : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { shared = std::make_unique<FourDatabases>(); }
  static void TearDownTestSuite() { shared.reset(); }

  Seed() { databases.clear(); }

  SeedReport seeded(const std::string& scale = "small", std::int64_t number = 1) {
    auto report = databases.seed(scale, number);
    EXPECT_TRUE(report) << report.error().reason;
    return report.value_or(SeedReport{});
  }

  // A number that changes when any row of any table does.
  std::string fingerprint() {
    std::string sum;
    for (const auto* table : {"shard", "region", "dc", "category", "item", "item_word", "item_price",
                              "customer", "lock_mode", "epoch"}) {
      sum += digest(0, table);
    }
    for (int shard = 1; shard <= 3; ++shard) {
      for (const auto* table : {"inventory", "shelf", "balance", "owned_region"}) {
        sum += digest(shard, table);
      }
    }
    return sum;
  }
  std::string digest(int shard, const std::string& table) {
    return databases.sql(shard, "SELECT md5(string_agg(t::text, '' ORDER BY t::text)) FROM " + table + " t") +
           " ";
  }
  std::int64_t number(int shard, const std::string& query) { return std::stoll(databases.sql(shard, query)); }

  static inline std::unique_ptr<FourDatabases> shared;
  FourDatabases& databases = *shared;
};

TEST_F(Seed, FillsEmptyDatabasesOnceAndLeavesThemAloneThen) {
  const auto first = seeded();
  EXPECT_EQ(first.databases_filled, 4);
  EXPECT_EQ(first.dcs, 10'000);
  EXPECT_EQ(number(0, "SELECT count(*) FROM dc"), 10'000);
  EXPECT_EQ(number(0, "SELECT count(*) FROM item"), 500);
  EXPECT_EQ(number(0, "SELECT count(*) FROM item_price"), first.prices);
  EXPECT_EQ(number(0, "SELECT count(*) FROM customer"), 2'000);
  std::int64_t rows = 0;
  for (int shard = 1; shard <= 3; ++shard) {
    rows += number(shard, "SELECT count(*) FROM inventory");
  }
  EXPECT_EQ(rows, first.inventory_rows);
  EXPECT_NEAR(static_cast<double>(rows), 180 * 30, 200);
  const auto before = fingerprint();
  const auto second = seeded();
  EXPECT_EQ(second.databases_filled, 0);
  EXPECT_EQ(second.inventory_rows, first.inventory_rows);
  EXPECT_EQ(fingerprint(), before);
}

TEST_F(Seed, MakesTheSameDataOfTheSameSeedAndOtherDataOfAnother) {
  seeded();
  const auto first = fingerprint();
  databases.clear();
  seeded();
  EXPECT_EQ(fingerprint(), first);
  databases.clear();
  seeded("small", 2);
  EXPECT_NE(fingerprint(), first);
}

TEST_F(Seed, KeepsItsPromisesToTheRestOfTheProduct) {
  seeded();
  for (int shard = 1; shard <= 3; ++shard) {
    EXPECT_EQ(number(shard, "SELECT count(*) FROM inventory WHERE version <> 1"), 0);
    EXPECT_EQ(number(shard,
                     "SELECT count(*) FROM inventory i FULL JOIN balance b USING (dc_id, item_id) FULL JOIN"
                     " shelf s USING (dc_id, item_id) WHERE i.quantity IS DISTINCT FROM b.quantity"
                     " OR b.version <> 1 OR s.bin IS NULL"),
              0);
    EXPECT_GT(number(shard, "SELECT count(*) FROM owned_region"), 3);
    EXPECT_EQ(number(shard, "SELECT count(*) FROM ledger"), 0);
    // A week ahead orders can be placed without anybody making partitions.
    EXPECT_EQ(databases.sql(shard,
                            "SELECT to_regclass('ledger_' || to_char((now() AT TIME ZONE 'UTC')::date + 7,"
                            " 'YYYYMMDD')) IS NOT NULL"),
              "t");
    EXPECT_EQ(number(shard,
                     "SELECT count(*) FROM pg_index WHERE indrelid IN ('inventory'::regclass,"
                     " 'shelf'::regclass, 'balance'::regclass) AND indisprimary"),
              3);
  }
  EXPECT_EQ(number(0, "SELECT count(*) FROM pg_index WHERE indrelid = 'item'::regclass"), 3);
  EXPECT_EQ(
      number(0,
             "SELECT count(*) FROM item i WHERE (SELECT count(*) FROM item_price p WHERE p.item_id = i.id) <>"
             " (SELECT count(DISTINCT currency) FROM region)"),
      0);
  // The directory's regions are owned by the shards that it names.
  EXPECT_EQ(number(0, "SELECT count(*) FROM region"), number(1, "SELECT count(*) FROM owned_region") +
                                                          number(2, "SELECT count(*) FROM owned_region") +
                                                          number(3, "SELECT count(*) FROM owned_region"));
}

TEST_F(Seed, LaysTenOfTheLaunchedItemIntoOneDcAShardAndLocksItPessimistically) {
  seeded();
  const auto console = databases.sql(0, "SELECT id FROM item WHERE gtin = '9520088012012'");
  ASSERT_NE(console, "");
  EXPECT_EQ(databases.sql(0, "SELECT count(*) FROM lock_mode WHERE mode <> 1 AND item_id = " + console), "0");
  for (int shard = 1; shard <= 3; ++shard) {
    EXPECT_EQ(databases.sql(
                  shard, "SELECT string_agg(quantity::text, ',') FROM inventory WHERE item_id = " + console),
              "10");
  }
  const auto lisbon = databases.sql(0, "SELECT id FROM dc WHERE code = 'LIS-014'");
  EXPECT_EQ(databases.sql(2, "SELECT dc_id FROM inventory WHERE item_id = " + console), lisbon);
  // Toothpaste is not worth a lock, and the epoch tells backends of it.
  EXPECT_EQ(databases.sql(0,
                          "SELECT bool_and(m.mode = 2) FROM item i LEFT JOIN lock_mode m ON m.item_id = i.id"
                          " WHERE i.name = 'Toothpaste'"),
            "t");
  EXPECT_EQ(databases.sql(0, "SELECT max(epoch) FROM lock_mode"),
            databases.sql(0, "SELECT value FROM epoch WHERE name = 'lock_mode'"));
}

TEST_F(Seed, GivesABookThatCheckFindsClean) {
  seeded();
  storage::Watchdog watchdog;
  std::vector<std::unique_ptr<storage::Database>> primaries;
  std::vector<storage::CheckTarget> targets;
  for (int shard = 1; shard <= 3; ++shard) {
    primaries.push_back(std::make_unique<storage::Database>(
        "shard", databases.conninfo(shard, "darkstore_app"), 2, watchdog));
    targets.push_back({ShardId{shard}, "shard", *primaries.back()});
  }
  const auto report = storage::check(targets, {.full = true});
  ASSERT_TRUE(report) << report.error().reason;
  EXPECT_EQ(report->differences(), 0);
  EXPECT_GT(report->counted(), 5'000);
}

TEST_F(Seed, RefusesDatabasesThatHoldSomethingElse) {
  seeded();
  const auto other_seed = databases.seed("small", 2);
  ASSERT_FALSE(other_seed);
  EXPECT_EQ(other_seed.error().kind, ErrorKind::kFailedPrecondition);
  EXPECT_THAT(other_seed.error().reason, HasSubstr("\"small\" of seed 1; it is left alone"));
  databases.clear();
  databases.sql(2, "INSERT INTO inventory VALUES (1, 1, 1, 1)");
  const auto not_empty = databases.seed("small");
  ASSERT_FALSE(not_empty);
  EXPECT_THAT(not_empty.error().reason, HasSubstr("shard shard2 holds data that no seed put there"));
  EXPECT_EQ(databases.sql(2, "SELECT count(*) FROM inventory"), "1");
}

TEST_F(Seed, StartsOverWhereItWasCutShort) {
  seeded();
  const auto whole = fingerprint();
  // One shard's filling fails at its last step, the mark; the others are filled.
  databases.clear();
  databases.sql(3, "ALTER TABLE seed_mark ADD CONSTRAINT never CHECK (false)");
  EXPECT_FALSE(databases.seed("small"));
  EXPECT_EQ(databases.sql(3, "SELECT count(*) FROM inventory"), "0");
  databases.sql(3, "ALTER TABLE seed_mark DROP CONSTRAINT never");
  const auto report = seeded();
  EXPECT_EQ(report.databases_filled, 1);
  EXPECT_EQ(fingerprint(), whole);
}

TEST_F(Seed, GivesUpAtItsDeadlineAndLeavesNothing) {
  auto options = databases.options("small", 1);
  options.until = within(std::chrono::milliseconds{0});
  const auto report = seed(options, {});
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().kind, ErrorKind::kDeadlineExceeded) << report.error().reason;
  EXPECT_EQ(number(0, "SELECT count(*) FROM item"), 0);
  EXPECT_EQ(number(1, "SELECT count(*) FROM inventory"), 0);
}

TEST_F(Seed, MeetsAnotherOneAndOnlyOneFills) {
  auto other = std::async(std::launch::async, [this] { return databases.seed("small"); });
  const auto mine = seeded();
  const auto theirs = other.get();
  ASSERT_TRUE(theirs) << theirs.error().reason;
  EXPECT_EQ(mine.databases_filled + theirs->databases_filled, 4);
}

TEST_F(Seed, TellsOfItsProgress) {
  SeedProgress last;
  auto options = databases.options("default", 1);
  // A tenth of the default: enough rows for some reports.
  options.scale.items = 10'000;
  options.scale.full = {800, 400, 10'000};
  options.scale.elsewhere = {0, 0, 0};
  ASSERT_TRUE(seed(options, [&last](const SeedProgress& progress) {
    EXPECT_GE(progress.rows, last.rows);
    last = progress;
  }));
  EXPECT_GT(last.rows, 100'000);
  EXPECT_NEAR(static_cast<double>(last.rows) / static_cast<double>(last.rows_expected), 1, 0.5);
}

TEST_F(Seed, NeedsEveryShardThatItsRegionsLiveIn) {
  auto options = databases.options("small", 1);
  options.shards.pop_back();
  const auto report = seed(options, {});
  ASSERT_FALSE(report);
  EXPECT_THAT(report.error().reason, HasSubstr("shard 3, which is not configured"));
}

}  // namespace
}  // namespace darkstore::seed
