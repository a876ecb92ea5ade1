#include "backend/local/process.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>

#include "backend/local/postgres.h"
#include "tests/backend/local/scratch_folder.h"

namespace darkstore::local {
namespace {

constexpr std::chrono::seconds kLong{30};  // a bound for a hang, never a measure

Deadline soon() {
  return Clock::now() + kLong;
}

TEST(Child, GivesItsExitCodeOrItsSignalAsShellsDo) {
  auto exits = Child::start({.argv = {"sh", "-c", "exit 7"}});
  ASSERT_TRUE(exits);
  EXPECT_EQ(exits->wait(soon()), 7);
  auto dies = Child::start({.argv = {"sh", "-c", "kill -9 $$"}});
  ASSERT_TRUE(dies);
  EXPECT_EQ(dies->wait(soon()), 137);
}

TEST(Child, SaysWhichProgramCannotBeStarted) {
  const auto child = Child::start({.argv = {"/no/such/program"}});
  ASSERT_FALSE(child);
  EXPECT_NE(child.error().reason.find("/no/such/program"), std::string::npos);
  EXPECT_NE(child.error().reason.find("No such file"), std::string::npos);
}

TEST(Child, DiesWithItsOwner) {
  pid_t pid = 0;
  {
    const auto child = Child::start({.argv = {"sleep", "600"}});
    ASSERT_TRUE(child);
    pid = child->pid();
    EXPECT_TRUE(process_facts(pid));
  }
  EXPECT_FALSE(process_facts(pid));
}

TEST(Child, DiesWithAKilledStarter) {
  int told[2];
  ASSERT_EQ(::pipe(told), 0);
  const pid_t starter = ::fork();
  if (starter == 0) {
    const auto pid = spawn({.argv = {"sleep", "600"}, .death_signal = SIGKILL});
    const pid_t value = pid.value_or(-1);
    if (::write(told[1], &value, sizeof value) == sizeof value) {
      ::pause();
    }
    ::_exit(0);
  }
  pid_t grandchild = 0;
  ASSERT_EQ(::read(told[0], &grandchild, sizeof grandchild), static_cast<ssize_t>(sizeof grandchild));
  ASSERT_GT(grandchild, 0);
  const Fd ended = open_pidfd(grandchild);
  ::kill(starter, SIGKILL);
  ::waitpid(starter, nullptr, 0);
  const Deadline until = soon();
  auto facts = process_facts(grandchild);
  while (facts && facts->state != 'Z' && Clock::now() < until) {
    ::usleep(10'000);
    facts = process_facts(grandchild);
  }
  EXPECT_TRUE(!facts || facts->state == 'Z');
  ::close(told[0]);
  ::close(told[1]);
}

TEST(Run, SeparatesOutputFromTheLinesForPeople) {
  std::vector<std::string> lines;
  const auto finished = run(
      {.argv = {"sh", "-c", "echo '{}'; echo one >&2; echo two >&2; exit 3"}}, soon(),
      [&](std::string_view line) { lines.emplace_back(line); }, [] { return true; });
  ASSERT_TRUE(finished);
  EXPECT_EQ(finished->code, 3);
  EXPECT_EQ(finished->out, "{}\n");
  EXPECT_EQ(lines, (std::vector<std::string>{"one", "two"}));
}

TEST(Run, KillsWhatDoesNotEndInTime) {
  const auto finished = run(
      {.argv = {"sleep", "600"}}, Clock::now() + std::chrono::milliseconds(50), [](std::string_view) {},
      [] { return true; });
  ASSERT_FALSE(finished);
  EXPECT_EQ(finished.error().kind, ErrorKind::kDeadlineExceeded);
}

TEST(ProcessTree, ListsParentsBeforeChildren) {
  auto shell = Child::start({.argv = {"sh", "-c", "sleep 600 & echo started >&2; wait"}});
  ASSERT_TRUE(shell);
  const Deadline until = soon();
  std::vector<pid_t> tree;
  while (tree.size() < 2 && Clock::now() < until) {
    tree = process_tree(shell->pid());
  }
  ASSERT_EQ(tree.size(), 2U);
  EXPECT_EQ(tree[0], shell->pid());
  EXPECT_EQ(process_facts(tree[1]).value_or(ProcessFacts{}).parent, shell->pid());
  EXPECT_GT(memory_of_tree(shell->pid()).rss_kb, 0U);
  signal_tree(shell->pid(), SIGKILL);
}

TEST(FileTail, BeginsWithAWholeLine) {
  const ScratchFolder scratch;
  ASSERT_TRUE(replace_file(scratch.path() / "log", "first line\nsecond line\nthird\n"));
  EXPECT_EQ(file_tail(scratch.path() / "log", 15), "third\n");
  EXPECT_EQ(file_tail(scratch.path() / "log", 1000), "first line\nsecond line\nthird\n");
  EXPECT_EQ(file_tail(scratch.path() / "none", 1000), "");
}

TEST(BoundLog, CutsALogUnderItsWriterAndKeepsWhatWasInIt) {
  const ScratchFolder scratch;
  const auto log = scratch.path() / "log";
  auto writer = Child::start(
      {.argv = {"sh", "-c",
                "echo 0123456789; while [ -s " + log.string() + " ]; do sleep 0.01; done; echo after"},
       .log = log});
  ASSERT_TRUE(writer);
  const Deadline until = soon();
  while (read_file(log).value_or("") != "0123456789\n" && Clock::now() < until) {
    ::usleep(1000);
  }
  ASSERT_TRUE(bound_log(log, 100));
  EXPECT_EQ(read_file(log).value_or(""), "0123456789\n") << "cut before its time";
  ASSERT_TRUE(bound_log(log, 11));
  EXPECT_EQ(writer->wait(soon()), 0);
  EXPECT_EQ(read_file(log).value_or(""), "after\n");
  EXPECT_EQ(read_file(log.string() + ".1").value_or(""), "0123456789\n");
}

TEST(PostmasterPid, OfADeadServerBecomesHarmlessAndKeepsItsSharedMemoryLine) {
  const ScratchFolder scratch;
  // A pid of someone alive, as after a restart of the machine: us, serving from another folder.
  ASSERT_TRUE(
      replace_file(scratch.path() / "postmaster.pid", std::to_string(::getppid()) + "\n/data\n1\n6501\n"));
  ASSERT_TRUE(settle_postmaster_pid(scratch.path()));
  EXPECT_EQ(read_file(scratch.path() / "postmaster.pid").value(),
            std::to_string(::getpid()) + "\n/data\n1\n6501\n");
}

TEST(PostmasterPid, OfALiveServerIsRespected) {
  const ScratchFolder scratch;
  const auto server = Child::start({.argv = {"sleep", "600"}, .folder = scratch.path()});
  ASSERT_TRUE(server);
  const std::string text = std::to_string(server->pid()) + "\n/data\n";
  ASSERT_TRUE(replace_file(scratch.path() / "postmaster.pid", text));
  EXPECT_FALSE(settle_postmaster_pid(scratch.path()));
  EXPECT_EQ(read_file(scratch.path() / "postmaster.pid").value(), text);
}

}  // namespace
}  // namespace darkstore::local
