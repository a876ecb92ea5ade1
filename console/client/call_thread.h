#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include <absl/functional/any_invocable.h>

#include "shared/result.h"

namespace google::protobuf {
class Message;
}

namespace darkstore::console {

using Task = absl::AnyInvocable<void()>;
using MessagePtr = std::unique_ptr<google::protobuf::Message>;
using CallClock = std::chrono::steady_clock;

/// Where a call goes and who makes it.
struct CallTarget {
  std::string
      address;        ///< gRPC target: "unix:/run/b1", "127.0.0.1:4711"; its channel is opened once and kept
  std::string token;  ///< sent as `authorization: Bearer <token>`; empty sends none
};

/// One thread that drains one gRPC completion queue. It alone touches channels, calls and timers, and blocks
/// only while waiting for the next event. Others hand it tasks through a bounded queue.
///
/// Destruction cancels what runs, waits for it to drain and joins; after it began, no callback is called any
/// more.
class CallThread {
 public:
  using Reply = absl::AnyInvocable<void(Result<MessagePtr>)>;
  using OnMessage = absl::AnyInvocable<void(MessagePtr)>;
  using OnEnd =
      absl::AnyInvocable<void(Error)>;  ///< an OK end says kUnavailable "the backend ended the stream"
  /// A running stream; destroying it cancels the stream silently. Client thread only.
  class Stream {
   public:
    virtual ~Stream() = default;
  };

  /// @param tasksMax  tasks that may wait for the thread
  explicit CallThread(std::size_t tasksMax = 1024);
  ~CallThread();
  CallThread(const CallThread&) = delete;
  CallThread& operator=(const CallThread&) = delete;

  /// Runs a task on the client thread. Any thread may call it. @return false when the queue is full: nothing
  /// happens
  [[nodiscard]] bool post(Task task);

  // What follows belongs to the client thread: call it from tasks and callbacks only.

  /// Runs a task once, not before `delay` is over.
  void after(std::chrono::milliseconds delay, Task task);
  /// Starts a unary call; `reply` comes exactly once, by the deadline (gRPC sends it to the server as well).
  void unary(const CallTarget& target, const google::protobuf::Message& request,
             CallClock::time_point deadline, Reply reply);
  /// Starts a server stream; messages come as they arrive until `end`, which comes at most once.
  [[nodiscard]] std::unique_ptr<Stream> stream(const CallTarget& target,
                                               const google::protobuf::Message& request, OnMessage message,
                                               OnEnd end);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace darkstore::console
