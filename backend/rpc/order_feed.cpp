#include "backend/rpc/order_feed.h"

#include <algorithm>
#include <utility>

namespace darkstore::rpc {
namespace {
constexpr std::chrono::milliseconds kEventsEvery{100};
constexpr std::chrono::milliseconds kHeartbeatEvery{500};
}  // namespace

class OrderFeed::Watcher final : public FrameSource {
 public:
  Watcher(Names names, CustomerNames& customers, int rate_max, std::optional<DcId> dc)
      : names_(names),
        customers_(customers),
        frame_max_(static_cast<std::size_t>(std::max(1, rate_max / 10))),
        dc_(dc) {}

  /// @return whether the next frame will show it
  bool offer(const storage::OrderNotice& notice) {
    if (dc_ && std::ranges::find(notice.dcs, *dc_) == notice.dcs.end()) {
      return false;
    }
    const std::lock_guard lock(mutex_);
    const auto same = std::ranges::find(waiting_, notice.id, [](const auto& each) { return each.notice.id; });
    if (same != waiting_.end()) {
      same->notice = notice;  // the newest state of an order is enough
    } else if (waiting_.size() < frame_max_) {
      waiting_.push_back({notice, false});
    } else {
      ++left_out_;
      return false;
    }
    return true;
  }

  std::optional<grpc::ByteBuffer> next(std::chrono::steady_clock::time_point now) override {
    v1::OrderEvents frame;
    {
      const std::lock_guard lock(mutex_);
      const bool heartbeat = now - last_ >= kHeartbeatEvery;
      if (!heartbeat && (waiting_.empty() || now - last_ < kEventsEvery)) {
        return std::nullopt;
      }
      take_named(frame);
      if (!heartbeat && frame.orders().empty()) {
        return std::nullopt;
      }
      last_ = now;
      frame.set_left_out(std::exchange(left_out_, 0));
    }
    frame.set_at_ms(std::chrono::duration_cast<std::chrono::milliseconds>(
                        std::chrono::system_clock::now().time_since_epoch())
                        .count());
    return serialize(frame);
  }

 private:
  struct Waiting {
    storage::OrderNotice notice;
    bool held = false;  // a frame went without it, for its name was not there
  };

  // Needs mutex_. Moves what has a name, or has waited for one, into the frame.
  void take_named(v1::OrderEvents& frame) {
    std::vector<Waiting> held;
    for (auto& each : waiting_) {
      const auto name = customers_.find(each.notice.customer);
      if (!name && !each.held) {
        each.held = true;
        held.push_back(std::move(each));
        continue;
      }
      auto* order = frame.add_orders();
      *order = encode(each.notice, names_);
      order->set_customer_name(name.value_or(""));
    }
    waiting_ = std::move(held);
  }

  Names names_;
  CustomerNames& customers_;
  std::size_t frame_max_;
  std::optional<DcId> dc_;
  std::mutex mutex_;
  std::vector<Waiting> waiting_;                  // guarded by mutex_; at most frame_max_
  std::int32_t left_out_ = 0;                     // guarded by mutex_
  std::chrono::steady_clock::time_point last_{};  // guarded by mutex_
};

void OrderFeed::publish(const std::vector<storage::OrderNotice>& notices) {
  std::vector<std::shared_ptr<Watcher>> watchers;
  {
    const std::lock_guard lock(mutex_);
    std::erase_if(watchers_, [](const auto& watcher) { return watcher.expired(); });
    for (const auto& watcher : watchers_) {
      if (auto alive = watcher.lock()) {
        watchers.push_back(std::move(alive));
      }
    }
  }
  std::vector<CustomerId> shown;
  for (const auto& watcher : watchers) {
    for (const auto& notice : notices) {
      if (watcher->offer(notice)) {
        shown.push_back(notice.customer);
      }
    }
  }
  customers_.want(shown);
}

std::shared_ptr<FrameSource> OrderFeed::watch(int rate_max, std::optional<DcId> dc) {
  auto watcher = std::make_shared<Watcher>(names_, customers_, rate_max, dc);
  const std::lock_guard lock(mutex_);
  watchers_.push_back(watcher);
  return watcher;
}

}  // namespace darkstore::rpc
