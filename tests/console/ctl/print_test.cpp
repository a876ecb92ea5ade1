#include "console/ctl/print.h"

#include <sstream>

#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include "console/client/rpc_method.h"
#include "console/ctl/commands.h"
#include "darkstore/v1/network.pb.h"
#include "darkstore/v1/order.pb.h"

namespace darkstore::console {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

std::string human(const Message& message) {
  std::ostringstream out;
  printHuman(out, message);
  return out.str();
}

// One entry in each repeated message, to the bottom: every column of every table is printed.
void fill(Message& message, int depth = 0) {
  const auto& type = *message.GetDescriptor();
  for (int i = 0; i < type.field_count() && depth < 6; ++i) {
    const auto* field = type.field(i);
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
      continue;
    }
    fill(field->is_repeated() ? *message.GetReflection()->AddMessage(&message, field)
                              : *message.GetReflection()->MutableMessage(&message, field),
         depth + 1);
  }
}

TEST(Print, ReadsLikeATable) {
  v1::ListDcsResponse response;
  auto& dc = *response.add_dcs();
  dc.set_id(14);
  dc.set_code("LIS-014");
  dc.set_name("Lisboa Alcântara");
  dc.set_health(v1::CONTENDED);
  dc.mutable_position()->set_latitude(38.7);
  dc.mutable_position()->set_longitude(-9.1);
  const auto text = human(response);
  EXPECT_NE(text.find("14  LIS-014  Lisboa Alcântara"), std::string::npos) << text;
  EXPECT_NE(text.find("38.70000,-9.10000"), std::string::npos) << text;
  EXPECT_NE(text.find("contended"), std::string::npos) << text;
}

TEST(Print, ShowsMoneyAndTimes) {
  v1::OrderSummary summary;
  summary.set_placed_at_ms(1'763'988'147'123);
  summary.mutable_total()->set_minor(450);
  summary.mutable_total()->set_currency("JPY");
  v1::ListOrdersResponse response;
  *response.add_orders() = summary;
  const auto text = human(response);
  EXPECT_NE(text.find("2025-11-24 12:42:27.123Z"), std::string::npos) << text;
  EXPECT_NE(text.find("JPY 450"), std::string::npos) << text;
}

TEST(Print, HasAFormForEveryAnswer) {
  for (const auto& command : commands()) {
    const auto* type = methodOf(*command.request().GetDescriptor()).response;
    const std::unique_ptr<Message> answer(
        google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
    fill(*answer);
    EXPECT_FALSE(human(*answer).empty() && type->field_count() > 0) << type->name();
  }
}

TEST(Print, JsonIsOneLineThatProtobufReadsBack) {
  v1::GetDcResponse response;
  response.mutable_dc()->set_name("a \"b\"\nc");
  response.mutable_stock()->set_out(0);
  std::ostringstream out;
  printJson(out, response);
  EXPECT_EQ(std::ranges::count(out.str(), '\n'), 1);
  EXPECT_NE(out.str().find("\"out\":0"), std::string::npos);
  v1::GetDcResponse back;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(out.str(), &back).ok());
  EXPECT_EQ(back.dc().name(), "a \"b\"\nc");
}

}  // namespace
}  // namespace darkstore::console
