#include "console/client/endpoints.h"

#include <unistd.h>

#include <fstream>

#include <gtest/gtest.h>

namespace darkstore::console {
namespace {

class EndpointsFile : public testing::Test {
 protected:
  EndpointsFile() { std::filesystem::create_directories(data_); }
  ~EndpointsFile() override { std::filesystem::remove_all(data_); }

  void write(const char* name, const char* text) const { std::ofstream(data_ / name) << text; }

  const std::filesystem::path data_ =
      std::filesystem::temp_directory_path() / ("endpoints-test-" + std::to_string(getpid()));
};

TEST_F(EndpointsFile, NamesBackendsAndTokens) {
  write("endpoints.toml",
        "backends = [\"unix:/run/a\", \"unix:/run/b\"]\ntcp = [\"127.0.0.1:1\"]\ntokens = \"tokens.toml\"\n");
  write("tokens.toml", "viewer = \"v\"\nadmin = \"a\"\n");
  const auto endpoints = readEndpoints(data_);
  ASSERT_TRUE(endpoints) << endpoints.error().reason;
  EXPECT_EQ(endpoints->backends, (std::vector<std::string>{"unix:/run/a", "unix:/run/b"}));
  EXPECT_EQ(endpoints->tokenOf("admin"), "a");
  EXPECT_EQ(endpoints->tokenOf("support").error().field, "role");
}

TEST_F(EndpointsFile, FallsBackToTcp) {
  write("endpoints.toml", "tcp = [\"127.0.0.1:4711\"]\ntokens = \"tokens.toml\"\n");
  write("tokens.toml", "");
  EXPECT_EQ(readEndpoints(data_)->backends, std::vector<std::string>{"127.0.0.1:4711"});
}

TEST_F(EndpointsFile, SaysThatNothingWasStarted) {
  const auto endpoints = readEndpoints(data_);
  ASSERT_FALSE(endpoints);
  EXPECT_EQ(endpoints.error().kind, ErrorKind::kUnavailable);
  EXPECT_NE(endpoints.error().reason.find("darkstore up"), std::string::npos);
}

TEST_F(EndpointsFile, SaysWhatIsWrongInIt) {
  write("endpoints.toml", "backends = [");
  EXPECT_EQ(readEndpoints(data_).error().kind, ErrorKind::kInternal);
  write("endpoints.toml", "backends = []\ntokens = \"t\"\n");
  EXPECT_NE(readEndpoints(data_).error().reason.find("names no backend"), std::string::npos);
}

}  // namespace
}  // namespace darkstore::console
