#include "backend/traffic/endpoints.h"

#include <system_error>
#include <toml++/toml.hpp>

namespace darkstore::traffic {
namespace fs = std::filesystem;
namespace {

Result<toml::table> read_toml(const fs::path& file) {
  std::error_code error;
  if (!fs::exists(file, error)) {
    return fail(ErrorKind::kUnavailable, "data", file.string() + " is not there: is the cluster up?");
  }
  try {
    return toml::parse_file(file.string());
  } catch (const toml::parse_error& broken) {
    return fail(ErrorKind::kInternal, "data", file.string() + ": " + std::string(broken.description()));
  }
}

}  // namespace

Result<Endpoints> read_endpoints(const fs::path& data) {
  const auto file = data / "endpoints.toml";
  const auto table = read_toml(file);
  if (!table) {
    return tl::unexpected(table.error());
  }
  Endpoints endpoints;
  if (const toml::array* targets = (*table)["backends"].as_array()) {
    for (const toml::node& target : *targets) {
      endpoints.backends.push_back(target.value_or(std::string()));
    }
  }
  if (endpoints.backends.empty()) {
    return fail(ErrorKind::kInternal, "data", file.string() + " names no backend");
  }
  // A relative name is meant beside the file that holds it; an absolute one replaces the folder.
  const auto tokens = read_toml(data / (*table)["tokens"].value_or(std::string("tokens.toml")));
  if (!tokens) {
    return tl::unexpected(tokens.error());
  }
  endpoints.viewer = (*tokens)["viewer"].value_or(std::string());
  endpoints.buyer = (*tokens)["support"].value_or(std::string());
  endpoints.floor = (*tokens)["operator"].value_or(std::string());
  if (endpoints.viewer.empty() || endpoints.buyer.empty() || endpoints.floor.empty()) {
    return fail(ErrorKind::kInternal, "data", "the tokens file lacks viewer, support or operator");
  }
  return endpoints;
}

}  // namespace darkstore::traffic
