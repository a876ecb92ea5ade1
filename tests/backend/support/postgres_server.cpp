#include "tests/backend/support/postgres_server.h"

#include <signal.h>

#include <chrono>
#include <fstream>
#include <pqxx/pqxx>
#include <sstream>
#include <thread>
#include <vector>

#include "backend/storage/migrations.h"
#include "shared/deadline.h"
#include "shared/invariant.h"

namespace darkstore::testing {
namespace {

// The postmaster and its children: a server stands still only when all of them do.
std::vector<pid_t> family_of(pid_t postmaster) {
  std::vector<pid_t> family{postmaster};
  std::ifstream children("/proc/" + std::to_string(postmaster) + "/task/" + std::to_string(postmaster) +
                         "/children");
  for (pid_t child = 0; children >> child;) {
    family.push_back(child);
  }
  return family;
}

bool alive(pid_t pid) {
  std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
  std::string number;
  std::string name;
  char state = 'X';
  stat >> number >> name >> state;
  return state != 'X' && state != 'Z';
}

// Without its postmaster a process of the family still answers for a moment; a machine that dies leaves none.
void kill_family(ChildProcess& postmaster) {
  const auto family = family_of(postmaster.pid());
  postmaster.stop(SIGKILL);
  const auto until = within(std::chrono::seconds{20});
  for (const pid_t pid : family) {
    ::kill(pid, SIGKILL);
    while (alive(pid)) {
      invariant(!passed(until), "killed processes end");
      std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
  }
}

}  // namespace

PostgresServer::PostgresServer(With with) {
  const auto data = folder_.path() / "primary";
  const auto log = folder_.path() / "setup.log";
  run_command({"initdb", "-D", data.string(), "-U", "postgres", "-A", "trust", "-E", "UTF8",
               "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-sync"},
              log);
  std::ofstream(data / "postgresql.conf", std::ios::app)
      << "listen_addresses = ''\nunix_socket_directories = '" << folder_.path().string() << "'\n"
      << "shared_buffers = 32MB\nfsync = off\nmax_wal_senders = 4\nwal_retrieve_retry_interval = 200ms\n"
      << "hot_standby_feedback = off\nmax_connections = 50\nautovacuum = off\n";
  start_primary();
  on_primary("CREATE ROLE darkstore_owner LOGIN");
  on_primary("CREATE ROLE darkstore_app LOGIN");
  on_primary("ALTER DATABASE postgres OWNER TO darkstore_owner");
  on_primary("ALTER SCHEMA public OWNER TO darkstore_owner");
  const auto migrations = storage::read_migrations("resources/sql/shard");
  invariant(migrations.has_value() &&
                storage::migrate(conninfo(kPrimaryPort, "darkstore_owner"), *migrations).has_value(),
            "the shard's schema is made");
  if (with == With::kReplica) {
    const auto copy = folder_.path() / "replica";
    run_command(
        {"pg_basebackup", "-h", folder_.path().string(), "-p", std::to_string(kPrimaryPort), "-U", "postgres",
         "-D", copy.string(), "-c", "fast", "-X", "stream", "-C", "-S", "r", "--no-sync", "--no-manifest"},
        log);
    std::ofstream(copy / "postgresql.conf", std::ios::app)
        << "primary_conninfo = '" << conninfo(kPrimaryPort, "postgres") << "'\nprimary_slot_name = 'r'\n";
    std::ofstream(copy / "standby.signal");
    start_replica();
  }
}

void PostgresServer::start_primary() {
  primary_ = ChildProcess(
      {"postgres", "-D", (folder_.path() / "primary").string(), "-p", std::to_string(kPrimaryPort)},
      folder_.path() / "primary.log");
  wait_until_ready(kPrimaryPort, "primary");
}

void PostgresServer::kill_primary() {
  kill_family(primary_);
}

void PostgresServer::pause_primary() {
  for (const pid_t pid : family_of(primary_.pid())) {
    ::kill(pid, SIGSTOP);
  }
}

void PostgresServer::resume_primary() {
  for (const pid_t pid : family_of(primary_.pid())) {
    ::kill(pid, SIGCONT);
  }
}

void PostgresServer::start_replica() {
  replica_ = ChildProcess(
      {"postgres", "-D", (folder_.path() / "replica").string(), "-p", std::to_string(kReplicaPort)},
      folder_.path() / "replica.log");
  wait_until_ready(kReplicaPort, "replica");
}

void PostgresServer::kill_replica() {
  kill_family(replica_);
}

void PostgresServer::heal() {
  if (!primary_.running()) {
    start_primary();
  }
  on_primary("TRUNCATE inventory");
  if (!std::filesystem::exists(folder_.path() / "replica")) {
    return;
  }
  if (!replica_.running()) {
    start_replica();
  }
  on_replica("SELECT pg_wal_replay_resume()");
  on_replica("ALTER SYSTEM RESET primary_conninfo");
  on_replica("SELECT pg_reload_conf()");
  wait_for_replica();
}

void PostgresServer::wait_for_replica() const {
  const std::string target = on_primary("SELECT pg_current_wal_flush_lsn()");
  const auto until = within(std::chrono::seconds{30});
  while (on_replica("SELECT pg_last_wal_replay_lsn() >= '" + target + "'") != "t") {
    invariant(!passed(until), "the replica follows");
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
}

std::string PostgresServer::conninfo(int port, const char* role) const {
  return "host=" + folder_.path().string() + " port=" + std::to_string(port) +
         " dbname=postgres user=" + role;
}

std::string PostgresServer::run(int port, const std::string& sql) const {
  pqxx::connection connection(conninfo(port, "postgres"));
  const auto rows = pqxx::nontransaction(connection).exec(sql);
  return rows.empty() || rows.columns() == 0 || rows[0][0].is_null() ? "" : rows[0][0].as<std::string>();
}

void PostgresServer::wait_until_ready(int port, const std::string& name) const {
  const auto until = within(std::chrono::seconds{30});
  while (true) {
    try {
      pqxx::connection connection(conninfo(port, "postgres"));
      return;
    } catch (const pqxx::broken_connection& failure) {
      invariant(!passed(until), ("the " + name + " starts: " + failure.what()).c_str());
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
  }
}

}  // namespace darkstore::testing
