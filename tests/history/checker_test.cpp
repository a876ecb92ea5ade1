// Histories made by hand: a right one passes, and each way of being wrong is caught with a reason that an
// operator could act on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/history/a_history.h"
#include "tests/history/checker/check.h"

namespace darkstore::history {
namespace {

using testing::HasSubstr;

std::string faults_of(const History& history) {
  return check(history).text();
}

AHistory a_morning() {
  AHistory morning;
  morning.stock(kMilk, 3).stock(kBread, 5);
  morning.buy("ann", kMilk, 1, {10, 20});
  morning.buy("bob", {{kMilk, 1}, {kBread, 2}}, {15, 30});
  morning.read({kMilk, kBread}, {31, 35});
  morning.buy("cem", kMilk, 2, {32, 40});  // refused: 1 left
  morning.receive("truck", kMilk, 4, {41, 50});
  morning.cancel("sorry", "bob", {45, 60});
  morning.buy("cem2", kMilk, 2, {61, 70});
  morning.again("ann", {80, 90});
  return morning;
}

TEST(Checker, PassesAMorningAsItShouldBe) {
  EXPECT_EQ(faults_of(a_morning().done()), "");
}

TEST(Checker, CatchesAUnitSoldTwice) {
  AHistory shop;
  shop.stock(kMilk, 1);
  shop.buy("ann", kMilk, 1, {10, 20});
  auto& bob = shop.buy("bob", kMilk, 1, {10, 25});  // refused, but told yes
  bob.answer = Answer::kDone;
  bob.parts = {{kMilk, 1, 2}};
  bob.lines[0].granted = 1;
  EXPECT_THAT(faults_of(shop.done()), HasSubstr("its record says another thing"));
}

TEST(Checker, CatchesStockBelowZero) {
  AHistory shop;
  shop.stock(kMilk, 1);
  shop.now(kMilk).quantity = 2;
  shop.buy("ann", kMilk, 2, {10, 20});
  auto history = shop.done();
  history.book.entries[0].after = -1;
  history.book.end[0].quantity = -1;
  EXPECT_THAT(faults_of(history), HasSubstr("dc 1 item 10: -1 units at version 2"));
}

TEST(Checker, CatchesAVersionThatIsMissing) {
  AHistory shop;
  shop.stock(kMilk, 5);
  shop.now(kMilk).version = 2;
  shop.buy("ann", kMilk, 1, {10, 20});
  EXPECT_THAT(faults_of(shop.done()), HasSubstr("after version 1 position -1 comes version 3 position 0"));
}

TEST(Checker, CatchesAVersionThatWasNotRaised) {
  AHistory shop;
  shop.stock(kMilk, 5);
  shop.buy("ann", kMilk, 1, {10, 20});
  shop.now(kMilk).version = 1;
  shop.buy("bob", kMilk, 1, {30, 40});
  EXPECT_THAT(faults_of(shop.done()), HasSubstr("after version 2 position 0 comes version 2 position 0"));
}

TEST(Checker, CatchesAnUpdateThatWasLost) {
  AHistory shop;
  shop.stock(kMilk, 5);
  shop.buy("ann", kMilk, 1, {10, 20});
  shop.buy("bob", kMilk, 1, {10, 21});
  auto history = shop.done();
  history.book.entries[1].after = 4;  // decided on what ann had not taken yet
  history.book.end[0].quantity = 4;
  EXPECT_THAT(faults_of(history), HasSubstr("the ledger says 4, its changes add up to 3"));
}

TEST(Checker, CatchesAnAcknowledgedOrderThatIsGone) {
  auto morning = a_morning();
  auto history = morning.done();
  std::erase_if(history.book.attempts, [](const AttemptRow& row) { return row.key == AHistory::key("ann"); });
  EXPECT_THAT(faults_of(history), HasSubstr("and is not on record"));
}

TEST(Checker, CatchesAnOrderThatNobodyPlaced) {
  auto morning = a_morning();
  auto history = morning.done();
  std::erase_if(history.orders, [](const OrderCall& call) { return call.key == AHistory::key("cem2"); });
  EXPECT_THAT(faults_of(history), HasSubstr("nothing that nobody asked for"));
}

TEST(Checker, CatchesARefusalThatTookStock) {
  auto morning = a_morning();
  auto& bob = *std::ranges::find(morning.raw().orders, AHistory::key("bob"), &OrderCall::key);
  bob.answer = Answer::kRefused;
  bob.parts.clear();
  auto& attempt = *std::ranges::find(morning.raw().book.attempts, AHistory::key("bob"), &AttemptRow::key);
  attempt.outcome = Answer::kRefused;
  EXPECT_THAT(faults_of(morning.done()), HasSubstr("was refused, and the ledger has"));
}

TEST(Checker, CatchesARefusalWhileThereWasEnough) {
  AHistory shop;
  shop.stock(kMilk, 2);
  shop.buy("ann", kMilk, 2, {10, 20});
  shop.receive("truck", kMilk, 5, {30, 40});
  shop.buy("bob", kMilk, 6, {50, 60}).lines[0].left = 0;  // what a stale cache still said
  EXPECT_THAT(faults_of(shop.done()), HasSubstr("a call [50, 60] saw 0 left; during it versions 3 to 3"));
}

TEST(Checker, AcceptsARefusalThatOneMomentOfItsCallExplains) {
  AHistory shop;
  shop.stock(kMilk, 2);
  shop.buy("ann", kMilk, 2, {10, 20});
  shop.buy("bob", kMilk, 1, {15, 60});
  shop.receive("truck", kMilk, 5, {30, 40});
  EXPECT_EQ(faults_of(shop.done()), "");
}

TEST(Checker, CatchesARefusalWithoutACount) {
  AHistory shop;
  shop.stock(kMilk, 1);
  shop.buy("ann", kMilk, 2, {10, 20}).lines[0].left = -1;
  EXPECT_THAT(faults_of(shop.done()), HasSubstr("without a count of what is left"));
}

TEST(Checker, CatchesAPartThatWasRefusedThoughThereWasMore) {
  AHistory shop;
  shop.stock(kMilk, 9);
  auto& ann = shop.buy("ann", kMilk, 3, {10, 20});
  ann.may_be_partial = true;
  ann.lines[0].wanted = 5;
  EXPECT_THAT(faults_of(shop.done()), HasSubstr("got 3 of 5 of item 10, and 6 were left"));
}

TEST(Checker, CatchesAnOrderAgainstRealTime) {
  AHistory shop;
  shop.stock(kMilk, 5);
  shop.buy("ann", kMilk, 1, {30, 40});
  shop.buy("bob", kMilk, 1, {10, 20});  // over before ann began, and yet after her
  EXPECT_THAT(faults_of(shop.done()),
              HasSubstr("version 3 was made by a call [10, 20], yet version 2 came before"));
}

TEST(Checker, CatchesAReadOfThePast) {
  AHistory shop;
  shop.stock(kMilk, 5);
  shop.read({kMilk}, {30, 40});
  shop.buy("ann", kMilk, 1, {10, 20});
  EXPECT_THAT(faults_of(shop.done()), HasSubstr("a call [30, 40] saw version 1"));
}

TEST(Checker, CatchesASecondReadThatGoesBack) {
  AHistory shop;
  shop.stock(kMilk, 5);
  shop.read({kMilk}, {30, 35});
  shop.buy("ann", kMilk, 1, {10, 50});
  shop.read({kMilk}, {20, 25});
  EXPECT_THAT(faults_of(shop.done()), HasSubstr("another had seen version 2 before"));
}

TEST(Checker, CatchesANumberThatNeverWas) {
  AHistory shop;
  shop.stock(kMilk, 5);
  shop.read({kMilk}, {10, 20}, ReadSource::kSession).rows[0].quantity = 4;
  EXPECT_THAT(faults_of(shop.done()), HasSubstr("4 units were read at version 1, which had 5"));
}

TEST(Checker, CatchesACustomerWhoDoesNotSeeTheOwnPurchase) {
  AHistory shop;
  shop.stock(kMilk, 5);
  auto& read = shop.read({kMilk}, {30, 40}, ReadSource::kSession);
  shop.buy("ann", kMilk, 1, {10, 20});
  read.floor = shop.raw().orders[0].parts;
  EXPECT_THAT(faults_of(shop.done()), HasSubstr("client 0 bought at version 2 and then read version 1"));
}

TEST(Checker, CatchesAMemoryThatGoesBack) {
  AHistory shop;
  shop.stock(kMilk, 5);
  shop.read({kMilk}, {30, 40}, ReadSource::kNearCache);
  shop.buy("ann", kMilk, 1, {10, 20});
  shop.read({kMilk}, {22, 25}, ReadSource::kNearCache);
  EXPECT_THAT(faults_of(shop.done()), HasSubstr("read version 2 at backend 0, then version 1"));
  shop.raw().faults.push_back({"backend-a", {26, 28}});
  EXPECT_EQ(faults_of(shop.done()), "");
}

TEST(Checker, CatchesTwoOutcomesOfAKey) {
  auto morning = a_morning();
  auto& second = morning.again("ann", {100, 110});
  second.order = AHistory::order("another");
  EXPECT_THAT(faults_of(morning.done()), HasSubstr("a key has one outcome"));
}

TEST(Checker, CatchesTwoBodiesUnderAKey) {
  auto morning = a_morning();
  morning.again("ann", {100, 110}).body = 4711;
  EXPECT_THAT(faults_of(morning.done()), HasSubstr("served two different orders"));
  morning.raw().orders.back().answer = Answer::kInvalid;
  EXPECT_EQ(faults_of(morning.done()), "");
}

TEST(Checker, CatchesAKeyCalledInvalidForNoReason) {
  auto morning = a_morning();
  morning.again("ann", {100, 110}).answer = Answer::kInvalid;
  EXPECT_THAT(faults_of(morning.done()), HasSubstr("never used for another order"));
}

TEST(Checker, CatchesAnOutcomeThatWentAway) {
  auto morning = a_morning();
  auto& lookup = morning.again("ann", {100, 110});
  lookup.kind = CallKind::kLookup;
  lookup.answer = Answer::kNotYet;
  EXPECT_THAT(faults_of(morning.done()), HasSubstr("had no outcome later"));
}

TEST(Checker, LetsAnUnknownOutcomeHaveHappenedAtAnyLaterTime) {
  AHistory shop;
  shop.stock(kMilk, 5);
  shop.buy("ann", kMilk, 1, {30, 40});
  shop.lose("bob", kMilk, 1, 10, true);
  shop.lose("cem", kMilk, 1, 12, false);
  EXPECT_EQ(faults_of(shop.done()), "");
}

TEST(Checker, CatchesAnUnknownOrderThatTookEffectBeforeItWasSent) {
  AHistory shop;
  shop.stock(kMilk, 5);
  shop.lose("bob", kMilk, 1, 30, true);
  shop.buy("ann", kMilk, 1, {10, 20});
  EXPECT_THAT(faults_of(shop.done()), HasSubstr("yet version 2 came before, by a call [30, never]"));
}

TEST(Checker, CatchesAnOrderInPartThatWantedAll) {
  auto morning = a_morning();
  auto& ann = morning.raw().orders[0];
  ann.lines[0].wanted = 2;
  EXPECT_THAT(faults_of(morning.done()), HasSubstr("wanted 2 of item 10 and got 1"));
}

TEST(Checker, CatchesASplitAgainstThePolicy) {
  AHistory shop;
  shop.stock(kMilk, 1).stock(kFarMilk, 1);
  auto& ann = shop.buy("ann", {{kMilk, 1}, {kFarMilk, 1}}, {10, 20});
  ann.lines = {{kMilk.item, 2, 2, 0}};
  EXPECT_THAT(faults_of(shop.done()), HasSubstr("was split, against its policy"));
  shop.raw().orders[0].may_split = true;
  EXPECT_EQ(faults_of(shop.done()), "");
}

TEST(Checker, CatchesStockThatCameBackTwice) {
  auto morning = a_morning();
  morning.cancel("sorry again", "bob", {100, 110});
  EXPECT_THAT(faults_of(morning.done()), HasSubstr("came back to dc 1 item 10, 2 times"));
}

TEST(Checker, CatchesAReceiptThatIsMissing) {
  AHistory shop;
  shop.stock(kMilk, 5);
  shop.receive("truck", kMilk, 2, {10, 20});
  shop.raw().book.entries.clear();
  shop.now(kMilk) = {kMilk, 1, 5};
  EXPECT_THAT(faults_of(shop.done()), HasSubstr("was carried out, and the ledger has 0 entries of it"));
}

TEST(Checker, CatchesARefusedReceiptThatHappened) {
  AHistory shop;
  shop.stock(kMilk, 5);
  shop.receive("truck", kMilk, 2, {10, 20}).answer = Answer::kRefused;
  EXPECT_THAT(faults_of(shop.done()), HasSubstr("was refused, and the ledger has 1 entries of it"));
}

TEST(Checker, CatchesASnapshotThatNoOrderExplains) {
  AHistory shop;
  shop.stock(kMilk, 5).stock(kBread, 5);
  auto& old_milk_new_bread = shop.read({kMilk}, {5, 100});
  shop.buy("ann", kMilk, 1, {10, 30});
  shop.buy("bob", kBread, 1, {40, 60});  // began after ann was done
  old_milk_new_bread.rows.push_back({kBread, 4, 2});
  EXPECT_THAT(faults_of(shop.done()), HasSubstr("strictly serializable"));
}

TEST(Checker, CatchesTwoRowsInOppositeOrders) {
  AHistory shop;
  shop.stock(kMilk, 5).stock(kBread, 5);
  shop.buy("ann", {{kMilk, 1}, {kBread, 1}}, {10, 30});
  shop.buy("bob", {{kMilk, 1}, {kBread, 1}}, {10, 30});
  auto history = shop.done();
  std::swap(history.book.entries[1].order, history.book.entries[3].order);  // bread: bob first
  std::swap(history.orders[0].parts[1].version, history.orders[1].parts[1].version);
  std::swap(history.orders[0].lines[1].left, history.orders[1].lines[1].left);
  EXPECT_THAT(faults_of(history), HasSubstr("strictly serializable"));
}

TEST(Checker, CatchesAnAcknowledgementThatAFailoverWouldLose) {
  auto morning = a_morning();
  morning.raw().standby_away.push_back({9, 25});
  EXPECT_THAT(faults_of(morning.done()), HasSubstr("a failover would lose it"));
}

TEST(Report, CountsEveryViolationAndShowsTheFirst) {
  Report report;
  for (int i = 0; i < 100; ++i) {
    report.add("rule", "what " + std::to_string(i));
  }
  EXPECT_EQ(report.total(), 100U);
  EXPECT_THAT(report.text(), HasSubstr("rule (100)\n  what 0\n"));
  EXPECT_THAT(report.text(), Not(HasSubstr("what 50")));
}

}  // namespace
}  // namespace darkstore::history
