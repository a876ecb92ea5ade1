#pragma once

#include <string>
#include <vector>

#include "tests/tidy/source_tree.h"

namespace darkstore::tidy {

/// What a rule found, as a compiler would say it: "backend/rpc/a.cpp:12: what is wrong". None is good.
using Findings = std::vector<std::string>;

/// Includes follow the arrows: rpc -> the parts -> storage -> shared; local, traffic, paysim and console know
/// no other folder of the backend; only app knows all; nothing outside tests/ knows tests/.
[[nodiscard]] Findings includes_against_the_arrows(const SourceTree& tree);

/// SQL in a string literal outside backend/storage, backend/local and tests.
[[nodiscard]] Findings sql_outside_storage(const SourceTree& tree);

/// Headers that do not begin with `#pragma once`.
[[nodiscard]] Findings headers_without_pragma_once(const SourceTree& tree);

/// Types of backend and shared headers that no comment explains, above or on the line; a struct's or
/// enumeration's members may explain it.
[[nodiscard]] Findings undocumented_types(const SourceTree& tree);

/// Notes that put work off.
[[nodiscard]] Findings postponed_work(const SourceTree& tree);

/// C++, QML and proto files that no CMakeLists.txt above them names (or matches by a GLOB), and headers that
/// neither a CMakeLists.txt names nor a file includes.
[[nodiscard]] Findings dead_files(const SourceTree& tree);

}  // namespace darkstore::tidy
