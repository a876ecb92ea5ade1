#include "backend/local/postgres.h"

#include <libpq-fe.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <format>
#include <fstream>
#include <string>
#include <system_error>

namespace darkstore::local {
namespace fs = std::filesystem;
namespace {

constexpr const char* kSuperuser = "postgres";

tl::unexpected<Error> away(const std::string& reason) {
  return fail(ErrorKind::kUnavailable, "", reason);
}

/// A name for a slot and for synchronous_standby_names, which know no dashes.
std::string slot_name(std::string server) {
  std::replace(server.begin(), server.end(), '-', '_');
  return server;
}

std::string replica_of(std::string primary) {
  const auto dash = primary.rfind('-');
  return slot_name(primary.substr(0, dash)) + "_replica";
}

/// shared_buffers in MB. A primary takes 1/24 of the memory, 128 MB to 1 GB; the others need less.
std::int64_t buffers_mb(PostgresRole role) {
  const std::int64_t memory_mb = ::sysconf(_SC_PHYS_PAGES) / 1024 * ::sysconf(_SC_PAGESIZE) / 1024;
  const std::int64_t primary = std::clamp<std::int64_t>(memory_mb / 24, 128, 1024);
  switch (role) {
    case PostgresRole::kPrimary:
      return primary;
    case PostgresRole::kReplica:
      return std::max<std::int64_t>(64, primary / 4);
    case PostgresRole::kDirectory:
    case PostgresRole::kAllInOne:
      break;
  }
  return 128;
}

/// Waits until libpq's socket is ready for what libpq wants; false at the deadline.
bool wait_socket(pg_conn* connection, short events, Deadline until) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
  pollfd socket{PQsocket(connection), events, 0};
  return left > 0 && ::poll(&socket, 1, static_cast<int>(left)) > 0;
}

std::string trimmed(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) {
    text.pop_back();
  }
  return text;
}

std::vector<std::string> lines_of(const fs::path& path) {
  std::ifstream in(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) {
    lines.push_back(trimmed(line));
  }
  return lines;
}

}  // namespace

Result<fs::path> postgres_programs() {
  fs::path debian = "/usr/lib/postgresql/17/bin";
  if (::access((debian / "postgres").c_str(), X_OK) == 0) {
    return debian;
  }
  return fail(ErrorKind::kFailedPrecondition, "",
              "PostgreSQL 17 is not at " + debian.string() + "; install postgresql-17, or use ./darkstore");
}

Command initdb_command(const fs::path& programs, const fs::path& folder) {
  return {.argv = {programs / "initdb", "-D", folder, "-U", kSuperuser, "-A", "trust", "-E", "UTF8",
                   "--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-sync",
                   "--no-instructions"}};
}

Command basebackup_command(const fs::path& programs, const Layout& layout, const PostgresPlan& primary,
                           const PostgresPlan& replica, const fs::path& folder) {
  return {.argv = {programs / "pg_basebackup", "-h", layout.sockets, "-p", std::to_string(primary.port), "-U",
                   kSuperuser, "-D", folder, "-c", "fast", "-X", "stream", "-S", slot_name(replica.name),
                   "--no-sync", "--no-manifest"}};
}

std::string postgres_settings(const Layout& layout, const PostgresPlan& plan, PostgresUse use) {
  const bool creation = use == PostgresUse::kCreation;
  std::string text = "# Written by darkstore-local at every start; changes are lost.\n";
  const auto set = [&text](std::string_view name, std::string_view value) {
    text += std::format("{} = '{}'\n", name, value);
  };
  set("listen_addresses", "");
  set("port", std::to_string(plan.port));
  set("unix_socket_directories", layout.sockets.string());
  set("unix_socket_permissions", "0700");
  set("cluster_name", plan.name);
  set("max_connections", plan.role == PostgresRole::kAllInOne ? "300" : "150");
  set("shared_buffers", std::format("{}MB", buffers_mb(plan.role)));
  set("maintenance_work_mem", "256MB");
  set("fsync", creation ? "off" : "on");
  set("full_page_writes", creation ? "off" : "on");
  set("synchronous_commit", creation ? "off" : "on");
  set("wal_level", creation ? "minimal" : "replica");
  set("max_wal_senders", creation ? "0" : "8");
  set("wal_compression", "lz4");
  set("max_wal_size", "4GB");
  set("checkpoint_timeout", "15min");
  // After a kill -9 every file is synced first; file by file that took 3.5 s, with syncfs 0.3 s.
  set("recovery_init_sync_method", "syncfs");
  // A standby refuses to start with less than its primary.
  set("max_prepared_transactions", "200");
  set("max_slot_wal_keep_size", "8GB");
  set("wal_retrieve_retry_interval", "200ms");
  // With a slot and the replica down, feedback would hold back vacuum on the primary for good.
  set("hot_standby_feedback", "off");
  set("max_standby_streaming_delay", "5s");
  set("jit", "off");
  set("random_page_cost", "1.1");
  set("autovacuum_naptime", "10s");  // hot rows leave dead versions behind by the thousand a second
  set("deadlock_timeout", "100ms");
  set("timezone", "UTC");
  set("log_timezone", "UTC");
  set("lc_messages", "C");
  set("default_text_search_config", "pg_catalog.english");
  set("log_line_prefix", "%m [%p] %u@%d ");
  set("log_checkpoints", "off");
  if (use == PostgresUse::kServingSync && plan.role == PostgresRole::kPrimary) {
    set("synchronous_standby_names", replica_of(plan.name));
  }
  if (plan.role == PostgresRole::kReplica) {
    const auto plans = postgres_plans(Variant::kFull);
    const auto primary = std::ranges::find(plans, plan.primary, &PostgresPlan::name);
    set("primary_conninfo",
        std::format("host={} port={} user={} application_name={}", layout.sockets.string(), primary->port,
                    kSuperuser, slot_name(plan.name)));
    set("primary_slot_name", slot_name(plan.name));
  }
  return text;
}

Result<void> write_postgres_settings(const Layout& layout, const PostgresPlan& plan, PostgresUse use,
                                     const fs::path& folder) {
  if (auto done = replace_file(folder / "postgresql.conf", postgres_settings(layout, plan, use)); !done) {
    return done;
  }
  return replace_file(folder / "pg_hba.conf",
                      "# The socket folder is 0700: whoever reaches it is the cluster's own user.\n"
                      "local all postgres,darkstore_owner,darkstore_app trust\n"
                      "local replication postgres trust\n");
}

Result<void> settle_postmaster_pid(const fs::path& folder) {
  const fs::path path = folder / "postmaster.pid";
  const auto text = read_file(path);
  if (!text) {
    return {};  // no file: stopped in order
  }
  pid_t pid = 0;
  const auto parsed = std::from_chars(text->data(), text->data() + text->size(), pid);
  std::error_code error;
  const auto facts = process_facts(pid);
  const bool serves =
      facts && facts->state != 'Z' &&
      fs::read_symlink(std::format("/proc/{}/cwd", pid), error) == fs::canonical(folder, error);
  if (serves) {
    return fail(ErrorKind::kFailedPrecondition, "",
                std::format("another PostgreSQL (pid {}) still serves {}", pid, folder.string()));
  }
  // PostgreSQL asks whether that pid lives, but passes over its own parent's: us.
  return replace_file(path,
                      std::to_string(::getpid()) + std::string(parsed.ptr, text->data() + text->size()));
}

bool postgres_is_ready(const fs::path& folder, pid_t postmaster) {
  const auto lines = lines_of(folder / "postmaster.pid");
  return lines.size() >= 8 && lines[0] == std::to_string(postmaster) &&
         (lines[7] == "ready" || lines[7] == "standby");
}

void AdminSession::Close::operator()(pg_conn* connection) const {
  PQfinish(connection);
}

Result<AdminSession> AdminSession::open(const std::string& conninfo, Deadline until) {
  std::unique_ptr<pg_conn, Close> connection(PQconnectStart(conninfo.c_str()));
  if (connection == nullptr || PQstatus(connection.get()) == CONNECTION_BAD) {
    return away(trimmed(PQerrorMessage(connection.get())));
  }
  for (auto state = PGRES_POLLING_WRITING; state != PGRES_POLLING_OK;
       state = PQconnectPoll(connection.get())) {
    if (state == PGRES_POLLING_FAILED) {
      return away(trimmed(PQerrorMessage(connection.get())));
    }
    if (!wait_socket(connection.get(), state == PGRES_POLLING_READING ? POLLIN : POLLOUT, until)) {
      return fail(ErrorKind::kDeadlineExceeded, "", "PostgreSQL does not answer");
    }
  }
  PQsetNoticeProcessor(
      connection.get(), [](void*, const char*) { /* "already exists, skipping" is what we asked for */ },
      nullptr);
  return AdminSession(std::move(connection), until);
}

Result<std::string> AdminSession::run(const std::string& sql) {
  return send(sql).and_then([this] { return finish(); });
}

Result<void> AdminSession::send(const std::string& sql) {
  sent_ = sql;
  if (PQsendQuery(connection_.get(), sql.c_str()) != 1) {
    return away(trimmed(PQerrorMessage(connection_.get())));
  }
  return {};
}

Result<std::string> AdminSession::finish() {
  pg_conn* connection = connection_.get();
  std::string value;
  std::string problem;
  while (true) {
    while (PQisBusy(connection) == 1) {
      if (!wait_socket(connection, POLLIN, until_)) {
        return fail(ErrorKind::kDeadlineExceeded, "", "PostgreSQL does not answer: " + sent_);
      }
      if (PQconsumeInput(connection) != 1) {
        return away(trimmed(PQerrorMessage(connection)));
      }
    }
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQgetResult(connection), &PQclear);
    if (result == nullptr) {
      break;
    }
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
      problem = trimmed(PQresultErrorMessage(result.get()));
    } else if (PQntuples(result.get()) > 0) {
      value = PQgetvalue(result.get(), 0, 0);
    }
  }
  if (!problem.empty()) {
    return fail(ErrorKind::kInternal, "", problem + " in: " + sent_);
  }
  return value;
}

namespace {

Result<void> run_all(AdminSession& session, const std::vector<std::string>& statements) {
  for (const std::string& statement : statements) {
    if (auto done = session.run(statement); !done) {
      return tl::unexpected(done.error());
    }
  }
  return {};
}

std::vector<std::string> database_statements(const std::string& database) {
  return {std::format("CREATE DATABASE {} OWNER darkstore_owner", database),
          std::format("REVOKE ALL ON DATABASE {} FROM PUBLIC", database),
          std::format("GRANT CONNECT ON DATABASE {} TO darkstore_app", database)};
}

}  // namespace

Result<void> create_databases(const Layout& layout, const std::vector<PostgresPlan>& plans, Deadline until) {
  std::vector<AdminSession> postgis;
  for (const PostgresPlan& plan : plans) {
    if (plan.databases.empty()) {
      continue;
    }
    auto session = AdminSession::open(conninfo(layout, plan.port, "postgres", kSuperuser), until);
    if (!session) {
      return tl::unexpected(session.error());
    }
    auto done = run_all(*session, {"CREATE ROLE darkstore_owner LOGIN", "CREATE ROLE darkstore_app LOGIN",
                                   "GRANT pg_read_all_stats TO darkstore_app"});
    for (const std::string& database : plan.databases) {
      done = done.and_then([&] { return run_all(*session, database_statements(database)); });
      if (done && database == "directory") {  // it takes as long as all the rest: let it run meanwhile
        auto directory = AdminSession::open(conninfo(layout, plan.port, database, kSuperuser), until);
        if (!directory) {
          return tl::unexpected(directory.error());
        }
        done = directory->send("CREATE EXTENSION postgis");
        postgis.push_back(std::move(*directory));
      }
    }
    if (!done) {
      return done;
    }
  }
  for (AdminSession& directory : postgis) {
    if (auto created = directory.finish(); !created) {
      return tl::unexpected(created.error());
    }
  }
  return {};
}

Result<void> create_slot(const Layout& layout, const PostgresPlan& primary, const PostgresPlan& replica,
                         Deadline until) {
  return AdminSession::open(conninfo(layout, primary.port, "postgres", kSuperuser), until)
      .and_then([&](AdminSession session) {
        return session.run(
            std::format("SELECT pg_create_physical_replication_slot('{}', true)", slot_name(replica.name)));
      })
      .map([](const std::string&) {});
}

Result<ReplicaLag> replica_lag(const Layout& layout, const PostgresPlan& primary, const PostgresPlan& replica,
                               Deadline until) {
  auto session = AdminSession::open(conninfo(layout, primary.port, "postgres", kSuperuser), until);
  if (!session) {
    return tl::unexpected(session.error());
  }
  const auto row = session->run(std::format(
      "SELECT concat_ws(' ', state, coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn), 0),"
      " coalesce(extract(epoch FROM replay_lag) * 1000, 0)::bigint)"
      " FROM pg_stat_replication WHERE application_name = '{}'",
      slot_name(replica.name)));
  if (!row) {
    return tl::unexpected(row.error());
  }
  ReplicaLag lag;
  std::istringstream words(*row);
  if (!(words >> lag.state >> lag.bytes >> lag.milliseconds)) {
    lag.state = "away";
  }
  return lag;
}

}  // namespace darkstore::local
