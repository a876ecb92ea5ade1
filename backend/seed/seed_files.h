#pragma once

#include <filesystem>
#include <vector>

#include "backend/seed/people.h"
#include "backend/seed/vocabulary.h"
#include "shared/result.h"

namespace darkstore::seed {

/// Reads catalogue.toml. Format: resources/seed/README.md. kInternal names the entry that is wrong.
[[nodiscard]] Result<Vocabulary> read_vocabulary(const std::filesystem::path& path);

/// Reads people.toml, likewise.
[[nodiscard]] Result<std::vector<Culture>> read_cultures(const std::filesystem::path& path);

}  // namespace darkstore::seed
