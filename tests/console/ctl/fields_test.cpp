#include "console/ctl/fields.h"

#include <google/protobuf/message.h>
#include <gtest/gtest.h>

#include "darkstore/v1/inventory.pb.h"
#include "darkstore/v1/order.pb.h"

namespace darkstore::console {
namespace {

template <class Request>
struct Typed {
  Request request;

  Result<void> set(const std::string& name, const std::vector<std::string>& texts) {
    for (const auto& option : optionsOf(*Request::descriptor())) {
      if (option.name == name) {
        return setOption(option, texts, request);
      }
    }
    return fail(ErrorKind::kInternal, name, "there is no such option");
  }
};

TEST(Fields, BuildAnOrder) {
  Typed<v1::PlaceOrderRequest> typed;
  ASSERT_TRUE(typed.set("--at", {"-33.9,151.2"}));
  ASSERT_TRUE(typed.set("--customer", {"9007199254740993"}));
  ASSERT_TRUE(typed.set("--line", {"12:2", "7:1"}));
  ASSERT_TRUE(typed.set("--split", {""}));
  ASSERT_TRUE(typed.set("--within", {"20"}));
  const auto& order = typed.request;
  EXPECT_EQ(order.position().latitude(), -33.9);
  EXPECT_EQ(order.position().longitude(), 151.2);
  EXPECT_EQ(order.customer_id(), 9007199254740993);
  ASSERT_EQ(order.lines_size(), 2);
  EXPECT_EQ(order.lines(1).item_id(), 7);
  EXPECT_TRUE(order.policy().may_split());
  EXPECT_FALSE(order.policy().may_be_partial());
  EXPECT_EQ(order.reach_within_minutes(), 20);
}

TEST(Fields, TakeEnumsAsWords) {
  Typed<v1::AdvanceFulfilmentRequest> typed;
  ASSERT_TRUE(typed.set("--to", {"on-the-way"}));
  EXPECT_EQ(typed.request.to(), v1::ON_THE_WAY);
}

TEST(Fields, NameTheOptionAndWhatItTakes) {
  Typed<v1::AdjustRequest> typed;
  const auto wrong = typed.set("--reason", {"stolen"});
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().field, "--reason");
  EXPECT_NE(wrong.error().reason.find("damaged|expired|lost"), std::string::npos);
  EXPECT_FALSE(typed.set("--delta", {"2x"}));
  EXPECT_FALSE(typed.set("--delta", {"3000000000"}));
  EXPECT_TRUE(typed.set("--delta", {"-3"}));
  EXPECT_EQ(typed.request.delta(), -3);
}

TEST(Fields, SetTheFlagThatSaysARegionIsMeant) {
  Typed<v1::ListOrdersRequest> typed;
  ASSERT_TRUE(typed.set("--region", {}));
  EXPECT_FALSE(typed.request.has_region());
  ASSERT_TRUE(typed.set("--region", {"0"}));
  EXPECT_TRUE(typed.request.has_region());
}

}  // namespace
}  // namespace darkstore::console
