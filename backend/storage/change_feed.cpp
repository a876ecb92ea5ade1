#include "backend/storage/change_feed.h"

#include <poll.h>
#include <spdlog/spdlog.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <stdexcept>
#include <thread>
#include <utility>

#include "backend/storage/session.h"
#include "backend/storage/stock_reader_statements.h"
#include "shared/invariant.h"

namespace darkstore::storage {
namespace {

using Moment = std::chrono::steady_clock::time_point;
using Millis = std::chrono::milliseconds;

constexpr const char* kHeartbeatChannel = "heartbeat";

WallTime wall_now() {
  return std::chrono::floor<Millis>(std::chrono::system_clock::now());
}

// A bell that a waiting thread hears beside its socket.
class Bell {
 public:
  Bell() : fd_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) { invariant(fd_ >= 0, "an eventfd can be made"); }
  ~Bell() { ::close(fd_); }
  Bell(const Bell&) = delete;
  Bell& operator=(const Bell&) = delete;
  void ring() const { invariant(::eventfd_write(fd_, 1) == 0, "the bell rings"); }

  // Waits until the socket (-1: none) has something, the bell rings or the time comes.
  void wait(int socket, Moment until) const {
    pollfd sources[2] = {{.fd = fd_, .events = POLLIN, .revents = 0},
                         {.fd = socket, .events = POLLIN, .revents = 0}};
    const auto left = std::chrono::ceil<Millis>(until - std::chrono::steady_clock::now());
    const auto wait_ms = std::clamp<std::int64_t>(left.count(), 0, 60'000);
    invariant(::poll(sources, socket < 0 ? 1 : 2, static_cast<int>(wait_ms)) >= 0 || errno == EINTR,
              "poll waits");
  }

 private:
  int fd_;
};

}  // namespace

struct ChangeFeed::State {
  ShardId shard;
  std::string conninfo;
  std::string backend;
  ChangeFeedOptions options;
  std::vector<ChangeSink*> sinks;
  WalClock& clock;
  Watchdog& watchdog;

  Bell bell{};
  std::atomic<bool> stopping{false};
  std::atomic<bool> live{false};
  std::atomic<std::int64_t> payloads{0};
  std::atomic<std::int64_t> changes{0};
  std::atomic<std::int64_t> gaps{0};
  // The feed's thread only.
  struct Beat {
    std::string payload;
    Moment sent_at;
  };
  Moment heard_at{};
  std::int64_t beats = 0;
  std::vector<Beat> beats_out{};  // sent and not heard, oldest first; silence_max bounds them
  std::thread thread{};

  void run();
  void listen();
  void beat(Session& session);
  void take_changes(std::string_view payload);
  void take_heartbeat();
  void take_own_heartbeat(std::string_view payload);
  void lose(const char* why);

  template <class Call>
  void tell(Call call) {
    for (auto* sink : sinks) {
      call(*sink);
    }
  }
};

void ChangeFeed::State::run() {
  auto pause = options.retry_first;
  while (!stopping) {
    try {
      listen();
    } catch (const std::exception& failure) {
      // A connection that had worked is worth an early try.
      pause = live ? options.retry_first : std::min(pause * 2, options.retry_max);
      lose(describe(failure).reason.c_str());
    }
    if (!stopping) {
      bell.wait(-1, std::chrono::steady_clock::now() + pause);
    }
  }
}

// Until stopped; throws when the connection is lost or has gone silent.
void ChangeFeed::State::listen() {
  Session session(conninfo);
  {
    const Watchdog::Guard guard(watchdog, session.socket(), within(options.silence_max));
    auto& connection = session.raw();
    connection.listen(kInventoryChannel,
                      [this](const pqxx::notification& heard) { take_changes(heard.payload); });
    connection.listen(kOrdersChannel, [this](const pqxx::notification& heard) {
      tell([&](ChangeSink& sink) { sink.on_orders(shard, heard.payload); });
    });
    connection.listen(kHeartbeatChannel, [this](const pqxx::notification& heard) {
      take_heartbeat();
      take_own_heartbeat(heard.payload);
    });
  }
  beats_out.clear();
  heard_at = std::chrono::steady_clock::now();
  auto beat_at = heard_at;
  while (!stopping) {
    const auto now = std::chrono::steady_clock::now();
    if (now >= beat_at) {
      beat(session);
      beat_at = now + options.heartbeat_every;
    }
    while (session.raw().get_notifs() > 0) {
    }
    if (std::chrono::steady_clock::now() - heard_at > options.silence_max) {
      throw std::runtime_error("no heartbeat");
    }
    bell.wait(session.socket(), beat_at);
  }
}

void ChangeFeed::State::beat(Session& session) {
  const Watchdog::Guard guard(watchdog, session.socket(), within(options.silence_max));
  session.prepare_once(kNotifyHeartbeat);
  session.prepare_once(kFlushedPosition);
  pqxx::nontransaction work(session.raw());
  beats_out.push_back({backend + '#' + std::to_string(++beats), std::chrono::steady_clock::now()});
  work.exec(pqxx::prepped{kNotifyHeartbeat.name}, pqxx::params{beats_out.back().payload});
  const auto before = std::chrono::steady_clock::now();
  const auto position = work.exec(pqxx::prepped{kFlushedPosition.name}).one_field();
  clock.note(Lsn{position.as<std::uint64_t>()}, before);
}

void ChangeFeed::State::take_changes(std::string_view payload) {
  ++payloads;
  const auto decoded = decode_changes(payload);
  if (!decoded) {
    lose(("a payload of another form: " + decoded.error().reason).c_str());
    take_heartbeat();  // the connection is good; what was in the payload is what was missed
    return;
  }
  changes += static_cast<std::int64_t>(decoded->size());
  const auto received_at = wall_now();
  tell([&](ChangeSink& sink) { sink.on_changes(shard, *decoded, received_at); });
}

void ChangeFeed::State::take_heartbeat() {
  heard_at = std::chrono::steady_clock::now();
  if (!live.exchange(true)) {
    spdlog::info("change feed of shard {}: live", shard.value());
    tell([this](ChangeSink& sink) { sink.on_live(shard); });
  }
}

void ChangeFeed::State::take_own_heartbeat(std::string_view payload) {
  const auto beat = std::ranges::find(beats_out, payload, &Beat::payload);
  if (beat != beats_out.end()) {
    const auto up_to = beat->sent_at;
    beats_out.erase(beats_out.begin(), beat + 1);
    tell([&](ChangeSink& sink) { sink.on_heard(shard, up_to); });
  }
}

void ChangeFeed::State::lose(const char* why) {
  if (live.exchange(false)) {
    ++gaps;
    spdlog::warn("change feed of shard {}: gap: {}", shard.value(), why);
    tell([this](ChangeSink& sink) { sink.on_gap(shard); });
  }
}

ChangeFeed::ChangeFeed(ShardId shard, std::string conninfo, std::string backend, ChangeFeedOptions options,
                       std::vector<ChangeSink*> sinks, WalClock& clock, Watchdog& watchdog)
    : state_(new State{.shard = shard,
                       .conninfo = std::move(conninfo),
                       .backend = std::move(backend),
                       .options = options,
                       .sinks = std::move(sinks),
                       .clock = clock,
                       .watchdog = watchdog}) {
  state_->thread = std::thread([state = state_.get()] { state->run(); });
}

ChangeFeed::~ChangeFeed() {
  state_->stopping = true;
  state_->bell.ring();
  state_->thread.join();
}

ChangeFeed::Counts ChangeFeed::counts() const {
  return {
      .payloads = state_->payloads, .changes = state_->changes, .gaps = state_->gaps, .live = state_->live};
}

}  // namespace darkstore::storage
