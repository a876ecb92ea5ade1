#pragma once

#include <grpcpp/completion_queue.h>
#include <chrono>
#include <cstdint>
#include <functional>
#include <queue>
#include <vector>

namespace darkstore::traffic {

using Clock = std::chrono::steady_clock;

/// What a call to a backend leaves in the completion queue.
class Answered {
 public:
  virtual ~Answered() = default;
  /// Called once, by the loop; the object is gone afterwards.
  virtual void finish() = 0;
};

/// One thread for everything: answers and timers. All parts of traffic live on it, so none of them has a
/// lock.
class Loop {
 public:
  using Task = std::function<void()>;

  Loop() = default;
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;
  ~Loop();

  void at(Clock::time_point when, Task task);
  void after(std::chrono::nanoseconds pause, Task task) { at(Clock::now() + pause, std::move(task)); }

  /// Runs what is due, then waits for the next answer or timer, to `until` at most.
  void turn(Clock::time_point until);

  [[nodiscard]] grpc::CompletionQueue& answers() { return answers_; }

 private:
  struct Timer {
    Clock::time_point when;
    std::uint64_t number;  ///< equal times run in the order given
    Task task;
    bool operator<(const Timer& other) const {
      return when != other.when ? when > other.when : number > other.number;
    }
  };
  void run_due();

  grpc::CompletionQueue answers_;
  std::priority_queue<Timer> timers_;
  std::uint64_t numbered_ = 0;
};

}  // namespace darkstore::traffic
