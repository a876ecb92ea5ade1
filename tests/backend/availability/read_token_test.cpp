#include "backend/availability/read_token.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace darkstore::availability {
namespace {

using namespace std::chrono_literals;

constexpr WallTime kNow{1'760'000'000'000ms};
constexpr std::string_view kSecret = "a secret of thirty-two characters";

ReadFloors some_floors() {
  return {.customer = CustomerId{77},
          .rows = {{.key = {DcId{1}, ItemId{5}}, .version = 9}, {.key = {DcId{2}, ItemId{3}}, .version = 4}},
          .shards = {{.shard = ShardId{2}, .lsn = storage::Lsn{0x16B374D848}}}};
}

void expect_refused(const Result<ReadFloors>& parsed) {
  ASSERT_FALSE(parsed.has_value());
  EXPECT_EQ(parsed.error().kind, ErrorKind::kInvalidArgument);
  EXPECT_EQ(parsed.error().field, "read_token");
}

RC_GTEST_PROP(ReadToken, SaysAtAnotherBackendWhatWasPutIn, ()) {
  const ReadTokens here(kSecret);
  const ReadTokens there(kSecret);
  ReadFloors floors{.customer = CustomerId{*rc::gen::arbitrary<std::int64_t>()}};
  const auto rows = *rc::gen::inRange(0, 1001);
  for (int i = 0; i < rows; ++i) {
    floors.rows.push_back({.key = {DcId{i / 7}, ItemId{i}}, .version = *rc::gen::arbitrary<std::int64_t>()});
  }
  const auto shards = *rc::gen::inRange(0, 5);
  for (int i = 0; i < shards; ++i) {
    floors.shards.push_back({.shard = ShardId{i}, .lsn = storage::Lsn{*rc::gen::arbitrary<std::uint64_t>()}});
  }
  const auto token = here.issue(floors, kNow);
  RC_ASSERT(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
            std::string::npos);
  RC_ASSERT(there.parse(token, kNow + 59s).value() == floors);
}

TEST(ReadToken, KeepsTheNewestVersionOfARow) {
  const ReadTokens tokens(kSecret);
  ReadFloors floors = some_floors();
  floors.rows = {{.key = {DcId{2}, ItemId{3}}, .version = 4},
                 {.key = {DcId{1}, ItemId{5}}, .version = 9},
                 {.key = {DcId{2}, ItemId{3}}, .version = 6}};
  const auto parsed = tokens.parse(tokens.issue(floors, kNow), kNow).value();
  EXPECT_EQ(parsed.rows, (std::vector<RowFloor>{{.key = {DcId{1}, ItemId{5}}, .version = 9},
                                                {.key = {DcId{2}, ItemId{3}}, .version = 6}}));
}

TEST(ReadToken, OfMoreRowsThanItHoldsAsksForThePrimary) {
  const ReadTokens tokens(kSecret);
  ReadFloors floors;
  for (int i = 0; i < 1001; ++i) {
    floors.rows.push_back({.key = {DcId{1}, ItemId{i}}, .version = 1});
  }
  const auto parsed = tokens.parse(tokens.issue(floors, kNow), kNow).value();
  EXPECT_TRUE(parsed.from_primary);
  EXPECT_TRUE(parsed.rows.empty());
}

TEST(ReadToken, IsGoodForAMinuteAndThenAsIfItWereNotThere) {
  const ReadTokens tokens(kSecret);
  const auto token = tokens.issue(some_floors(), kNow);
  EXPECT_EQ(tokens.parse(token, kNow + 59'999ms).value(), some_floors());
  EXPECT_EQ(tokens.parse(token, kNow + 60s).value(), ReadFloors{});
  EXPECT_EQ(tokens.parse("", kNow).value(), ReadFloors{});
}

TEST(ReadToken, ThatAnyoneTouchedIsRefused) {
  const ReadTokens tokens(kSecret);
  const auto token = tokens.issue(some_floors(), kNow);
  for (std::size_t i = 0; i < token.size(); ++i) {
    auto other = token;
    other[i] = other[i] == 'A' ? 'B' : 'A';
    expect_refused(tokens.parse(other, kNow));
    if (i > 0) {
      expect_refused(tokens.parse(token.substr(0, i), kNow));
    }
  }
  for (const auto* text : {"A", "not base64 at all!", "=", "AAAA", " "}) {
    expect_refused(tokens.parse(text, kNow));
  }
  expect_refused(tokens.parse(token + "A", kNow));
  expect_refused(tokens.parse(token + "\n", kNow));
  expect_refused(tokens.parse(std::string(1'000'000, 'A'), kNow));
  expect_refused(ReadTokens("another secret of many letters").parse(token, kNow));
}

}  // namespace
}  // namespace darkstore::availability
