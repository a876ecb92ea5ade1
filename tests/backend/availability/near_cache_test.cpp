#include "backend/availability/near_cache.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

namespace darkstore::availability {
namespace {

using namespace std::chrono_literals;
using Moment = NearCache::Moment;

constexpr std::array kShards{ShardId{1}, ShardId{2}};
constexpr ShardId kHere = kShards[0];
constexpr Moment kStart{1h};

Moment at(std::chrono::milliseconds after) {
  return kStart + after;
}
ShelfKey shelf(std::int64_t item) {
  return {DcId{1}, ItemId{item}};
}
SeenRow row(std::int64_t version, Moment as_of) {
  return {.quantity = static_cast<std::int32_t>(version * 10), .version = version, .as_of = as_of};
}

class Near : public ::testing::Test {
 protected:
  Near() { near.go_live(kHere, at(0ms)); }
  std::int64_t version_at(Moment now, ShelfKey key = shelf(1)) {
    const auto found = near.find(kHere, key, now);
    return found ? found->version : -1;
  }
  NearCache near{kShards, 6'400, 60s};
};

TEST_F(Near, KeepsTheNewestVersion) {
  EXPECT_EQ(near.put(kHere, shelf(1), row(5, at(1ms)), at(1ms)).version, 5);
  EXPECT_EQ(near.put(kHere, shelf(1), row(7, at(2ms)), at(2ms)).version, 7);
  EXPECT_EQ(near.put(kHere, shelf(1), row(6, at(3ms)), at(3ms)).version, 7)
      << "who comes late hears of the newer";
  EXPECT_EQ(version_at(at(4ms)), 7);
  EXPECT_EQ(near.find(kHere, shelf(1), at(4ms))->quantity, 70);
}

TEST_F(Near, NothingLivesLongerThanItsFirstValueHoweverOftenItIsWritten) {
  near.put(kHere, shelf(1), row(1, at(0ms)), at(100ms));
  near.put(kHere, shelf(1), row(2, at(59'000ms)), at(59'000ms));
  EXPECT_EQ(version_at(at(59'999ms)), 2);
  EXPECT_EQ(version_at(at(60'000ms)), -1);
  near.put(kHere, shelf(1), row(2, at(60'001ms)), at(60'001ms));
  EXPECT_EQ(version_at(at(60'002ms)), 2) << "read anew, it lives anew";
}

TEST_F(Near, AGapMakesEverythingUnbelievable) {
  near.put(kHere, shelf(1), row(1, at(1ms)), at(1ms));
  near.go_deaf(kHere);
  EXPECT_EQ(version_at(at(2ms)), -1);
  near.put(kHere, shelf(1), row(2, at(2ms)), at(2ms));
  EXPECT_EQ(version_at(at(3ms)), -1) << "nothing is kept while changes are not heard";
  near.go_live(kHere, at(10ms));
  EXPECT_EQ(version_at(at(11ms)), -1) << "what was seen before the gap stays unbelievable";
}

TEST_F(Near, AReadThatBeganBeforeTheGapEndedIsNotKept) {
  near.go_deaf(kHere);
  near.go_live(kHere, at(10ms));
  EXPECT_EQ(near.put(kHere, shelf(1), row(3, at(9ms)), at(20ms)).version, 3) << "its caller may have it";
  EXPECT_EQ(version_at(at(21ms)), -1);
  near.put(kHere, shelf(1), row(3, at(10ms)), at(20ms));
  EXPECT_EQ(version_at(at(21ms)), 3);
}

TEST_F(Near, ARowIsAsYoungAsTheLastHeartbeat) {
  near.put(kHere, shelf(1), row(1, at(1ms)), at(1ms));
  near.hear(kHere, at(500ms));
  EXPECT_EQ(near.find(kHere, shelf(1), at(510ms))->as_of, at(500ms));
  near.put(kHere, shelf(1), row(2, at(600ms)), at(600ms));
  EXPECT_EQ(near.find(kHere, shelf(1), at(610ms))->as_of, at(600ms)) << "a change is younger";
}

TEST_F(Near, ALateReadNeverPutsBackWhatAChangeHadReplacedBeforeItDied) {
  near.put(kHere, shelf(1), row(7, at(1ms)), at(1ms));
  near.put(kHere, shelf(1), row(6, at(59'000ms)), at(61'000ms));
  EXPECT_EQ(version_at(at(61'001ms)), -1);
}

TEST_F(Near, ARowThatHadToGoIsNotTakenBackOlder) {
  NearCache small(kShards, 64, 60s);  // one row a stripe
  small.go_live(kHere, at(0ms));
  small.put(kHere, shelf(1), row(7, at(100ms)), at(100ms));
  for (std::int64_t item = 2; item < 2'000; ++item) {
    small.put(kHere, shelf(item), row(1, at(101ms)), at(101ms));
  }
  ASSERT_FALSE(small.find(kHere, shelf(1), at(102ms)).has_value());
  small.put(kHere, shelf(1), row(6, at(99ms)), at(103ms));
  EXPECT_FALSE(small.find(kHere, shelf(1), at(104ms)).has_value()) << "it may lack the change that went";
  small.put(kHere, shelf(1), row(7, at(102ms)), at(105ms));
  EXPECT_TRUE(small.find(kHere, shelf(1), at(106ms)).has_value());
}

TEST_F(Near, AGapOfOneShardIsNoneOfAnother) {
  near.go_live(kShards[1], at(0ms));
  near.put(kShards[1], shelf(2), row(1, at(1ms)), at(1ms));
  near.go_deaf(kHere);
  EXPECT_TRUE(near.find(kShards[1], shelf(2), at(2ms)).has_value());
}

TEST_F(Near, IsDeafUntilTheFeedIsHeard) {
  NearCache unheard(kShards, 6'400, 60s);
  unheard.put(kHere, shelf(1), row(1, at(1ms)), at(1ms));
  EXPECT_FALSE(unheard.find(kHere, shelf(1), at(2ms)).has_value());
}

TEST_F(Near, KeepsToItsBoundAndToWhatIsAskedFor) {
  NearCache small(kShards, 6'400, 60s);
  small.go_live(kHere, at(0ms));
  for (std::int64_t item = 0; item < 100'000; ++item) {
    small.put(kHere, shelf(item), row(1, at(1ms)), at(1ms));
    ASSERT_TRUE(small.find(kHere, shelf(0), at(1ms)).has_value()) << "asked for all the time, at " << item;
  }
  EXPECT_LE(small.rows(), 6'400U);
  EXPECT_GE(small.rows(), 6'000U);
}

// Against a model: a map that forgets everything at a gap.
RC_GTEST_PROP(NearCacheModel, GivesTheNewestOfWhatWasPutSinceTheFeedIsHeard, ()) {
  NearCache near(kShards, 6'400, 60s);
  std::map<ShelfKey, std::int64_t> model;
  bool live = false;
  Moment live_since{};
  Moment now = kStart;
  const auto steps = *rc::gen::inRange(1, 200);
  for (int i = 0; i < steps; ++i) {
    now += 1ms;
    const auto key = shelf(*rc::gen::inRange(0, 4));
    switch (*rc::gen::inRange(0, 8)) {
      case 0:
        near.go_deaf(kHere);
        model.clear();
        live = false;
        break;
      case 1:
        if (!live) {
          near.go_live(kHere, now);
          live_since = now;
          live = true;
        }
        break;
      default: {
        const auto version = *rc::gen::inRange<std::int64_t>(0, 50);
        const auto as_of = now - std::chrono::milliseconds{*rc::gen::inRange(0, 5)};
        near.put(kHere, key, row(version, as_of), now);
        const auto known = model.find(key);
        if (live && as_of >= live_since && (known == model.end() || known->second < version)) {
          model[key] = version;
        }
      }
    }
    for (std::int64_t item = 0; item < 4; ++item) {
      const auto found = near.find(kHere, shelf(item), now);
      const auto known = model.find(shelf(item));
      RC_ASSERT((found ? found->version : -1) == (known == model.end() ? -1 : known->second));
    }
  }
}

}  // namespace
}  // namespace darkstore::availability
