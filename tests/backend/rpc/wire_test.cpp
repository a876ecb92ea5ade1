#include "backend/rpc/wire.h"

#include <gtest/gtest.h>

#include "darkstore/v1/order.pb.h"

namespace darkstore::rpc {
namespace {

grpc::ByteBuffer bytes_of(const std::string& text) {
  const grpc::Slice slice(text);
  return {&slice, 1};
}

TEST(Wire, ReadsWhatItWrites) {
  v1::PlaceOrderRequest request;
  request.set_key("iberia.x");
  request.add_lines()->set_item_id(7);
  v1::PlaceOrderRequest back;
  ASSERT_TRUE(parse(serialize(request), back));
  EXPECT_EQ(back.SerializeAsString(), request.SerializeAsString());
}

TEST(Wire, NamesTheStringThatIsNoUtf8) {
  v1::CancelOrderRequest request;
  request.set_request_id("abc");
  request.set_reason("REASON");
  for (const auto* bad :
       {"\xFF\xFF\xFF\xFF\xFF\xFF", "\xC0\x80xxxx", "\xED\xA0\x80xxx", "\xF5\x80\x80\x80xx"}) {
    auto text = request.SerializeAsString();
    text.replace(text.find("REASON"), 6, bad, 6);
    v1::CancelOrderRequest into;
    EXPECT_EQ(parse(bytes_of(text), into).error().field, "reason");
  }
}

TEST(Wire, NamesAStringInsideAMessage) {
  v1::GetOutcomeResponse response;
  response.mutable_outcome()->mutable_refused()->set_text("TEXT");
  auto text = response.SerializeAsString();
  text[text.find("TEXT")] = '\x80';
  v1::GetOutcomeResponse into;
  EXPECT_EQ(parse(bytes_of(text), into).error().field, "outcome.refused.text");
}

TEST(Wire, TakesEveryUnicodePlane) {
  v1::CancelOrderRequest request;
  request.set_reason("é 漢 🍞");
  v1::CancelOrderRequest into;
  EXPECT_TRUE(parse(serialize(request), into));
}

TEST(Wire, RefusesWhatIsNoMessage) {
  v1::PlaceOrderRequest into;
  EXPECT_EQ(parse(bytes_of("\x0A\xFF\xFF"), into).error().kind, ErrorKind::kInvalidArgument);
}

}  // namespace
}  // namespace darkstore::rpc
