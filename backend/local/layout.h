#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shared/result.h"

/// The embedded cluster: real servers as ordinary user processes in one data folder. This folder is a client
/// of the product's programs and knows no other backend folder.
namespace darkstore::local {

/// How much of the cluster there is.
enum class Variant : std::uint8_t {
  kFull,   ///< a directory server, three shards (each a primary with a streaming replica), Valkey, backends
  kSmall,  ///< one PostgreSQL server with all four databases, Valkey, backends: for tests, up in under 3 s
};

[[nodiscard]] std::string_view to_string(Variant variant);
[[nodiscard]] Result<Variant> parse_variant(std::string_view text);

/// Where everything of one cluster lies. A value: making one creates nothing.
struct Layout {
  std::filesystem::path data;     ///< absolute and without links
  std::filesystem::path sockets;  ///< 0700 and short: a Unix socket's path ends at 107 bytes

  /// The servers' own folders. Its existence means that the cluster was created whole (see creation.h).
  [[nodiscard]] std::filesystem::path servers() const { return data / "servers"; }
  [[nodiscard]] std::filesystem::path servers_half_made() const { return data / "servers.part"; }
  [[nodiscard]] std::filesystem::path logs() const { return data / "log"; }
  [[nodiscard]] std::filesystem::path log(std::string_view server) const;
  [[nodiscard]] std::filesystem::path backend_config(std::string_view backend) const;
  [[nodiscard]] std::filesystem::path backend_socket(std::string_view backend) const;
  [[nodiscard]] std::filesystem::path endpoints() const { return data / "endpoints.toml"; }
  [[nodiscard]] std::filesystem::path tokens() const { return data / "tokens.toml"; }
  [[nodiscard]] std::filesystem::path secret() const { return data / "secret.key"; }
  [[nodiscard]] std::filesystem::path state() const { return data / "state.json"; }
  /// The books of the demo's buyers.
  [[nodiscard]] std::filesystem::path traffic_book() const { return data / "traffic.json"; }
  [[nodiscard]] std::filesystem::path up_lock() const { return data / "up.lock"; }
  [[nodiscard]] std::filesystem::path keeper_lock() const { return data / "keeper.lock"; }
  [[nodiscard]] std::filesystem::path sockets_link() const { return data / "sockets"; }
  [[nodiscard]] std::filesystem::path control_socket() const { return sockets / "control.sock"; }
  [[nodiscard]] std::filesystem::path valkey_socket() const { return sockets / "valkey.sock"; }
};

/// The socket folder of a data folder: `ds-<hash of data>` in `runtime_dir` (XDG_RUNTIME_DIR; may be null) if
/// that is a writable folder with a path short enough, else in /tmp.
[[nodiscard]] std::filesystem::path socket_folder(const std::filesystem::path& data, const char* runtime_dir);

/// Creates the data folder and marks it as ours by its lock file; refuses one that holds something else.
/// @return its path, absolute and without links
[[nodiscard]] Result<std::filesystem::path> open_data_folder(const std::filesystem::path& data);

/// Creates the data folder (0700), its log folder and the socket folder, and points DATA/sockets at the
/// latter. Call it only while no cluster runs there. Refuses a socket folder that belongs to someone else.
[[nodiscard]] Result<Layout> make_layout(const std::filesystem::path& data);

/// The layout of an existing data folder, its sockets where the last `up` put them. kNotFound when there is
/// none.
[[nodiscard]] Result<Layout> find_layout(const std::filesystem::path& data);

enum class PostgresRole : std::uint8_t { kDirectory, kPrimary, kReplica, kAllInOne };

[[nodiscard]] std::string_view to_string(PostgresRole role);

/// One PostgreSQL server of a variant.
struct PostgresPlan {
  std::string name;  ///< "directory", "shard-2-primary", "shard-2-replica"; "postgres" in the small variant
  PostgresRole role = PostgresRole::kDirectory;
  int port = 0;                        ///< names its socket only; no TCP
  std::vector<std::string> databases;  ///< what it is created with; empty for a replica
  std::string primary;                 ///< a replica's primary
};

[[nodiscard]] std::vector<PostgresPlan> postgres_plans(Variant variant);

/// One database of the product and where it is served.
struct DatabasePlan {
  int shard = 0;     ///< 0 = the directory
  std::string name;  ///< the shard's region ("emea"); "directory"
  std::string database;
  int primary_port = 0;
  int replica_port = 0;  ///< 0 = no replica
};

/// The directory first, then the shards in order.
[[nodiscard]] std::vector<DatabasePlan> database_plans(Variant variant);

/// libpq's connection string of a database over the socket folder.
[[nodiscard]] std::string conninfo(const Layout& layout, int port, std::string_view database,
                                   std::string_view user);

constexpr int kBackendsMax = 26;

/// "a", "b", ... for 1..kBackendsMax backends; as server names "backend-a", ...
[[nodiscard]] std::vector<std::string> backend_names(int count);

/// Owns a file descriptor.
class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) : fd_(fd) {}
  ~Fd();
  Fd(Fd&& other) noexcept;
  Fd& operator=(Fd&& other) noexcept;

  [[nodiscard]] bool open() const { return fd_ >= 0; }
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_ = -1;
};

/// A lock between processes that ends with its holder, however that ends. The file names the holder's pid.
class FileLock {
 public:
  /// Waits for another holder until `until`; then kUnavailable.
  [[nodiscard]] static Result<FileLock> take(const std::filesystem::path& path,
                                             std::chrono::steady_clock::time_point until);

 private:
  explicit FileLock(Fd file) : file_(std::move(file)) {}
  Fd file_;
};

/// The whole content of a file; kNotFound names it.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path);

/// Replaces a file by rename, synced before, so that after a crash it is the old one or the new one. Mode
/// 0600.
[[nodiscard]] Result<void> replace_file(const std::filesystem::path& path, std::string_view content);

}  // namespace darkstore::local
