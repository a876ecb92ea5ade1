#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <utility>

#include "backend/local/layout.h"
#include "backend/local/process.h"
#include "tests/integration/support/embedded_cluster.h"

namespace darkstore::testing {
namespace fs = std::filesystem;
namespace {

using local::Child;
using local::Clock;

constexpr std::chrono::seconds kLong{60};  // a bound for a hang, never a measure

/// Every process of the cluster, with all below the servers.
std::set<pid_t> processes_of(const EmbeddedCluster& cluster) {
  std::set<pid_t> all;
  const auto servers = cluster.servers();
  if (servers) {
    for (const ServerNow& server : *servers) {
      if (server.pid > 0) {
        const auto tree = local::process_tree(server.pid);
        all.insert(tree.begin(), tree.end());
      }
    }
  }
  return all;
}

bool lives(pid_t pid) {
  const auto facts = local::process_facts(pid);
  return facts && facts->state != 'Z';
}

/// How many processes have the folder on their command line.
int processes_naming(const fs::path& folder) {
  int count = 0;
  for (const auto& entry : fs::directory_iterator("/proc")) {
    const auto line = local::read_file(entry.path() / "cmdline");
    count += line && line->find(folder.string()) != std::string::npos ? 1 : 0;
  }
  return count;
}

/// What leaves a cluster serving shares one.
class ServingCluster : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto started = EmbeddedCluster::start();
    ASSERT_TRUE(started) << started.error().reason;
    shared_ = std::make_unique<EmbeddedCluster>(std::move(*started));
  }
  static void TearDownTestSuite() { shared_.reset(); }
  void SetUp() override { ASSERT_NE(shared_, nullptr); }

  static EmbeddedCluster& cluster() { return *shared_; }

 private:
  static std::unique_ptr<EmbeddedCluster> shared_;
};

std::unique_ptr<EmbeddedCluster> ServingCluster::shared_;

TEST_F(ServingCluster, RecoversFromAKilledPostmasterAndLosesNothingAcknowledged) {
  ASSERT_TRUE(cluster().query(1, "CREATE TABLE acknowledged (word text)"));
  ASSERT_TRUE(cluster().query(1, "INSERT INTO acknowledged VALUES ('here')"));
  const auto before = cluster().server("postgres");
  ASSERT_TRUE(before);
  ASSERT_EQ(::kill(before->pid, SIGKILL), 0);
  const auto back = cluster().wait_restarted("postgres", before->restarts + 1);
  ASSERT_TRUE(back) << back.error().reason;
  EXPECT_EQ(cluster().query(1, "SELECT word FROM acknowledged").value_or("lost"), "here");
  EXPECT_TRUE(cluster().wait_serving());
}

TEST_F(ServingCluster, KeepsItsDataAndTokensOverDownAndUp) {
  ASSERT_TRUE(cluster().query(0, "CREATE TABLE kept (word text)"));
  const auto token = cluster().token("admin");
  ASSERT_TRUE(call_darkstore_local({"down", "--data", cluster().data()}));
  EXPECT_FALSE(cluster().servers());
  ASSERT_TRUE(
      call_darkstore_local({"up", "--data", cluster().data(), "--while-pid", std::to_string(::getpid())}));
  EXPECT_EQ(cluster().query(0, "SELECT count(*) FROM kept").value_or("lost"), "0");
  EXPECT_EQ(cluster().token("admin"), token);
}

TEST_F(ServingCluster, KeepsAHeldServerAwayWhileTheOthersServe) {
  ASSERT_TRUE(cluster().hold("valkey"));
  const auto until = Clock::now() + kLong;
  while (cluster().server("valkey").value_or(ServerNow{}).state != "held" && Clock::now() < until) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  const auto valkey = cluster().server("valkey");
  ASSERT_TRUE(valkey);
  EXPECT_EQ(valkey->pid, 0);
  EXPECT_EQ(cluster().server("backend-a").value_or(ServerNow{}).state, "ready");
  ASSERT_TRUE(cluster().restart("valkey"));
  EXPECT_TRUE(cluster().wait_serving());
}

TEST_F(ServingCluster, LosesItsServersWithAKilledKeeperAndTheNextUpServes) {
  const auto old = processes_of(cluster());
  ASSERT_TRUE(cluster().freeze("postgres"));  // the worst case: it cannot even hear that it should end
  const auto keeper = local::read_file(cluster().data() / "keeper.lock");
  ASSERT_TRUE(keeper);
  ASSERT_EQ(::kill(std::stoi(*keeper), SIGKILL), 0);
  const auto up =
      call_darkstore_local({"up", "--data", cluster().data(), "--while-pid", std::to_string(::getpid())});
  ASSERT_TRUE(up) << up.error().reason;
  EXPECT_TRUE(cluster().wait_serving());
  for (const pid_t pid : old) {
    EXPECT_FALSE(lives(pid)) << pid;
  }
}

TEST(EmbeddedCluster, StopsWithNothingLeft) {
  auto cluster = EmbeddedCluster::start();
  ASSERT_TRUE(cluster) << cluster.error().reason;
  const fs::path data = cluster->data();
  const fs::path sockets = fs::read_symlink(data / "sockets");
  const auto processes = processes_of(*cluster);
  EXPECT_GE(processes.size(), 6U) << "PostgreSQL with its workers, Valkey, two backends";
  const auto stopped = cluster->stop();
  ASSERT_TRUE(stopped) << stopped.error().reason;
  for (const pid_t pid : processes) {
    EXPECT_FALSE(lives(pid)) << pid;
  }
  EXPECT_FALSE(fs::exists(data));
  EXPECT_FALSE(fs::exists(sockets));
}

TEST(EmbeddedCluster, AnInterruptedCreationLeavesNothingRunningAndIsNeverTakenForAWholeOne) {
  const fs::path data = fresh_data_folder();
  {
    auto up = Child::start(
        {.argv = {local::program_folder() / "darkstore-local", "up", "--data", data, "--variant", "small"}});
    ASSERT_TRUE(up);
    const auto until = Clock::now() + kLong;
    while (!fs::exists(data / "servers.part" / "postgres" / "postmaster.pid") && Clock::now() < until) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }  // killed here, with a PostgreSQL at work
  EXPECT_FALSE(fs::exists(data / "servers"));
  const auto until = Clock::now() + kLong;
  while (processes_naming(data) > 0 && Clock::now() < until) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  EXPECT_EQ(processes_naming(data), 0);
  const auto up = call_darkstore_local(
      {"up", "--data", data, "--variant", "small", "--while-pid", std::to_string(::getpid())});
  EXPECT_TRUE(up) << up.error().reason;
  EXPECT_FALSE(fs::exists(data / "servers.part"));
  EXPECT_TRUE(call_darkstore_local({"clean", "--data", data}));
}

TEST(EmbeddedCluster, OfTwoUpsAtOnceBothSucceedAndOneClusterRuns) {
  const fs::path data = fresh_data_folder();
  const local::Command up{.argv = {local::program_folder() / "darkstore-local", "up", "--data", data,
                                   "--variant", "small", "--while-pid", std::to_string(::getpid())}};
  auto first = Child::start(up);
  auto second = Child::start(up);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->wait(Clock::now() + kLong), 0);
  EXPECT_EQ(second->wait(Clock::now() + kLong), 0);
  EXPECT_TRUE(call_darkstore_local({"status", "--data", data}));
  EXPECT_TRUE(call_darkstore_local({"clean", "--data", data}));
}

TEST(EmbeddedCluster, TwoClustersRunSideBySide) {
  auto one = EmbeddedCluster::start();
  auto two = EmbeddedCluster::start();
  ASSERT_TRUE(one) << one.error().reason;
  ASSERT_TRUE(two) << two.error().reason;
  EXPECT_NE(one->tcp(), two->tcp());
  EXPECT_NE(one->token("viewer"), two->token("viewer"));
  ASSERT_TRUE(one->stop());
  EXPECT_TRUE(two->wait_serving());
}

TEST(FullCluster, RestartsADeadPrimaryAndNeverPromotesItsReplica) {
  auto cluster = EmbeddedCluster::start({.variant = "full"});
  ASSERT_TRUE(cluster) << cluster.error().reason;
  const auto streaming = [&] {
    return cluster->query(2, "SELECT string_agg(state, ',') FROM pg_stat_replication").value_or("") ==
           "streaming";
  };
  const auto wait_streaming = [&] {
    const auto until = Clock::now() + kLong;
    while (!streaming() && Clock::now() < until) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return streaming();
  };
  ASSERT_TRUE(wait_streaming());
  ASSERT_TRUE(cluster->query(2, "CREATE TABLE kept AS SELECT 'here' AS word"));
  ASSERT_TRUE(cluster->kill("shard-2-primary"));
  ASSERT_TRUE(cluster->wait_restarted("shard-2-primary", 1));
  EXPECT_TRUE(wait_streaming());
  EXPECT_EQ(cluster->query(2, "SELECT pg_is_in_recovery()").value_or(""), "f");
  EXPECT_EQ(cluster->query(2, "SELECT word FROM kept").value_or("lost"), "here");
  const auto timeline = cluster->query(2, "SELECT timeline_id FROM pg_control_checkpoint()");
  EXPECT_EQ(timeline.value_or(""), "1") << "a promotion would have begun a new one";
  EXPECT_TRUE(cluster->wait_serving());
}

}  // namespace
}  // namespace darkstore::testing
