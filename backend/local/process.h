#pragma once

#include <sys/types.h>

#include <chrono>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "backend/local/layout.h"
#include "shared/result.h"

namespace darkstore::local {

using Clock = std::chrono::steady_clock;
using Deadline = Clock::time_point;

/// How a program is started: with an empty signal mask, no standard input and no other open files of ours.
struct Command {
  std::vector<std::string> argv;      ///< argv[0] is a path, or a name looked up in PATH
  std::filesystem::path folder = {};  ///< working directory; empty = ours
  std::filesystem::path log = {};     ///< stdout and stderr are appended to this file; empty = ours
  /// What the kernel sends it when we end, however we end; 0 = it outlives us. Start it from the main thread:
  /// the kernel watches the thread, not the process.
  int death_signal = SIGKILL;
  bool own_session = true;  ///< a terminal's Ctrl+C reaches us only, and we decide
};

/// A program that ran: the exit code, or 128 + signal as shells say it.
[[nodiscard]] int exit_code(int wait_status);

/// Starts a program. An error names what could not be executed.
[[nodiscard]] Result<pid_t> spawn(const Command& command);

/// A descriptor that becomes readable when the process ends; not open when there is no such process.
[[nodiscard]] Fd open_pidfd(pid_t pid);

/// A child process; killed and reaped when it goes out of scope.
class Child {
 public:
  [[nodiscard]] static Result<Child> start(const Command& command);
  Child(Child&& other) noexcept;
  Child& operator=(Child&& other) noexcept;
  ~Child();

  [[nodiscard]] pid_t pid() const { return pid_; }
  void signal(int number) const;

  /// The exit code once it has ended; nothing at the deadline.
  [[nodiscard]] std::optional<int> wait(Deadline until);

 private:
  Child(pid_t pid, Fd pidfd) : pid_(pid), pidfd_(std::move(pidfd)) {}
  pid_t pid_ = -1;  ///< -1 = moved from
  Fd pidfd_;        ///< readable when it has ended
  std::optional<int> code_;
};

/// What a program that ran to its end left.
struct Finished {
  int code = 0;
  std::string out;  ///< its standard output, the first MiB of it
};

/// Runs a program to its end; at the deadline it is killed (kDeadlineExceeded).
/// @param on_line  gets each line of its standard error as it comes
/// @param on_tick  called about every 100 ms while it runs; false ends it (SIGTERM, then as at the deadline)
[[nodiscard]] Result<Finished> run(const Command& command, Deadline until,
                                   const std::function<void(std::string_view)>& on_line,
                                   const std::function<bool()>& on_tick);

/// One line of /proc/PID/stat.
struct ProcessFacts {
  char state = '?';  ///< R, S, D, T (frozen), Z (dead, not reaped)
  pid_t parent = 0;
  std::uint64_t start_ticks = 0;  ///< with the pid it names one process, whatever pids are used again
};

[[nodiscard]] std::optional<ProcessFacts> process_facts(pid_t pid);

/// A process and all below it, parents before children.
[[nodiscard]] std::vector<pid_t> process_tree(pid_t root);

/// Sends a signal to a process and all below it, parents first.
void signal_tree(pid_t root, int number);

struct MemoryUse {
  std::uint64_t rss_kb = 0;
  std::uint64_t pss_kb = 0;  ///< shared pages divided among their users: the sum over processes is true
};

/// Memory of a process and all below it. Works for processes of our own user namespace only.
[[nodiscard]] MemoryUse memory_of_tree(pid_t root);

/// The folder of our own executable, where the other programs lie.
[[nodiscard]] std::filesystem::path program_folder();

inline constexpr std::size_t kTailBytes = 1500;  ///< of a log, in an error message
/// The last lines of a text file, at most `bytes_max`; empty when there is none.
[[nodiscard]] std::string file_tail(const std::filesystem::path& path, std::size_t bytes_max);

/// Keeps a log bounded while its writer has it open for appending: at `bytes_max` it is copied to `path`.1
/// and cut.
[[nodiscard]] Result<void> bound_log(const std::filesystem::path& path, std::uintmax_t bytes_max);

}  // namespace darkstore::local
