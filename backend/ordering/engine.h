#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <vector>

#include "backend/nearby/reach.h"
#include "backend/ordering/lane.h"
#include "backend/ordering/order.h"
#include "backend/ordering/regions.h"
#include "backend/ordering/stock_view.h"

namespace darkstore::ordering {

struct EngineOptions {
  std::size_t lanes_a_shard = 4;          ///< 1..32; each owns one connection to the shard's primary
  std::chrono::hours key_age_max{24};     ///< older keys are refused
  std::chrono::minutes key_ahead_max{5};  ///< and those from a clock that runs ahead
  LaneOptions lane;
};

/// Where a shard's orders go.
struct ShardLanes {
  ShardId shard;
  std::string conninfo;  ///< of its primary
};

/// Prices of items; nullopt where the item is not sold in that currency.
class PriceList {
 public:
  virtual ~PriceList() = default;
  [[nodiscard]] virtual bool has(ItemId item) const = 0;
  [[nodiscard]] virtual std::optional<std::int64_t> price_minor(ItemId item, Currency currency) const = 0;
};

/// A plan on the cached view, for people to look at before they order.
struct Preview {
  std::vector<Candidate> candidates;
  Plan plan;
  std::vector<SeenRow> seen;   ///< parallel to `keys`
  std::vector<ShelfKey> keys;  ///< every candidate times every line
  std::vector<std::int64_t> each_minor;
  const RegionInfo* region = nullptr;  ///< nullptr when nobody is near
  std::chrono::milliseconds age_max{};
};

/// Turns PlaceOrder into one definite outcome: reach, plan on the view, lane, answer. Thread-safe; `place`
/// may block on the view to the order's deadline, so it is called on a worker, never on a gRPC thread.
class Engine {
 public:
  Engine(EngineOptions options, std::span<const ShardLanes> shards, const Regions& regions,
         const nearby::ReachFinder& finder, StockView& view, const PriceList& prices, const ModeTable& modes,
         storage::Watchdog& watchdog, CommitSink& sink, std::function<WallTime()> clock, std::uint64_t seed);
  ~Engine();

  void place(PlaceOrder request, OnOutcome on_outcome);
  /// @return kNotFound naming "lines[i].item_id", kUnavailable when the view cannot be read
  [[nodiscard]] Result<Preview> preview(const PlaceOrder& request);
  /// Orders that wait in lanes now.
  [[nodiscard]] std::size_t waiting() const;
  /// The key's time is acceptable: kInvalidArgument "key" otherwise.
  [[nodiscard]] Result<void> check_key(const IdempotencyKey& key) const;

 private:
  struct Home;
  [[nodiscard]] Result<PlannedOrder> prepare(PlaceOrder request);
  void plan_on_view(PlannedOrder& order);
  [[nodiscard]] Uuid make_id(WallTime at, RegionId region);
  Lane& lane_for(const PlannedOrder& order, ShardId shard);

  EngineOptions options_;
  const Regions& regions_;
  const nearby::ReachFinder& finder_;
  StockView& view_;
  const PriceList& prices_;
  std::function<WallTime()> clock_;
  std::mutex random_mutex_;
  std::mt19937_64 random_;  // guarded by random_mutex_
  std::vector<std::unique_ptr<Home>> homes_;
};

}  // namespace darkstore::ordering
