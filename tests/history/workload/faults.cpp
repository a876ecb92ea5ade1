#include "tests/history/workload/faults.h"

#include <algorithm>
#include <array>
#include <format>
#include <thread>

#include "tests/history/workload/caller.h"

namespace darkstore::history {
namespace {

// After a server is back, feeds connect again and caches fill: until then a memory may have gaps.
constexpr Time kSettling = 2'000'000'000;

}  // namespace

Result<void> Faults::run(std::chrono::seconds time) {
  const std::array<std::string, 5> servers{"backend-a", "valkey", "postgres", "backend-b", "postgres"};
  const auto start = std::chrono::steady_clock::now();
  const auto pause = std::chrono::duration_cast<Millis>(time) / static_cast<int>(servers.size() + 1);
  for (std::size_t i = 0; i < servers.size(); ++i) {
    std::this_thread::sleep_until(start + pause * static_cast<int>(i + 1));
    if (auto killed = kill(servers[i]); !killed) {
      return killed;
    }
  }
  std::this_thread::sleep_until(start + time);
  return {};
}

Result<void> Faults::kill(const std::string& server) {
  const auto before = cluster_.server(server);
  if (!before) {
    return tl::unexpected(before.error());
  }
  if (server == "postgres") {
    note_deadlocks();  // a server that recovers has forgotten them
  }
  const auto killed_at = now();
  if (auto killed = cluster_.kill(server); !killed) {
    return killed;
  }
  kills_.push_back(server);
  auto back = cluster_.wait_restarted(server, before->restarts + 1);
  recorder_.add(Fault{server, {killed_at, now() + kSettling}});
  if (const auto after = cluster_.server(server); back && after) {
    restarts_[server] += after->restarts - before->restarts;
  }
  return back;
}

void Faults::note_deadlocks() {
  const auto count = cluster_.query(kRegionShard, "SELECT sum(deadlocks)::bigint FROM pg_stat_database");
  if (count) {
    tally_.deadlocks += std::stoll(*count);
  }
}

Result<void> Faults::count_deaths(std::vector<std::string>& wrong) const {
  const auto servers = cluster_.servers();
  if (!servers) {
    return tl::unexpected(servers.error());
  }
  for (const auto& server : *servers) {
    const auto ours = restarts_.find(server.name);
    const auto expected = ours == restarts_.end() ? 0 : ours->second;
    if (server.restarts > expected) {
      wrong.push_back(std::format("{} died {} times by itself", server.name, server.restarts - expected));
    }
  }
  return {};
}

}  // namespace darkstore::history
