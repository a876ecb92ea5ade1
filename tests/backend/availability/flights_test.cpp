#include "backend/availability/flights.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <thread>

namespace darkstore::availability {
namespace {

using namespace std::chrono_literals;

constexpr std::array kKeys{ShelfKey{DcId{1}, ItemId{1}}, ShelfKey{DcId{1}, ItemId{2}},
                           ShelfKey{DcId{1}, ItemId{3}}};
using Places = std::vector<std::size_t>;

BroughtRow version(std::int64_t number) {
  return {.row = {.quantity = 1, .version = number, .as_of = {}}};
}

TEST(Flights, OneCallerFetchesTheOthersGetWhatItBrings) {
  Flights flights;
  auto first = flights.claim(std::span(kKeys).first(2));
  auto second = flights.claim(kKeys);
  EXPECT_EQ(first.mine(), (Places{0, 1}));
  EXPECT_EQ(second.mine(), (Places{2}));
  EXPECT_EQ(second.theirs(), (Places{0, 1}));
  first.bring(kKeys[0], version(4));
  first.bring(kKeys[1], version(5));
  first.land(std::nullopt);
  EXPECT_EQ(second.wait(0, within(5s)).value().row.version, 4);
  EXPECT_EQ(second.wait(1, within(5s)).value().row.version, 5);
}

TEST(Flights, AfterLandingTheNextCallerFetchesAgain) {
  Flights flights;
  flights.claim(kKeys).land(std::nullopt);
  EXPECT_EQ(flights.claim(kKeys).mine().size(), kKeys.size());
}

TEST(Flights, AFailureIsSharedAndWhatWasBroughtBeforeItToo) {
  Flights flights;
  auto first = flights.claim(kKeys);
  auto second = flights.claim(kKeys);
  first.bring(kKeys[1], version(5));
  first.land(Error{ErrorKind::kUnavailable, "", "the shard is away"});
  EXPECT_EQ(second.wait(0, within(5s)).error().kind, ErrorKind::kUnavailable);
  EXPECT_EQ(second.wait(1, within(5s)).value().row.version, 5);
}

TEST(Flights, ACallerWhoGivesUpLetsTheOthersGo) {
  Flights flights;
  std::optional<Flights::Claim> first(flights.claim(kKeys));
  auto second = flights.claim(kKeys);
  first.reset();
  EXPECT_EQ(second.wait(0, within(5s)).error().kind, ErrorKind::kAborted);
}

TEST(Flights, NobodyWaitsPastHisDeadline) {
  Flights flights;
  const auto first = flights.claim(kKeys);
  const auto second = flights.claim(kKeys);
  const auto late = second.wait(0, within(1ms));
  EXPECT_EQ(late.error().kind, ErrorKind::kDeadlineExceeded);
  EXPECT_EQ(late.error().field, "wait");
}

TEST(Flights, OfManyThreadsOneFetchesARowAtATime) {
  Flights flights;
  std::atomic<int> fetching{0};
  std::atomic<int> fetched{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 500; ++i) {
        auto claim = flights.claim(std::span(kKeys).first(1));
        if (!claim.mine().empty()) {
          ASSERT_EQ(++fetching, 1);
          claim.bring(kKeys[0], version(++fetched));
          --fetching;
          claim.land(std::nullopt);
        } else {
          ASSERT_GE(claim.wait(0, within(20s)).value().row.version, 1);
        }
      }
    });
  }
  for (auto& thread : threads) {
    thread.join();
  }
}

}  // namespace
}  // namespace darkstore::availability
