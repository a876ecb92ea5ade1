#include "backend/storage/change_payload.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>

namespace darkstore::storage {
namespace {

StockChange change_of(std::int32_t dc, std::int64_t item, std::int64_t version) {
  return {.key = {DcId{dc}, ItemId{item}}, .version = version, .quantity = 7, .delta = -2, .kind = 2};
}

TEST(ChangePayload, IsReadableInALog) {
  const std::vector<StockChange> changes{change_of(3, 1200, 8), change_of(4, 9, 1)};
  EXPECT_EQ(encode_changes(changes), (std::vector<std::string>{"3,1200,8,7,-2,2;4,9,1,7,-2,2"}));
}

TEST(ChangePayload, OfNothingIsNone) {
  EXPECT_TRUE(encode_changes({}).empty());
}

RC_GTEST_PROP(ChangePayload, SplitsBelowTheServersLimitAndLosesNothing, ()) {
  using Limits64 = std::numeric_limits<std::int64_t>;
  using Limits32 = std::numeric_limits<std::int32_t>;
  std::vector<StockChange> changes;
  const auto count = *rc::gen::inRange(0, 600);
  const auto wide = *rc::gen::arbitrary<bool>();
  for (int i = 0; i < count; ++i) {
    changes.push_back({.key = {DcId{wide ? Limits32::max() - i : i},
                               ItemId{wide ? Limits64::max() - i : *rc::gen::inRange(1, 100'000)}},
                       .version = wide ? Limits64::max() - i : *rc::gen::inRange(1, 1'000'000),
                       .quantity = *rc::gen::inRange(0, 1'000'000),
                       .delta = wide ? Limits32::min() + i : *rc::gen::inRange(-1'000, 1'000),
                       .kind = *rc::gen::inRange(1, 100)});
  }
  std::vector<StockChange> back;
  for (const auto& payload : encode_changes(changes)) {
    RC_ASSERT(payload.size() < 8000U);
    const auto some = decode_changes(payload);
    RC_ASSERT(some.has_value());
    back.insert(back.end(), some->begin(), some->end());
  }
  RC_ASSERT(back == changes);
}

TEST(ChangePayload, OfAnotherFormIsRefusedWhole) {
  for (const std::string_view text :
       {"", ";", "1,2,3,4,5,6;", "1,2,3,4,5", "1,2,3,4,5,6,7", "1,2,3,4,5,x", " 1,2,3,4,5,6", "1,2,3,-4,5,6",
        "1,2,0,4,5,6", "2147483648,2,3,4,5,6", "1,9223372036854775808,3,4,5,6", "1,2,3,4,5,0",
        "1,2,3,4,5,100", "1,2,3,4,5,6;1,2"}) {
    const auto changes = decode_changes(text);
    ASSERT_FALSE(changes.has_value()) << text;
    EXPECT_EQ(changes.error().kind, ErrorKind::kInvalidArgument) << text;
    EXPECT_EQ(changes.error().field, "payload") << text;
  }
}

}  // namespace
}  // namespace darkstore::storage
