#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "backend/storage/change_payload.h"
#include "backend/storage/wal_clock.h"
#include "backend/storage/watchdog.h"
#include "shared/ids.h"
#include "shared/uuid.h"

namespace darkstore::storage {

/// Hears what a shard commits. Called on the feed's thread, one call at a time a shard; must not block and
/// must copy what it keeps.
class ChangeSink {
 public:
  virtual ~ChangeSink() = default;
  /// Changes of one payload, in the order of their writer; across writers only versions order a row's
  /// changes.
  virtual void on_changes(ShardId shard, std::span<const StockChange> changes, WallTime received_at) = 0;
  /// Changes may have been missed since the last on_live, and will be until the next one.
  virtual void on_gap(ShardId shard) = 0;
  /// Everything acknowledged from this call on will be heard.
  virtual void on_live(ShardId shard) = 0;
  /// Everything acknowledged before `up_to` has been told: a heartbeat sent then has come back, and the
  /// server delivers in the order of its commits.
  virtual void on_heard(ShardId /*shard*/, std::chrono::steady_clock::time_point /*up_to*/) {}
  /// A payload of kOrdersChannel.
  virtual void on_orders(ShardId /*shard*/, std::string_view /*payload*/) {}
};

/// How soon a silent server is noticed and asked again.
struct ChangeFeedOptions {
  std::chrono::milliseconds heartbeat_every{500};
  std::chrono::milliseconds silence_max{1500};  ///< without any heartbeat: a gap, and a new connection
  std::chrono::milliseconds retry_first{100};   ///< doubled up to retry_max
  std::chrono::milliseconds retry_max{2000};
};

/// Listens to one shard's primary on a connection and a thread of its own, and sends this backend's
/// heartbeat through it: a heartbeat that does not come back means that nothing else may have come either.
/// Samples the WalClock on the way. The server keeps what a slow listener has not fetched; this side keeps
/// one payload at a time.
class ChangeFeed {
 public:
  /// Starts the thread.
  /// @param backend  this backend's name, the heartbeat's payload
  /// @param sinks    outlive the feed
  ChangeFeed(ShardId shard, std::string conninfo, std::string backend, ChangeFeedOptions options,
             std::vector<ChangeSink*> sinks, WalClock& clock, Watchdog& watchdog);
  ~ChangeFeed();
  ChangeFeed(const ChangeFeed&) = delete;
  ChangeFeed& operator=(const ChangeFeed&) = delete;

  struct Counts {
    std::int64_t payloads = 0;
    std::int64_t changes = 0;
    std::int64_t gaps = 0;  ///< the one before the first connection not counted
    bool live = false;
  };
  [[nodiscard]] Counts counts() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace darkstore::storage
