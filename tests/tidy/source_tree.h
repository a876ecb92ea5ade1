#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace darkstore::tidy {

/// The repository's text files by their path relative to the top ("backend/nearby/reach.h").
using SourceTree = std::map<std::string, std::string>;

/// Reads the files that people write (C++, QML, protos, SQL, CMake, scripts) below `top`'s fixed folders and
/// the launcher. Build folders lie beside them and are not read.
[[nodiscard]] SourceTree read_source_tree(const std::filesystem::path& top);

/// "backend/nearby/reach.h" -> "backend/nearby"; empty at the top.
[[nodiscard]] std::string_view folder_of(std::string_view path);

[[nodiscard]] bool is_header(std::string_view path);

/// A header or a .cpp file.
[[nodiscard]] bool is_cpp(std::string_view path);

}  // namespace darkstore::tidy
