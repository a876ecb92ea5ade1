#include <gmock/gmock.h>
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <format>
#include <fstream>
#include <memory>
#include <string>

#include "tests/backend/seed/four_databases.h"
#include "tests/backend/support/child_process.h"

namespace darkstore::app {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

struct Ended {
  int code = -1;
  std::string out;
  std::string err;
};

std::string text_of(const std::filesystem::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// The program itself, as an operator runs it, on real databases.
class Commands : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { databases = std::make_unique<seed::FourDatabases>(); }
  static void TearDownTestSuite() { databases.reset(); }
  Commands() {
    databases->clear();
    write_config(databases->conninfo(0, "darkstore_owner"));
  }

  void write_config(const std::string& directory_owner) const {
    std::ofstream config(folder.path() / "backend.toml");
    config << std::format(
        "[backend]\nname = \"a\"\nlisten = [\"unix:{0}/a.sock\"]\ntokens = \"{0}/tokens\"\nsecret = "
        "\"{0}/secret\"\n"
        "resources = \"{1}\"\n[directory]\nowner = \"{2}\"\nprimary = \"{3}\"\n"
        "[cache]\nsocket = \"{0}/v\"\nuser = \"u\"\npassword = \"p\"\nadmin_password = \"a\"\n",
        folder.path().string(), std::filesystem::absolute("resources").string(), directory_owner,
        databases->conninfo(0, "darkstore_app"));
    for (int shard = 1; shard <= 3; ++shard) {
      config << std::format("[[shard]]\nid = {0}\nname = \"s{0}\"\nowner = \"{1}\"\nprimary = \"{2}\"\n",
                            shard, databases->conninfo(shard, "darkstore_owner"),
                            databases->conninfo(shard, "darkstore_app"));
    }
  }

  Ended darkstored(const std::string& arguments) const {
    const auto out = folder.path() / "out";
    const auto err = folder.path() / "err";
    const auto line = std::format("{} {} --config {} >{} 2>{}", DARKSTORED, arguments,
                                  (folder.path() / "backend.toml").string(), out.string(), err.string());
    const int status = std::system(line.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, text_of(out), text_of(err)};
  }

  static inline std::unique_ptr<seed::FourDatabases> databases;
  testing::TemporaryFolder folder;
};

TEST_F(Commands, SeedTellsWhatItDidOnStandardErrorOnly) {
  const auto first = darkstored("seed --scale small");
  EXPECT_EQ(first.code, 0) << first.err;
  EXPECT_EQ(first.out, "");
  EXPECT_THAT(first.err, HasSubstr("10000 DCs, 500 items"));
  EXPECT_THAT(first.err, HasSubstr("4 of 4 databases filled now"));
  EXPECT_THAT(darkstored("seed --scale small").err, HasSubstr("0 of 4 databases filled now"));
  const auto other = darkstored("seed --scale small --seed 2");
  EXPECT_EQ(other.code, 1);
  EXPECT_THAT(other.err, HasSubstr("it is left alone"));
}

TEST_F(Commands, SeedNamesWhatIsWrongWithItsArguments) {
  const auto huge = darkstored("seed --scale huge");
  EXPECT_EQ(huge.code, 1);
  EXPECT_THAT(huge.err, HasSubstr("scale: \"huge\" is none of small, default and full"));
  write_config("");
  const auto ownerless = darkstored("seed --scale small");
  EXPECT_EQ(ownerless.code, 1);
  EXPECT_THAT(ownerless.err, HasSubstr("directory.owner"));
}

TEST_F(Commands, CheckOfNothingIsNoProof) {
  const auto check = darkstored("check --full");
  EXPECT_EQ(check.code, 2);
  EXPECT_THAT(check.out, EndsWith("nothing was counted\n"));
}

TEST_F(Commands, CheckSaysWhatItCountedAndNamesADifference) {
  ASSERT_EQ(darkstored("seed --scale small").code, 0);
  const auto clean = darkstored("check");
  EXPECT_EQ(clean.code, 0) << clean.out << clean.err;
  EXPECT_THAT(clean.out, StartsWith("shard 1 s1: "));
  EXPECT_THAT(clean.out, EndsWith("clean\n"));
  databases->sql(2,
                 "UPDATE inventory SET quantity = quantity + 1"
                 " WHERE (dc_id, item_id) = (SELECT dc_id, item_id FROM inventory ORDER BY 1, 2 LIMIT 1)");
  const auto row = databases->sql(2,
                                  "SELECT format('dc %s item %s: inventory says', dc_id, item_id)"
                                  " FROM inventory ORDER BY dc_id, item_id LIMIT 1");
  const auto wrong = darkstored("check --full");
  EXPECT_EQ(wrong.code, 1);
  EXPECT_THAT(wrong.out, HasSubstr(row));
  EXPECT_THAT(wrong.out, EndsWith("the books differ\n"));
}

TEST_F(Commands, CheckWritesOneLineOfJsonAndNothingElse) {
  ASSERT_EQ(darkstored("seed --scale small").code, 0);
  const auto check = darkstored("check --json");
  EXPECT_EQ(check.code, 0);
  EXPECT_EQ(std::ranges::count(check.out, '\n'), 1);
  google::protobuf::Struct object;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(check.out, &object).ok()) << check.out;
  EXPECT_TRUE(object.fields().at("clean").bool_value());
  EXPECT_GT(object.fields().at("counted").number_value(), 5'000);
  EXPECT_EQ(object.fields().at("shards").list_value().values_size(), 3);
}

TEST_F(Commands, CheckThatCannotBeMadeIsNeitherCleanNorADifference) {
  databases->sql(3, "ALTER TABLE inventory RENAME TO elsewhere");
  const auto check = darkstored("check --json");
  EXPECT_EQ(check.code, 3);
  EXPECT_EQ(check.out, "");
  EXPECT_THAT(check.err, HasSubstr("s3"));
}

}  // namespace
}  // namespace darkstore::app
