#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include "backend/local/process.h"
#include "tests/integration/support/embedded_cluster.h"

namespace darkstore::traffic {
namespace {

using namespace std::chrono_literals;
using google::protobuf::Struct;

constexpr auto kRunTimeMax = 90s;

/// A cluster for all tests of this file; traffic may come to it again and again.
class TrafficRun : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto cluster = testing::EmbeddedCluster::start();
    ASSERT_TRUE(cluster) << cluster.error().reason;
    cluster_ = std::make_unique<testing::EmbeddedCluster>(std::move(*cluster));
  }
  static void TearDownTestSuite() { cluster_.reset(); }

  static local::Command command(std::vector<std::string> more) {
    local::Command command{
        .argv = {local::program_folder() / "darkstore-traffic", "run", "--data", cluster_->data()}};
    command.argv.insert(command.argv.end(), more.begin(), more.end());
    return command;
  }
  static Struct summary(const std::string& json) {
    Struct object;
    EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(json, &object).ok()) << json;
    return object;
  }
  static double number(const Struct& object, const std::string& name) {
    return object.fields().contains(name) ? object.fields().at(name).number_value() : -1;
  }

  static std::unique_ptr<testing::EmbeddedCluster> cluster_;
};

std::unique_ptr<testing::EmbeddedCluster> TrafficRun::cluster_;

TEST_F(TrafficRun, SellsWhatIsThereAndMovesIt) {
  ASSERT_TRUE(cluster_);
  std::string said;
  const auto done = local::run(
      command({"--rate", "20", "--for", "5", "--browse", "5", "--stage-ms", "200", "--cancel", "0.1"}),
      local::Clock::now() + kRunTimeMax, [&said](std::string_view line) { said.append(line).append("\n"); },
      [] { return true; });
  ASSERT_TRUE(done) << done.error().reason;
  EXPECT_EQ(done->code, 0) << done->out << said;
  const auto object = summary(done->out);
  EXPECT_GT(number(object, "placed"), 0);
  EXPECT_EQ(number(object, "oversold"), 0);
  EXPECT_GT(number(object, "rows_checked"), 0);
  EXPECT_EQ(number(object, "units_unchecked"), 0);
  EXPECT_EQ(number(object, "failed"), 0) << done->out;
  EXPECT_GT(number(object, "browse_calls"), 0);
  EXPECT_GT(number(object, "fulfilments_advanced"), 0);
  EXPECT_GT(number(object, "cancels"), 0);
}

TEST_F(TrafficRun, EndsAtASignalWithItsSummary) {
  ASSERT_TRUE(cluster_);
  const auto json = cluster_->data() / "traffic-test.json";
  auto call = command({"--rate", "20", "--json", json});
  call.log = cluster_->data() / "traffic-test.log";
  auto child = local::Child::start(call);
  ASSERT_TRUE(child) << child.error().reason;
  const auto log = [&] {
    std::ostringstream text;
    text << std::ifstream(call.log).rdbuf();
    return text.str();
  };
  const auto until = local::Clock::now() + kRunTimeMax;
  while (log().find("placed 1") == std::string::npos && local::Clock::now() < until) {
    ASSERT_FALSE(child->wait(local::Clock::now() + 100ms)) << log();
  }
  child->signal(SIGTERM);
  const auto code = child->wait(local::Clock::now() + kRunTimeMax);
  ASSERT_TRUE(code) << log();
  EXPECT_EQ(*code, 0) << log();
  std::ostringstream text;
  text << std::ifstream(json).rdbuf();
  EXPECT_GT(number(summary(text.str()), "placed"), 0);
}

}  // namespace
}  // namespace darkstore::traffic
