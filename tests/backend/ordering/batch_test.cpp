#include "backend/ordering/batch.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <optional>

namespace darkstore::ordering {
namespace {

using storage::LockedRow;

constexpr DcId kNear{7};
constexpr DcId kFar{9};
constexpr ItemId kMilk{1};
constexpr WallTime kNow{std::chrono::milliseconds{1'793'000'000'000}};

PlannedOrder an_order(std::uint64_t number, std::int32_t quantity) {
  PlannedOrder order;
  order.request.key = {"iberia", Uuid::v7(kNow, 0, number)};
  order.request.customer = CustomerId{static_cast<std::int64_t>(number)};
  order.request.lines = {{kMilk, quantity}};
  order.request.actor = "support";
  order.hash = std::string(32, static_cast<char>(number));
  order.id = Uuid::v7(kNow, 9, number);
  order.region = RegionId{9};
  order.currency = "EUR";
  order.each_minor = {120};
  order.candidates = {{kNear, ShardId{2}, RegionId{9}, 6}, {kFar, ShardId{2}, RegionId{9}, 12}};
  order.parts = {{kNear, kMilk, quantity}};
  return order;
}

std::shared_ptr<const Modes> modes(storage::LockMode mode) {
  auto all = std::make_shared<Modes>();
  all->apply({kMilk, DcId{0}, mode}, 1);
  return all;
}

const storage::AttemptRecord& attempt(const Verdict& verdict) {
  return std::get<Answered>(verdict).attempt;
}

TEST(Batch, GivesTheLastUnitToTheFirstArrivalAndSendsTheSecondToTheWholeReach) {
  const std::vector<PlannedOrder> orders{an_order(1, 1), an_order(2, 1)};
  Batch batch(orders, modes(LockMode::kPessimistic), {});
  ASSERT_EQ(batch.rows_to_lock({}).size(), 1U);
  const std::vector<LockedRow> locked{{{kNear, kMilk}, 1, 41}};
  const auto writes = batch.decide(locked, {}, kNow);
  EXPECT_EQ(attempt(batch.verdicts()[0]).outcome, storage::AttemptOutcome::kPlaced);
  EXPECT_FALSE(std::get<TryAgain>(batch.verdicts()[1]).lost);
  ASSERT_EQ(writes.taken.size(), 1U);
  EXPECT_EQ(writes.taken[0].version_before, 41);
  EXPECT_EQ(writes.attempts.size(), 1U);
}

TEST(Batch, RefusesOnlyOnTheWholeReachAndSaysWhatIsLeft) {
  std::vector<PlannedOrder> orders{an_order(1, 5)};
  orders[0].whole_reach = true;
  Batch batch(orders, modes(LockMode::kPessimistic), {});
  EXPECT_EQ(batch.rows_to_lock({}).size(), 2U);
  const std::vector<LockedRow> locked{{{kNear, kMilk}, 1, 41}, {{kFar, kMilk}, 2, 8}};
  const auto writes = batch.decide(locked, {}, kNow);
  EXPECT_EQ(attempt(batch.verdicts()[0]).refusal, Refusal::kOutOfStock);
  EXPECT_EQ(attempt(batch.verdicts()[0]).lines[0].left, 3);
  EXPECT_TRUE(writes.taken.empty());
  EXPECT_EQ(writes.attempts.size(), 1U);
}

TEST(Batch, TakesAnOptimisticRowOnlyAtTheVersionItExpects) {
  std::vector<PlannedOrder> orders{an_order(1, 1)};
  orders[0].seen = {{{kNear, kMilk}, 40}};
  const VersionMemory memory{{{kNear, kMilk}, 41}};
  Batch batch(orders, modes(LockMode::kOptimistic), memory);
  EXPECT_EQ(batch.rows_to_lock({}).at(0).expected, 41) << "the newest version anyone here has seen";
  const std::vector<LockedRow> moved{{{kNear, kMilk}, 9, 44}};
  const auto writes = batch.decide({}, moved, kNow);
  EXPECT_TRUE(std::get<TryAgain>(batch.verdicts()[0]).lost);
  EXPECT_TRUE(writes.taken.empty());
  ASSERT_EQ(batch.learned().size(), 1U);
  EXPECT_EQ(batch.learned()[0].version, 44);
}

TEST(Batch, LocksAnOptimisticRowAfterThreeLosses) {
  std::vector<PlannedOrder> orders{an_order(1, 1)};
  orders[0].seen = {{{kNear, kMilk}, 40}};
  orders[0].optimistic_losses = 3;
  Batch batch(orders, modes(LockMode::kOptimistic), {});
  EXPECT_EQ(batch.rows_to_lock({}).at(0).expected, 0);
}

TEST(Batch, AnswersAKnownKeyWithItsFirstOutcome) {
  const std::vector<PlannedOrder> orders{an_order(1, 1)};
  storage::AttemptRecord first;
  first.key = orders[0].request.key.uuid;
  first.customer = orders[0].request.customer;
  first.hash = orders[0].hash;
  first.outcome = storage::AttemptOutcome::kRefused;
  Batch batch(orders, modes(LockMode::kPessimistic), {});
  EXPECT_TRUE(batch.rows_to_lock({{first}}).empty());
  EXPECT_TRUE(batch.decide({}, {}, kNow).attempts.empty());
  EXPECT_TRUE(std::get<Answered>(batch.verdicts()[0]).replayed);
}

TEST(Batch, RefusesAKnownKeyWithAnotherBodyOrCustomer) {
  const std::vector<PlannedOrder> orders{an_order(1, 1)};
  storage::AttemptRecord first;
  first.key = orders[0].request.key.uuid;
  first.customer = orders[0].request.customer;
  first.hash = std::string(32, 'x');
  Batch other_body(orders, modes(LockMode::kPessimistic), {});
  static_cast<void>(other_body.rows_to_lock({{first}}));
  EXPECT_EQ(std::get<Error>(other_body.verdicts()[0]).field, "key");
  first.hash = orders[0].hash;
  first.customer = CustomerId{999};
  Batch other_customer(orders, modes(LockMode::kPessimistic), {});
  static_cast<void>(other_customer.rows_to_lock({{first}}));
  EXPECT_EQ(std::get<Error>(other_customer.verdicts()[0]).field, "key");
}

// Whatever arrives, a batch never takes more than the rows hold, gives in arrival order, and gives each order
// all or nothing.
RC_GTEST_PROP(Batch, NeverTakesMoreThanTheRowsHold, ()) {
  std::vector<PlannedOrder> orders;
  const auto count = *rc::gen::inRange(1, 20);
  for (int i = 0; i < count; ++i) {
    orders.push_back(an_order(static_cast<std::uint64_t>(i) + 1, *rc::gen::inRange(1, 5)));
    orders.back().whole_reach = *rc::gen::arbitrary<bool>();
    orders.back().request.policy = {*rc::gen::arbitrary<bool>(), *rc::gen::arbitrary<bool>()};
  }
  const std::map<ShelfKey, std::int32_t> shelf{{{kNear, kMilk}, *rc::gen::inRange(0, 15)},
                                               {{kFar, kMilk}, *rc::gen::inRange(0, 15)}};
  Batch batch(orders, modes(LockMode::kPessimistic), {});
  std::vector<LockedRow> locked;
  for (const auto& row : batch.rows_to_lock({})) {
    locked.push_back({row.key, shelf.at(row.key), 1});
  }
  const auto writes = batch.decide(locked, {}, kNow);
  for (const auto& row : writes.taken) {
    RC_ASSERT(row.taken() > 0 && row.taken() <= shelf.at(row.key));
  }
  std::map<ShelfKey, std::int32_t> granted;
  for (std::size_t i = 0; i < orders.size(); ++i) {
    if (const auto* answered = std::get_if<Answered>(&batch.verdicts()[i])) {
      std::int32_t units = 0;
      for (const auto& part : answered->attempt.parts) {
        granted[{part.dc, part.item}] += part.quantity;
        units += part.quantity;
      }
      RC_ASSERT(units == answered->attempt.lines[0].granted);
      RC_ASSERT(units == 0 || units == orders[i].request.lines[0].quantity ||
                orders[i].request.policy.may_be_partial);
    }
  }
  for (const auto& row : writes.taken) {
    RC_ASSERT(granted.at(row.key) == row.taken());
  }
  RC_ASSERT(granted.size() == writes.taken.size());
}

}  // namespace
}  // namespace darkstore::ordering
