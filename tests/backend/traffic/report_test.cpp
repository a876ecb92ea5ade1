#include "backend/traffic/report.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include "backend/traffic/run.h"

namespace darkstore::traffic {
namespace {

google::protobuf::Struct parsed(const std::string& json) {
  google::protobuf::Struct object;
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(json, &object).ok()) << json;
  return object;
}

TEST(Report, IsOneLineWithEveryReasonAndCode) {
  Tally tally;
  tally.orders = 12;
  tally.placed = 9;
  tally.refused["OUT_OF_STOCK"] = 2;
  tally.errors["UNAVAILABLE"] = 1;
  const auto json =
      summary_json(tally, {.units_sold = 20, .oversold = 0, .rows_checked = 5, .units_unchecked = 0},
                   std::chrono::milliseconds(2'500));
  EXPECT_EQ(json.find('\n'), std::string::npos);
  const auto object = parsed(json);
  const auto number = [&](const char* name) { return object.fields().at(name).number_value(); };
  EXPECT_EQ(number("seconds"), 2.5);
  EXPECT_EQ(number("orders"), 12);
  EXPECT_EQ(number("placed"), 9);
  EXPECT_EQ(number("failed"), 1);
  EXPECT_EQ(number("units_sold"), 20);
  EXPECT_EQ(number("rows_checked"), 5);
  EXPECT_EQ(object.fields().at("refused").struct_value().fields().at("OUT_OF_STOCK").number_value(), 2);
  EXPECT_EQ(object.fields().at("errors").struct_value().fields().at("UNAVAILABLE").number_value(), 1);
}

TEST(Report, HasEmptyObjectsWhereNothingWentWrong) {
  const auto object = parsed(summary_json({}, {}, std::chrono::milliseconds(0)));
  EXPECT_TRUE(object.fields().at("refused").has_struct_value());
  EXPECT_TRUE(object.fields().at("errors").has_struct_value());
}

TEST(Report, FailsARunThatOversoldOrCheckedNothing) {
  EXPECT_EQ(exit_code({.units_sold = 5, .oversold = 0, .rows_checked = 3, .units_unchecked = 0}), 0);
  EXPECT_EQ(exit_code({.units_sold = 5, .oversold = 1, .rows_checked = 3, .units_unchecked = 0}), 1);
  EXPECT_EQ(exit_code({.units_sold = 5, .oversold = 0, .rows_checked = 0, .units_unchecked = 5}), 2);
}

TEST(Report, CountsWhatHappenedSinceTheLastLine) {
  Tally tally;
  Progress progress;
  tally.orders = 30;
  EXPECT_NE(progress.line(tally, std::chrono::seconds(1), 3).find(" 30 orders/s"), std::string::npos);
  tally.orders = 70;
  EXPECT_NE(progress.line(tally, std::chrono::seconds(3), 3).find(" 20 orders/s"), std::string::npos);
}

TEST(BrowseDefault, LeavesRoomForTheOrders) {
  EXPECT_EQ(browse_default(1), 50);
  EXPECT_EQ(browse_default(30), 21);
  EXPECT_EQ(browse_default(100), 3.5);
  EXPECT_EQ(browse_default(300), 0.5);
  EXPECT_EQ(browse_default(5'000), 0.5);
}

}  // namespace
}  // namespace darkstore::traffic
