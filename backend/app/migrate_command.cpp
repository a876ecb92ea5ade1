#include "backend/app/migrate_command.h"

#include <cstdio>

#include "backend/storage/migrations.h"

namespace darkstore::app {
namespace {

Result<void> migrate_one(const std::string& name, const std::string& owner,
                         const std::filesystem::path& folder) {
  if (owner.empty()) {
    return invalid(name + ".owner", "the role that owns the database is needed to migrate it");
  }
  const auto files = storage::read_migrations(folder);
  if (!files) {
    return tl::unexpected(files.error());
  }
  const auto applied = storage::migrate(owner, *files);
  if (!applied) {
    return fail(applied.error().kind, name, applied.error().reason);
  }
  std::fprintf(stderr, "%s: %d of %zu migrations applied now\n", name.c_str(), *applied, files->size());
  return {};
}

}  // namespace

Result<void> migrate_all(const Config& config) {
  const auto sql = config.resources / "sql";
  if (auto done = migrate_one("directory", config.directory_owner, sql / "directory"); !done) {
    return done;
  }
  for (const auto& shard : config.shards) {
    if (auto done = migrate_one("shard " + shard.name, shard.owner, sql / "shard"); !done) {
      return done;
    }
  }
  return {};
}

}  // namespace darkstore::app
