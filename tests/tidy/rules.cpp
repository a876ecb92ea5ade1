#include "tests/tidy/rules.h"

#include <fnmatch.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <format>
#include <map>
#include <regex>
#include <set>
#include <string_view>

#include "tests/tidy/cpp_text.h"

namespace darkstore::tidy {
namespace {

/// The folder that the arrows speak of: "backend/nearby", "console", "shared", "tests".
std::string part_of(std::string_view path) {
  const auto first = path.find('/');
  if (!path.starts_with("backend/")) return std::string(path.substr(0, first));
  return std::string(path.substr(0, path.find('/', first + 1)));
}

// What a part may include beside itself and shared. Absent: nothing.
const std::map<std::string, std::set<std::string>, std::less<>>& arrows() {
  static const std::set<std::string> storage{"backend/storage"};
  static const std::set<std::string> all{
      "backend/ordering", "backend/availability", "backend/nearby",  "backend/inventory", "backend/refunds",
      "backend/catalog",  "backend/contention",   "backend/storage", "backend/rpc",       "backend/seed"};
  static const std::map<std::string, std::set<std::string>, std::less<>> table{
      {"backend/app", all},
      {"backend/rpc", all},
      {"backend/ordering", {"backend/storage", "backend/nearby"}},
      // the catalogue is immutable in memory: the menu and the shelf sort and search by it
      {"backend/availability", {"backend/storage", "backend/catalog"}},
      {"backend/nearby", storage},
      {"backend/inventory", {"backend/storage", "backend/catalog"}},
      {"backend/refunds", storage},
      {"backend/catalog", storage},
      {"backend/contention", storage},
      {"backend/seed", {"backend/storage", "backend/catalog"}},
  };
  return table;
}

bool may_include(const std::string& from, const std::string& to) {
  if (from == to || from == "tests" || to == "shared") return true;
  const auto allowed = arrows().find(from);
  return allowed != arrows().end() && allowed->second.contains(to);
}

bool is_ours(std::string_view part) {
  return part.starts_with("backend/") || part == "console" || part == "shared" || part == "tests";
}

std::string at(std::string_view path, int line, std::string_view what) {
  return std::format("{}:{}: {}", path, line, what);
}

/// The repository path an include names, whether written from the top or from the including file's folder.
std::string included_path(const SourceTree& tree, std::string_view from, const std::string& include) {
  const auto beside = (std::filesystem::path(folder_of(from)) / include).lexically_normal().generic_string();
  return tree.contains(beside) ? beside : std::filesystem::path(include).lexically_normal().generic_string();
}

bool may_hold_sql(std::string_view path) {
  return std::ranges::any_of(std::array{"backend/storage/", "backend/local/", "tests/"},
                             [&](std::string_view folder) { return path.starts_with(folder); });
}

/// Whether a word of a CMakeLists.txt, a name or a glob, stands for the file `relative` to it.
bool stands_for(std::string word, const std::string& relative) {
  static const std::string here = "${CMAKE_CURRENT_SOURCE_DIR}/";
  if (word.starts_with(here)) word.erase(0, here.size());
  return word == relative ||
         (word.find('*') != std::string::npos && ::fnmatch(word.c_str(), relative.c_str(), 0) == 0);
}

bool named_by_cmake(const SourceTree& tree, const std::string& path) {
  for (std::string_view folder = folder_of(path);; folder = folder_of(folder)) {
    const std::string prefix = folder.empty() ? "" : std::string(folder) + "/";
    if (const auto list = tree.find(prefix + "CMakeLists.txt"); list != tree.end()) {
      static const std::regex word(R"re([^\s()"]+)re");
      const auto& text = list->second;
      for (std::sregex_iterator it(text.begin(), text.end(), word), end; it != end; ++it) {
        if (stands_for(it->str(), path.substr(prefix.size()))) return true;
      }
    }
    if (folder.empty()) return false;
  }
}

std::set<std::string> all_included(const SourceTree& tree) {
  std::set<std::string> included;
  for (const auto& [path, text] : tree) {
    if (!is_cpp(path)) continue;
    for (const auto& include : quoted_includes(text))
      included.insert(included_path(tree, path, include.text));
  }
  return included;
}

/// A comment above the declaration at `lines[i]`, over its template and attribute lines, or at its end.
bool explained_above(const std::vector<Piece>& lines, std::size_t i) {
  static const std::regex passed_over(R"(^(template\b.*|\[\[.*\]\]|#.*)$)");
  if (lines[i].text.find("//") != std::string::npos) return true;
  while (i > 0 && std::regex_match(lines[i - 1].text, passed_over)) --i;
  return i > 0 && (lines[i - 1].text.starts_with("//") || lines[i - 1].text.ends_with("*/"));
}

/// Comments on the members of the struct that begins at `lines[i]`: its fields are what it is.
bool explained_within(const std::vector<Piece>& lines, std::size_t i) {
  for (; i < lines.size(); ++i) {
    if (lines[i].text.find("//") != std::string::npos) return true;
    if (lines[i].text.find("};") != std::string::npos) return false;
  }
  return false;
}

}  // namespace

Findings includes_against_the_arrows(const SourceTree& tree) {
  Findings findings;
  for (const auto& [path, text] : tree) {
    if (!is_cpp(path) || !is_ours(part_of(path))) continue;
    for (const auto& include : quoted_includes(text)) {
      const auto to = part_of(included_path(tree, path, include.text));
      if (is_ours(to) && !may_include(part_of(path), to)) {
        findings.push_back(at(path, include.line, std::format("{} may not know {}", part_of(path), to)));
      }
    }
  }
  return findings;
}

Findings sql_outside_storage(const SourceTree& tree) {
  static const std::regex sql(
      R"(\bSELECT\s|\bINSERT\s+INTO\b|\bUPDATE\s+(ONLY\s+)?\w+(\s+\w+)?\s+SET\b|\bDELETE\s+FROM\b)");
  Findings findings;
  for (const auto& [path, text] : tree) {
    if (!is_cpp(path) || may_hold_sql(path)) continue;
    for (const auto& literal : string_literals(text)) {
      if (std::regex_search(literal.text, sql)) {
        findings.push_back(at(path, literal.line, "SQL lives in backend/storage"));
      }
    }
  }
  return findings;
}

Findings headers_without_pragma_once(const SourceTree& tree) {
  static const std::regex pragma(R"((^|\n)#pragma once\n)");
  Findings findings;
  for (const auto& [path, text] : tree) {
    if (is_header(path) && !std::regex_search(text, pragma))
      findings.push_back(at(path, 1, "no #pragma once"));
  }
  return findings;
}

Findings undocumented_types(const SourceTree& tree) {
  // At the left edge is namespace scope. Declarations without a body and specialisations (std::hash) need no
  // comment.
  static const std::regex type(R"(^(class|struct) (\[\[\w+\]\] )?(\w+)(?!::)\b[^;]*(\{.*|,|:.*)?$)");
  Findings findings;
  for (const auto& [path, text] : tree) {
    if (!is_header(path) || path.starts_with("console/") || path.starts_with("tests/")) continue;
    const auto lines = lines_of(text);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      std::smatch match;
      const bool forward = lines[i].text.find('{') == std::string::npos && lines[i].text.ends_with(";");
      if (forward || !std::regex_search(lines[i].text, match, type)) continue;
      if (!explained_above(lines, i) && (match[1] == "class" || !explained_within(lines, i))) {
        findings.push_back(
            at(path, lines[i].line, std::format("{} says nothing about itself", match[3].str())));
      }
    }
  }
  return findings;
}

Findings postponed_work(const SourceTree& tree) {
  // The words' first letters stand apart, or this file would find itself. The last word is a currency code
  // too, so it counts in comments only.
  static const std::regex note(R"re(\b(T[O]DO|F[I]XME)\b|(//|#|--|/\*).*\bX[X]X\b)re");
  Findings findings;
  for (const auto& [path, text] : tree) {
    for (const auto& line : lines_of(text)) {
      if (std::regex_search(line.text, note)) findings.push_back(at(path, line.line, "work put off"));
    }
  }
  return findings;
}

Findings dead_files(const SourceTree& tree) {
  const auto included = all_included(tree);
  Findings findings;
  for (const auto& [path, text] : tree) {
    const bool built = path.ends_with(".cpp") || path.ends_with(".qml") || path.ends_with(".proto");
    if (!built && !is_header(path)) continue;
    if (is_header(path) && included.contains(path)) continue;
    if (!named_by_cmake(tree, path)) {
      findings.push_back(at(path, 1, is_header(path) ? "nobody includes it" : "no CMakeLists.txt names it"));
    }
  }
  return findings;
}

}  // namespace darkstore::tidy
