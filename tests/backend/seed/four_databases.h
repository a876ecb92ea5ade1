#pragma once

#include <string>
#include <vector>

#include "backend/seed/seed.h"
#include "tests/backend/support/postgres_server.h"

namespace darkstore::seed {

/// A server with the product's directory and three shards, migrated and empty.
class FourDatabases {
 public:
  FourDatabases();

  /// @param shard 0 = the directory
  /// @param role darkstore_owner, darkstore_app or postgres
  [[nodiscard]] std::string conninfo(int shard, const std::string& role) const;
  /// Runs SQL as the superuser. @return the first value of the first row, if there is one
  std::string sql(int shard, const std::string& text) const;
  /// Drops the databases and makes them again.
  void clear() const;

  /// Seeds them from the files that the product ships.
  [[nodiscard]] Result<SeedReport> seed(const std::string& scale, std::int64_t number = 1) const;
  [[nodiscard]] SeedOptions options(const std::string& scale, std::int64_t number) const;

 private:
  [[nodiscard]] std::string to(const std::string& database, const std::string& role) const;

  testing::PostgresServer server_;
};

}  // namespace darkstore::seed
