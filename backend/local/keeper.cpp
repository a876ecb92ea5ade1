#include "backend/local/keeper.h"

#include <poll.h>
#include <spdlog/spdlog.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <format>
#include <map>
#include <system_error>
#include <utility>

#include "backend/local/config_files.h"
#include "backend/local/postgres.h"
#include "backend/local/servers.h"
#include "backend/local/system_failure.h"

namespace darkstore::local {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kRequestBytesMax = 256;
constexpr std::size_t kClientsMax = 32;
constexpr std::chrono::seconds kClientTimeMax{5};
constexpr std::uintmax_t kLogBytesMax = 8 << 20;  // and as much again in the one before
constexpr std::chrono::seconds kLogCheckEvery{5};
constexpr std::chrono::milliseconds kLagTimeMax{1000};
constexpr std::chrono::seconds kLockTimeMax{2};  // someone may be just looking whether we run

Result<Fd> listen_on(const fs::path& path) {
  ::unlink(path.c_str());  // a killed keeper's; we hold the lock
  Fd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  const sockaddr_un address = socket_address(path);
  if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      ::listen(socket.get(), static_cast<int>(kClientsMax)) != 0) {
    return system_failure("cannot listen on " + path.string(), errno);
  }
  return socket;
}

void bound(const fs::path& log) {
  if (auto done = bound_log(log, kLogBytesMax); !done) {
    spdlog::error("{}", done.error().reason);
  }
}

std::string json_of(const ServerStatus& server) {
  return std::format(
      R"({{"name":"{}","role":"{}","state":"{}","pid":{},"start_ticks":{},"restarts":{},"uptime_s":{})",
      server.name, server.role, server.frozen ? "frozen" : to_string(server.state), server.pid,
      server.start_ticks, server.restarts, server.uptime.count());
}

/// The state of the cluster as one line. `detailed` adds what takes time to find out: memory and replica lag.
std::string state_json(const KeeperOptions& options, const Supervisor& supervisor, pid_t keeper,
                       bool detailed) {
  std::string servers;
  const auto plans = postgres_plans(options.variant);
  for (const ServerStatus& server : supervisor.status()) {
    servers += (servers.empty() ? "" : ",") + json_of(server);
    if (detailed && server.pid > 0) {
      const MemoryUse memory = memory_of_tree(server.pid);
      servers += std::format(R"(,"rss_kb":{},"pss_kb":{})", memory.rss_kb, memory.pss_kb);
    }
    const auto replica = std::ranges::find(plans, server.name, &PostgresPlan::name);
    if (detailed && replica != plans.end() && !replica->primary.empty()) {
      const auto primary = std::ranges::find(plans, replica->primary, &PostgresPlan::name);
      const auto lag = replica_lag(options.layout, *primary, *replica, Clock::now() + kLagTimeMax);
      servers += lag ? std::format(R"(,"replication":"{}","lag_bytes":{},"lag_ms":{})", lag->state,
                                   lag->bytes, lag->milliseconds)
                     : std::string(R"(,"replication":"unknown")");
    }
    servers += "}";
  }
  return std::format(R"({{"keeper_pid":{},"variant":"{}","serving":{},"servers":[{}]}})", keeper,
                     to_string(options.variant), supervisor.serving(), servers);
}

/// The daemon's loop around a supervisor.
class Keeper {
 public:
  Keeper(const KeeperOptions& options, std::vector<ServerSpec> specs, Fd listener, Fd signals, Fd watched)
      : options_(options),
        supervisor_(std::move(specs), {}),
        listener_(std::move(listener)),
        signals_(std::move(signals)),
        watched_(std::move(watched)) {}

  void run();

 private:
  struct Client {
    Fd socket;
    std::string request;
    Clock::time_point until;
    bool waits_for_down = false;
  };

  void wait(std::chrono::milliseconds delay);
  void read_signals();
  void accept_clients();
  void read_client(Client& client);
  void answer(Client& client, const std::string& line);
  void answer_apart(Client& client);
  void serve(Client& client);
  void begin_stop();
  void write_state();

  const KeeperOptions& options_;
  Supervisor supervisor_;
  Fd listener_;
  Fd signals_;
  Fd watched_;
  std::vector<Client> clients_;
  bool stopping_ = false;
  std::uint64_t written_ = 0;
  Clock::time_point logs_checked_;
};

void Keeper::run() {
  supervisor_.start();
  for (auto delay = supervisor_.tick(); !supervisor_.stopped(); delay = supervisor_.tick()) {
    if (supervisor_.changes() != written_) {
      write_state();
    }
    if (Clock::now() - logs_checked_ > kLogCheckEvery) {
      logs_checked_ = Clock::now();
      for (const ServerStatus& server : supervisor_.status()) {
        bound(options_.layout.log(server.name));
      }
      bound(options_.layout.log("keeper"));
    }
    wait(delay);
  }
  write_state();
  for (Client& client : clients_) {
    if (client.waits_for_down) {
      answer(client, "ok stopped");
    }
  }
}

void Keeper::wait(std::chrono::milliseconds delay) {
  std::vector<pollfd> fds{
      {signals_.get(), POLLIN, 0}, {listener_.get(), POLLIN, 0}, {watched_.get(), POLLIN, 0}};
  for (const Client& client : clients_) {
    fds.push_back({client.socket.get(), static_cast<short>(client.waits_for_down ? 0 : POLLIN), 0});
  }
  if (::poll(fds.data(), fds.size(), static_cast<int>(delay.count())) > 0) {
    if (fds[0].revents != 0) {
      read_signals();
    }
    if (fds[2].revents != 0 && !stopping_) {
      spdlog::info("the process this cluster was started for has ended");
      begin_stop();
    }
    for (std::size_t i = 3; i < fds.size(); ++i) {
      if (fds[i].revents != 0) {
        read_client(clients_[i - 3]);
      }
    }
    if (fds[1].revents != 0) {
      accept_clients();
    }
  }
  const auto now = Clock::now();
  std::erase_if(clients_, [now](const Client& client) {
    return !client.socket.open() || (!client.waits_for_down && now >= client.until);
  });
}

void Keeper::read_signals() {
  signalfd_siginfo info{};
  while (::read(signals_.get(), &info, sizeof info) == sizeof info) {
    if (info.ssi_signo != SIGCHLD) {
      spdlog::info("stopping on signal {}", info.ssi_signo);
      begin_stop();
    }
  }
}

void Keeper::accept_clients() {
  while (true) {
    Fd socket(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (!socket.open()) {
      return;
    }
    if (clients_.size() < kClientsMax) {
      clients_.push_back({std::move(socket), "", Clock::now() + kClientTimeMax, false});
    }
  }
}

void Keeper::read_client(Client& client) {
  std::array<char, kRequestBytesMax> buffer{};
  const ssize_t n = ::read(client.socket.get(), buffer.data(), buffer.size());
  if (n <= 0) {
    client.socket = Fd();
    return;
  }
  client.request.append(buffer.data(), static_cast<std::size_t>(n));
  const auto end = client.request.find('\n');
  if (end != std::string::npos) {
    client.request.resize(end);
    serve(client);
  } else if (client.request.size() > kRequestBytesMax) {
    client.socket = Fd();
  }
}

void Keeper::answer(Client& client, const std::string& line) {
  const std::string text = line + "\n";
  if (::send(client.socket.get(), text.data(), text.size(), MSG_NOSIGNAL) !=
      static_cast<ssize_t>(text.size())) {
    spdlog::warn("a client left before its answer");
  }
  client.socket = Fd();
}

/// Finding out memory and lag takes time, and a frozen server never answers: a child of ours does it.
void Keeper::answer_apart(Client& client) {
  const pid_t child = ::fork();
  if (child == 0) {
    answer(client, "ok " + state_json(options_, supervisor_, ::getppid(), true));
    ::_exit(0);
  }
  if (child < 0) {
    answer(client, "error cannot fork");
  }
  client.socket = Fd();
}

void Keeper::serve(Client& client) {
  const auto blank = client.request.find(' ');
  const std::string verb = client.request.substr(0, blank);
  const std::string name = blank == std::string::npos ? "" : client.request.substr(blank + 1);
  const std::map<std::string, std::function<Result<void>()>> on_server{
      {"kill", [&] { return supervisor_.kill(name, false); }},
      {"hold", [&] { return supervisor_.kill(name, true); }},
      {"stop", [&] { return supervisor_.freeze(name); }},
      {"cont", [&] { return supervisor_.thaw(name); }},
      {"restart", [&] { return supervisor_.restart(name); }},
  };
  if (const auto action = on_server.find(verb); action != on_server.end()) {
    const auto done = action->second();
    answer(client, done ? "ok " + verb : "error " + done.error().reason);
  } else if (verb == "down") {
    client.waits_for_down = true;
    begin_stop();
  } else if (verb == "status") {
    answer_apart(client);
  } else if (verb == "serving") {
    answer(client, !supervisor_.failure().empty() ? "error " + supervisor_.failure()
                   : supervisor_.serving()        ? "ok serving"
                                                  : "ok waiting " + supervisor_.pending());
  } else {
    answer(client, "error unknown request");
  }
}

void Keeper::begin_stop() {
  spdlog::info("stopping the cluster");
  stopping_ = true;
  supervisor_.begin_stop();
}

void Keeper::write_state() {
  written_ = supervisor_.changes();
  const std::string json = state_json(options_, supervisor_, ::getpid(), false) + "\n";
  if (auto done = replace_file(options_.layout.state(), json); !done) {
    spdlog::error("{}", done.error().reason);
  }
}

/// SIGCHLD and the signals that end us, as a file to poll.
Fd open_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int number : {SIGCHLD, SIGTERM, SIGINT, SIGHUP}) {
    sigaddset(&set, number);
  }
  ::sigprocmask(SIG_BLOCK, &set, nullptr);
  return Fd(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
}

void raise_file_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) {
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, 65536);
    ::setrlimit(RLIMIT_NOFILE, &limit);
  }
}

}  // namespace

Result<void> run_keeper(const KeeperOptions& options) {
  const auto lock = FileLock::take(options.layout.keeper_lock(), Clock::now() + kLockTimeMax);
  if (!lock) {
    return tl::unexpected(lock.error());
  }
  // What a killed postmaster leaves comes to us and is reaped, wherever pid 1 is lazy.
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  raise_file_limit();
  Fd signals = open_signals();
  Fd watched;
  if (options.while_pid > 0) {
    watched = open_pidfd(options.while_pid);
    if (!watched.open()) {
      return fail(ErrorKind::kFailedPrecondition, "while-pid", "that process has ended already");
    }
  }
  const auto use = options.sync ? PostgresUse::kServingSync : PostgresUse::kServing;
  for (const PostgresPlan& plan : postgres_plans(options.variant)) {
    const fs::path folder = options.layout.servers() / plan.name;
    if (auto done = write_postgres_settings(options.layout, plan, use, folder); !done) {
      return done;
    }
  }
  const fs::path valkey = options.layout.servers() / "valkey";
  if (auto done = write_config_files(options.layout, options.variant, options.backends, valkey); !done) {
    return done;
  }
  auto specs = server_specs(options.layout, options.variant, options.backends);
  if (!specs) {
    return tl::unexpected(specs.error());
  }
  auto listener = listen_on(options.layout.control_socket());
  if (!listener) {
    return tl::unexpected(listener.error());
  }
  Keeper keeper(options, std::move(*specs), std::move(*listener), std::move(signals), std::move(watched));
  keeper.run();
  ::unlink(options.layout.control_socket().c_str());
  return {};
}

Result<std::string> ask_keeper(const Layout& layout, std::string_view request, Deadline until) {
  const Fd socket = connect_to(layout.control_socket());
  const std::string line = std::string(request) + "\n";
  if (!socket.open() || ::send(socket.get(), line.data(), line.size(), MSG_NOSIGNAL) < 0) {
    return fail(ErrorKind::kUnavailable, "", "the cluster in " + layout.data.string() + " is not running");
  }
  std::string reply;
  while (!reply.ends_with('\n')) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
    pollfd ready{socket.get(), POLLIN, 0};
    if (left <= 0 || ::poll(&ready, 1, static_cast<int>(left)) == 0) {
      return fail(ErrorKind::kDeadlineExceeded, "", "the cluster's keeper does not answer");
    }
    std::array<char, 16384> buffer{};
    const ssize_t n = ::read(socket.get(), buffer.data(), buffer.size());
    if (n == 0 || (n < 0 && errno != EINTR && errno != EAGAIN)) {
      return fail(ErrorKind::kUnavailable, "", "the cluster's keeper ended");
    }
    reply.append(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
  }
  reply.pop_back();
  if (reply.starts_with("ok ")) {
    return reply.substr(3);
  }
  return fail(ErrorKind::kFailedPrecondition, "", reply.starts_with("error ") ? reply.substr(6) : reply);
}

bool keeper_runs(const Layout& layout) {
  const Fd file(::open(layout.keeper_lock().c_str(), O_RDWR | O_CLOEXEC));
  return file.open() && ::flock(file.get(), LOCK_EX | LOCK_NB) != 0;
}

}  // namespace darkstore::local
