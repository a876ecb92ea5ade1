#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "backend/local/layout.h"
#include "shared/result.h"

namespace darkstore::local {

/// Valkey's two users. Made anew at every start, for Valkey keeps nothing and every backend starts with it.
struct CachePasswords {
  std::string darkstore;  ///< reads, writes and calls functions
  std::string admin;      ///< everything; loads the function library
};

[[nodiscard]] CachePasswords new_cache_passwords();

/// `bytes` random bytes in hex.
[[nodiscard]] std::string random_hex(std::size_t bytes);

/// A free loopback TCP port for each backend. Those of `wanted` that are still free are kept; the others are
/// looked for below the range from which the kernel takes ports for outgoing connections.
/// @param seed  where the search begins, so that clusters started at once do not meet
[[nodiscard]] Result<std::vector<int>> choose_ports(const std::vector<int>& wanted, int count,
                                                    std::size_t seed);

/// The ports in an earlier endpoints.toml; empty when there is none.
[[nodiscard]] std::vector<int> ports_in(const std::filesystem::path& endpoints);

/// The text of DATA/backend-<name>.toml: all that darkstored needs to know of its servers.
[[nodiscard]] std::string backend_config_text(const Layout& layout, Variant variant, std::string_view name,
                                              int port, const CachePasswords& passwords);

/// The text of DATA/endpoints.toml, by which clients find the backends.
[[nodiscard]] std::string endpoints_text(const Layout& layout, const std::vector<std::string>& backends,
                                         const std::vector<int>& ports);

/// valkey.conf: a socket only, no persistence, the two users and nobody else.
[[nodiscard]] std::string valkey_settings(const Layout& layout, Variant variant,
                                          const CachePasswords& passwords);

/// Writes tokens and secret (once), and backends' configurations, endpoints and valkey.conf (each time).
[[nodiscard]] Result<void> write_config_files(const Layout& layout, Variant variant, int backends,
                                              const std::filesystem::path& valkey_folder);

}  // namespace darkstore::local
