#include "backend/local/config_files.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <set>
#include <toml++/toml.hpp>

#include "backend/local/postgres.h"
#include "tests/backend/local/scratch_folder.h"

namespace darkstore::local {
namespace fs = std::filesystem;
namespace {

Layout some_layout() {
  return {"/home/ann/Data \"1\"", "/tmp/ds-0123456789ab"};
}

TEST(BackendConfig, NamesEveryServerOfTheFullCluster) {
  const toml::table config =
      toml::parse(backend_config_text(some_layout(), Variant::kFull, "b", 20001, {"pw", "adminpw"}));
  EXPECT_EQ(config["backend"]["name"].value_or(""), std::string("b"));
  EXPECT_EQ(config["backend"]["listen"][0].value_or(""),
            std::string("unix:/tmp/ds-0123456789ab/backend-b.sock"));
  EXPECT_EQ(config["backend"]["listen"][1].value_or(""), std::string("127.0.0.1:20001"));
  EXPECT_EQ(config["backend"]["tokens"].value_or(""), std::string("/home/ann/Data \"1\"/tokens.toml"));
  EXPECT_EQ(config["directory"]["primary"].value_or(""),
            std::string("host=/tmp/ds-0123456789ab port=6500 dbname=directory user=darkstore_app"));
  EXPECT_EQ(config["directory"]["replica"].value_or("?"), std::string());
  const auto& shards = *config["shard"].as_array();
  ASSERT_EQ(shards.size(), 3U);
  EXPECT_EQ(config["shard"][1]["name"].value_or(""), std::string("emea"));
  EXPECT_EQ(config["shard"][1]["owner"].value_or(""),
            std::string("host=/tmp/ds-0123456789ab port=6502 dbname=shard2 user=darkstore_owner"));
  EXPECT_EQ(config["shard"][1]["replica"].value_or(""),
            std::string("host=/tmp/ds-0123456789ab port=6512 dbname=shard2 user=darkstore_app"));
  EXPECT_EQ(config["cache"]["admin_password"].value_or(""), std::string("adminpw"));
}

TEST(BackendConfig, HasNoReplicasInTheSmallCluster) {
  const toml::table config =
      toml::parse(backend_config_text(some_layout(), Variant::kSmall, "a", 20001, {"pw", "adminpw"}));
  for (const auto& shard : *config["shard"].as_array()) {
    EXPECT_EQ((*shard.as_table())["replica"].value_or("?"), std::string());
  }
}

TEST(ConfigFiles, KeepTokensAndPortsOverStartsAndChangePasswords) {
  const ScratchFolder scratch;
  const Layout layout{scratch.path(), "/tmp/ds-0123456789ab"};
  ASSERT_TRUE(write_config_files(layout, Variant::kSmall, 2, scratch.path()));
  const auto tokens = read_file(layout.tokens()).value();
  const auto secret = read_file(layout.secret()).value();
  const auto config = read_file(layout.backend_config("a")).value();
  const auto ports = ports_in(layout.endpoints());
  ASSERT_TRUE(write_config_files(layout, Variant::kSmall, 2, scratch.path()));
  EXPECT_EQ(read_file(layout.tokens()).value(), tokens);
  EXPECT_EQ(read_file(layout.secret()).value(), secret);
  EXPECT_EQ(ports_in(layout.endpoints()), ports);
  EXPECT_NE(read_file(layout.backend_config("a")).value(), config);
  const toml::table parsed = toml::parse(tokens);
  std::set<std::string> values;
  for (const char* role : {"viewer", "operator", "support", "admin"}) {
    const auto value = parsed[role].value_or(std::string());
    EXPECT_EQ(value.size(), 64U);
    values.insert(value);
  }
  EXPECT_EQ(values.size(), 4U);
  EXPECT_EQ(fs::status(layout.tokens()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST(ConfigFiles, SurviveEndpointsThatSomeoneSpoiled) {
  const ScratchFolder scratch;
  const Layout layout{scratch.path(), "/tmp/ds-0123456789ab"};
  ASSERT_TRUE(replace_file(layout.endpoints(), "tcp = [ \"127.0.0.1:20"));
  ASSERT_TRUE(write_config_files(layout, Variant::kSmall, 1, scratch.path()));
  EXPECT_EQ(ports_in(layout.endpoints()).size(), 1U);
}

TEST(Ports, LeaveOneThatIsTaken) {
  const auto first = choose_ports({}, 1, 77);
  ASSERT_TRUE(first);
  const Fd taken(::socket(AF_INET, SOCK_STREAM, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(first->front()));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ASSERT_EQ(::bind(taken.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  ASSERT_EQ(::listen(taken.get(), 1), 0);
  const auto second = choose_ports(*first, 2, 77);
  ASSERT_TRUE(second);
  EXPECT_EQ(std::set<int>(second->begin(), second->end()).size(), 2U);
  for (const int port : *second) {
    EXPECT_NE(port, first->front());
  }
}

TEST(ValkeySettings, LetNobodyInWithoutAPassword) {
  const std::string settings = valkey_settings(some_layout(), Variant::kSmall, {"open", "sesame"});
  EXPECT_NE(settings.find("\nport 0\n"), std::string::npos);
  EXPECT_NE(settings.find("\nuser default off\n"), std::string::npos);
  EXPECT_EQ(settings.find("open"), std::string::npos) << "a password in clear";
  EXPECT_EQ(settings.find("sesame"), std::string::npos) << "a password in clear";
}

TEST(PostgresSettings, AreDurableWhenServing) {
  for (const PostgresPlan& plan : postgres_plans(Variant::kFull)) {
    for (const PostgresUse use : {PostgresUse::kServing, PostgresUse::kServingSync}) {
      const std::string settings = postgres_settings(some_layout(), plan, use);
      for (const char* line : {"fsync = 'on'", "full_page_writes = 'on'", "synchronous_commit = 'on'",
                               "listen_addresses = ''", "hot_standby_feedback = 'off'"}) {
        EXPECT_NE(settings.find(line), std::string::npos) << plan.name << ": " << line;
      }
    }
  }
}

TEST(PostgresSettings, MakeAPrimaryWaitForItsOwnReplicaOnlyWhenSync) {
  const auto plans = postgres_plans(Variant::kFull);
  const PostgresPlan& primary = plans.at(3);
  const PostgresPlan& replica = plans.at(4);
  ASSERT_EQ(primary.name, "shard-2-primary");
  ASSERT_EQ(replica.primary, primary.name);
  const std::string line = "synchronous_standby_names = 'shard_2_replica'";
  EXPECT_NE(postgres_settings(some_layout(), primary, PostgresUse::kServingSync).find(line),
            std::string::npos);
  EXPECT_EQ(postgres_settings(some_layout(), primary, PostgresUse::kServing).find(line), std::string::npos);
  EXPECT_NE(postgres_settings(some_layout(), replica, PostgresUse::kServing)
                .find("application_name=shard_2_replica"),
            std::string::npos);
}

}  // namespace
}  // namespace darkstore::local
