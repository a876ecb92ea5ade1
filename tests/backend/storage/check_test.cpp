#include "backend/storage/check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <format>
#include <memory>
#include <string>
#include <thread>

#include "backend/storage/check_walk.h"
#include "tests/backend/storage/a_shard.h"

namespace darkstore::storage {
namespace {

using namespace std::chrono_literals;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr CheckOptions kFull{.full = true};
constexpr CheckOptions kNew{.full = false};

class Check : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { shared = std::make_unique<AShard>(); }
  static void TearDownTestSuite() { shared.reset(); }
  Check() { shard.clear(); }

  ShardCheck check(CheckOptions options) {
    const std::vector<CheckTarget> targets{{ShardId{1}, "emea", primary}};
    auto report = storage::check(targets, options);
    EXPECT_TRUE(report) << report.error().reason;
    return report ? report->shards.at(0) : ShardCheck{};
  }

  // Two rows; sales of both, one cancelled before and one after picking; a delivery; a refusal.
  void some_history() {
    shard.opens(7, 1, 20);
    shard.opens(7, 2, 5);
    sold = shard.sells(7, 1, 3);
    shard.changes(7, 2, 10);
    returned = shard.sells(7, 1, 2);
    shard.cancels(returned);
    lost = shard.sells(7, 2, 1);
    shard.cancels(lost, true);
    shard.refuses(2, 100);
  }

  static inline std::unique_ptr<AShard> shared;
  AShard& shard = *shared;
  Watchdog watchdog;
  Database primary{"primary", shard.conninfo(), 2, watchdog};
  std::string sold, returned, lost;
};

TEST_F(Check, CountsNothingInAnEmptyShard) {
  EXPECT_EQ(check(kFull).counted(), 0);
  EXPECT_EQ(check(kNew).counted(), 0);
}

TEST_F(Check, FindsNothingWrongWithACleanHistoryAndCountsAllOfIt) {
  some_history();
  const auto full = check(kFull);
  EXPECT_THAT(full.samples, IsEmpty());
  EXPECT_EQ(full.differences, 0);
  EXPECT_EQ(full.inventory_rows, 2);
  EXPECT_EQ(full.ledger_entries, 5);  // three sales, a delivery, a return
  EXPECT_EQ(full.orders, 3);
  EXPECT_EQ(full.attempts, 4);
}

TEST_F(Check, FindsNothingWrongIncrementallyEither) {
  shard.opens(7, 1, 20);
  ASSERT_EQ(check(kNew).inventory_rows, 1);
  shard.clear();
  some_history();
  ASSERT_EQ(check(kFull).differences, 0);
  const auto found = check(kNew);
  EXPECT_THAT(found.samples, IsEmpty());
  EXPECT_EQ(found.ledger_entries, 5);
  EXPECT_EQ(found.orders, 3);
  EXPECT_EQ(found.attempts, 4);
}

TEST_F(Check, AcceptsARowThatADeliveryMade) {
  shard.sql("INSERT INTO inventory VALUES (7, 3, 40, 1)");
  shard.sql("INSERT INTO ledger VALUES (7, 3, 1, 0, 40, 40, 4, NULL, NULL, NULL, 'test', now())");
  EXPECT_THAT(check(kFull).samples, IsEmpty());
  EXPECT_THAT(check(kNew).samples, IsEmpty());
}

TEST_F(Check, AcceptsSeveralLinesUnderOneVersion) {
  shard.opens(7, 1, 20);
  shard.sql(
      "BEGIN; UPDATE inventory SET quantity = 14, version = 2;"
      "INSERT INTO ledger VALUES (7, 1, 2, 0, -4, 16, 6, NULL, NULL, NULL, 'a', now()),"
      " (7, 1, 2, 1, -2, 14, 6, NULL, NULL, NULL, 'b', now()); COMMIT");
  EXPECT_THAT(check(kFull).samples, IsEmpty());
  EXPECT_THAT(check(kNew).samples, IsEmpty());
}

TEST_F(Check, TakesTheBalanceForADayThatWasDropped) {
  some_history();
  shard.sql(
      "UPDATE balance b SET version = i.version, quantity = i.quantity FROM inventory i"
      " WHERE i.dc_id = b.dc_id AND i.item_id = b.item_id");
  shard.sql("DELETE FROM ledger");
  EXPECT_THAT(check(kFull).samples, IsEmpty());
}

// Every table, tampered with; each must be found by the check of everything, and by that of what is new.
struct Tampering {
  const char* name;
  const char* sql;
  const char* found;
};

class CheckTampering : public Check, public ::testing::WithParamInterface<Tampering> {
 protected:
  // {sold}, {returned} and {lost} stand for the orders of some_history().
  std::string statement() const {
    std::string text = GetParam().sql;
    for (const auto& [word, id] : {std::pair{"{sold}", sold}, {"{returned}", returned}, {"{lost}", lost}}) {
      for (auto at = text.find(word); at != std::string::npos; at = text.find(word)) {
        text.replace(at, std::string_view(word).size(), id);
      }
    }
    return text;
  }
};

TEST_P(CheckTampering, IsFoundByTheCheckOfEverything) {
  some_history();
  ASSERT_EQ(check(kFull).differences, 0);
  shard.sql(statement());
  const auto found = check(kFull);
  EXPECT_GE(found.differences, 1);
  EXPECT_THAT(found.samples, Contains(HasSubstr(GetParam().found)));
}

TEST_P(CheckTampering, IsFoundByTheCheckOfWhatIsNewAndAgainUntilItIsMended) {
  shard.opens(1, 1, 5);
  ASSERT_EQ(check(kNew).differences, 0);
  some_history();
  shard.sql(statement());
  EXPECT_THAT(check(kNew).samples, Contains(HasSubstr(GetParam().found)));
  EXPECT_THAT(check(kNew).samples, Contains(HasSubstr(GetParam().found)));
}

INSTANTIATE_TEST_SUITE_P(
    , CheckTampering,
    ::testing::Values(
        Tampering{"InventoryQuantity", "UPDATE inventory SET quantity = quantity + 1 WHERE item_id = 1",
                  "dc 7 item 1: inventory says 18"},
        Tampering{"InventoryVersion", "UPDATE inventory SET version = version + 1 WHERE item_id = 1",
                  "dc 7 item 1: inventory is at version 5"},
        Tampering{"InventoryRowGone", "DELETE FROM inventory WHERE item_id = 2", "dc 7 item 2: in"},
        Tampering{"InventoryRowFromNowhere", "INSERT INTO inventory VALUES (7, 9, 3, 1)",
                  "dc 7 item 9: inventory is at version 1"},
        Tampering{"BalanceQuantity", "UPDATE balance SET quantity = quantity - 1 WHERE item_id = 1",
                  "dc 7 item 1: "},
        Tampering{"BalanceGone", "DELETE FROM balance WHERE item_id = 2",
                  "dc 7 item 2: ledger version 2 follows 0"},
        Tampering{"BalanceFromNowhere", "INSERT INTO balance VALUES (7, 9, 1, 4, now())",
                  "dc 7 item 9: in balance or ledger, but not in inventory"},
        Tampering{"LedgerDelta", "UPDATE ledger SET delta = -4 WHERE order_id = '{sold}'",
                  "dc 7 item 1: ledger version 2: 20-4 is not 17"},
        Tampering{"LedgerQuantityAfter", "UPDATE ledger SET quantity_after = 16 WHERE order_id = '{sold}'",
                  "dc 7 item 1: ledger version 2: 20-3 is not 16"},
        Tampering{"LedgerEntryGone", "DELETE FROM ledger WHERE order_id = '{sold}'",
                  "dc 7 item 1: ledger version 3 follows 1"},
        Tampering{"LedgerLastEntryGone", "DELETE FROM ledger WHERE order_id = '{returned}' AND kind = 3",
                  "dc 7 item 1: inventory is at version 4, "},
        Tampering{
            "LedgerEntryTwice",
            "INSERT INTO ledger SELECT dc_id, item_id, version, 1, delta, quantity_after, kind, order_id,"
            " request_id, reason, actor, at FROM ledger WHERE order_id = '{sold}'",
            "dc 7 item 1: ledger version 2: 17-3 is not 17"},
        Tampering{
            "LedgerSaleOfNoOrder",
            "UPDATE ledger SET order_id = '01900000-0000-7000-8000-000000000000' WHERE order_id = '{sold}'",
            "sold to order 01900000-0000-7000-8000-000000000000, which has no such fulfilment"},
        Tampering{"LedgerReturnOfNoCancel", "UPDATE fulfilment SET state = 5 WHERE order_id = '{returned}'",
                  "which has no such cancelled fulfilment"},
        Tampering{"OrderGone", "DELETE FROM orders WHERE id = '{sold}'",
                  "has fulfilments, but is not in orders"},
        Tampering{"OrderGranted", "UPDATE orders SET granted = '{2}' WHERE id = '{sold}'",
                  "item 1: 2 granted, 3 in the fulfilments"},
        Tampering{"OrderGrantedMoreThanWanted", "UPDATE orders SET wanted = '{2}' WHERE id = '{sold}'",
                  "more was granted than wanted"},
        Tampering{"OrderFulfilments", "UPDATE orders SET fulfilments = 2 WHERE id = '{sold}'",
                  "has 1 fulfilments, not 2"},
        Tampering{"FulfilmentGone", "DELETE FROM fulfilment WHERE order_id = '{sold}'",
                  "has 0 fulfilments, not 1"},
        Tampering{"FulfilmentQuantity",
                  "UPDATE fulfilment SET quantities = '{4}' WHERE order_id = '{sold}';"
                  "UPDATE orders SET wanted = '{4}', granted = '{4}' WHERE id = '{sold}'",
                  "fulfilment 1 has 4 of item 1 of dc 7, the ledger sold 3"},
        Tampering{"FulfilmentCancelledWithoutReturn",
                  "UPDATE fulfilment SET state = 6 WHERE order_id = '{sold}';"
                  "INSERT INTO order_event VALUES ('{sold}', now(), 1, 'cancelled', 'test', '')",
                  "0 of item 1 of dc 7 came back, not 3"},
        Tampering{"FulfilmentReturnedAfterPicking",
                  "UPDATE fulfilment SET picked_at = now() WHERE order_id = '{returned}'",
                  "2 of item 1 of dc 7 came back, not 0"},
        Tampering{"AttemptGone", "DELETE FROM attempt WHERE order_id = '{sold}'",
                  "has no placed attempt under its key"},
        Tampering{
            "AttemptOfNoOrder",
            "UPDATE attempt SET order_id = '01900000-0000-7000-8000-000000000000' WHERE order_id = '{sold}'",
            "was placed, but its order 01900000-0000-7000-8000-000000000000 is absent"},
        Tampering{"AttemptGranted", "UPDATE attempt SET granted = '{1}' WHERE order_id = '{sold}'",
                  "says something else"},
        Tampering{"AttemptRefusedWithAnOrder", "UPDATE attempt SET outcome = 2 WHERE order_id = '{sold}'",
                  "was not placed, but order"},
        Tampering{
            "AttemptTwiceUnderOneKey",
            "INSERT INTO attempt SELECT key_day + 1, key, region_id, customer_id, hash, outcome, refusal,"
            " order_id, item_ids, wanted, granted, left_over, retries, part_item, part_dc, part_quantity,"
            " part_version, part_mode, part_minutes, each_minor, currency, timing_us, decided_at"
            " FROM attempt WHERE order_id = '{sold}'",
            "not on the day of its key"}),
    [](const auto& tampering) { return std::string(tampering.param.name); });

TEST_F(Check, ComesRoundToRowsThatNobodyTouches) {
  // More rows than one check of what is new looks at; the last one is wrong.
  shard.sql("INSERT INTO inventory SELECT 1, i, 5, 1 FROM generate_series(1, 70000) i");
  shard.sql("INSERT INTO balance SELECT 1, i, 1, 5, '2026-01-01' FROM generate_series(1, 70000) i");
  ASSERT_EQ(check(kNew).inventory_rows, 70'000);  // the first check looks at everything
  shard.sql("UPDATE inventory SET quantity = 4 WHERE item_id = 70000");
  const auto first = check(kNew);
  EXPECT_EQ(first.inventory_rows, kRowsARound);
  EXPECT_EQ(first.differences, 0);
  const auto second = check(kNew);
  EXPECT_EQ(second.inventory_rows, 20'000);
  EXPECT_THAT(second.samples,
              Contains(HasSubstr("dc 1 item 70000: inventory says 4, balance and ledger say 5")));
  shard.sql("TRUNCATE inventory, balance");  // 70,000 dead rows would slow down what comes after
}

// A row that is fought over has more ledger entries than one statement may read.
class CheckOfAHotRow : public Check {
 protected:
  static constexpr int kVersions = 12'000;
  static constexpr CheckOptions kInParts{.full = true, .slice_max = 1'000};
  CheckOfAHotRow() {
    shard.opens(1, 1, 5);
    shard.opens(1, 2, 50'000);
    shard.opens(1, 3, 5);
    shard.sql(
        std::format("INSERT INTO ledger SELECT 1, 2, v, 0, -1, 50001 - v, 6, NULL, NULL, NULL, 'test', now()"
                    " FROM generate_series(2, {}) v",
                    kVersions));
    shard.sql(std::format("UPDATE inventory SET version = {0}, quantity = 50001 - {0} WHERE item_id = 2",
                          kVersions));
  }
};

TEST_F(CheckOfAHotRow, IsCleanAndCountsEachEntryOnce) {
  const auto found = check(kInParts);
  EXPECT_THAT(found.samples, IsEmpty());
  EXPECT_EQ(found.inventory_rows, 3);
  EXPECT_EQ(found.ledger_entries, kVersions - 1);
}

TEST_F(CheckOfAHotRow, FindsWhatIsWrongInTheMiddle) {
  shard.sql("DELETE FROM ledger WHERE version = 7000");
  EXPECT_THAT(check(kInParts).samples, ElementsAre("dc 1 item 2: ledger version 7001 follows 6999"));
}

TEST_F(CheckOfAHotRow, FindsWhatIsWrongAtTheEnd) {
  shard.sql("UPDATE inventory SET quantity = quantity + 1 WHERE item_id = 2");
  EXPECT_THAT(
      check(kInParts).samples,
      ElementsAre("dc 1 item 2: inventory says 38002 at version 12000, the ledger 38001 at version 12000"));
}

TEST_F(CheckOfAHotRow, FindsThatTheEndIsMissing) {
  shard.sql("DELETE FROM ledger WHERE version > 11000");
  EXPECT_THAT(
      check(kInParts).samples,
      ElementsAre("dc 1 item 2: inventory says 38001 at version 12000, the ledger 39001 at version 11000"));
}

TEST_F(CheckOfAHotRow, FindsRowsOfTheLedgerBesideIt) {
  shard.sql("DELETE FROM inventory WHERE item_id = 1");
  EXPECT_THAT(check(kInParts).samples,
              ElementsAre("dc 1 item 1: in balance or ledger, but not in inventory"));
}

TEST_F(Check, LeavesOutWhatAnEarlierCheckHasProven) {
  some_history();
  ASSERT_EQ(check(kFull).differences, 0);
  // As if an hour had passed: everything of before is proven.
  shard.sql(
      "UPDATE check_mark SET value = (extract(epoch FROM now()) * 1000)::bigint + 1000 WHERE name = "
      "'proven_ms'");
  const auto nothing_new = check(kNew);
  EXPECT_EQ(nothing_new.ledger_entries, 0);
  EXPECT_EQ(nothing_new.orders, 0);
  EXPECT_EQ(nothing_new.attempts, 0);
  EXPECT_EQ(nothing_new.inventory_rows, 2);
}

TEST_F(Check, SeesNoDifferenceWhileOrdersArePlaced) {
  shard.opens(7, 1, 100'000);
  ASSERT_EQ(check(kFull).differences, 0);
  std::jthread buyer([&](const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      shard.cancels(shard.sells(7, 1, 2));
    }
  });
  std::int64_t entries = 0;
  while (entries < 200) {
    for (const auto& options : {kNew, kFull}) {
      const auto found = check(options);
      EXPECT_THAT(found.samples, IsEmpty());
      entries = std::max(entries, found.ledger_entries);
    }
  }
}

TEST_F(Check, FindsAPreparedTransactionThatIsLeftOver) {
  shard.opens(7, 1, 20);
  shard.sql("BEGIN; UPDATE inventory SET quantity = 3; PREPARE TRANSACTION 'order-17'");
  EXPECT_THAT(check(kNew).samples, IsEmpty());
  EXPECT_THAT(check({.prepared_age_max = 0s}).samples,
              Contains(HasSubstr("prepared transaction order-17: left over")));
  shard.sql("ROLLBACK PREPARED 'order-17'");
  EXPECT_THAT(check({.prepared_age_max = 0s}).samples, IsEmpty());
}

TEST_F(Check, SaysThatTheShardIsAway) {
  Database nowhere("nowhere", "host=/nonexistent dbname=postgres", 1, watchdog);
  const std::vector<CheckTarget> targets{{ShardId{1}, "emea", nowhere}};
  const auto report = storage::check(targets, {});
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().kind, ErrorKind::kUnavailable);
  EXPECT_THAT(report.error().reason, HasSubstr("emea"));
}

TEST(Pace, GrowsWhileQuickShrinksWhenSlowAndStaysWithinItsBounds) {
  struct Step {
    std::chrono::milliseconds took;
    std::int64_t found;
    std::int64_t size;
  };
  constexpr std::int64_t kMany = 5'000;
  Pace pace(100, 1'000, 20'000);
  for (const auto& step :
       {Step{100ms, kMany, 2'000}, Step{10ms, kMany, 16'000}, Step{10ms, 0, 20'000},
        Step{500ms, kMany, 20'000}, Step{2s, kMany, 10'000}, Step{2s, kMany, 5'000}, Step{2s, 10, 10'000}}) {
    pace.took(step.took, step.found);
    EXPECT_EQ(pace.size(), step.size);
  }
  EXPECT_TRUE(pace.retry_smaller());
  EXPECT_EQ(pace.size(), 625);
  EXPECT_TRUE(pace.retry_smaller());
  EXPECT_EQ(pace.size(), 100);
  EXPECT_FALSE(pace.retry_smaller());
}

}  // namespace
}  // namespace darkstore::storage
