#pragma once

#include <sys/types.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "backend/local/process.h"
#include "shared/result.h"

namespace darkstore::local {

/// One program the supervisor keeps.
struct ServerSpec {
  std::string name;  ///< "shard-2-primary", "valkey", "backend-a"
  std::string role;
  /// Servers of a stage start together, once all of the stages before have been ready; they stop in the other
  /// order.
  int stage = 0;
  Command command;
  int stop_signal = SIGTERM;
  bool once = false;  ///< a task that ends by itself; any exit code but 0 fails the whole start
  std::function<Result<void>()> prepare = {};  ///< before each start; may be empty
  std::function<bool(pid_t)> ready = {};       ///< must not block; empty = ready as soon as it runs
  std::optional<Command> probe = {};           ///< once `ready`, run again and again until it exits with 0
};

enum class ServerState : std::uint8_t {
  kWaiting,   ///< its stage has not begun
  kStarting,  ///< runs, not ready yet
  kReady,
  kBackingOff,  ///< died; starts again when its delay is over
  kStopping,    ///< asked to end
  kHeld,        ///< kept down until `restart`
  kStopped,
  kDone,    ///< a task that ended well
  kFailed,  ///< a task that did not
};

[[nodiscard]] std::string_view to_string(ServerState state);

/// A server as `status` shows it.
struct ServerStatus {
  std::string name;
  std::string role;
  ServerState state = ServerState::kWaiting;
  bool frozen = false;
  pid_t pid = 0;  ///< 0 = not running
  std::uint64_t start_ticks = 0;
  int restarts = 0;
  std::chrono::seconds uptime{0};
};

struct SupervisorOptions {
  std::chrono::milliseconds backoff_first{
      100};  ///< before the second restart in a row; the first comes at once
  std::chrono::milliseconds backoff_max{5000};  ///< each further delay doubles up to this
  std::chrono::seconds settled{10};             ///< ready for this long = the next death is a first one again
  std::chrono::seconds stop_grace{30};          ///< then SIGKILL
};

/// Starts servers, watches them and starts again what dies. Parent of all of them, so that none stays a
/// zombie (a dead postmaster not yet reaped keeps its successor from starting). One thread; never blocks:
/// call tick() on SIGCHLD and when its delay is over. It reaps every child of this process.
class Supervisor {
 public:
  Supervisor(std::vector<ServerSpec> specs, SupervisorOptions options);
  ~Supervisor();
  Supervisor(const Supervisor&) = delete;
  Supervisor& operator=(const Supervisor&) = delete;

  void start();

  /// Reaps, checks, starts what is due. @return how long the next call may wait when no child ends before
  std::chrono::milliseconds tick();

  /// All servers are ready and all tasks done.
  [[nodiscard]] bool serving() const;

  /// Why the start cannot succeed, as a sentence; empty while it can.
  [[nodiscard]] const std::string& failure() const { return failure_; }

  /// What is not ready yet, for people.
  [[nodiscard]] std::string pending() const;

  void begin_stop();
  [[nodiscard]] bool stopped() const;

  /// kill -9. @param hold  do not start it again before restart()
  [[nodiscard]] Result<void> kill(std::string_view name, bool hold);
  /// SIGSTOP to it and all below it, as a hung machine looks like.
  [[nodiscard]] Result<void> freeze(std::string_view name);
  [[nodiscard]] Result<void> thaw(std::string_view name);
  /// Stops it in order and starts it again; starts a held one.
  [[nodiscard]] Result<void> restart(std::string_view name);

  [[nodiscard]] std::vector<ServerStatus> status() const;

  /// Counts up whenever something changed that status() shows.
  [[nodiscard]] std::uint64_t changes() const { return changes_; }

 private:
  struct Server {
    ServerSpec spec;
    ServerState state = ServerState::kWaiting;
    pid_t pid = 0;
    pid_t probe_pid = 0;
    bool responds = false;  ///< spec.ready held; the probe decides
    bool frozen = false;
    bool hold = false;   ///< stay down once it has ended
    bool again = false;  ///< start at once when it has ended
    int deaths = 0;      ///< in a row
    int restarts = 0;
    std::uint64_t start_ticks = 0;
    Clock::time_point since;  ///< of the present state
    Clock::time_point started;
    Clock::time_point due;  ///< backing off: start; stopping: SIGKILL; probing: next probe
  };

  [[nodiscard]] Result<Server*> find(std::string_view name);
  [[nodiscard]] Result<Server*> find_running(std::string_view name);
  void enter(Server& server, ServerState state);
  void launch(Server& server);
  void reap();
  void on_exit(Server& server, int code);
  void on_probe(Server& server, int code);
  void check_ready(Server& server);
  void ask_to_stop(Server& server);
  void advance_stage();
  void advance_stop();

  std::vector<Server> servers_;
  SupervisorOptions options_;
  int stage_ = -1;
  bool stopping_ = false;
  bool served_ = false;  ///< once it has, no death makes it give up
  std::string failure_;
  std::uint64_t changes_ = 0;
};

}  // namespace darkstore::local
