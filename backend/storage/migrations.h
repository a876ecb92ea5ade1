#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "shared/result.h"

namespace darkstore::storage {

/// One numbered SQL file: V001__network.sql.
struct Migration {
  int version = 0;
  std::string name;
  std::string sql;
  std::string checksum;  ///< of the text: an applied file must never change
};

/// Reads the files of a folder, which must be numbered 1, 2, 3 without a gap.
[[nodiscard]] Result<std::vector<Migration>> read_migrations(const std::filesystem::path& folder);

/// Brings a database up to the files: each applied once, in its own transaction, under an advisory lock, so
/// that any number of callers may race. kFailedPrecondition when the database is newer than the files or a
/// file was changed after it was applied.
/// @return how many files were applied now
[[nodiscard]] Result<int> migrate(const std::string& owner_conninfo,
                                  const std::vector<Migration>& migrations);

/// kFailedPrecondition unless the database is exactly at the files' version: what a serving backend asks at
/// start.
[[nodiscard]] Result<int> schema_version(const std::string& conninfo);

}  // namespace darkstore::storage
