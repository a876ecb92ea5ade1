#include "console/ctl/run.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include <gtest/gtest.h>

#include "tests/console/client/network_server.h"

namespace darkstore::console {
namespace {

class RunCtl : public testing::Test {
 protected:
  RunCtl() {
    std::filesystem::create_directories(data_);
    std::ofstream(data_ / "endpoints.toml")
        << "backends = [\"unix:/nowhere/b1\", \"" << server_.address() << "\"]\ntokens = \"tokens.toml\"\n";
    std::ofstream(data_ / "tokens.toml") << "admin = \"t\"\n";
  }
  ~RunCtl() override { std::filesystem::remove_all(data_); }

  int run(std::vector<const char*> arguments) {
    const auto data = data_.string();
    arguments.insert(arguments.begin(), {"darkstorectl", "--data", data.c_str()});
    out_.str("");
    err_.str("");
    return runCtl(static_cast<int>(arguments.size()), arguments.data(), out_, err_);
  }

  NetworkServer server_;
  const std::filesystem::path data_ =
      std::filesystem::temp_directory_path() / ("ctl-test-" + std::to_string(getpid()));
  std::ostringstream out_;
  std::ostringstream err_;
};

TEST_F(RunCtl, CallsPastABackendThatIsAway) {
  ASSERT_EQ(run({"network", "dc", "7", "--json"}), 0) << err_.str();
  EXPECT_NE(out_.str().find("\"dc\":{\"id\":7"), std::string::npos) << out_.str();
}

TEST_F(RunCtl, SaysFieldAndReasonOfAnErrorAndExitsWith2) {
  server_.onGetDc = [](grpc::ServerContext&, const v1::GetDcRequest&, v1::GetDcResponse&) {
    return grpc::Status(grpc::NOT_FOUND, "dc_id: there is no DC 7", "dc_id");
  };
  EXPECT_EQ(run({"network", "dc", "--dc", "7"}), 2);
  EXPECT_EQ(err_.str(), "not found: dc_id: there is no DC 7\n");
  EXPECT_EQ(out_.str(), "");
}

TEST_F(RunCtl, EndsAWatchAfterSoManyMessages) {
  ASSERT_EQ(run({"network", "watch", "--json", "--messages", "2"}), 0) << err_.str();
  EXPECT_EQ(std::ranges::count(out_.str(), '\n'), 2);
}

TEST_F(RunCtl, RefusesWhatItDoesNotKnow) {
  EXPECT_EQ(run({"network", "dc", "seven"}), 2);
  EXPECT_EQ(run({"network", "dc", "--nonsense"}), 2);
  EXPECT_EQ(run({"network"}), 2);
  EXPECT_EQ(run({"--role", "king", "network", "dc", "7"}), 2);
  EXPECT_NE(err_.str().find("king"), std::string::npos);
}

TEST_F(RunCtl, MakesARequestIdAndSaysIt) {
  EXPECT_EQ(run({"network", "open", "7", "--open", "--reason", "back"}), 2);  // this server has no SetDcOpen
  EXPECT_NE(err_.str().find("request id "), std::string::npos);
}

}  // namespace
}  // namespace darkstore::console
