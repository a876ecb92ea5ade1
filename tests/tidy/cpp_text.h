#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace darkstore::tidy {

/// A piece of a C++ file with the line it begins on, counted from 1.
struct Piece {
  int line = 1;
  std::string text;
};

/// The file's string literals without their quotes, raw ones too; neighbours that the compiler would join are
/// joined. Comments and #include lines hold none.
[[nodiscard]] std::vector<Piece> string_literals(std::string_view text);

/// What stands between the quotes of the file's `#include "..."` lines.
[[nodiscard]] std::vector<Piece> quoted_includes(std::string_view text);

/// The file line by line, each numbered.
[[nodiscard]] std::vector<Piece> lines_of(std::string_view text);

}  // namespace darkstore::tidy
