#include "backend/app/server_watch.h"

namespace darkstore::app {
namespace {
constexpr std::chrono::milliseconds kLookEvery{1000};
constexpr std::chrono::milliseconds kAnswerMax{500};
}  // namespace

ServerWatch::ServerWatch(std::vector<Source> sources, std::function<bool()> directory_up,
                         std::function<bool()> cache_up, std::function<WallTime()> clock)
    : sources_(std::move(sources)),
      directory_up_(std::move(directory_up)),
      cache_up_(std::move(cache_up)),
      clock_(std::move(clock)) {
  for (const auto& source : sources_) {
    found_.push_back({source.id, source.name, true, source.replica != nullptr, -1, {}, ""});
  }
  thread_ = std::thread([this] { loop(); });
}

ServerWatch::~ServerWatch() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

rpc::ServerStatus ServerWatch::status() const {
  const std::lock_guard lock(mutex_);
  return {found_, directory_up_(), cache_up_()};
}

void ServerWatch::look_at(const Source& source, rpc::ShardServers& servers) const {
  const auto primary = source.primary->ping(within(kAnswerMax));
  if (primary) {
    servers.down_since = {};
    servers.reason.clear();
  } else {
    servers.down_since = servers.primary_up ? clock_() : servers.down_since;
    servers.reason = primary.error().reason;
  }
  servers.primary_up = primary.has_value();
  if (source.replica != nullptr) {
    const auto lag = source.replica->replay_lag_ms(within(kAnswerMax));
    servers.replica_up = lag.has_value();
    servers.replica_lag_ms = lag ? *lag : -1;
  }
}

void ServerWatch::loop() {
  while (true) {
    auto found = status().shards;
    for (std::size_t i = 0; i < sources_.size(); ++i) {
      look_at(sources_[i], found[i]);
    }
    std::unique_lock lock(mutex_);
    found_ = std::move(found);
    if (changed_.wait_for(lock, kLookEvery, [this] { return stopping_; })) {
      return;
    }
  }
}

}  // namespace darkstore::app
