#include "backend/rpc/stream_hub.h"

#include <algorithm>

namespace darkstore::rpc {
namespace {
constexpr std::chrono::milliseconds kTick{50};
}  // namespace

// gRPC's reactions may run inside StartWrite and Finish, so neither is called with a lock held.
class StreamHub::Stream : public grpc::ServerWriteReactor<grpc::ByteBuffer> {
 public:
  Stream(StreamHub& hub, std::shared_ptr<FrameSource> source) : hub_(hub), source_(std::move(source)) {}

  void tick(std::chrono::steady_clock::time_point now) {
    {
      const std::lock_guard lock(mutex_);
      if (writing_ || finished_) {
        return;
      }
      auto frame = source_->next(now);
      if (!frame) {
        return;
      }
      frame_ = std::move(*frame);
      writing_ = true;
    }
    StartWrite(&frame_);
  }

  /// Finishes as soon as no write is on its way.
  void end(grpc::Status status) {
    {
      const std::lock_guard lock(mutex_);
      if (!ending_) {
        ending_ = std::move(status);
      }
      if (writing_ || finished_) {
        return;
      }
      finished_ = true;
    }
    Finish(*ending_);
  }

  void OnWriteDone(bool ok) override {
    bool finish = false;
    {
      const std::lock_guard lock(mutex_);
      writing_ = false;
      if (!ok && !ending_) {
        ending_ = grpc::Status::CANCELLED;
      }
      finish = ending_.has_value() && !finished_;
      finished_ = finished_ || finish;
    }
    if (finish) {
      Finish(*ending_);
    }
  }

  void OnCancel() override { end(grpc::Status::CANCELLED); }
  void OnDone() override { hub_.forget(this); }

 private:
  StreamHub& hub_;
  std::shared_ptr<FrameSource> source_;
  std::mutex mutex_;
  grpc::ByteBuffer frame_;              // owned by gRPC while writing_
  bool writing_ = false;                // guarded by mutex_
  bool finished_ = false;               // guarded by mutex_
  std::optional<grpc::Status> ending_;  // guarded by mutex_ until finished_
};

StreamHub::StreamHub(std::size_t streams_max) : streams_max_(streams_max), thread_([this] { loop(); }) {}

StreamHub::~StreamHub() {
  close();
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return streams_.empty(); });
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void StreamHub::close() {
  std::vector<std::shared_ptr<Stream>> streams;
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    streams = streams_;
  }
  for (const auto& stream : streams) {
    stream->end({grpc::StatusCode::UNAVAILABLE, "the backend is going down; watch another"});
  }
}

grpc::ServerWriteReactor<grpc::ByteBuffer>* StreamHub::open(std::shared_ptr<FrameSource> source) {
  auto stream = std::make_shared<Stream>(*this, std::move(source));
  bool refused = false;
  {
    const std::lock_guard lock(mutex_);
    refused = closed_ || streams_.size() >= streams_max_;
    streams_.push_back(stream);
  }
  if (refused) {
    stream->end(
        {grpc::StatusCode::RESOURCE_EXHAUSTED, "too many watchers; try again later or at another backend"});
  }
  return stream.get();
}

grpc::ServerWriteReactor<grpc::ByteBuffer>* StreamHub::refuse(const grpc::Status& status) {
  auto stream = std::make_shared<Stream>(*this, nullptr);
  {
    const std::lock_guard lock(mutex_);
    streams_.push_back(stream);
  }
  stream->end(status);
  return stream.get();
}

std::size_t StreamHub::streams() const {
  const std::lock_guard lock(mutex_);
  return streams_.size();
}

void StreamHub::forget(const Stream* stream) {
  std::shared_ptr<Stream> last;  // destroyed after the lock
  {
    const std::lock_guard lock(mutex_);
    const auto at = std::ranges::find_if(streams_, [&](const auto& s) { return s.get() == stream; });
    if (at != streams_.end()) {
      last = std::move(*at);
      streams_.erase(at);
    }
    changed_.notify_all();
  }
}

void StreamHub::loop() {
  while (true) {
    std::vector<std::shared_ptr<Stream>> streams;
    {
      std::unique_lock lock(mutex_);
      if (changed_.wait_for(lock, kTick, [this] { return stopping_; })) {
        return;
      }
      streams = streams_;
    }
    const auto now = std::chrono::steady_clock::now();
    for (const auto& stream : streams) {
      stream->tick(now);
    }
  }
}

}  // namespace darkstore::rpc
