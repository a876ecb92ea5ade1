#include "tests/tidy/source_tree.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

namespace darkstore::tidy {
namespace {

constexpr std::array kTopFolders{"backend", "console", "shared", "resources", "tests", ".ci"};
constexpr std::array<std::string_view, 12> kWrittenByHand{".h",   ".cpp", ".qml", ".proto", ".sql",  ".cmake",
                                                          ".txt", ".sh",  ".mjs", ".js",    ".vert", ".frag"};

std::string read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

bool written_by_hand(const std::filesystem::path& file) {
  return std::ranges::find(kWrittenByHand, file.extension().string()) != kWrittenByHand.end() ||
         file.parent_path().filename() == ".ci";
}

}  // namespace

SourceTree read_source_tree(const std::filesystem::path& top) {
  SourceTree tree;
  for (const auto* folder : kTopFolders) {
    if (!std::filesystem::exists(top / folder)) continue;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(top / folder)) {
      if (entry.is_regular_file() && written_by_hand(entry.path())) {
        tree[entry.path().lexically_relative(top).generic_string()] = read_file(entry.path());
      }
    }
  }
  for (const auto* file : {"CMakeLists.txt", "darkstore"}) {
    if (std::filesystem::exists(top / file)) tree[file] = read_file(top / file);
  }
  return tree;
}

std::string_view folder_of(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

bool is_header(std::string_view path) {
  return path.ends_with(".h");
}

bool is_cpp(std::string_view path) {
  return is_header(path) || path.ends_with(".cpp");
}

}  // namespace darkstore::tidy
