#include "console/client/endpoints.h"

#include <cstdlib>

#include <toml++/toml.hpp>

namespace darkstore::console {
namespace {

namespace fs = std::filesystem;

Result<toml::table> readToml(const fs::path& file) {
  std::error_code missing;
  if (!fs::exists(file, missing)) {
    return fail(ErrorKind::kUnavailable, "data",
                file.string() +
                    " is not there: start a cluster with `./darkstore up`, or give its folder with --data");
  }
  try {
    return toml::parse_file(file.string());
  } catch (const toml::parse_error& error) {
    return fail(ErrorKind::kInternal, "data", file.string() + ": " + std::string(error.description()));
  }
}

void append(const toml::array* from, std::vector<std::string>& targets) {
  for (std::size_t i = 0; from != nullptr && i < from->size(); ++i) {
    if (const auto target = from->get(i)->value<std::string>()) {
      targets.push_back(*target);
    }
  }
}

std::vector<std::string> targetsOf(const toml::table& table) {
  std::vector<std::string> targets;
  append(table["backends"].as_array(), targets);
  if (targets.empty()) {
    append(table["tcp"].as_array(), targets);
  }
  return targets;
}

const char* environment(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): read before any thread starts
  return value != nullptr && *value != '\0' ? value : nullptr;
}

}  // namespace

Result<std::string> Endpoints::tokenOf(std::string_view role) const {
  const auto at = tokens.find(std::string(role));
  if (at == tokens.end()) {
    return fail(ErrorKind::kPermissionDenied, "role",
                "the data folder holds no token for role " + std::string(role));
  }
  return at->second;
}

Result<Endpoints> readEndpoints(const fs::path& data) {
  const auto file = data / "endpoints.toml";
  const auto table = readToml(file);
  if (!table) {
    return tl::unexpected(table.error());
  }
  Endpoints endpoints;
  endpoints.backends = targetsOf(*table);
  if (endpoints.backends.empty()) {
    return fail(ErrorKind::kInternal, "data", file.string() + " names no backend");
  }
  const auto tokensFile = (*table)["tokens"].value<std::string>();
  if (!tokensFile) {
    return fail(ErrorKind::kInternal, "data", file.string() + " names no tokens file");
  }
  // A relative name is meant beside the file that holds it; an absolute one replaces the folder.
  const auto tokens = readToml(data / *tokensFile);
  if (!tokens) {
    return tl::unexpected(tokens.error());
  }
  for (const auto& [role, token] : *tokens) {
    if (const auto text = token.value<std::string>()) {
      endpoints.tokens.emplace(role.str(), *text);
    }
  }
  return endpoints;
}

fs::path defaultDataFolder() {
  if (const auto* data = environment("DARKSTORE_DATA")) {
    return data;
  }
  if (const auto* shared = environment("XDG_DATA_HOME")) {
    return fs::path(shared) / "darkstore/default";
  }
  const auto* home = environment("HOME");
  return fs::path(home != nullptr ? home : ".") / ".local/share/darkstore/default";
}

}  // namespace darkstore::console
