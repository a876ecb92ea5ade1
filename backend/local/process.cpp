#include "backend/local/process.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <format>
#include <fstream>
#include <map>
#include <sstream>
#include <system_error>
#include <utility>

#include "backend/local/system_failure.h"

namespace darkstore::local {
namespace {

constexpr std::size_t kOutputBytesMax = 1 << 20;
constexpr std::size_t kLineBytesMax = 4096;
constexpr std::chrono::milliseconds kTick{100};
constexpr std::chrono::seconds kTermGrace{5};

/// What the new process gets as its standard output and error; -1 = ours.
struct Streams {
  int out = -1;
  int err = -1;
};

/// Between fork and exec: only what is safe there. Ends by exec or by telling errno through `errors`.
[[noreturn]] void become(const Command& command, char* const* argv, Streams streams, pid_t parent,
                         int errors) {
  const auto give_up = [&] {
    const int code = errno;
    [[maybe_unused]] const ssize_t told = ::write(errors, &code, sizeof code);
    ::_exit(127);
  };
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  for (const int number : {SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGCHLD}) {
    ::signal(number, SIG_DFL);
  }
  if (command.own_session) {
    ::setsid();
  }
  if (command.death_signal != 0) {
    ::prctl(PR_SET_PDEATHSIG, command.death_signal);
    if (::getppid() != parent) {  // it ended before the line above
      ::_exit(127);
    }
  }
  if (!command.folder.empty() && ::chdir(command.folder.c_str()) != 0) {
    give_up();
  }
  const int null = ::open("/dev/null", O_RDONLY);
  if (null < 0 || ::dup2(null, STDIN_FILENO) < 0 ||
      (streams.out >= 0 && ::dup2(streams.out, STDOUT_FILENO) < 0) ||
      (streams.err >= 0 && ::dup2(streams.err, STDERR_FILENO) < 0)) {
    give_up();
  }
  ::close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
  ::execvp(argv[0], argv);
  give_up();
  ::_exit(127);
}

Result<pid_t> spawn_with(const Command& command, Streams streams) {
  std::vector<char*> argv;
  argv.reserve(command.argv.size() + 1);
  for (const std::string& word : command.argv) {
    argv.push_back(const_cast<char*>(word.c_str()));  // exec takes char*, it does not write
  }
  argv.push_back(nullptr);
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    return system_failure("cannot start " + command.argv.front(), errno);
  }
  const Fd reader(ends[0]);
  Fd writer(ends[1]);
  const pid_t parent = ::getpid();
  const pid_t pid = ::fork();
  if (pid < 0) {
    return system_failure("cannot start " + command.argv.front(), errno);
  }
  if (pid == 0) {
    become(command, argv.data(), streams, parent, writer.get());
  }
  writer = Fd();
  int code = 0;
  if (::read(reader.get(), &code, sizeof code) == sizeof code) {
    ::waitpid(pid, nullptr, 0);
    return system_failure("cannot start " + command.argv.front(), code);
  }
  return pid;
}

int milliseconds_until(Deadline until) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, 1'000'000'000));
}

/// Cuts a stream into lines.
class LineSplitter {
 public:
  explicit LineSplitter(const std::function<void(std::string_view)>& on_line) : on_line_(on_line) {}
  void feed(std::string_view bytes) {
    for (const char c : bytes) {
      if (c == '\n' || line_.size() >= kLineBytesMax) {
        finish();
      }
      if (c != '\n') {
        line_ += c;
      }
    }
  }
  void finish() {
    if (!line_.empty()) {
      on_line_(line_);
      line_.clear();
    }
  }

 private:
  const std::function<void(std::string_view)>& on_line_;
  std::string line_;
};

/// Reads what is there; false at the end of the stream.
bool drain(int fd, const std::function<void(std::string_view)>& take) {
  std::array<char, 16384> buffer{};
  const ssize_t n = ::read(fd, buffer.data(), buffer.size());
  if (n > 0) {
    take({buffer.data(), static_cast<std::size_t>(n)});
  }
  return n > 0 || (n < 0 && (errno == EINTR || errno == EAGAIN));
}

}  // namespace

int exit_code(int wait_status) {
  return WIFSIGNALED(wait_status) ? 128 + WTERMSIG(wait_status) : WEXITSTATUS(wait_status);
}

Result<pid_t> spawn(const Command& command) {
  if (command.log.empty()) {
    return spawn_with(command, {});
  }
  const Fd log(::open(command.log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  if (!log.open()) {
    return system_failure("cannot write " + command.log.string(), errno);
  }
  return spawn_with(command, {log.get(), log.get()});
}

Fd open_pidfd(pid_t pid) {
  // glibc 2.41 declares pidfd_open without C linkage.
  return Fd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
}

Result<Child> Child::start(const Command& command) {
  const auto pid = spawn(command);
  if (!pid) {
    return tl::unexpected(pid.error());
  }
  return Child(*pid, open_pidfd(*pid));
}

Child::Child(Child&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), pidfd_(std::move(other.pidfd_)), code_(other.code_) {}

Child& Child::operator=(Child&& other) noexcept {
  std::swap(pid_, other.pid_);
  std::swap(pidfd_, other.pidfd_);
  std::swap(code_, other.code_);
  return *this;
}

Child::~Child() {
  if (pid_ > 0 && !code_) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
}

void Child::signal(int number) const {
  if (!code_) {  // not reaped, so the pid is still its own
    ::kill(pid_, number);
  }
}

std::optional<int> Child::wait(Deadline until) {
  if (code_) {
    return code_;
  }
  pollfd ended{pidfd_.get(), POLLIN, 0};
  while (::poll(&ended, 1, milliseconds_until(until)) < 0 && errno == EINTR) {
  }
  int status = 0;
  if (::waitpid(pid_, &status, WNOHANG) == pid_) {
    code_ = exit_code(status);
  }
  return code_;
}

Result<Finished> run(const Command& command, Deadline until,
                     const std::function<void(std::string_view)>& on_line,
                     const std::function<bool()>& on_tick) {
  std::array<int, 2> out_ends{};
  std::array<int, 2> err_ends{};
  if (::pipe2(out_ends.data(), O_CLOEXEC) != 0) {
    return system_failure("cannot start " + command.argv.front(), errno);
  }
  const Fd out(out_ends[0]);
  Fd out_writer(out_ends[1]);
  if (::pipe2(err_ends.data(), O_CLOEXEC) != 0) {
    return system_failure("cannot start " + command.argv.front(), errno);
  }
  const Fd err(err_ends[0]);
  Fd err_writer(err_ends[1]);
  const auto pid = spawn_with(command, {out_writer.get(), err_writer.get()});
  out_writer = Fd();
  err_writer = Fd();
  if (!pid) {
    return tl::unexpected(pid.error());
  }
  Finished finished;
  LineSplitter lines(on_line);
  std::array<pollfd, 2> fds{pollfd{out.get(), POLLIN, 0}, pollfd{err.get(), POLLIN, 0}};
  bool asked_to_end = false;
  while (fds[0].fd >= 0 || fds[1].fd >= 0) {
    const bool late = Clock::now() >= until;
    if (late) {
      ::kill(*pid, SIGKILL);
      ::waitpid(*pid, nullptr, 0);
      return fail(ErrorKind::kDeadlineExceeded, "", command.argv.front() + " did not end in time");
    }
    if (!on_tick() && !asked_to_end) {
      asked_to_end = true;
      until = std::min(until, Clock::now() + kTermGrace);
      ::kill(*pid, SIGTERM);
    }
    ::poll(fds.data(), fds.size(), std::min(milliseconds_until(until), static_cast<int>(kTick.count())));
    if (fds[0].revents != 0 && !drain(out.get(), [&](std::string_view bytes) {
          finished.out.append(
              bytes.substr(0, kOutputBytesMax - std::min(kOutputBytesMax, finished.out.size())));
        })) {
      fds[0].fd = -1;
    }
    if (fds[1].revents != 0 && !drain(err.get(), [&](std::string_view bytes) { lines.feed(bytes); })) {
      fds[1].fd = -1;
    }
  }
  lines.finish();
  int status = 0;
  ::waitpid(*pid, &status, 0);
  finished.code = exit_code(status);
  return finished;
}

std::optional<ProcessFacts> process_facts(pid_t pid) {
  std::ifstream in(std::format("/proc/{}/stat", pid));
  std::string line;
  if (!std::getline(in, line)) {
    return std::nullopt;
  }
  // "pid (any name, even with blanks and brackets) S ppid ..."; field 22 is the start time.
  const auto bracket = line.rfind(')');
  if (bracket == std::string::npos) {
    return std::nullopt;
  }
  std::istringstream fields(line.substr(bracket + 1));
  ProcessFacts facts;
  fields >> facts.state >> facts.parent;
  std::string skipped;
  for (int field = 5; field < 22; ++field) {
    fields >> skipped;
  }
  fields >> facts.start_ticks;
  return facts;
}

std::vector<pid_t> process_tree(pid_t root) {
  std::multimap<pid_t, pid_t> children;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator("/proc", error)) {
    const std::string name = entry.path().filename();
    pid_t pid = 0;
    if (std::from_chars(name.data(), name.data() + name.size(), pid).ec == std::errc()) {
      if (const auto facts = process_facts(pid)) {
        children.emplace(facts->parent, pid);
      }
    }
  }
  std::vector<pid_t> tree{root};
  for (std::size_t i = 0; i < tree.size(); ++i) {
    const auto [first, last] = children.equal_range(tree[i]);
    for (auto child = first; child != last; ++child) {
      tree.push_back(child->second);
    }
  }
  return tree;
}

void signal_tree(pid_t root, int number) {
  for (const pid_t pid : process_tree(root)) {
    ::kill(pid, number);
  }
}

MemoryUse memory_of_tree(pid_t root) {
  MemoryUse sum;
  for (const pid_t pid : process_tree(root)) {
    std::ifstream in(std::format("/proc/{}/smaps_rollup", pid));
    std::string line;
    while (std::getline(in, line)) {
      std::istringstream words(line);
      std::string name;
      std::uint64_t kilobytes = 0;
      words >> name >> kilobytes;
      if (name == "Rss:") {
        sum.rss_kb += kilobytes;
      } else if (name == "Pss:") {
        sum.pss_kb += kilobytes;
      }
    }
  }
  return sum;
}

std::filesystem::path program_folder() {
  std::error_code error;
  return std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
}

std::string file_tail(const std::filesystem::path& path, std::size_t bytes_max) {
  std::ifstream in(path, std::ios::binary | std::ios::ate);
  if (!in) {
    return "";
  }
  const auto size = static_cast<std::streamoff>(in.tellg());
  const auto start = std::max<std::streamoff>(0, size - static_cast<std::streamoff>(bytes_max));
  in.seekg(start);
  std::string text(std::istreambuf_iterator<char>(in), {});
  const auto first_line = start == 0 ? 0 : text.find('\n') + 1;
  return text.substr(first_line);
}

Result<void> bound_log(const std::filesystem::path& path, std::uintmax_t bytes_max) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (error || size < bytes_max) {
    return {};
  }
  std::filesystem::copy_file(path, path.string() + ".1", std::filesystem::copy_options::overwrite_existing,
                             error);
  if (error || ::truncate(path.c_str(), 0) != 0) {
    return system_failure("cannot bound " + path.string(), error ? error.value() : errno);
  }
  return {};
}

}  // namespace darkstore::local
