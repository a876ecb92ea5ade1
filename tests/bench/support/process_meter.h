#pragma once

#include <sys/types.h>

#include <filesystem>
#include <map>
#include <string>

#include "shared/result.h"

namespace darkstore::bench {

/// The servers' own processes by kind: "backend", "directory", "primary", "replica", "valkey"; "postgres" in
/// the small variant.
using Processes = std::multimap<std::string, pid_t>;

/// Those of the cluster that runs in a data folder.
[[nodiscard]] Result<Processes> processes_of(const std::filesystem::path& data);

/// A number a kind of process.
using ByKind = std::map<std::string, double>;

/// CPU seconds used so far by each kind, children that ended included. Source: /proc/PID/stat.
[[nodiscard]] ByKind cpu_seconds(const Processes& processes);

/// Resident memory in MB by kind, shared pages divided among their users (PSS).
[[nodiscard]] ByKind pss_mb(const Processes& processes);

[[nodiscard]] ByKind operator-(const ByKind& after, const ByKind& before);
ByKind& operator+=(ByKind& sum, const ByKind& more);

/// The machine's load average of the last minute.
[[nodiscard]] double load_average();

}  // namespace darkstore::bench
