#include "console/client/session.h"

#include <algorithm>
#include <list>
#include <utility>

#include <google/protobuf/message.h>

#include "console/client/coalesce.h"
#include "console/client/rpc_method.h"
#include "darkstore/v1/network.pb.h"
#include "shared/invariant.h"

namespace darkstore::console {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kTick{50};
constexpr milliseconds kBackoffFirst{250};
constexpr milliseconds kRepeatAfter{150};
constexpr int kAttemptsMin = 2;

WallTime wallNow() {
  return std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
}

struct Call {
  MessagePtr request;
  CallClock::time_point deadline;
  CallThread::Reply reply;
  int attempts = 0;
};

// One stream that is opened again wherever the session goes.
struct OpenWatch {
  MessagePtr request;
  Session::OnUpdate onUpdate;
  std::shared_ptr<std::atomic<bool>> closed = std::make_shared<std::atomic<bool>>(false);
  std::shared_ptr<std::atomic<bool>> underWay = std::make_shared<std::atomic<bool>>(false);
  std::unique_ptr<Coalescer> coalescer;
  std::unique_ptr<CallThread::Stream> stream;
  CallClock::time_point lastHeard;
  CallClock::time_point lastUpdate;
  bool restarted = false;
  std::optional<Error> error;
};

}  // namespace

class Session::Impl {
 public:
  Impl(Source source, SessionOptions options, OnConnection onConnection, OnPulse onPulse)
      : source_(std::move(source)),
        options_(std::move(options)),
        onConnection_(std::move(onConnection)),
        onPulse_(std::move(onPulse)) {
    connection_.since = wallNow();
    post([this] {
      tick();
      connect();
    });
  }

  // Any thread. A full queue means that the client thread hangs; the task is then dropped with what it holds.
  bool post(Task task) { return thread_.post(std::move(task)); }

  void call(Call call) {
    if (callsUnderWay_ >= options_.callsMax) {
      call.reply(fail(ErrorKind::kResourceExhausted, "", "too many calls wait for an answer"));
      return;
    }
    ++callsUnderWay_;
    dispatch(std::move(call));
  }

  void open(std::unique_ptr<OpenWatch> watch) {
    watches_.push_back(std::move(watch));
    if (connection_.state == ConnectionState::kLive) {
      start(*watches_.back());
    }
  }

  void retryNow() {
    if (connection_.state != ConnectionState::kLive && pulse_ == nullptr) {
      connect();
    }
  }

 private:
  // --- calls ---

  void dispatch(Call call) {
    if (connection_.state != ConnectionState::kLive) {
      waiting_.push_back(std::move(call));
      return;
    }
    const auto target = targetAt(active_ + static_cast<std::size_t>(call.attempts));
    ++call.attempts;
    auto shared = std::make_shared<Call>(std::move(call));
    thread_.unary(target, *shared->request, shared->deadline, [this, shared](Result<MessagePtr> result) {
      answered(std::move(*shared), std::move(result));
    });
  }

  void answered(Call call, Result<MessagePtr> result) {
    const bool backendAway = !result && result.error().kind == ErrorKind::kUnavailable;
    const auto attemptsMax = std::max<std::size_t>(endpoints_.backends.size(), kAttemptsMin);
    if (backendAway && static_cast<std::size_t>(call.attempts) < attemptsMax &&
        CallClock::now() + 2 * kRepeatAfter < call.deadline) {
      auto shared = std::make_shared<Call>(std::move(call));
      thread_.after(kRepeatAfter, [this, shared] { dispatch(std::move(*shared)); });
      return;
    }
    finish(call, std::move(result));
  }

  void finish(Call& call, Result<MessagePtr> result) {
    --callsUnderWay_;
    call.reply(std::move(result));
  }

  void expireWaiting() {
    const auto now = CallClock::now();
    std::erase_if(waiting_, [&](Call& call) {
      if (now < call.deadline) {
        return false;
      }
      finish(call, fail(ErrorKind::kUnavailable, "",
                        "not sent, no backend answers" +
                            (connection_.reason.empty() ? std::string() : ": " + connection_.reason)));
      return true;
    });
  }

  // --- the backend in use ---

  CallTarget targetAt(std::size_t index) const {
    return {endpoints_.backends.at(index % endpoints_.backends.size()), token_};
  }

  void connect() {
    ++generation_;
    ++connection_.tries;
    auto endpoints = source_();
    auto token = endpoints ? endpoints->tokenOf(options_.role) : tl::unexpected(endpoints.error());
    if (!token) {
      lost(token.error());
      return;
    }
    endpoints_ = std::move(*endpoints);
    token_ = std::move(*token);
    const auto target = targetAt(active_);
    connection_.backend = target.address;
    pulseHeard_ = CallClock::now();
    pulse_ = thread_.stream(
        target, v1::WatchNetworkRequest(), [this](MessagePtr frame) { heard(*frame); },
        [this](const Error& error) { lost(error); });
  }

  void heard(const google::protobuf::Message& frame) {
    pulseHeard_ = CallClock::now();
    heardAt_ = wallNow();
    if (connection_.state != ConnectionState::kLive) {
      connection_.tries = 0;
      wasLive_ = true;
      lostAt_.reset();
      say(ConnectionState::kLive, {});
      for (auto& watch : watches_) {
        start(*watch);
      }
      for (auto& call : std::exchange(waiting_, {})) {
        dispatch(std::move(call));
      }
    }
    onPulse_(frame);
  }

  // The backend in use is gone or was never there: the next one is tried, at once while there are untried
  // ones.
  void lost(const Error& error) {
    pulse_.reset();
    for (auto& watch : watches_) {
      watch->stream.reset();
    }
    if (!lostAt_) {
      lostAt_ = CallClock::now();
    }
    ++active_;
    reason_ = error.reason;
    const bool refused =
        error.kind == ErrorKind::kUnauthenticated || error.kind == ErrorKind::kPermissionDenied;
    const auto tried = static_cast<std::size_t>(connection_.tries);
    const auto backends = std::max<std::size_t>(endpoints_.backends.size(), 1);
    auto wait = milliseconds(0);
    if (tried >= backends || refused) {
      const auto doublings = std::min<std::size_t>(tried - std::min(tried, backends), 8);
      wait = std::min(kBackoffFirst * (1 << doublings), options_.backoffMax);
    }
    connection_.nextTry = wallNow() + wait;
    if (connection_.state == ConnectionState::kLive) {
      connection_.state =
          ConnectionState::kConnecting;  // not said yet: another backend may take over unnoticed
    }
    if (refused || tried >= backends) {
      sayAway(refused);
    }
    thread_.after(wait, [this, generation = generation_] {
      if (generation == generation_) {
        connect();
      }
    });
  }

  void sayAway(bool refused) {
    say(wasLive_ && !refused ? ConnectionState::kStale : ConnectionState::kDown, reason_);
  }

  void say(ConnectionState state, std::string reason) {
    if (state != connection_.state) {
      connection_.since = state == ConnectionState::kStale ? heardAt_ : wallNow();
    }
    connection_.state = state;
    connection_.reason = std::move(reason);
    onConnection_(connection_);
  }

  // --- watches ---

  void start(OpenWatch& watch) {
    watch.lastHeard = CallClock::now();
    watch.restarted = true;
    watch.stream = thread_.stream(
        targetAt(active_), *watch.request,
        [&watch](MessagePtr message) {
          watch.lastHeard = CallClock::now();
          watch.coalescer->add(std::move(message));
        },
        [&watch](const Error& error) {
          // Opened again by the tick, once the silence has lasted; a backend that is gone is noticed by its
          // pulse.
          watch.stream.reset();
          if (error.kind != ErrorKind::kUnavailable) {
            watch.error = error;
          }
        });
  }

  void tick() {
    thread_.after(kTick, [this] { tick(); });
    const auto now = CallClock::now();
    const bool live = connection_.state == ConnectionState::kLive;
    if (pulse_ != nullptr && now - pulseHeard_ > options_.silenceMax) {
      lost({ErrorKind::kUnavailable, "",
            connection_.backend + " has not answered for " + std::to_string(options_.silenceMax.count()) +
                " ms"});
    }
    if (lostAt_ && connection_.state == ConnectionState::kConnecting && now - *lostAt_ > options_.grace &&
        wasLive_) {
      sayAway(false);
    }
    std::erase_if(watches_, [](const auto& watch) { return watch->closed->load(); });
    for (auto& watch : watches_) {
      if (live && now - watch->lastHeard > options_.silenceMax) {
        start(*watch);
      }
      update(*watch, now);
    }
    expireWaiting();
  }

  void update(OpenWatch& watch, CallClock::time_point now) const {
    if (watch.underWay->load() || now - watch.lastUpdate < options_.handOver) {
      return;
    }
    auto batch = watch.coalescer->take();
    if (batch == nullptr && !watch.error) {
      return;
    }
    watch.lastUpdate = now;
    *watch.underWay = true;
    std::shared_ptr<void> receipt(nullptr, [underWay = watch.underWay](void*) { *underWay = false; });
    watch.onUpdate({batch != nullptr && std::exchange(watch.restarted, false), std::move(batch),
                    std::exchange(watch.error, std::nullopt), std::move(receipt)});
  }

  const Source source_;
  const SessionOptions options_;
  const OnConnection onConnection_;
  const OnPulse onPulse_;

  // Client thread only.
  Endpoints endpoints_;
  std::string token_;
  Connection connection_;
  std::size_t active_ = 0;
  int generation_ = 0;
  bool wasLive_ = false;
  WallTime heardAt_;
  std::string reason_;
  CallClock::time_point pulseHeard_;
  std::optional<CallClock::time_point> lostAt_;
  std::unique_ptr<CallThread::Stream> pulse_;
  std::list<std::unique_ptr<OpenWatch>> watches_;
  std::list<Call> waiting_;
  std::size_t callsUnderWay_ = 0;

  CallThread thread_;  // last: it joins before anything it touches is destroyed
};

Session::Session(Source source, SessionOptions options, OnConnection onConnection, OnPulse onPulse)
    : impl_(std::make_unique<Impl>(std::move(source), std::move(options), std::move(onConnection),
                                   std::move(onPulse))) {}
Session::~Session() = default;

void Session::call(MessagePtr request, milliseconds timeout, CallThread::Reply reply) {
  auto call = std::make_shared<Call>(Call{std::move(request), CallClock::now() + timeout, std::move(reply)});
  if (!impl_->post([impl = impl_.get(), call] { impl->call(std::move(*call)); })) {
    call->reply(fail(ErrorKind::kResourceExhausted, "", "too many calls wait for an answer"));
  }
}

std::unique_ptr<Session::Watch> Session::watch(MessagePtr request, OnUpdate onUpdate) {
  auto open = std::make_shared<std::unique_ptr<OpenWatch>>(std::make_unique<OpenWatch>());
  (*open)->coalescer = coalescerOf(*methodOf(*request->GetDescriptor()).response);
  (*open)->request = std::move(request);
  (*open)->onUpdate = std::move(onUpdate);
  auto handle = std::make_unique<Watch>((*open)->closed);
  const bool posted = impl_->post([impl = impl_.get(), open] { impl->open(std::move(*open)); });
  invariant(posted, "the client thread has hung: a thousand tasks wait for it");
  return handle;
}

void Session::retryNow() {
  // Dropped when the queue is full: the next try comes by itself within the backoff.
  static_cast<void>(impl_->post([impl = impl_.get()] { impl->retryNow(); }));
}

}  // namespace darkstore::console
