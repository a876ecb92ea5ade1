#include "backend/local/demo.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace darkstore::local {
namespace {

constexpr const char* kTraffic =
    R"({"placed":970,"refused":{"OUT_OF_STOCK":25,"CLOSED":5},"failed":0,"p50_ms":4.2,"p99_ms":31,"oversold":0,)"
    R"("browse_calls":5000,"browse_errors":2,"floor_errors":{"FAILED_PRECONDITION":3}})";

std::string figure_of(const DemoSummary& summary, const std::string& what) {
  const auto row = std::ranges::find(summary.rows, what, &std::pair<std::string, std::string>::first);
  return row == summary.rows.end() ? "absent" : row->second;
}

TEST(DemoSummary, SaysWhatWasPlacedRefusedAndHowFast) {
  const DemoSummary summary = summarise(kTraffic, R"({"rows":2000000})", 0, 0.9);
  EXPECT_TRUE(summary.wrong.empty()) << summary.wrong.front();
  EXPECT_EQ(figure_of(summary, "placed"), "970");
  EXPECT_EQ(figure_of(summary, "refused: OUT_OF_STOCK"), "25");
  EXPECT_EQ(figure_of(summary, "refused: CLOSED"), "5");
  EXPECT_EQ(figure_of(summary, "share placed"), "97.0 %");
  EXPECT_EQ(figure_of(summary, "p50 / p99"), "4.2 / 31.0 ms");
  EXPECT_EQ(figure_of(summary, "looks at menus"), "5000");
  EXPECT_EQ(figure_of(summary, "not done on the floor: FAILED_PRECONDITION"), "3");
  EXPECT_EQ(figure_of(summary, "oversold"), "0");
  EXPECT_EQ(figure_of(summary, "ledger balanced"), "yes");
}

struct WrongCase {
  const char* name;
  std::string traffic;
  std::string check;
  int check_code;
  const char* says;
};

class DemoIsWrong : public ::testing::TestWithParam<WrongCase> {};

TEST(DemoSummary, ForgivesAFewOrdersWithoutAnAnswer) {
  std::string traffic = kTraffic;
  traffic.replace(traffic.find(R"("failed":0)"), 10, R"("failed":5)");
  EXPECT_TRUE(summarise(traffic, "{}", 0, 0.9).wrong.empty());
}

TEST(DemoSummary, DoesNotJudgeTheShareWhereNoneIsAskedFor) {
  std::string traffic = kTraffic;
  traffic.replace(traffic.find(R"("placed":970)"), 12, R"("placed":100)");
  const DemoSummary summary = summarise(traffic, "{}", 0, 0);
  EXPECT_TRUE(summary.wrong.empty()) << summary.wrong.front();
  EXPECT_EQ(figure_of(summary, "share placed"), "76.9 %");
}

TEST_P(DemoIsWrong, AndSaysWhy) {
  const WrongCase& param = GetParam();
  const DemoSummary summary = summarise(param.traffic, param.check, param.check_code, 0.9);
  ASSERT_EQ(summary.wrong.size(), 1U);
  EXPECT_NE(summary.wrong.front().find(param.says), std::string::npos) << summary.wrong.front();
}

std::string with(const std::string& from, const std::string& to) {
  std::string text = kTraffic;
  return text.replace(text.find(from), from.size(), to);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, DemoIsWrong,
    ::testing::Values(
        WrongCase{"Oversold", with(R"("oversold":0)", R"("oversold":2)"), "{}", 0, "2 units"},
        WrongCase{"NothingPlaced", with(R"("placed":970)", R"("placed":0)"), "{}", 0, "not one order"},
        WrongCase{"FewPlaced", with(R"("OUT_OF_STOCK":25)", R"("OUT_OF_STOCK":105)"), "{}", 0,
                  "only 89.8 % of the orders were placed, at least 90 %"},
        WrongCase{"ManyFailed", with(R"("failed":0)", R"("failed":30,"first_error":"no connection")"), "{}",
                  0, "no connection"},
        WrongCase{"NoOversold", with(R"("oversold":0,)", ""), "{}", 0, "oversold"},
        WrongCase{"ManyBlind", with(R"("browse_errors":2)", R"("browse_errors":200)"), "{}", 0,
                  "200 of 5000 looks"},
        WrongCase{"FloorInternal", with("FAILED_PRECONDITION", "INTERNAL"), "{}", 0, "INTERNAL"},
        WrongCase{"NoTraffic", "", "{}", 0, "no summary"},
        WrongCase{"Difference", kTraffic, R"({"differences":3})", 1, "differences"},
        WrongCase{"NothingCounted", kTraffic, "{}", 2, "counted nothing"},
        WrongCase{"CheckDied", kTraffic, "", 139, "139"},
        WrongCase{"CheckSaidNothing", kTraffic, "", 0, "exit code 0"}),
    [](const auto& wrong_case) { return wrong_case.param.name; });

}  // namespace
}  // namespace darkstore::local
