#include "tests/bench/support/process_meter.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "backend/local/process.h"
#include "tests/integration/support/embedded_cluster.h"

namespace darkstore::bench {
namespace {

struct Ticks {
  double own = 0;
  double ended_children = 0;
};

Ticks ticks_of(pid_t pid) {
  std::ifstream in("/proc/" + std::to_string(pid) + "/stat");
  std::string line;
  std::getline(in, line);
  // "pid (any name) state ..."; utime, stime, cutime and cstime are fields 14 to 17.
  std::istringstream fields(line.substr(std::min(line.size(), line.rfind(')') + 1)));
  std::string skipped;
  for (int field = 3; field < 14; ++field) {
    fields >> skipped;
  }
  double user = 0;
  double system = 0;
  double children_user = 0;
  double children_system = 0;
  fields >> user >> system >> children_user >> children_system;
  return {user + system, children_user + children_system};
}

std::string kind_of(const std::string& server) {
  for (const std::string kind : {"primary", "replica", "backend"}) {
    if (server.find(kind) != std::string::npos) {
      return kind;
    }
  }
  return server;
}

}  // namespace

Result<Processes> processes_of(const std::filesystem::path& data) {
  const auto json = testing::call_darkstore_local({"status", "--json", "--data", data});
  if (!json) {
    return tl::unexpected(json.error());
  }
  google::protobuf::Struct state;
  if (!google::protobuf::util::JsonStringToMessage(*json, &state).ok()) {
    return fail(ErrorKind::kInternal, "", "status is not JSON: " + *json);
  }
  Processes processes;
  for (const auto& value : state.fields().at("servers").list_value().values()) {
    const auto& server = value.struct_value().fields();
    if (const auto pid = static_cast<pid_t>(server.at("pid").number_value()); pid > 0) {
      processes.emplace(kind_of(server.at("name").string_value()), pid);
    }
  }
  return processes;
}

ByKind cpu_seconds(const Processes& processes) {
  static const auto ticks_a_second = static_cast<double>(::sysconf(_SC_CLK_TCK));
  ByKind seconds;
  for (const auto& [kind, root] : processes) {
    double ticks = ticks_of(root).ended_children;
    for (const auto pid : local::process_tree(root)) {
      ticks += ticks_of(pid).own;
    }
    seconds[kind] += ticks / ticks_a_second;
  }
  return seconds;
}

ByKind pss_mb(const Processes& processes) {
  ByKind mb;
  for (const auto& [kind, root] : processes) {
    mb[kind] += static_cast<double>(local::memory_of_tree(root).pss_kb) / 1024;
  }
  return mb;
}

ByKind operator-(const ByKind& after, const ByKind& before) {
  ByKind difference = after;
  for (const auto& [kind, value] : before) {
    difference[kind] -= value;
  }
  return difference;
}

ByKind& operator+=(ByKind& sum, const ByKind& more) {
  for (const auto& [kind, value] : more) {
    sum[kind] += value;
  }
  return sum;
}

double load_average() {
  double load = 0;
  return ::getloadavg(&load, 1) == 1 ? load : -1;
}

}  // namespace darkstore::bench
