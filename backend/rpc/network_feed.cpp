#include "backend/rpc/network_feed.h"

#include <algorithm>
#include <unordered_set>

#include "backend/rpc/wire.h"
#include "darkstore/v1/network.pb.h"

namespace darkstore::rpc {
namespace {

constexpr std::chrono::milliseconds kFrameEvery{500};
constexpr std::size_t kPulsesMax = 200;

void encode(const contention::OrderFigures& figures, v1::NetworkFrame& frame) {
  frame.set_orders_per_s(figures.orders_per_s);
  frame.set_refused_per_s(figures.refused_per_s);
  frame.set_changes_per_s(figures.changes_per_s);
  frame.set_answer_p50_ms(figures.answer_p50_ms);
  frame.set_answer_p99_ms(figures.answer_p99_ms);
  for (const auto& [region, rate] : figures.orders_per_s_by_region) {
    auto* out = frame.add_regions();
    out->set_region_id(region.value());
    out->set_orders_per_s(rate);
  }
}

void encode(const ServerStatus& servers, v1::NetworkFrame& frame) {
  int lag = -1;
  int up = 0;
  for (const auto& shard : servers.shards) {
    lag = std::max(lag, shard.replica_lag_ms);
    up += shard.primary_up ? 1 : 0;
  }
  frame.set_replica_lag_ms_max(lag);
  frame.set_shards_up(up);
  frame.set_shards(static_cast<std::int32_t>(servers.shards.size()));
  frame.set_cache_up(servers.cache_up);
}

}  // namespace

class NetworkFeed::Watcher final : public FrameSource {
 public:
  explicit Watcher(const Parts& parts) : parts_(parts) {}

  void offer(const storage::OrderNotice& notice) {
    if (!notice.placed_now && notice.refusal == storage::Refusal::kNone) {
      return;
    }
    const std::lock_guard lock(mutex_);
    for (const auto dc : notice.dcs) {
      if (pulses_.size() < kPulsesMax) {
        pulses_.emplace_back(dc, notice.refusal != storage::Refusal::kNone);
      }
    }
  }

  std::optional<grpc::ByteBuffer> next(std::chrono::steady_clock::time_point now) override {
    std::vector<std::pair<DcId, bool>> pulses;
    {
      const std::lock_guard lock(mutex_);
      if (now - last_ < kFrameEvery) {
        return std::nullopt;
      }
      last_ = now;
      pulses.swap(pulses_);
    }
    v1::NetworkFrame frame;
    frame.set_at_ms(std::chrono::duration_cast<std::chrono::milliseconds>(
                        std::chrono::system_clock::now().time_since_epoch())
                        .count());
    encode(parts_.meter.figures(now), frame);
    encode(parts_.servers(), frame);
    frame.set_orders_in_flight(static_cast<std::int32_t>(parts_.orders_in_flight()));
    add_health(frame);
    for (const auto& [dc, refused] : pulses) {
      auto* pulse = frame.add_pulses();
      pulse->set_dc_id(dc.value());
      pulse->set_refused(refused);
    }
    return serialize(frame);
  }

 private:
  // Only the hub's thread comes here.
  void add_health(v1::NetworkFrame& frame) {
    const auto add = [&](DcId dc, v1::DcHealth health) {
      auto* change = frame.add_health();
      change->set_dc_id(dc.value());
      change->set_health(health);
    };
    const auto dcs = parts_.finder.dcs();
    for (const auto& [dc, health] : parts_.health.changes_since(seen_)) {
      const auto* found = dcs->find(dc);
      if (found != nullptr && !found->closed_by_hand) {
        add(dc, static_cast<v1::DcHealth>(health));
      }
    }
    if (dcs == dcs_) {
      return;
    }
    dcs_ = dcs;  // some were opened or closed by hand
    std::unordered_set<DcId> offline;
    for (const auto& dc : dcs->dcs()) {
      if (dc.closed_by_hand) {
        offline.insert(dc.id);
        add(dc.id, v1::OFFLINE);
      }
    }
    for (const auto dc : offline_) {
      if (!offline.contains(dc)) {
        add(dc, static_cast<v1::DcHealth>(parts_.health.of(dc)));
      }
    }
    offline_ = std::move(offline);
  }

  const Parts& parts_;
  std::mutex mutex_;
  std::vector<std::pair<DcId, bool>> pulses_;     // guarded by mutex_; at most kPulsesMax
  std::chrono::steady_clock::time_point last_{};  // guarded by mutex_
  std::uint64_t seen_ = 0;
  std::shared_ptr<const nearby::DcIndex> dcs_;
  std::unordered_set<DcId> offline_;
};

void NetworkFeed::publish(const std::vector<storage::OrderNotice>& notices) {
  std::vector<std::shared_ptr<Watcher>> alive;
  {
    const std::lock_guard lock(mutex_);
    std::erase_if(watchers_, [](const auto& watcher) { return watcher.expired(); });
    for (const auto& watcher : watchers_) {
      if (auto one = watcher.lock()) {
        alive.push_back(std::move(one));
      }
    }
  }
  for (const auto& watcher : alive) {
    for (const auto& notice : notices) {
      watcher->offer(notice);
    }
  }
}

std::shared_ptr<FrameSource> NetworkFeed::watch() {
  auto watcher = std::make_shared<Watcher>(parts_);
  const std::lock_guard lock(mutex_);
  watchers_.push_back(watcher);
  return watcher;
}

}  // namespace darkstore::rpc
