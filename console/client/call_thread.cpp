#include "console/client/call_thread.h"

#include <pthread.h>

#include <atomic>
#include <map>
#include <thread>
#include <unordered_map>
#include <utility>

#include <grpc/support/time.h>
#include <grpcpp/alarm.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/channel_arguments.h>

#include "console/client/bounded_queue.h"
#include "console/client/call_ops.h"
#include "shared/invariant.h"

namespace darkstore::console {
namespace {

constexpr int kMessageBytesMax = 32 << 20;  // the whole network is one answer of about 2 MB
constexpr int kBackoffMsMax =
    500;  // with the session's own pause, a backend that came back is found within 2 s

std::shared_ptr<grpc::Channel> openChannel(const std::string& address) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 1'000);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, kBackoffMsMax);
  // Streams carry a heartbeat of their own; pings guard calls on a connection that died without a word.
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, 10'000);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 2'000);
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  arguments.SetMaxReceiveMessageSize(kMessageBytesMax);
  return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
}

}  // namespace

class CallThread::Impl {
 public:
  explicit Impl(std::size_t tasksMax) : tasks_(tasksMax), thread_([this] { run(); }) {
    pthread_setname_np(thread_.native_handle(), "client");
  }

  ~Impl() {
    stopping_ = true;
    wake();
    thread_.join();
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  bool post(Task task) {
    if (stopping_ || !tasks_.push(std::move(task))) {
      return false;
    }
    wake();
    return true;
  }

  void after(std::chrono::milliseconds delay, Task task) {
    invariant(std::this_thread::get_id() == thread_.get_id(), "only the client thread sets timers");
    timers_.emplace(CallClock::now() + delay, std::move(task));
  }

  template <class Op, class... Arguments>
  void start(const CallTarget& target, std::shared_ptr<Op> op, const Arguments&... arguments) {
    invariant(std::this_thread::get_id() == thread_.get_id(), "only the client thread starts calls");
    auto& stub = stubOf(target.address);
    auto* tag = static_cast<CallOp*>(op.get());
    ops_.emplace(tag, op);
    op->start(stub, queue_, target.token, arguments...);
  }

 private:
  AnyStub& stubOf(const std::string& address) {
    auto at = stubs_.find(address);
    if (at == stubs_.end()) {
      at = stubs_.emplace(address, AnyStub(openChannel(address))).first;
    }
    return at->second;
  }

  void wake() {
    if (!wakeSet_.exchange(true)) {
      wake_.Set(&queue_, gpr_now(GPR_CLOCK_MONOTONIC), &wake_);
    }
  }

  gpr_timespec nextDue() const {
    if (timers_.empty()) {
      return gpr_inf_future(GPR_CLOCK_MONOTONIC);
    }
    const auto left = std::chrono::ceil<std::chrono::microseconds>(timers_.begin()->first - CallClock::now());
    return gpr_time_add(gpr_now(GPR_CLOCK_MONOTONIC), gpr_time_from_micros(left.count(), GPR_TIMESPAN));
  }

  void run() {
    bool shut = false;
    void* tag = nullptr;
    bool ok = false;
    for (;;) {
      const auto next = queue_.AsyncNext(&tag, &ok, nextDue());
      if (next == grpc::CompletionQueue::SHUTDOWN) {
        return;
      }
      if (next == grpc::CompletionQueue::GOT_EVENT) {
        handle(tag, ok);
      }
      if (!stopping_) {
        runDueTimers();
      } else if (ops_.empty() && !shut) {
        shut = true;
        queue_.Shutdown();
      }
    }
  }

  void handle(void* tag, bool ok) {
    if (tag == &wake_) {
      wakeSet_ = false;
      if (stopping_) {
        abandonAll();
      } else {
        runTasks();
      }
      return;
    }
    auto* op = static_cast<CallOp*>(tag);
    if (!op->proceed(ok)) {
      ops_.erase(op);
    }
  }

  void runTasks() {
    while (auto task = tasks_.pop()) {
      (*task)();
    }
  }

  void runDueTimers() {
    const auto now = CallClock::now();
    while (!timers_.empty() && timers_.begin()->first <= now) {
      auto task = std::move(timers_.extract(timers_.begin()).mapped());
      task();
    }
  }

  void abandonAll() {
    timers_.clear();
    while (tasks_.pop()) {
    }
    for (auto& [tag, op] : ops_) {
      op->abandon();
    }
  }

  // In the order of destruction, backwards: the thread has ended, then calls, stubs with their channels, the
  // queue.
  grpc::CompletionQueue queue_;
  grpc::Alarm wake_;
  BoundedQueue<Task> tasks_;
  std::atomic<bool> wakeSet_ = false;
  std::atomic<bool> stopping_ = false;
  std::map<std::string, AnyStub> stubs_;
  std::unordered_map<CallOp*, std::shared_ptr<CallOp>> ops_;
  std::multimap<CallClock::time_point, Task> timers_;
  std::thread thread_;
};

namespace {

class StreamHandle final : public CallThread::Stream {
 public:
  explicit StreamHandle(std::weak_ptr<StreamOp> op) : op_(std::move(op)) {}
  ~StreamHandle() override {
    if (const auto op = op_.lock()) {
      op->abandon();
    }
  }
  StreamHandle(const StreamHandle&) = delete;
  StreamHandle& operator=(const StreamHandle&) = delete;

 private:
  std::weak_ptr<StreamOp> op_;  // gone once the call has drained
};

}  // namespace

CallThread::CallThread(std::size_t tasksMax) : impl_(std::make_unique<Impl>(tasksMax)) {}
CallThread::~CallThread() = default;

bool CallThread::post(Task task) {
  return impl_->post(std::move(task));
}

void CallThread::after(std::chrono::milliseconds delay, Task task) {
  impl_->after(delay, std::move(task));
}

void CallThread::unary(const CallTarget& target, const google::protobuf::Message& request,
                       CallClock::time_point deadline, Reply reply) {
  impl_->start(target, std::make_shared<UnaryOp>(methodOf(*request.GetDescriptor()), std::move(reply)),
               request, deadline);
}

std::unique_ptr<CallThread::Stream> CallThread::stream(const CallTarget& target,
                                                       const google::protobuf::Message& request,
                                                       OnMessage message, OnEnd end) {
  auto op = std::make_shared<StreamOp>(methodOf(*request.GetDescriptor()), request, std::move(message),
                                       std::move(end));
  impl_->start(target, op);
  return std::make_unique<StreamHandle>(op);
}

}  // namespace darkstore::console
