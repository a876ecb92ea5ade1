#include "backend/availability/near_cache.h"

#include <algorithm>
#include <functional>
#include <mutex>
#include <unordered_map>

#include "shared/invariant.h"

namespace darkstore::availability {
namespace {

constexpr std::size_t kStripes = 64;  // threads meet on one lock in 64

}  // namespace

// A part of the rows under a lock of its own. Second chance: the hand passes over rows that were asked for
// since it was last here.
struct NearCache::Stripe {
  struct Slot {
    ShelfKey key;
    SeenRow row;
    Moment dies_at;
    bool asked_for = false;
  };
  std::mutex mutex;
  std::unordered_map<ShelfKey, std::uint32_t> places;  // guarded by mutex
  std::vector<Slot> slots;                             // guarded by mutex
  std::size_t hand = 0;                                // guarded by mutex
  Moment forgotten = Moment::min();                    // guarded by mutex; the youngest row that had to go
  std::size_t slots_max = 0;

  Slot* find(ShelfKey key) {
    const auto place = places.find(key);
    return place == places.end() ? nullptr : &slots[place->second];
  }

  Slot& place_for(ShelfKey key, Moment now) {
    if (slots.size() < slots_max) {
      places.emplace(key, static_cast<std::uint32_t>(slots.size()));
      return slots.emplace_back();
    }
    while (slots[hand].asked_for && slots[hand].dies_at > now) {
      slots[hand].asked_for = false;
      hand = (hand + 1) % slots.size();
    }
    auto& slot = slots[hand];
    forgotten = std::max(forgotten, slot.row.as_of);
    places.erase(slot.key);
    places.emplace(key, static_cast<std::uint32_t>(hand));
    hand = (hand + 1) % slots.size();
    return slot;
  }
};

NearCache::NearCache(std::span<const ShardId> shards, std::size_t rows_max, std::chrono::milliseconds keep)
    : keep_(keep) {
  invariant(rows_max >= kStripes, "a near cache holds at least a row a stripe");
  for (const auto shard : shards) {
    hearings_.try_emplace(shard);
  }
  for (std::size_t i = 0; i < kStripes; ++i) {
    stripes_.push_back(std::make_unique<Stripe>());
    stripes_.back()->slots_max = rows_max / kStripes;
  }
}

NearCache::~NearCache() = default;

std::optional<SeenRow> NearCache::find(ShardId shard, ShelfKey key, Moment now) {
  // Heard before the row is looked up: all that belongs to that moment is in the row.
  const Moment heard = hearings_.at(shard).up_to;
  auto& stripe = stripe_of(key);
  const std::lock_guard lock(stripe.mutex);
  auto* slot = stripe.find(key);
  // Deafness is looked up under the lock, after the row: a row found before a gap is not given out after it.
  if (slot == nullptr || slot->dies_at <= now || slot->row.as_of < live_since(shard)) {
    return std::nullopt;
  }
  slot->asked_for = true;
  auto row = slot->row;
  row.as_of = std::max(row.as_of, heard);
  return row;
}

SeenRow NearCache::put(ShardId shard, ShelfKey key, const SeenRow& row, Moment now) {
  const auto since = live_since(shard);
  if (since == Moment::max()) {
    return row;
  }
  auto& stripe = stripe_of(key);
  const std::lock_guard lock(stripe.mutex);
  auto* slot = stripe.find(key);
  const bool known = slot != nullptr && slot->row.as_of >= since;
  const bool held = known && slot->dies_at > now;
  if (known && row.version < slot->row.version) {
    return held ? slot->row : row;  // a newer one was heard of, though it has died
  }
  if (row.as_of < since || row.as_of + keep_ <= now) {
    return row;
  }
  if (held) {
    const auto as_of = row.version == slot->row.version ? std::max(row.as_of, slot->row.as_of) : row.as_of;
    slot->row = {.quantity = row.quantity, .version = row.version, .as_of = as_of};
    return slot->row;
  }
  if (slot == nullptr) {
    // A change that was heard and had to go could be newer than this row: only what is younger is kept.
    if (row.as_of < stripe.forgotten) {
      return row;
    }
    slot = &stripe.place_for(key, now);
  }
  *slot = {.key = key, .row = row, .dies_at = row.as_of + keep_, .asked_for = false};
  return row;
}

void NearCache::go_deaf(ShardId shard) {
  hearings_.at(shard).since = Moment::max();
}

void NearCache::go_live(ShardId shard, Moment now) {
  hearings_.at(shard).since = now;
}

void NearCache::hear(ShardId shard, Moment up_to) {
  hearings_.at(shard).up_to = up_to;
}

std::size_t NearCache::rows() const {
  std::size_t rows = 0;
  for (const auto& stripe : stripes_) {
    const std::lock_guard lock(stripe->mutex);
    rows += stripe->slots.size();
  }
  return rows;
}

NearCache::Stripe& NearCache::stripe_of(ShelfKey key) {
  return *stripes_[(std::hash<ShelfKey>{}(key) >> 20U) % kStripes];
}

NearCache::Moment NearCache::live_since(ShardId shard) const {
  return hearings_.at(shard).since;
}

}  // namespace darkstore::availability
