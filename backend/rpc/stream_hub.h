#pragma once

#include <grpcpp/grpcpp.h>

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace darkstore::rpc {

/// What one watcher is shown. Between two frames it gathers and coalesces; so a slow reader costs no queue,
/// it gets the newest of everything when it can take a frame.
class FrameSource {
 public:
  virtual ~FrameSource() = default;
  /// The hub's thread; must not block. @return nullopt when nothing is due yet
  virtual std::optional<grpc::ByteBuffer> next(std::chrono::steady_clock::time_point now) = 0;
};

/// All server streams of a backend: one thread asks each source for its next frame every 50 ms, unless the
/// stream's last frame is still on its way.
class StreamHub {
 public:
  explicit StreamHub(std::size_t streams_max);
  /// Ends every stream with UNAVAILABLE and waits until gRPC has let go of them.
  ~StreamHub();
  StreamHub(const StreamHub&) = delete;
  StreamHub& operator=(const StreamHub&) = delete;

  /// Ends every stream and takes no more; before the server shuts down.
  void close();
  grpc::ServerWriteReactor<grpc::ByteBuffer>* open(std::shared_ptr<FrameSource> source);
  grpc::ServerWriteReactor<grpc::ByteBuffer>* refuse(const grpc::Status& status);
  [[nodiscard]] std::size_t streams() const;

 private:
  class Stream;
  void loop();
  void forget(const Stream* stream);

  std::size_t streams_max_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::shared_ptr<Stream>> streams_;  // guarded by mutex_
  bool closed_ = false;                           // guarded by mutex_
  bool stopping_ = false;                         // guarded by mutex_
  std::thread thread_;
};

}  // namespace darkstore::rpc
