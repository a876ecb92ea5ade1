#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace darkstore::testing {

/// A folder below /tmp with a short name (socket paths end at 107 bytes), gone with the object.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// A server that runs until the object ends, or the test program does. Signals go to its pid and to nothing
/// else.
class ChildProcess {
 public:
  ChildProcess() = default;
  /// @param log  takes stdout and stderr
  ChildProcess(const std::vector<std::string>& arguments, const std::filesystem::path& log);
  ~ChildProcess();
  ChildProcess(ChildProcess&& other) noexcept;
  ChildProcess& operator=(ChildProcess&& other) noexcept;

  [[nodiscard]] pid_t pid() const { return pid_; }
  [[nodiscard]] bool running() const { return pid_ > 0; }
  void send(int signal) const;
  /// Sends the signal and waits for the end.
  void stop(int signal);
  /// Waits for the end. @return whether it ended with exit code 0
  bool wait();

 private:
  pid_t pid_ = -1;
};

/// Runs a command to its end; aborts the test program when it fails.
void run_command(const std::vector<std::string>& arguments, const std::filesystem::path& log);

}  // namespace darkstore::testing
