#include "backend/local/layout.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <set>

#include "tests/backend/local/scratch_folder.h"

namespace darkstore::local {
namespace fs = std::filesystem;
namespace {

mode_t mode_of(const fs::path& path) {
  struct stat found{};
  EXPECT_EQ(::lstat(path.c_str(), &found), 0);
  return found.st_mode & 0777U;
}

TEST(SocketFolder, IsTheSameForTheSameDataAndAnotherForOtherData) {
  EXPECT_EQ(socket_folder("/home/ann/data", nullptr), socket_folder("/home/ann/data", nullptr));
  EXPECT_NE(socket_folder("/home/ann/data", nullptr), socket_folder("/home/ann/data2", nullptr));
}

TEST(SocketFolder, LeavesRoomForTheLongestSocketNameHoweverDeepTheDataLie) {
  const ScratchFolder scratch;
  const fs::path deep = fs::path("/home") / std::string(300, 'd');
  const fs::path long_runtime = scratch.path() / std::string(80, 'r');
  fs::create_directories(long_runtime);
  for (const char* runtime : {static_cast<const char*>(nullptr), long_runtime.c_str()}) {
    const fs::path folder = socket_folder(deep, runtime);
    EXPECT_LE((folder / ".s.PGSQL.6513.lock").string().size(), 107U) << folder;
  }
}

TEST(SocketFolder, LiesInTheRuntimeFolderWhereThatCanBeUsed) {
  const ScratchFolder scratch;
  EXPECT_EQ(socket_folder("/data", scratch.path().c_str()).parent_path(), scratch.path());
  EXPECT_EQ(socket_folder("/data", "/no/such/folder").parent_path(), "/tmp");
  const fs::path blank = scratch.path() / "with blank";  // a connection string has no place for it
  fs::create_directory(blank);
  EXPECT_EQ(socket_folder("/data", blank.c_str()).parent_path(), "/tmp");
}

TEST(Layout, IsPrivateToItsUser) {
  const ScratchFolder scratch;
  const auto layout = make_layout(scratch.path() / "new" / "data");
  ASSERT_TRUE(layout) << layout.error().reason;
  EXPECT_EQ(mode_of(layout->data), 0700U);
  EXPECT_EQ(mode_of(layout->sockets), 0700U);
  const auto found = find_layout(layout->data);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->sockets, layout->sockets);
  fs::remove(layout->sockets);
}

TEST(Layout, RefusesAFolderThatHoldsSomethingElse) {
  const ScratchFolder scratch;
  std::ofstream(scratch.path() / "holiday.jpg") << "x";
  const auto layout = make_layout(scratch.path());
  ASSERT_FALSE(layout);
  EXPECT_EQ(layout.error().kind, ErrorKind::kFailedPrecondition);
  EXPECT_TRUE(fs::exists(scratch.path() / "holiday.jpg"));
}

TEST(Layout, RefusesASocketFolderThatIsALink) {
  const ScratchFolder scratch;
  const fs::path data = fs::canonical(scratch.path()) / "data";
  const fs::path elsewhere = scratch.path() / "elsewhere";
  fs::create_directory(elsewhere);
  fs::create_symlink(elsewhere, socket_folder(data, std::getenv("XDG_RUNTIME_DIR")));
  const auto layout = make_layout(data);
  fs::remove(socket_folder(data, std::getenv("XDG_RUNTIME_DIR")));
  ASSERT_FALSE(layout);
  EXPECT_EQ(layout.error().kind, ErrorKind::kFailedPrecondition);
}

TEST(Layout, IsNotFoundWhereNoClusterWas) {
  const ScratchFolder scratch;
  const auto layout = find_layout(scratch.path());
  ASSERT_FALSE(layout);
  EXPECT_EQ(layout.error().kind, ErrorKind::kNotFound);
}

TEST(PostgresPlans, GiveEachFullShardAPrimaryWithAReplicaAndASocketOfItsOwn) {
  const auto plans = postgres_plans(Variant::kFull);
  std::set<int> ports;
  int replicas = 0;
  for (const PostgresPlan& plan : plans) {
    EXPECT_TRUE(ports.insert(plan.port).second) << plan.name;
    replicas += plan.role == PostgresRole::kReplica ? 1 : 0;
  }
  EXPECT_EQ(plans.size(), 7U);
  EXPECT_EQ(replicas, 3);
}

TEST(PostgresPlans, HaveTheSameDatabasesInBothVariants) {
  for (const Variant variant : {Variant::kFull, Variant::kSmall}) {
    std::set<std::pair<int, std::string>> created;
    for (const PostgresPlan& plan : postgres_plans(variant)) {
      for (const std::string& database : plan.databases) {
        created.emplace(plan.port, database);
      }
    }
    const auto databases = database_plans(variant);
    EXPECT_EQ(databases.size(), 4U);
    for (const DatabasePlan& plan : databases) {
      EXPECT_TRUE(created.contains({plan.primary_port, plan.database})) << plan.database;
      EXPECT_EQ(plan.replica_port != 0, variant == Variant::kFull && plan.shard != 0) << plan.database;
    }
  }
}

TEST(ReplaceFile, LeavesTheOldContentWhenItCannotWrite) {
  const ScratchFolder scratch;
  const fs::path path = scratch.path() / "file";
  ASSERT_TRUE(replace_file(path, "old"));
  fs::create_directory(path.string() + ".new");  // in the way
  EXPECT_FALSE(replace_file(path, "new"));
  EXPECT_EQ(read_file(path).value_or(""), "old");
  EXPECT_EQ(mode_of(path), 0600U);
}

TEST(FileLock, IsHeldByOneProcessAtATimeAndEndsWithIt) {
  const ScratchFolder scratch;
  const fs::path path = scratch.path() / "lock";
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  const pid_t holder = ::fork();
  if (holder == 0) {
    const auto lock = FileLock::take(path, std::chrono::steady_clock::now());
    ::write(ready[1], lock ? "1" : "0", 1) == 1 ? ::pause() : 0;
    ::_exit(0);
  }
  char taken = '?';
  ASSERT_EQ(::read(ready[0], &taken, 1), 1);
  EXPECT_EQ(taken, '1');
  const auto second = FileLock::take(path, std::chrono::steady_clock::now());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, ErrorKind::kUnavailable);
  EXPECT_EQ(read_file(path).value_or(""), std::to_string(holder) + "\n");
  ::kill(holder, SIGKILL);
  ::waitpid(holder, nullptr, 0);
  EXPECT_TRUE(FileLock::take(path, std::chrono::steady_clock::now()));
  ::close(ready[0]);
  ::close(ready[1]);
}

}  // namespace
}  // namespace darkstore::local
