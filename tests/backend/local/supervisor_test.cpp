#include "backend/local/supervisor.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <iterator>

#include "tests/backend/local/scratch_folder.h"

namespace darkstore::local {
namespace {

constexpr std::chrono::seconds kLong{30};  // a bound for a hang, never a measure

ServerSpec sleeper(const std::string& name, int stage = 0) {
  return {.name = name, .role = "test", .stage = stage, .command = {.argv = {"sleep", "600"}}};
}

ServerSpec shell(const std::string& name, const std::string& script, int stage = 0) {
  return {.name = name, .role = "test", .stage = stage, .command = {.argv = {"sh", "-c", script}}};
}

SupervisorOptions quick() {
  return {.backoff_first = std::chrono::milliseconds(1),
          .backoff_max = std::chrono::milliseconds(5),
          .settled = std::chrono::seconds(3600),
          .stop_grace = std::chrono::seconds(30)};
}

ServerStatus status_of(const Supervisor& supervisor, const std::string& name) {
  const auto all = supervisor.status();
  return *std::ranges::find(all, name, &ServerStatus::name);
}

/// Ticks until it holds; false when it never does.
bool until(Supervisor& supervisor, const std::function<bool()>& holds) {
  const Deadline give_up = Clock::now() + kLong;
  while (!holds() && Clock::now() < give_up) {
    supervisor.tick();
    ::usleep(1000);
  }
  return holds();
}

bool until_serving(Supervisor& supervisor) {
  return until(supervisor, [&] { return supervisor.serving(); });
}

std::vector<std::string> lines_of(const std::filesystem::path& path) {
  std::ifstream in(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) {
    lines.push_back(line);
  }
  return lines;
}

TEST(Supervisor, StartsAgainWhatIsKilled) {
  Supervisor supervisor({sleeper("one"), sleeper("two")}, quick());
  supervisor.start();
  ASSERT_TRUE(until_serving(supervisor));
  const pid_t first = status_of(supervisor, "one").pid;
  const pid_t other = status_of(supervisor, "two").pid;
  ASSERT_EQ(::kill(first, SIGKILL), 0);
  ASSERT_TRUE(until(supervisor, [&] { return status_of(supervisor, "one").restarts == 1; }));
  ASSERT_TRUE(until_serving(supervisor));
  EXPECT_NE(status_of(supervisor, "one").pid, first);
  EXPECT_EQ(status_of(supervisor, "two").pid, other);
  EXPECT_FALSE(process_facts(first)) << "left as a zombie";
}

TEST(Supervisor, StartsAStageWhenTheOneBeforeIsReadyAndStopsItFirst) {
  const ScratchFolder scratch;
  const auto order = (scratch.path() / "order").string();
  const auto talker = [&](const std::string& name) {
    return "trap 'echo stop " + name + " >>" + order + "; exit' TERM; echo start " + name + " >>" + order +
           "; touch " + order + "." + name + "; while :; do sleep 0.01; done";
  };
  auto database = shell("database", "sleep 0.05; " + talker("database"));
  database.ready = [order](pid_t) { return std::filesystem::exists(order + ".database"); };
  auto task = shell("task", "echo start task >>" + order, 1);
  task.once = true;
  auto backend = shell("backend", talker("backend"), 2);
  backend.ready = [order](pid_t) { return std::filesystem::exists(order + ".backend"); };
  Supervisor supervisor({backend, task, database}, quick());
  supervisor.start();
  ASSERT_TRUE(until_serving(supervisor));
  supervisor.begin_stop();
  ASSERT_TRUE(until(supervisor, [&] { return supervisor.stopped(); }));
  EXPECT_EQ(lines_of(order), (std::vector<std::string>{"start database", "start task", "start backend",
                                                       "stop backend", "stop database"}));
}

TEST(Supervisor, IsReadyOnlyWhenTheProbeSaysSo) {
  const ScratchFolder scratch;
  const auto flag = (scratch.path() / "healthy").string();
  auto server = sleeper("server");
  server.probe = Command{.argv = {"test", "-e", flag}};
  Supervisor supervisor({server}, quick());
  supervisor.start();
  const Deadline while_unhealthy = Clock::now() + std::chrono::milliseconds(300);
  while (Clock::now() < while_unhealthy) {
    supervisor.tick();
    ::usleep(1000);
  }
  EXPECT_FALSE(supervisor.serving());
  std::ofstream(flag) << "";
  EXPECT_TRUE(until_serving(supervisor));
}

TEST(Supervisor, GivesUpOnAServerThatNeverStarts) {
  auto broken = shell("broken", "exit 3");
  broken.ready = [](pid_t) { return false; };
  Supervisor never({broken}, quick());
  never.start();
  ASSERT_TRUE(until(never, [&] { return !never.failure().empty(); }));
  EXPECT_NE(never.failure().find("broken"), std::string::npos);
  EXPECT_NE(never.failure().find("3"), std::string::npos);
}

TEST(Supervisor, FailsTheStartWhenATaskFailsAndStartsNothingAfterIt) {
  auto task = shell("migrate", "exit 4");
  task.once = true;
  Supervisor supervisor({task, sleeper("backend", 1)}, quick());
  supervisor.start();
  ASSERT_TRUE(until(supervisor, [&] { return !supervisor.failure().empty(); }));
  supervisor.tick();
  EXPECT_EQ(status_of(supervisor, "backend").state, ServerState::kWaiting);
  EXPECT_EQ(status_of(supervisor, "migrate").state, ServerState::kFailed);
}

TEST(Supervisor, KeepsAHeldServerDownUntilItsRestart) {
  Supervisor supervisor({sleeper("one")}, quick());
  supervisor.start();
  ASSERT_TRUE(until_serving(supervisor));
  ASSERT_TRUE(supervisor.kill("one", true));
  ASSERT_TRUE(until(supervisor, [&] { return status_of(supervisor, "one").state == ServerState::kHeld; }));
  for (int i = 0; i < 50; ++i) {
    supervisor.tick();
    ::usleep(1000);
  }
  EXPECT_EQ(status_of(supervisor, "one").pid, 0);
  const auto again = supervisor.kill("one", false);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, ErrorKind::kFailedPrecondition);
  ASSERT_TRUE(supervisor.restart("one"));
  EXPECT_TRUE(until_serving(supervisor));
}

TEST(Supervisor, FreezesAndThawsAServerWithAllBelowIt) {
  Supervisor supervisor({shell("tree", "trap 'kill $!; exit' TERM; sleep 600 & wait")}, quick());
  supervisor.start();
  ASSERT_TRUE(until_serving(supervisor));
  const pid_t root = status_of(supervisor, "tree").pid;
  ASSERT_TRUE(until(supervisor, [&] { return process_tree(root).size() == 2; }));
  const auto all_in_state = [&](char state) {
    return std::ranges::all_of(process_tree(root), [&](pid_t pid) {
      const auto facts = process_facts(pid);
      return facts && facts->state == state;
    });
  };
  ASSERT_TRUE(supervisor.freeze("tree"));
  EXPECT_TRUE(until(supervisor, [&] { return all_in_state('T'); }));
  EXPECT_TRUE(status_of(supervisor, "tree").frozen);
  ASSERT_TRUE(supervisor.thaw("tree"));
  EXPECT_TRUE(until(supervisor, [&] { return all_in_state('S'); }));
  ASSERT_TRUE(supervisor.freeze("tree"));
  supervisor.begin_stop();  // a frozen server must hear that it should end
  EXPECT_TRUE(until(supervisor, [&] { return supervisor.stopped(); }));
}

TEST(Supervisor, KillsWhatDoesNotStop) {
  const ScratchFolder scratch;
  const auto armed = (scratch.path() / "armed").string();
  auto options = quick();
  options.stop_grace = std::chrono::seconds(0);
  auto stubborn = shell("stubborn", "trap '' TERM; touch " + armed + "; while :; do sleep 0.01; done");
  stubborn.ready = [armed](pid_t) { return std::filesystem::exists(armed); };
  Supervisor supervisor({stubborn}, options);
  supervisor.start();
  ASSERT_TRUE(until_serving(supervisor));
  supervisor.begin_stop();
  EXPECT_TRUE(until(supervisor, [&] { return supervisor.stopped(); }));
}

TEST(Supervisor, DoesNotKnowAServerOfAnotherName) {
  Supervisor supervisor({sleeper("one")}, quick());
  const auto done = supervisor.kill("two", false);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, ErrorKind::kNotFound);
  EXPECT_NE(done.error().reason.find("one"), std::string::npos);
}

}  // namespace
}  // namespace darkstore::local
