#pragma once

#include <string>

#include "tests/backend/support/child_process.h"

namespace darkstore::testing {

/// One shard: a primary with the product's shard schema and, if wanted, a streaming replica.
class PostgresServer {
 public:
  enum class With { kPrimaryOnly, kReplica };
  explicit PostgresServer(With with);  ///< started

  void start_primary();
  void kill_primary();   ///< SIGKILL of every process of it; what was committed is there after start_primary
  void pause_primary();  ///< SIGSTOP of every process of it
  void resume_primary();
  void start_replica();
  void kill_replica();

  /// Undoes what a test did to the servers: both run, the replica follows, no rows.
  void heal();

  /// As the application's role.
  [[nodiscard]] std::string primary() const { return conninfo(kPrimaryPort, "darkstore_app"); }
  [[nodiscard]] std::string replica() const { return conninfo(kReplicaPort, "darkstore_app"); }

  /// Runs SQL as superuser. @return the first column of the first row as text, empty for none
  std::string on_primary(const std::string& sql) const { return run(kPrimaryPort, sql); }
  std::string on_replica(const std::string& sql) const { return run(kReplicaPort, sql); }

  /// Waits until the replica shows what the primary has.
  void wait_for_replica() const;

 private:
  static constexpr int kPrimaryPort = 5432;
  static constexpr int kReplicaPort = 5433;
  [[nodiscard]] std::string conninfo(int port, const char* role) const;
  [[nodiscard]] std::string run(int port, const std::string& sql) const;
  void wait_until_ready(int port, const std::string& word) const;

  TemporaryFolder folder_;
  ChildProcess primary_;
  ChildProcess replica_;
};

}  // namespace darkstore::testing
