#include "backend/local/supervisor.h"

#include <spdlog/spdlog.h>
#include <sys/wait.h>

#include <algorithm>
#include <format>
#include <limits>
#include <utility>

namespace darkstore::local {
namespace {

constexpr std::chrono::milliseconds kCheckEvery{10};   // while something starts or stops
constexpr std::chrono::milliseconds kProbeEvery{100};  // a probe is a program of its own
constexpr std::chrono::seconds kProbeTimeMax{5};
constexpr std::chrono::milliseconds kIdle{1000};
constexpr int kDeathsAtStartMax = 6;  // about 3 s of backing off

bool runs(ServerState state) {
  return state == ServerState::kStarting || state == ServerState::kReady || state == ServerState::kStopping;
}

}  // namespace

std::string_view to_string(ServerState state) {
  switch (state) {
    case ServerState::kWaiting:
      return "waiting";
    case ServerState::kStarting:
      return "starting";
    case ServerState::kReady:
      return "ready";
    case ServerState::kBackingOff:
      return "backing off";
    case ServerState::kStopping:
      return "stopping";
    case ServerState::kHeld:
      return "held";
    case ServerState::kStopped:
      return "stopped";
    case ServerState::kDone:
      return "done";
    case ServerState::kFailed:
      return "failed";
  }
  return "";
}

Supervisor::Supervisor(std::vector<ServerSpec> specs, SupervisorOptions options) : options_(options) {
  for (ServerSpec& spec : specs) {
    Server server;
    server.spec = std::move(spec);
    servers_.push_back(std::move(server));
  }
}

Supervisor::~Supervisor() {
  for (const Server& server : servers_) {
    for (const pid_t pid : {server.pid, server.probe_pid}) {
      if (pid > 0) {
        ::kill(pid, SIGKILL);
        ::waitpid(pid, nullptr, 0);
      }
    }
  }
}

void Supervisor::start() {
  advance_stage();
}

std::chrono::milliseconds Supervisor::tick() {
  reap();
  const auto now = Clock::now();
  for (Server& server : servers_) {
    if (server.state == ServerState::kStarting) {
      check_ready(server);
    } else if (server.state == ServerState::kBackingOff && now >= server.due) {
      launch(server);
    } else if (server.state == ServerState::kStopping && now >= server.due) {
      spdlog::warn("{} does not stop; killing it", server.spec.name);
      signal_tree(server.pid, SIGKILL);
      server.due = now + options_.stop_grace;
    }
  }
  stopping_ ? advance_stop() : advance_stage();
  served_ = served_ || serving();
  auto delay = kIdle;
  for (const Server& server : servers_) {
    if (server.state == ServerState::kStarting || server.state == ServerState::kStopping) {
      delay = std::min(delay, kCheckEvery);
    } else if (server.state == ServerState::kBackingOff) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(server.due - Clock::now());
      delay = std::clamp(left, std::chrono::milliseconds(0), delay);
    }
  }
  return delay;
}

bool Supervisor::serving() const {
  return std::ranges::all_of(servers_, [](const Server& server) {
    return server.state == (server.spec.once ? ServerState::kDone : ServerState::kReady);
  });
}

std::string Supervisor::pending() const {
  std::string text;
  for (const Server& server : servers_) {
    if (server.state != ServerState::kReady && server.state != ServerState::kDone &&
        server.state != ServerState::kWaiting) {
      text += std::format("{}{} is {}", text.empty() ? "" : ", ", server.spec.name, to_string(server.state));
    }
  }
  return text;
}

void Supervisor::begin_stop() {
  stopping_ = true;
  advance_stop();
}

bool Supervisor::stopped() const {
  return stopping_ && std::ranges::none_of(servers_, [](const Server& server) { return server.pid > 0; });
}

Result<void> Supervisor::kill(std::string_view name, bool hold) {
  const auto server = find_running(name);
  if (!server) {
    return tl::unexpected(server.error());
  }
  Server& victim = **server;
  victim.hold = hold;
  victim.deaths = 0;    // asked for, not its own failing
  if (victim.frozen) {  // what is below it could not end otherwise
    signal_tree(victim.pid, SIGCONT);
    victim.frozen = false;
  }
  ::kill(victim.pid, SIGKILL);
  spdlog::info("{} (pid {}) gets SIGKILL on request", name, victim.pid);
  return {};
}

Result<void> Supervisor::freeze(std::string_view name) {
  const auto server = find_running(name);
  if (!server) {
    return tl::unexpected(server.error());
  }
  signal_tree((*server)->pid, SIGSTOP);
  (*server)->frozen = true;
  ++changes_;
  spdlog::info("{} is frozen on request", name);
  return {};
}

Result<void> Supervisor::thaw(std::string_view name) {
  const auto server = find_running(name);
  if (!server) {
    return tl::unexpected(server.error());
  }
  signal_tree((*server)->pid, SIGCONT);
  (*server)->frozen = false;
  ++changes_;
  spdlog::info("{} is thawed on request", name);
  return {};
}

Result<void> Supervisor::restart(std::string_view name) {
  const auto found = find(name);
  if (!found) {
    return tl::unexpected(found.error());
  }
  Server& server = **found;
  if (server.spec.once || server.state == ServerState::kWaiting || stopping_) {
    return fail(ErrorKind::kFailedPrecondition, "name",
                std::format("{} is {} and cannot be restarted", name, to_string(server.state)));
  }
  server.hold = false;
  if (server.pid > 0) {
    server.again = true;
    ask_to_stop(server);
  } else {
    launch(server);
  }
  return {};
}

std::vector<ServerStatus> Supervisor::status() const {
  std::vector<ServerStatus> all;
  const auto now = Clock::now();
  for (const Server& server : servers_) {
    const auto uptime = std::chrono::duration_cast<std::chrono::seconds>(now - server.started);
    all.push_back({server.spec.name, server.spec.role, server.state, server.frozen, server.pid,
                   server.start_ticks, server.restarts, server.pid > 0 ? uptime : std::chrono::seconds(0)});
  }
  return all;
}

Result<Supervisor::Server*> Supervisor::find(std::string_view name) {
  const auto found =
      std::ranges::find_if(servers_, [name](const Server& server) { return server.spec.name == name; });
  if (found == servers_.end()) {
    std::string names;
    for (const Server& server : servers_) {
      names += (names.empty() ? "" : ", ") + server.spec.name;
    }
    return fail(ErrorKind::kNotFound, "name",
                std::format("no server is called '{}'; there are {}", name, names));
  }
  return &*found;
}

Result<Supervisor::Server*> Supervisor::find_running(std::string_view name) {
  auto server = find(name);
  if (server && ((*server)->pid == 0 || !runs((*server)->state))) {
    return fail(ErrorKind::kFailedPrecondition, "name",
                std::format("{} is {}, it does not run", name, to_string((*server)->state)));
  }
  return server;
}

void Supervisor::enter(Server& server, ServerState state) {
  server.state = state;
  server.since = Clock::now();
  ++changes_;
}

void Supervisor::launch(Server& server) {
  server.responds = false;
  server.frozen = false;
  server.again = false;
  auto pid = server.spec.prepare ? server.spec.prepare().and_then([&] { return spawn(server.spec.command); })
                                 : spawn(server.spec.command);
  if (!pid) {
    spdlog::error("{} cannot start: {}", server.spec.name, pid.error().reason);
    on_exit(server, 127);
    return;
  }
  server.pid = *pid;
  server.started = Clock::now();
  const auto facts = process_facts(server.pid);
  server.start_ticks = facts ? facts->start_ticks : 0;
  enter(server, ServerState::kStarting);
  spdlog::info("{} started, pid {}", server.spec.name, server.pid);
}

void Supervisor::reap() {
  int status = 0;
  while (const pid_t pid = ::waitpid(-1, &status, WNOHANG)) {
    if (pid < 0) {
      return;
    }
    for (Server& server : servers_) {
      if (server.pid == pid) {
        on_exit(server, exit_code(status));
      } else if (server.probe_pid == pid) {
        on_probe(server, exit_code(status));
      }
    }
  }
}

void Supervisor::on_exit(Server& server, int code) {
  const bool was_ready = server.state == ServerState::kReady;
  const bool asked = server.state == ServerState::kStopping;
  const bool settled = was_ready && Clock::now() - server.since >= options_.settled;
  server.pid = 0;
  server.start_ticks = 0;
  server.frozen = false;
  if (server.probe_pid > 0) {  // its answer would be about the dead one
    ::kill(server.probe_pid, SIGKILL);
  }
  if (server.spec.once && !asked) {
    enter(server, code == 0 ? ServerState::kDone : ServerState::kFailed);
    if (code != 0) {
      failure_ = std::format("{} failed with exit code {}", server.spec.name, code);
      spdlog::error("{}", failure_);
    }
    return;
  }
  if (stopping_) {
    spdlog::info("{} has stopped", server.spec.name);
    enter(server, ServerState::kStopped);
    return;
  }
  if (server.hold) {
    enter(server, ServerState::kHeld);
    spdlog::info("{} is down and held", server.spec.name);
    return;
  }
  ++server.restarts;
  if (asked && server.again) {
    server.deaths = 0;
    launch(server);
    return;
  }
  server.deaths = settled ? 1 : server.deaths + 1;
  const int doublings = std::clamp(server.deaths - 2, 0, 20);
  const auto delay = server.deaths == 1
                         ? std::chrono::milliseconds(0)
                         : std::min(options_.backoff_max, options_.backoff_first * (1 << doublings));
  spdlog::warn("{} ended with exit code {}; starts again in {} ms", server.spec.name, code, delay.count());
  enter(server, ServerState::kBackingOff);
  server.due = Clock::now() + delay;
  if (!served_ && server.deaths >= kDeathsAtStartMax) {
    failure_ = std::format("{} does not start: it ended {} times, the last time with exit code {}",
                           server.spec.name, server.deaths, code);
    spdlog::error("{}", failure_);
  }
}

void Supervisor::on_probe(Server& server, int code) {
  server.probe_pid = 0;
  if (server.state != ServerState::kStarting) {
    return;
  }
  if (code == 0) {
    enter(server, ServerState::kReady);
    spdlog::info("{} is ready", server.spec.name);
  } else {
    server.due = Clock::now() + kProbeEvery;
  }
}

void Supervisor::check_ready(Server& server) {
  if (server.spec.once) {
    return;
  }
  if (!server.responds) {
    server.responds = !server.spec.ready || server.spec.ready(server.pid);
    server.due = Clock::now();
  }
  if (!server.responds) {
    return;
  }
  if (!server.spec.probe) {
    enter(server, ServerState::kReady);
    spdlog::info("{} is ready", server.spec.name);
  } else if (Clock::now() < server.due) {
    return;
  } else if (server.probe_pid > 0) {
    ::kill(server.probe_pid, SIGKILL);
  } else {
    const auto pid = spawn(*server.spec.probe);
    if (pid) {
      server.probe_pid = *pid;
      server.due = Clock::now() + kProbeTimeMax;
    } else {
      spdlog::error("{} cannot be probed: {}", server.spec.name, pid.error().reason);
      server.due = Clock::now() + kProbeEvery;
    }
  }
}

void Supervisor::ask_to_stop(Server& server) {
  if (server.state == ServerState::kStopping) {
    return;
  }
  if (server.frozen) {
    signal_tree(server.pid, SIGCONT);
    server.frozen = false;
  }
  ::kill(server.pid, server.spec.stop_signal);
  enter(server, ServerState::kStopping);
  server.due = Clock::now() + options_.stop_grace;
}

void Supervisor::advance_stage() {
  if (!failure_.empty()) {
    return;
  }
  while (true) {
    const bool done = std::ranges::all_of(servers_, [this](const Server& server) {
      return server.spec.stage > stage_ || server.state == ServerState::kReady ||
             server.state == ServerState::kDone;
    });
    int next = std::numeric_limits<int>::max();
    for (const Server& server : servers_) {
      if (server.state == ServerState::kWaiting) {
        next = std::min(next, server.spec.stage);
      }
    }
    if (!done || next == std::numeric_limits<int>::max()) {
      return;
    }
    stage_ = next;
    for (Server& server : servers_) {
      if (server.spec.stage == stage_) {
        launch(server);
      }
    }
  }
}

void Supervisor::advance_stop() {
  int highest = -1;
  for (Server& server : servers_) {
    if (server.pid > 0) {
      highest = std::max(highest, server.spec.stage);
    } else if (server.state != ServerState::kStopped && server.state != ServerState::kDone) {
      enter(server, ServerState::kStopped);
    }
  }
  for (Server& server : servers_) {
    if (server.pid > 0 && server.spec.stage == highest) {
      ask_to_stop(server);
    }
  }
}

}  // namespace darkstore::local
