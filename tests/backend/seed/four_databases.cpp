#include "tests/backend/seed/four_databases.h"

#include <format>
#include <pqxx/pqxx>

#include "backend/storage/migrations.h"
#include "shared/invariant.h"

namespace darkstore::seed {
namespace {

constexpr int kShards = 3;

std::string database_of(int shard) {
  return shard == 0 ? "directory" : std::format("shard{}", shard);
}

std::string replaced(std::string text, std::string_view what, std::string_view with) {
  return text.replace(text.find(what), what.size(), with);
}

}  // namespace

FourDatabases::FourDatabases() : server_(testing::PostgresServer::With::kPrimaryOnly) {
  // Copying a migrated database is ten times faster than making one.
  for (const std::string kind : {"directory", "shard"}) {
    const auto database = "empty_" + kind;
    server_.on_primary("CREATE DATABASE " + database + " OWNER darkstore_owner");
    if (kind == "directory") {
      pqxx::connection superuser(to(database, "postgres"));
      pqxx::nontransaction(superuser).exec("CREATE EXTENSION postgis");
    }
    const auto files = storage::read_migrations("resources/sql/" + kind);
    const auto done = storage::migrate(to(database, "darkstore_owner"), *files);
    invariant(done.has_value(), "the schema is made");
  }
  clear();
}

std::string FourDatabases::to(const std::string& database, const std::string& role) const {
  return replaced(replaced(server_.primary(), "dbname=postgres", "dbname=" + database), "darkstore_app",
                  role);
}

std::string FourDatabases::conninfo(int shard, const std::string& role) const {
  return to(database_of(shard), role);
}

std::string FourDatabases::sql(int shard, const std::string& text) const {
  pqxx::connection connection(conninfo(shard, "postgres"));
  const auto rows = pqxx::nontransaction(connection).exec(text);
  return rows.empty() || rows.columns() == 0 || rows[0][0].is_null() ? "" : rows[0][0].as<std::string>();
}

void FourDatabases::clear() const {
  for (int shard = 0; shard <= kShards; ++shard) {
    const auto database = database_of(shard);
    server_.on_primary("DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
    server_.on_primary(
        std::format("CREATE DATABASE {} OWNER darkstore_owner TEMPLATE empty_{} STRATEGY file_copy", database,
                    shard == 0 ? "directory" : "shard"));
  }
}

SeedOptions FourDatabases::options(const std::string& scale, std::int64_t number) const {
  SeedOptions options{.files = "resources/seed",
                      .directory = conninfo(0, "darkstore_owner"),
                      .shards = {},
                      .seed = number,
                      .scale = *parse_scale(scale),
                      .until = within(std::chrono::minutes{2})};
  for (int shard = 1; shard <= kShards; ++shard) {
    options.shards.push_back({ShardId{shard}, database_of(shard), conninfo(shard, "darkstore_owner")});
  }
  return options;
}

Result<SeedReport> FourDatabases::seed(const std::string& scale, std::int64_t number) const {
  return seed::seed(options(scale, number), {});
}

}  // namespace darkstore::seed
