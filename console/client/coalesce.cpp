#include "console/client/coalesce.h"

#include <deque>
#include <map>
#include <unordered_map>
#include <utility>

#include <google/protobuf/message.h>

#include "darkstore/v1/inventory.pb.h"
#include "darkstore/v1/network.pb.h"
#include "darkstore/v1/order.pb.h"
#include "shared/invariant.h"

namespace darkstore::console {
namespace {

constexpr int kPulsesMax = 200;
constexpr std::size_t kOrdersMax = 500;

// Gives each merge its message in its own type.
template <class Response>
class CoalescerFor : public Coalescer {
 public:
  void add(MessagePtr message) final {
    merge(std::move(static_cast<Response&>(*message)));
    any_ = true;
  }
  MessagePtr take() final {
    return std::exchange(any_, false) ? std::make_unique<Response>(collect()) : nullptr;
  }

 protected:
  virtual void merge(Response&& newer) = 0;
  virtual Response collect() = 0;

 private:
  bool any_ = false;
};

class FrameCoalescer final : public CoalescerFor<v1::NetworkFrame> {
  void merge(v1::NetworkFrame&& newer) override {
    for (const auto& change : newer.health()) {
      health_[change.dc_id()] = change.health();
    }
    newer.clear_health();
    // Older pulses first, and of those no more than the newest leave room for.
    auto& pulses = *newer.mutable_pulses();
    for (int i = newest_.pulses_size() - 1; i >= 0 && pulses.size() < kPulsesMax; --i) {
      *pulses.Add() = newest_.pulses(i);
    }
    newest_ = std::move(newer);
  }
  v1::NetworkFrame collect() override {
    auto frame = std::exchange(newest_, {});
    for (const auto& [dc, health] : std::exchange(health_, {})) {
      auto& change = *frame.add_health();
      change.set_dc_id(dc);
      change.set_health(health);
    }
    return frame;
  }

  v1::NetworkFrame newest_;
  std::map<int, v1::DcHealth> health_;
};

class InventoryCoalescer final : public CoalescerFor<v1::InventoryChanges> {
  void merge(v1::InventoryChanges&& newer) override {
    for (auto& change : *newer.mutable_changes()) {
      const auto [at, fresh] = changes_.try_emplace(change.item_id(), change);
      if (!fresh && change.version() > at->second.version()) {
        change.set_delta(change.delta() + at->second.delta());
        at->second = std::move(change);
      }
    }
    resync_ = resync_ || newer.resync();
    atMs_ = newer.at_ms();
  }
  v1::InventoryChanges collect() override {
    v1::InventoryChanges all;
    for (auto& [item, change] : std::exchange(changes_, {})) {
      *all.add_changes() = std::move(change);
    }
    all.set_resync(std::exchange(resync_, false));
    all.set_at_ms(atMs_);
    return all;
  }

  std::unordered_map<std::int64_t, v1::InventoryChange> changes_;
  bool resync_ = false;
  std::int64_t atMs_ = 0;
};

class OrderCoalescer final : public CoalescerFor<v1::OrderEvents> {
  void merge(v1::OrderEvents&& newer) override {
    for (auto& order : *newer.mutable_orders()) {
      const auto [at, fresh] = orders_.try_emplace(order.id());
      if (fresh) {
        arrival_.push_back(order.id());
      }
      at->second = std::move(order);
    }
    leftOut_ += newer.left_out();
    for (; orders_.size() > kOrdersMax; arrival_.pop_front()) {
      orders_.erase(arrival_.front());
      ++leftOut_;
    }
    atMs_ = newer.at_ms();
  }
  v1::OrderEvents collect() override {
    v1::OrderEvents all;
    for (const auto& id : std::exchange(arrival_, {})) {
      *all.add_orders() = std::move(orders_.at(id));
    }
    orders_.clear();
    all.set_left_out(std::exchange(leftOut_, 0));
    all.set_at_ms(atMs_);
    return all;
  }

  std::unordered_map<std::string, v1::OrderSummary> orders_;
  std::deque<std::string> arrival_;
  int leftOut_ = 0;
  std::int64_t atMs_ = 0;
};

}  // namespace

std::unique_ptr<Coalescer> coalescerOf(const google::protobuf::Descriptor& response) {
  if (&response == v1::NetworkFrame::descriptor()) {
    return std::make_unique<FrameCoalescer>();
  }
  if (&response == v1::InventoryChanges::descriptor()) {
    return std::make_unique<InventoryCoalescer>();
  }
  invariant(&response == v1::OrderEvents::descriptor(), "a stream of the contract has no way to be merged");
  return std::make_unique<OrderCoalescer>();
}

}  // namespace darkstore::console
