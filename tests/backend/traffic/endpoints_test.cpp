#include "backend/traffic/endpoints.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace darkstore::traffic {
namespace {

namespace fs = std::filesystem;

class EndpointsFile : public testing::Test {
 protected:
  EndpointsFile() {
    std::string name = (fs::temp_directory_path() / "ds-traffic-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~EndpointsFile() override { fs::remove_all(folder_); }
  void write(const char* name, const char* text) const { std::ofstream(folder_ / name) << text; }

  fs::path folder_;
};

TEST_F(EndpointsFile, GivesEachPartItsToken) {
  write("endpoints.toml", "backends = [\"unix:/a\", \"unix:/b\"]\ntokens = \"tokens.toml\"\n");
  write("tokens.toml", "viewer = \"v\"\noperator = \"o\"\nsupport = \"s\"\nadmin = \"a\"\n");
  const auto endpoints = read_endpoints(folder_);
  ASSERT_TRUE(endpoints) << endpoints.error().reason;
  EXPECT_EQ(endpoints->backends, (std::vector<std::string>{"unix:/a", "unix:/b"}));
  EXPECT_EQ(endpoints->viewer, "v");
  EXPECT_EQ(endpoints->buyer, "s");
  EXPECT_EQ(endpoints->floor, "o");
}

TEST_F(EndpointsFile, AbsentMeansThatNoClusterIsUp) {
  const auto endpoints = read_endpoints(folder_);
  ASSERT_FALSE(endpoints);
  EXPECT_EQ(endpoints.error().kind, ErrorKind::kUnavailable);
}

TEST_F(EndpointsFile, BrokenIsSaidAndNotGuessed) {
  write("endpoints.toml", "backends = [");
  EXPECT_EQ(read_endpoints(folder_).error().kind, ErrorKind::kInternal);
  write("endpoints.toml", "backends = []\n");
  EXPECT_EQ(read_endpoints(folder_).error().kind, ErrorKind::kInternal);
  write("endpoints.toml", "backends = [\"unix:/a\"]\ntokens = \"tokens.toml\"\n");
  write("tokens.toml", "viewer = \"v\"\n");
  EXPECT_EQ(read_endpoints(folder_).error().kind, ErrorKind::kInternal);
}

}  // namespace
}  // namespace darkstore::traffic
