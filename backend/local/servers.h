#pragma once

#include <sys/un.h>

#include <filesystem>
#include <vector>

#include "backend/local/layout.h"
#include "backend/local/supervisor.h"
#include "shared/result.h"

namespace darkstore::local {

/// The cluster's servers in the order of their stages: databases and cache, then migrations, then backends.
[[nodiscard]] Result<std::vector<ServerSpec>> server_specs(const Layout& layout, Variant variant,
                                                           int backends);

[[nodiscard]] sockaddr_un socket_address(const std::filesystem::path& path);

/// A connection to a Unix socket, not blocking; not open when nobody listens there.
[[nodiscard]] Fd connect_to(const std::filesystem::path& path);

}  // namespace darkstore::local
