#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "backend/local/layout.h"
#include "backend/local/process.h"
#include "shared/result.h"

struct pg_conn;

namespace darkstore::local {

/// What a PostgreSQL server is set up for.
enum class PostgresUse : std::uint8_t {
  kCreation,     ///< filling a folder that is thrown away unless it is finished: no fsync, least WAL
  kServing,      ///< durable
  kServingSync,  ///< durable, and a commit waits for the replica
};

/// Where PostgreSQL 17's own programs lie; kFailedPrecondition says what to install.
[[nodiscard]] Result<std::filesystem::path> postgres_programs();

/// Makes an empty server folder. It is not synced: the creator syncs the whole cluster once.
[[nodiscard]] Command initdb_command(const std::filesystem::path& programs,
                                     const std::filesystem::path& folder);

/// Copies a running primary into `folder` as its standby, through the slot of the same name.
[[nodiscard]] Command basebackup_command(const std::filesystem::path& programs, const Layout& layout,
                                         const PostgresPlan& primary, const PostgresPlan& replica,
                                         const std::filesystem::path& folder);

/// postgresql.conf of a server. A primary's replica is named like it, -replica for -primary.
[[nodiscard]] std::string postgres_settings(const Layout& layout, const PostgresPlan& plan, PostgresUse use);

/// Writes settings and access rules: local sockets only, and only the cluster's three roles.
[[nodiscard]] Result<void> write_postgres_settings(const Layout& layout, const PostgresPlan& plan,
                                                   PostgresUse use, const std::filesystem::path& folder);

/// Makes a stale postmaster.pid harmless: one whose pid is dead, not reaped or someone else's by now. The
/// file stays, for PostgreSQL finds by it the shared memory that a dead server's last backends may still use.
[[nodiscard]] Result<void> settle_postmaster_pid(const std::filesystem::path& folder);

/// Whether that very process serves the folder: sessions are accepted.
[[nodiscard]] bool postgres_is_ready(const std::filesystem::path& folder, pid_t postmaster);

/// A superuser's session for administration. Each statement ends by its deadline.
class AdminSession {
 public:
  [[nodiscard]] static Result<AdminSession> open(const std::string& conninfo, Deadline until);

  /// Sends a statement and does not wait; finish() does.
  [[nodiscard]] Result<void> send(const std::string& sql);

  /// @return the first value of the first row; empty when there is none
  [[nodiscard]] Result<std::string> finish();

  [[nodiscard]] Result<std::string> run(const std::string& sql);

 private:
  struct Close {
    void operator()(pg_conn* connection) const;
  };
  AdminSession(std::unique_ptr<pg_conn, Close> connection, Deadline until)
      : connection_(std::move(connection)), until_(until) {}
  std::unique_ptr<pg_conn, Close> connection_;
  Deadline until_;
  std::string sent_;
};

/// Creates the roles and databases of the new, running servers: darkstore_owner owns, migrates and seeds;
/// darkstore_app serves and changes no schema. PostGIS is created in the directory, for that needs the
/// superuser.
/// @param plans  the directory's server first
[[nodiscard]] Result<void> create_databases(const Layout& layout, const std::vector<PostgresPlan>& plans,
                                            Deadline until);

/// Creates a replica's slot on its running primary.
[[nodiscard]] Result<void> create_slot(const Layout& layout, const PostgresPlan& primary,
                                       const PostgresPlan& replica, Deadline until);

/// How far a replica is behind, in bytes of WAL, and in milliseconds by the primary's own account.
struct ReplicaLag {
  std::string state;  ///< "streaming", "catchup", ...; "away" when the replica is not connected
  std::int64_t bytes = 0;
  std::int64_t milliseconds = 0;  ///< 0 when nothing is under way
};

[[nodiscard]] Result<ReplicaLag> replica_lag(const Layout& layout, const PostgresPlan& primary,
                                             const PostgresPlan& replica, Deadline until);

}  // namespace darkstore::local
