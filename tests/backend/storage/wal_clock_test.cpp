#include "backend/storage/wal_clock.h"

#include <gtest/gtest.h>

namespace darkstore::storage {
namespace {

using namespace std::chrono_literals;

constexpr WalClock::Moment kStart{1h};

WalClock::Moment at(std::chrono::milliseconds after) {
  return kStart + after;
}

// Samples: position 100 at 0 ms, 200 at 500 ms, 300 at 1000 ms.
class WalClockOfThree : public ::testing::Test {
 protected:
  WalClockOfThree() {
    clock.note(Lsn{100}, at(0ms));
    clock.note(Lsn{200}, at(500ms));
    clock.note(Lsn{300}, at(1000ms));
  }
  WalClock clock;
};

TEST(WalClock, KnowsNothingBeforeItsFirstSample) {
  EXPECT_FALSE(WalClock{}.standing(Lsn{100}, kStart).has_value());
}

TEST_F(WalClockOfThree, AReplicaThatHasEverythingDoesNotLagHoweverLongThePrimaryIsIdle) {
  const auto standing = clock.standing(Lsn{300}, at(90'000ms));
  EXPECT_EQ(standing->lag, 0ms);
  EXPECT_EQ(standing->as_of, at(1000ms));
}

TEST_F(WalClockOfThree, AReplicaLagsSinceTheFirstPositionThatItLacks) {
  const auto standing = clock.standing(Lsn{150}, at(1700ms));
  EXPECT_EQ(standing->lag, 1200ms);
  EXPECT_EQ(standing->as_of, at(0ms));
}

TEST_F(WalClockOfThree, AReplicaOlderThanAllSamplesIsOfUnknownAge) {
  const auto standing = clock.standing(Lsn{99}, at(1100ms));
  EXPECT_EQ(standing->lag, 1100ms);
  EXPECT_FALSE(standing->as_of.has_value());
}

TEST_F(WalClockOfThree, AnIdlePrimaryMovesTheMomentButNotTheLag) {
  clock.note(Lsn{300}, at(1500ms));
  EXPECT_EQ(clock.standing(Lsn{300}, at(1600ms))->as_of, at(1500ms));
  EXPECT_EQ(clock.standing(Lsn{299}, at(1600ms))->lag, 600ms);
}

TEST_F(WalClockOfThree, APrimaryThatStartsAgainLowerIsBelieved) {
  clock.note(Lsn{150}, at(2000ms));
  EXPECT_EQ(clock.standing(Lsn{300}, at(2100ms))->as_of, at(2000ms));
  EXPECT_EQ(clock.standing(Lsn{149}, at(2100ms))->lag, 100ms);
}

TEST_F(WalClockOfThree, ForgetsWhatNobodyAsksForAnyMore) {
  for (int i = 1; i <= 1000; ++i) {
    clock.note(Lsn{static_cast<std::uint64_t>(300 + i)}, at(1000ms + i * 500ms));
  }
  EXPECT_FALSE(clock.standing(Lsn{300}, at(501'000ms))->as_of.has_value());
  EXPECT_TRUE(clock.standing(Lsn{1200}, at(501'000ms))->as_of.has_value());
}

}  // namespace
}  // namespace darkstore::storage
