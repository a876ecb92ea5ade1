#include "backend/rpc/order_feed.h"

#include <algorithm>

namespace darkstore::rpc {
namespace {
constexpr std::chrono::milliseconds kFrameEvery{100};
constexpr std::chrono::milliseconds kHeartbeatEvery{500};
}  // namespace

class OrderFeed::Watcher final : public FrameSource {
 public:
  Watcher(Names names, int rate_max, std::optional<DcId> dc)
      : names_(names), frame_max_(static_cast<std::size_t>(std::max(1, rate_max / 10))), dc_(dc) {}

  void offer(const storage::OrderNotice& notice) {
    if (dc_ && std::ranges::find(notice.dcs, *dc_) == notice.dcs.end()) {
      return;
    }
    const std::lock_guard lock(mutex_);
    const auto same = std::ranges::find(waiting_, notice.id, &storage::OrderNotice::id);
    if (same != waiting_.end()) {
      *same = notice;  // the newest state of an order is enough
    } else if (waiting_.size() < frame_max_) {
      waiting_.push_back(notice);
    } else {
      ++left_out_;
    }
  }

  std::optional<grpc::ByteBuffer> next(std::chrono::steady_clock::time_point now) override {
    v1::OrderEvents frame;
    {
      const std::lock_guard lock(mutex_);
      const bool due = (!waiting_.empty() && now - last_ >= kFrameEvery) || now - last_ >= kHeartbeatEvery;
      if (!due) {
        return std::nullopt;
      }
      last_ = now;
      for (const auto& notice : waiting_) {
        *frame.add_orders() = encode(notice, names_);
      }
      frame.set_left_out(left_out_);
      waiting_.clear();
      left_out_ = 0;
    }
    frame.set_at_ms(std::chrono::duration_cast<std::chrono::milliseconds>(
                        std::chrono::system_clock::now().time_since_epoch())
                        .count());
    return serialize(frame);
  }

 private:
  Names names_;
  std::size_t frame_max_;
  std::optional<DcId> dc_;
  std::mutex mutex_;
  std::vector<storage::OrderNotice> waiting_;     // guarded by mutex_; at most frame_max_
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
  for (const auto& watcher : watchers) {
    for (const auto& notice : notices) {
      watcher->offer(notice);
    }
  }
}

std::shared_ptr<FrameSource> OrderFeed::watch(int rate_max, std::optional<DcId> dc) {
  auto watcher = std::make_shared<Watcher>(names_, rate_max, dc);
  const std::lock_guard lock(mutex_);
  watchers_.push_back(watcher);
  return watcher;
}

}  // namespace darkstore::rpc
