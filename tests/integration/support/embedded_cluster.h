#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "shared/result.h"

namespace darkstore::testing {

struct EmbeddedClusterOptions {
  std::string variant = "small";  ///< "full": replicas too, takes some seconds more
  std::string scale = "small";
  int backends = 2;
  bool sync = false;       ///< full only: commits wait for the replica
  std::uint64_t seed = 1;  ///< of the data
};

/// A server of the cluster as it is now.
struct ServerNow {
  std::string name;
  std::string state;  ///< "ready", "starting", "frozen", "held", ...
  pid_t pid = 0;      ///< 0 = not running
  int restarts = 0;
};

/// A real cluster in a folder of its own in the temporary folder, started by darkstore-local beside the test
/// program. Stopped and deleted when this goes out of scope; it also stops when the test program dies.
/// Servers are named "postgres" (small), "directory", "shard-2-primary", "shard-2-replica" (full), "valkey",
/// "backend-a".
class EmbeddedCluster {
 public:
  [[nodiscard]] static Result<EmbeddedCluster> start(const EmbeddedClusterOptions& options = {});
  EmbeddedCluster(EmbeddedCluster&& other) noexcept;
  EmbeddedCluster& operator=(EmbeddedCluster&&) = delete;
  ~EmbeddedCluster();

  [[nodiscard]] const std::filesystem::path& data() const { return data_; }

  /// gRPC targets of the backends, "unix:/...".
  [[nodiscard]] const std::vector<std::string>& backends() const { return backends_; }
  /// The same as "127.0.0.1:port".
  [[nodiscard]] const std::vector<std::string>& tcp() const { return tcp_; }
  /// The token of a role: viewer, operator, support, admin.
  [[nodiscard]] std::string token(const std::string& role) const;
  [[nodiscard]] std::filesystem::path backend_config(const std::string& backend) const;

  /// libpq's connection string. @param shard 0 = directory, 1..3; @param user darkstore_app, darkstore_owner,
  /// postgres
  [[nodiscard]] std::string conninfo(int shard, const std::string& user) const;

  /// Runs one statement as the superuser. @return the first value of the first row
  [[nodiscard]] Result<std::string> query(int shard, const std::string& sql) const;
  /// The same on the shard's replica; full only.
  [[nodiscard]] Result<std::string> query_replica(int shard, const std::string& sql) const;

  [[nodiscard]] Result<void> kill(const std::string& server);  ///< kill -9; it starts again by itself
  [[nodiscard]] Result<void> hold(const std::string& server);  ///< kill -9 and keep it down until restart()
  [[nodiscard]] Result<void> freeze(const std::string& server);
  [[nodiscard]] Result<void> thaw(const std::string& server);
  [[nodiscard]] Result<void> restart(const std::string& server);

  [[nodiscard]] Result<std::vector<ServerNow>> servers() const;
  [[nodiscard]] Result<ServerNow> server(const std::string& name) const;

  /// Waits until every server is ready.
  [[nodiscard]] Result<void> wait_serving(std::chrono::seconds time_max = std::chrono::seconds(60)) const;

  /// Waits until a server has been started again `restarts` times in all, and is ready.
  [[nodiscard]] Result<void> wait_restarted(const std::string& server, int restarts,
                                            std::chrono::seconds time_max = std::chrono::seconds(60)) const;

  /// Stops everything in order and deletes the data; the destructor does it too, but cannot tell of a
  /// failure.
  [[nodiscard]] Result<void> stop();

 private:
  explicit EmbeddedCluster(std::filesystem::path data, std::string variant)
      : data_(std::move(data)), variant_(std::move(variant)) {}
  [[nodiscard]] Result<void> read_endpoints();

  std::filesystem::path data_;  ///< empty = moved from or stopped
  std::string variant_;
  std::vector<std::string> backends_;
  std::vector<std::string> tcp_;
};

/// Calls darkstore-local as a person would. @return what it wrote to standard output
[[nodiscard]] Result<std::string> call_darkstore_local(const std::vector<std::string>& arguments);

/// A fresh folder for a cluster's data, with nothing in it.
[[nodiscard]] std::filesystem::path fresh_data_folder();

}  // namespace darkstore::testing
