#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "shared/ids.h"
#include "shared/result.h"

namespace darkstore::app {

struct ShardConfig {
  ShardId id;
  std::string name;
  std::string owner;    ///< libpq conninfo of the role that migrates and seeds
  std::string primary;  ///< of the application's role
  std::string replica;  ///< empty = none
};

/// Everything darkstored is told, from one TOML file: it knows its servers from nowhere else. Changes need a
/// restart.
struct Config {
  std::string name;                 ///< of this backend, unique in its cluster
  std::vector<std::string> listen;  ///< gRPC addresses, "unix:/path" or "127.0.0.1:port"
  std::filesystem::path tokens;     ///< TOML with a token a role
  std::filesystem::path secret;     ///< hexadecimal, 32 bytes; the same for every backend of a cluster
  std::filesystem::path resources;  ///< sql/, valkey/, seed/
  std::string directory_owner;
  std::string directory_primary;
  std::string directory_replica;  ///< empty = none
  std::vector<ShardConfig> shards;
  std::string cache_socket;
  std::string cache_user;
  std::string cache_password;
  std::string cache_admin_password;
  std::string osrm_url;  ///< "http://host:port", empty = the estimate alone

  int lanes_a_shard = 4;      ///< 1..32
  int read_threads = 8;       ///< 1..64
  int order_threads = 8;      ///< 1..64
  int pool_connections = 12;  ///< 1..64 a server
};

/// Reads and checks the file: unknown keys are refused, and all faults are told at once.
/// @return kInvalidArgument, one line a fault
[[nodiscard]] Result<Config> read_config(const std::filesystem::path& file);

/// The cluster's secret as bytes.
[[nodiscard]] Result<std::string> read_secret(const std::filesystem::path& file);

}  // namespace darkstore::app
