#pragma once

#include <string>
#include <string_view>

#include "backend/local/creation.h"
#include "backend/local/layout.h"
#include "shared/result.h"

namespace darkstore::local {

/// What `up` was asked for. What is unset is as the data folder has it, or the default.
struct UpOptions {
  std::filesystem::path data;
  std::string variant = {};            ///< "full", "small"
  std::string scale = {};              ///< "default", "full", "small": by the variant
  std::uint64_t seed = 1;              ///< of a new cluster's data
  bool sync = false;                   ///< commits wait for the replicas
  int backends = 2;                    ///< 1..26
  pid_t while_pid = 0;                 ///< the cluster goes down when this process ends; 0 = it stays
  std::chrono::seconds time_max{120};  ///< for starting, not for creating
};

/// Creates what is missing, starts everything and returns when it serves; a keeper process stays. Of two at
/// once the second waits for the first. On a running cluster it says so.
[[nodiscard]] Result<void> up(const UpOptions& options, Progress& progress);

/// Stops everything, also a creation under way. Nothing to stop is fine.
[[nodiscard]] Result<void> down(const std::filesystem::path& data, Progress& progress);

/// Stops everything and deletes what `up` made, and the data folder if nothing else is in it.
[[nodiscard]] Result<void> clean(const std::filesystem::path& data, Progress& progress);

/// The keeper's status line (JSON); kUnavailable when the cluster does not run.
[[nodiscard]] Result<std::string> status_json(const std::filesystem::path& data);

/// The same as a table.
[[nodiscard]] Result<std::string> status_table(const std::filesystem::path& data);

/// One request about one server to the keeper, see keeper.h.
[[nodiscard]] Result<void> on_server(const std::filesystem::path& data, std::string_view verb,
                                     std::string_view server);

/// The last lines of one server's log, or of all.
[[nodiscard]] Result<std::string> logs(const std::filesystem::path& data, const std::string& server,
                                       std::size_t bytes_max);

}  // namespace darkstore::local
