#include "tests/backend/support/child_process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <utility>

#include "shared/invariant.h"

namespace darkstore::testing {

TemporaryFolder::TemporaryFolder() {
  std::string name = "/tmp/dst-XXXXXX";
  invariant(::mkdtemp(name.data()) != nullptr, "a temporary folder can be made");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;  // what is left lies in /tmp
  std::filesystem::remove_all(path_, ignored);
}

ChildProcess::ChildProcess(const std::vector<std::string>& arguments, const std::filesystem::path& log) {
  std::vector<char*> argv;
  argv.reserve(arguments.size() + 1);
  for (const auto& argument : arguments) {
    argv.push_back(const_cast<char*>(argument.c_str()));
  }
  argv.push_back(nullptr);
  pid_ = ::fork();
  invariant(pid_ >= 0, "a process can be started");
  if (pid_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::dup2(out, STDOUT_FILENO);
    ::dup2(out, STDERR_FILENO);
    ::execvp(argv[0], argv.data());
    ::_exit(127);
  }
}

ChildProcess::~ChildProcess() {
  if (running()) {
    stop(SIGKILL);
  }
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept : pid_(std::exchange(other.pid_, -1)) {}

ChildProcess& ChildProcess::operator=(ChildProcess&& other) noexcept {
  if (this != &other) {
    if (running()) {
      stop(SIGKILL);
    }
    pid_ = std::exchange(other.pid_, -1);
  }
  return *this;
}

void ChildProcess::send(int signal) const {
  invariant(running() && ::kill(pid_, signal) == 0, "the server runs");
}

void ChildProcess::stop(int signal) {
  send(signal);
  wait();
}

bool ChildProcess::wait() {
  int status = 0;
  invariant(::waitpid(pid_, &status, 0) == pid_, "the process ends");
  pid_ = -1;
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

void run_command(const std::vector<std::string>& arguments, const std::filesystem::path& log) {
  ChildProcess child(arguments, log);
  invariant(child.wait(), ("command failed: " + arguments.front() + ", see " + log.string()).c_str());
}

}  // namespace darkstore::testing
