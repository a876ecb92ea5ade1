#include "backend/storage/cache_client.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <thread>

#include "backend/storage/little_endian.h"
#include "tests/backend/support/valkey_server.h"

namespace darkstore::storage {
namespace {

using namespace std::chrono_literals;
using testing::ValkeyServer;

ShelfKey shelf(std::int32_t dc, std::int64_t item) {
  return {DcId{dc}, ItemId{item}};
}
Deadline soon() {
  return within(5s);
}
auto now() {
  return std::chrono::steady_clock::now();
}

CacheRefill refill(ShelfKey key, std::int64_t version, std::int32_t quantity,
                   std::chrono::milliseconds age = 0ms) {
  return {.key = key, .row = {.quantity = quantity, .version = version, .as_of = now() - age}};
}

// What the cache holds of a row: its version, -1 for nothing.
std::int64_t version_in(CacheClient& cache, ShelfKey key) {
  const auto rows = cache.read({&key, 1}, soon());
  EXPECT_TRUE(rows.has_value()) << rows.error().reason;
  return rows && rows->front() ? rows->front()->version : -1;
}

int put(CacheClient& cache, const CacheRefill& row) {
  const auto taken = cache.put_if_newer({&row, 1}, soon());
  EXPECT_TRUE(taken.has_value()) << taken.error().reason;
  return taken.value_or(-1);
}

class Cache : public ::testing::Test {
 protected:
  ValkeyServer server;
  CacheClient cache{server.options()};
};

TEST_F(Cache, GivesBackWhatWasPutAndNothingElse) {
  const std::vector<CacheRefill> rows{refill(shelf(1, 10), 3, 40), refill(shelf(1, 11), 0, 0),
                                      refill(shelf(2, 10), 9'007'199'254'740'000, 2'147'483'647)};
  ASSERT_EQ(cache.put_if_newer(rows, soon()).value_or(-1), 3);
  const std::vector<ShelfKey> keys{shelf(2, 10), shelf(1, 12), shelf(1, 10), shelf(1, 11)};
  const auto seen = cache.read(keys, soon());
  ASSERT_TRUE(seen.has_value()) << seen.error().reason;
  ASSERT_EQ(seen->size(), 4U);
  EXPECT_EQ((*seen)[0]->version, 9'007'199'254'740'000);
  EXPECT_EQ((*seen)[0]->quantity, 2'147'483'647);
  EXPECT_FALSE((*seen)[1].has_value());
  EXPECT_EQ((*seen)[2]->version, 3);
  EXPECT_EQ((*seen)[2]->quantity, 40);
  EXPECT_EQ((*seen)[3]->version, 0) << "that a DC has no row is known too";
}

TEST_F(Cache, IsNeverFresherThanTheDatabaseWasRead) {
  const auto row = refill(shelf(1, 1), 1, 5, 3s);
  ASSERT_EQ(put(cache, row), 1);
  CacheClient other(server.options());
  const auto key = row.key;
  const auto seen = other.read({&key, 1}, soon());
  ASSERT_TRUE(seen.has_value() && seen->front());
  EXPECT_LE(seen->front()->as_of, row.row.as_of);
  EXPECT_GE(seen->front()->as_of, row.row.as_of - 10s)
      << "but it is the same moment, in another client's clock";
}

TEST_F(Cache, TakesOnlyWhatIsNewer) {
  const auto key = shelf(1, 1);
  EXPECT_EQ(put(cache, refill(key, 7, 70)), 1);
  EXPECT_EQ(put(cache, refill(key, 6, 60)), 0);
  EXPECT_EQ(put(cache, refill(key, 7, 70, 1s)), 0) << "the same, seen earlier";
  EXPECT_EQ(put(cache, refill(key, 0, 0)), 0);
  EXPECT_EQ(version_in(cache, key), 7);
  EXPECT_EQ(put(cache, refill(key, 8, 80)), 1);
  EXPECT_EQ(version_in(cache, key), 8);
}

TEST_F(Cache, DropsARefillThatWasReadTooLongAgo) {
  EXPECT_EQ(put(cache, refill(shelf(1, 1), 7, 70, 6s)), 0);
  EXPECT_EQ(version_in(cache, shelf(1, 1)), -1);
}

TEST_F(Cache, WritesNeverExtendALife) {
  const auto key = shelf(1, 1);
  ASSERT_EQ(put(cache, refill(key, 7, 70, 4s)), 1);
  const auto life = std::stoll(server.admin({"PEXPIRETIME", "stock:1:1"}));
  ASSERT_GT(life, 0);
  ASSERT_EQ(put(cache, refill(key, 8, 80)), 1);
  EXPECT_EQ(std::stoll(server.admin({"PEXPIRETIME", "stock:1:1"})), life);
  EXPECT_LE(std::stoll(server.admin({"PTTL", "stock:1:1"})), 56'000) << "counted from the moment it was read";
}

TEST_F(Cache, OutlivesWhatOthersWroteIntoIt) {
  const auto key = shelf(1, 1);
  server.admin({"SET", "stock:1:1", "nonsense"});
  EXPECT_EQ(version_in(cache, key), -1);
  EXPECT_EQ(put(cache, refill(key, 2, 20)), 1);
  server.admin({"DEL", "stock:1:1"});
  server.admin({"RPUSH", "stock:1:1", "a list"});
  EXPECT_EQ(version_in(cache, key), -1);
  EXPECT_EQ(put(cache, refill(key, 2, 20)), 1);
  EXPECT_EQ(version_in(cache, key), 2);
}

// An entry that no lawful writer made: of a version to come, without a life, of a moment far away.
std::string forged(std::int64_t version, std::chrono::milliseconds from_now) {
  const auto moment = std::chrono::system_clock::now().time_since_epoch() + from_now;
  std::string entry;
  append_little_endian(entry, version);
  append_little_endian(entry, std::int32_t{999});
  append_little_endian(entry, std::chrono::duration_cast<std::chrono::milliseconds>(moment).count());
  return entry;
}

TEST_F(Cache, DoesNotBelieveEntriesFromTheFutureOrFromLongAgo) {
  for (const auto away : {std::chrono::milliseconds{1h}, std::chrono::milliseconds{-61s}}) {
    server.admin({"SET", "stock:1:1", forged(1'000, away)});
    EXPECT_EQ(version_in(cache, shelf(1, 1)), -1);
    EXPECT_EQ(put(cache, refill(shelf(1, 1), 2, 20)), 1) << "and is not held up by them";
    EXPECT_EQ(version_in(cache, shelf(1, 1)), 2);
    EXPECT_GT(std::stoll(server.admin({"PTTL", "stock:1:1"})), 0);
  }
}

TEST_F(Cache, TheApplicationsUserMayNotLoadFunctions) {
  auto options = server.options();
  options.admin_user = options.user;
  CacheClient other(options);
  const auto row = refill(shelf(1, 1), 1, 1);
  const auto taken = other.put_if_newer({&row, 1}, soon());
  ASSERT_FALSE(taken.has_value());
  EXPECT_EQ(taken.error().kind, ErrorKind::kUnavailable);
  EXPECT_TRUE(other.reachable()) << "reads do not suffer";
}

TEST_F(Cache, FailsAtOnceWhileTheServerIsGoneAndComesBackByItself) {
  const auto key = shelf(1, 1);
  ASSERT_EQ(put(cache, refill(key, 5, 50)), 1);
  server.kill();
  ASSERT_FALSE(cache.read({&key, 1}, soon()).has_value());
  EXPECT_FALSE(cache.reachable());
  const auto again = cache.read({&key, 1}, soon());
  ASSERT_FALSE(again.has_value());
  EXPECT_EQ(again.error().kind, ErrorKind::kUnavailable);
  server.start();
  const auto until = within(20s);
  while (!cache.read({&key, 1}, soon()) && !passed(until)) {
    std::this_thread::sleep_for(20ms);
  }
  EXPECT_TRUE(cache.reachable());
  EXPECT_EQ(version_in(cache, key), -1) << "it kept nothing";
  EXPECT_EQ(put(cache, refill(key, 5, 50)), 1) << "the functions were loaded again";
}

TEST_F(Cache, AServerThatStandsStillCostsAFewCallsTheirTime) {
  const auto key = shelf(1, 1);
  ASSERT_EQ(put(cache, refill(key, 5, 50)), 1);
  server.pause();
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(cache.reachable());
    const auto late = cache.read({&key, 1}, soon());
    ASSERT_FALSE(late.has_value());
    EXPECT_EQ(late.error().kind, ErrorKind::kDeadlineExceeded);
  }
  const auto next = cache.read({&key, 1}, soon());
  ASSERT_FALSE(next.has_value());
  EXPECT_EQ(next.error().kind, ErrorKind::kUnavailable) << "nothing was sent";
  server.resume();
}

TEST_F(Cache, ARefillThatWaitedInAStandingServerIsTooLate) {
  auto options = server.options();
  options.refill_age_max = 300ms;
  CacheClient client(options);
  ASSERT_EQ(put(client, refill(shelf(1, 1), 1, 10)), 1);
  server.pause();
  const auto late = refill(shelf(1, 2), 1, 10);
  ASSERT_FALSE(client.put_if_newer({&late, 1}, soon()).has_value()) << "sent, but not answered";
  std::this_thread::sleep_for(400ms);
  server.resume();
  EXPECT_EQ(version_in(cache, shelf(1, 1)), 1);
  EXPECT_EQ(version_in(cache, shelf(1, 2)), -1);
}

TEST_F(Cache, ACallersShortDeadlineIsNotTheCachesFault) {
  const auto key = shelf(1, 1);
  ASSERT_EQ(version_in(cache, key), -1);
  const auto late = cache.read({&key, 1}, now() - 1ms);
  ASSERT_FALSE(late.has_value());
  EXPECT_EQ(late.error().kind, ErrorKind::kDeadlineExceeded);
  EXPECT_TRUE(cache.reachable());
  EXPECT_EQ(version_in(cache, key), -1) << "nor does its reply come to the next caller";
}

// One writer raises a row's version; each commit is written through, or lost with a crash in between. Readers
// take what the database holds and put it back later, in any order. Against a model that remembers the best
// that was ever put: the cache never goes back, and shows it exactly.
TEST_F(Cache, ALateRefillNeverPutsAnOlderNumberBack) {
  ASSERT_TRUE(rc::check([this] {
    server.admin({"FLUSHALL"});
    constexpr std::int64_t kRows = 3;
    std::map<ShelfKey, std::int64_t> truth;
    std::map<ShelfKey, std::int64_t> best;
    std::vector<CacheRefill> under_way;
    const auto steps = *rc::gen::inRange(10, 60);
    for (int step = 0; step < steps; ++step) {
      const auto key = shelf(1, *rc::gen::inRange<std::int64_t>(0, kRows));
      switch (*rc::gen::inRange(0, 4)) {
        case 0:  // a commit, written through
          put(cache, refill(key, ++truth[key], static_cast<std::int32_t>(truth[key] * 10)));
          best[key] = truth[key];
          break;
        case 1:  // a commit, and the writer dies
          ++truth[key];
          break;
        case 2:  // a reader reads the database
          under_way.push_back(refill(key, truth[key], static_cast<std::int32_t>(truth[key] * 10)));
          break;
        default:  // one of the readers, any, comes through
          if (!under_way.empty()) {
            const auto which = *rc::gen::inRange<std::size_t>(0, under_way.size());
            const auto row = under_way[which];
            under_way.erase(under_way.begin() + static_cast<std::ptrdiff_t>(which));
            put(cache, row);
            auto& known = best.try_emplace(row.key, row.row.version).first->second;
            known = std::max(known, row.row.version);
          }
      }
      for (std::int64_t item = 0; item < kRows; ++item) {
        const auto each = shelf(1, item);
        RC_ASSERT(version_in(cache, each) == (best.contains(each) ? best[each] : -1));
      }
    }
  }));
}

// The same from many threads at once, without a model: a reader of the cache never sees a row go back.
TEST_F(Cache, NeverGoesBackUnderConcurrentWriters) {
  const auto key = shelf(1, 1);
  ASSERT_EQ(put(cache, refill(key, 1, 1)), 1);
  std::atomic<bool> stop{false};
  std::vector<std::thread> writers;
  for (int w = 0; w < 3; ++w) {
    writers.emplace_back([&, w] {
      for (std::int64_t i = 0; i < 300; ++i) {
        // Each writer is ahead or behind of the others.
        put(cache, refill(key, 1 + i * (w + 1), static_cast<std::int32_t>(1 + i * (w + 1))));
      }
    });
  }
  std::thread reader([&] {
    std::int64_t last = 0;
    while (!stop) {
      const auto version = version_in(cache, key);
      ASSERT_GE(version, last);
      last = version;
    }
  });
  for (auto& writer : writers) {
    writer.join();
  }
  stop = true;
  reader.join();
  EXPECT_EQ(version_in(cache, key), 1 + 299 * 3);
}

}  // namespace
}  // namespace darkstore::storage
