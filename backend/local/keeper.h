#pragma once

#include <string>
#include <string_view>

#include "backend/local/layout.h"
#include "backend/local/process.h"
#include "shared/result.h"

namespace darkstore::local {

/// What the keeper of a cluster keeps: the daemon that `up` leaves behind, parent of all servers.
struct KeeperOptions {
  Layout layout;
  Variant variant = Variant::kFull;
  bool sync = false;    ///< commits wait for the replicas
  int backends = 2;     ///< 1..26
  pid_t while_pid = 0;  ///< stop when this process ends; 0 = never
};

/// Runs the cluster until `down`, SIGTERM or the end of `while_pid`. Must be the process' only thread.
/// Writes the configuration files first, DATA/state.json at every change, and keeps each log under 16 MiB.
[[nodiscard]] Result<void> run_keeper(const KeeperOptions& options);

/// Asks the keeper over DATA's control socket: one line there, one line back.
/// Requests: `serving`, `status`, `down`, `kill NAME`, `hold NAME` (kill and keep down), `stop NAME`
/// (freeze), `cont NAME`, `restart NAME`.
/// @return what follows "ok "; kUnavailable when no keeper runs, kFailedPrecondition with its words when it
/// refused
[[nodiscard]] Result<std::string> ask_keeper(const Layout& layout, std::string_view request, Deadline until);

/// Whether a keeper holds this data folder.
[[nodiscard]] bool keeper_runs(const Layout& layout);

}  // namespace darkstore::local
