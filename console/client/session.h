#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "console/client/call_thread.h"
#include "console/client/endpoints.h"
#include "shared/result.h"
#include "shared/uuid.h"

namespace darkstore::console {

enum class ConnectionState {
  kConnecting,  ///< nothing heard yet, nothing known to be wrong
  kLive,        ///< a heartbeat came within the last 1.4 s
  kStale,       ///< was live; what is on the screen is as of `since`
  kDown,        ///< never was live, or the backends refuse the token
};

/// What is known of the backends.
struct Connection {
  ConnectionState state = ConnectionState::kConnecting;
  std::string backend;  ///< address in use, or tried last
  WallTime since;       ///< of the state; for kStale, of the last heartbeat
  std::string reason;   ///< kStale and kDown: a sentence for people
  int tries = 0;        ///< connections tried since the last heartbeat
  WallTime nextTry;     ///< when `tries` rises next; meaningless when live
};

struct SessionOptions {
  std::string role = "admin";                   ///< whose token of the data folder is used
  std::chrono::milliseconds silenceMax{1'400};  ///< heartbeats come every 500 ms; later than this is away
  std::chrono::milliseconds grace{300};         ///< for another backend to take over before kStale is said
  std::chrono::milliseconds handOver{100};      ///< a watch's updates come no more often
  std::chrono::milliseconds backoffMax{1'500};  ///< between two tries, at most
  std::size_t callsMax = 256;                   ///< unary calls in flight or waiting for a backend
};

/// What came on a watch since the last update.
struct WatchUpdate {
  bool restarted = false;         ///< the stream began (again): what came before it may have gaps, list anew
  MessagePtr batch;               ///< the merged messages; null when only `error` is new
  std::optional<Error> error;     ///< the backend refused the stream; it is asked again every 1.4 s
  std::shared_ptr<void> receipt;  ///< the next update waits until this is released
};

/// Keeps one backend of several in use: watches its heartbeat, moves to another within 2 s when it falls
/// silent, restarts the watches there, and repeats calls that found no backend until their deadline.
/// Repeating is safe by the contract: every mutating RPC carries a request id or an idempotency key.
///
/// Its methods may be called from any thread; every callback runs on the client thread.
class Session {
 public:
  using Source =
      std::function<Result<Endpoints>()>;  ///< asked again before each try: a restart may have moved ports
  using OnConnection = std::function<void(const Connection&)>;
  using OnPulse =
      std::function<void(const google::protobuf::Message& networkFrame)>;  ///< each heartbeat, 2 Hz
  using OnUpdate = absl::AnyInvocable<void(WatchUpdate)>;
  /// A watch lives until its handle is destroyed; one update may still come after that.
  class Watch;

  Session(Source source, SessionOptions options, OnConnection onConnection, OnPulse onPulse);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  /// `reply` comes exactly once, by the timeout. kUnavailable or kDeadlineExceeded of a mutating call means
  /// that its outcome is unknown: make it again with the same id and body.
  void call(MessagePtr request, std::chrono::milliseconds timeout, CallThread::Reply reply);
  /// Opens a stream that survives its backend.
  [[nodiscard]] std::unique_ptr<Watch> watch(MessagePtr request, OnUpdate onUpdate);
  /// Tries the next backend now instead of when the backoff ends.
  void retryNow();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// The end of a watch that its owner holds.
class Session::Watch {
 public:
  explicit Watch(std::shared_ptr<std::atomic<bool>> closed) : closed_(std::move(closed)) {}
  ~Watch() { *closed_ = true; }
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

 private:
  std::shared_ptr<std::atomic<bool>> closed_;
};

}  // namespace darkstore::console
