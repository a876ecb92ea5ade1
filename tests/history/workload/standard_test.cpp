// The proof on real servers: two backends, many clients, kills in the middle, and the checker has the last
// word.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <random>

#include "tests/history/checker/check.h"
#include "tests/history/workload/standard.h"

namespace darkstore::history {
namespace {

// DARKSTORE_SEED repeats a run's choices; the servers' interleaving is their own.
std::uint64_t chosen_seed() {
  const char* given = std::getenv("DARKSTORE_SEED");
  return given == nullptr ? std::random_device{}() : std::strtoull(given, nullptr, 10);
}

void expect_enough(const Recorded& run) {
  std::size_t at_a = 0;
  std::size_t calls = 0;
  for (const auto& call : run.history.orders) {
    if (call.kind == CallKind::kPlace) {
      ++calls;
      at_a += call.backend == 0 ? 1 : 0;
    }
  }
  EXPECT_GE(calls, 1000U);
  EXPECT_GE(at_a * 100, calls * 30);
  EXPECT_LE(at_a * 100, calls * 70);
  EXPECT_GE(run.unknown, 100);
  EXPECT_GE(run.flips, 20);
  EXPECT_GE(run.conflicts, 20);
  EXPECT_GE(run.optimistic, 100);
  EXPECT_GE(run.pessimistic, 100);
  EXPECT_GE(run.batched, 100);
  EXPECT_GE(run.poisoned, 1);
  EXPECT_GE(run.history.book.orders.size(), 200U);
}

TEST(Standard, SellsNothingTwiceWhileServersDie) {
  const auto seed = chosen_seed();
  std::printf("seed %llu\n", static_cast<unsigned long long>(seed));
  auto cluster = testing::EmbeddedCluster::start();
  ASSERT_TRUE(cluster) << cluster.error().reason;
  const auto run = run_standard(*cluster, {.seed = seed});
  ASSERT_TRUE(run) << run.error().field << " " << run.error().reason;
  std::printf("%s", summary(*run).c_str());
  for (const auto& wrong : run->wrong) {
    ADD_FAILURE() << wrong;
  }
  const auto report = check(run->history);
  EXPECT_TRUE(report.clean()) << report.total() << " violations\n" << report.text();
  expect_enough(*run);
}

}  // namespace
}  // namespace darkstore::history
