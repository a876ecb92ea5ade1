#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "shared/result.h"

namespace darkstore::console {

/// Where a cluster's backends listen and which tokens its data folder issued, as `darkstore-local` wrote
/// them.
struct Endpoints {
  std::vector<std::string>
      backends;  ///< gRPC targets, the preferred first: "unix:/run/.../b1", "127.0.0.1:4711"
  std::map<std::string, std::string> tokens;  ///< by role: "viewer", "operator", "support", "admin"

  /// @return kPermissionDenied with field "role" when the data folder holds no token for it
  [[nodiscard]] Result<std::string> tokenOf(std::string_view role) const;

  bool operator==(const Endpoints&) const = default;
};

/// Reads DATA/endpoints.toml (`backends`, or else `tcp`; `tokens` names a second file of role = token).
/// @return kUnavailable when the file is not there (nothing was started), kInternal when it cannot be
/// understood
[[nodiscard]] Result<Endpoints> readEndpoints(const std::filesystem::path& data);

/// The data folder when nobody names one, the launcher's too: $DARKSTORE_DATA, else darkstore/default below
/// $XDG_DATA_HOME or ~/.local/share.
[[nodiscard]] std::filesystem::path defaultDataFolder();

}  // namespace darkstore::console
