#include "backend/storage/migrations.h"

#include <pqxx/pqxx>

#include <algorithm>
#include <fstream>
#include <regex>
#include <sstream>

#include "backend/storage/database_error.h"

namespace darkstore::storage {
namespace {

constexpr auto kMakeTable =
    "CREATE TABLE IF NOT EXISTS schema_version (version int PRIMARY KEY, name text NOT NULL, checksum text "
    "NOT NULL,"
    " applied_at timestamptz NOT NULL DEFAULT now());"
    "DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'darkstore_app') THEN"
    " GRANT SELECT ON schema_version TO darkstore_app; END IF; END $$";
constexpr auto kLock = "SELECT pg_advisory_lock(4711000)";
constexpr auto kApplied = "SELECT version, checksum FROM schema_version ORDER BY version";
constexpr auto kRecord = "INSERT INTO schema_version (version, name, checksum) VALUES ($1, $2, $3)";
constexpr auto kVersion = "SELECT coalesce(max(version), 0) FROM schema_version";

// FNV-1a: it guards against editing an applied file by mistake, not against malice.
std::string checksum(const std::string& text) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  }
  std::ostringstream out;
  out << std::hex << hash;
  return out.str();
}

Result<int> apply_missing(pqxx::connection& connection, const std::vector<Migration>& migrations) {
  std::size_t known = 0;
  for (const auto& row : pqxx::nontransaction(connection).exec(kApplied)) {
    const auto version = row[0].as<int>();
    if (known >= migrations.size()) {
      return fail(
          ErrorKind::kFailedPrecondition, "",
          "the database is at version " + std::to_string(version) + ", newer than this program; update it");
    }
    if (migrations[known].version != version || migrations[known].checksum != row[1].as<std::string>()) {
      return fail(ErrorKind::kFailedPrecondition, "",
                  "migration " + migrations[known].name + " was changed after it had been applied");
    }
    ++known;
  }
  int applied = 0;
  for (std::size_t i = known; i < migrations.size(); ++i, ++applied) {
    pqxx::work work(connection);
    work.exec(migrations[i].sql);
    work.exec(kRecord, pqxx::params{migrations[i].version, migrations[i].name, migrations[i].checksum});
    work.commit();
  }
  return applied;
}

}  // namespace

Result<std::vector<Migration>> read_migrations(const std::filesystem::path& folder) {
  static const std::regex kForm(R"(V(\d{3})__[a-z0-9_]+\.sql)");
  std::vector<Migration> migrations;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
    const auto name = entry.path().filename().string();
    std::smatch match;
    if (!std::regex_match(name, match, kForm)) {
      return fail(ErrorKind::kInternal, "", entry.path().string() + " is not named V001__what.sql");
    }
    std::ifstream file(entry.path());
    std::string sql((std::istreambuf_iterator<char>(file)), {});
    const auto sum = checksum(sql);
    migrations.push_back({std::stoi(match[1]), name, std::move(sql), sum});
  }
  if (failed || migrations.empty()) {
    return fail(ErrorKind::kInternal, "", "no migrations in " + folder.string());
  }
  std::ranges::sort(migrations, {}, &Migration::version);
  for (std::size_t i = 0; i < migrations.size(); ++i) {
    if (migrations[i].version != static_cast<int>(i) + 1) {
      return fail(ErrorKind::kInternal, "", "migration " + std::to_string(i + 1) + " is missing or double");
    }
  }
  return migrations;
}

Result<int> migrate(const std::string& owner_conninfo, const std::vector<Migration>& migrations) {
  try {
    pqxx::connection connection(owner_conninfo + " connect_timeout=5 application_name=darkstored-migrate");
    // The session's end lets the lock go, however it ends.
    pqxx::nontransaction(connection)
        .exec("SET client_min_messages = warning; SET statement_timeout = '10min'");
    pqxx::nontransaction(connection).exec(kLock);
    pqxx::nontransaction(connection).exec(kMakeTable);
    return apply_missing(connection, migrations);
  } catch (const std::exception& failure) {
    return tl::unexpected(describe(failure));
  }
}

Result<int> schema_version(const std::string& conninfo) {
  try {
    pqxx::connection connection(conninfo + " connect_timeout=5");
    return pqxx::nontransaction(connection).query_value<int>(kVersion);
  } catch (const std::exception& failure) {
    return tl::unexpected(describe(failure));
  }
}

}  // namespace darkstore::storage
