#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "shared/result.h"

namespace darkstore::traffic {

/// Where the backends are, and with which tokens each of our parts acts.
struct Endpoints {
  std::vector<std::string> backends;  ///< gRPC targets, at least one
  std::string viewer;                 ///< who browses
  std::string buyer;                  ///< the support token: places and cancels orders for customers
  std::string floor;                  ///< the operator token: receives goods, picks and rides
};

/// Reads DATA/endpoints.toml and the tokens file it names.
/// @return kUnavailable without such a cluster, kInternal for a file that is broken
[[nodiscard]] Result<Endpoints> read_endpoints(const std::filesystem::path& data);

}  // namespace darkstore::traffic
