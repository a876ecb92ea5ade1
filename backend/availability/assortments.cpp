#include "backend/availability/assortments.h"

#include <string>
#include <utility>

namespace darkstore::availability {
namespace {

// After a refresh that failed, the old assortment does for so long.
constexpr std::chrono::milliseconds kRetryAfter{1'000};

}  // namespace

Assortments::Assortments(AssortmentOptions options, std::shared_ptr<const MenuOrder> order, ShardOf shard_of,
                         std::map<ShardId, storage::StockReader*> readers)
    : options_(options),
      order_(std::move(order)),
      shard_of_(std::move(shard_of)),
      readers_(std::move(readers)) {}

Result<ItemSet> Assortments::carried_by(std::span<const DcId> dcs, Deadline until) {
  ItemSet all(order_->size());
  for (const auto dc : dcs) {
    const auto items = of(dc, until);
    if (!items) {
      return tl::unexpected(items.error());
    }
    all |= **items;
  }
  return all;
}

Result<std::shared_ptr<const ItemSet>> Assortments::of(DcId dc, Deadline until) {
  const auto shard = shard_of_(dc);
  if (!shard || !readers_.contains(*shard)) {
    return fail(ErrorKind::kNotFound, "dc_id", "no DC " + std::to_string(dc.value()));
  }
  std::unique_lock lock(mutex_);
  while (true) {
    auto& entry = entry_of(dc, *shard);
    if (entry.items != nullptr && (entry.reading || std::chrono::steady_clock::now() < entry.fresh_until)) {
      return entry.items;
    }
    if (!entry.reading) {  // whoever comes first reads
      entry.reading = true;
      entry.added.clear();
      break;
    }
    if (read_.wait_until(lock, until) == std::cv_status::timeout) {
      return fail(ErrorKind::kDeadlineExceeded, "", "another caller is still reading the assortment");
    }
  }
  lock.unlock();
  const auto items = readers_.at(*shard)->assortment(dc, until);
  auto set = items ? set_of(*items) : nullptr;
  lock.lock();

  auto& entry = entry_of(dc, *shard);
  const auto now = std::chrono::steady_clock::now();
  if (set != nullptr) {
    entry.items = with(std::move(set), entry.added);
    entry.fresh_until = now + options_.refresh_after;
  } else {
    entry.fresh_until = now + kRetryAfter;
  }
  entry.reading = false;
  read_.notify_all();
  if (entry.items == nullptr) {
    return tl::unexpected(items.error());
  }
  return entry.items;
}

// The entry, now the one asked for last; with mutex_ held. Entries being read stay.
Assortments::Entry& Assortments::entry_of(DcId dc, ShardId shard) {
  if (const auto place = by_dc_.find(dc); place != by_dc_.end()) {
    entries_.splice(entries_.begin(), entries_, place->second);
    return entries_.front();
  }
  if (entries_.size() >= options_.dcs_max && !entries_.back().reading) {
    by_dc_.erase(entries_.back().dc);
    entries_.pop_back();
  }
  entries_.push_front({.dc = dc, .shard = shard, .items = nullptr, .added = {}});
  by_dc_[dc] = entries_.begin();
  return entries_.front();
}

std::shared_ptr<const ItemSet> Assortments::set_of(std::span<const ItemId> items) const {
  auto set = std::make_shared<ItemSet>(order_->size());
  for (const auto item : items) {
    if (const auto place = order_->place(item)) {
      set->add(*place);
    }
  }
  return set;
}

std::shared_ptr<const ItemSet> Assortments::with(std::shared_ptr<const ItemSet> items,
                                                 std::span<const std::size_t> added) {
  if (added.empty()) {
    return items;
  }
  auto more = std::make_shared<ItemSet>(*items);
  for (const auto place : added) {
    more->add(place);
  }
  return more;
}

void Assortments::on_changes(ShardId /*shard*/, std::span<const storage::StockChange> changes,
                             WallTime /*received_at*/) {
  const std::lock_guard lock(mutex_);
  for (const auto& change : changes) {
    const auto known = by_dc_.find(change.key.dc);
    if (known == by_dc_.end()) {
      continue;
    }
    const auto place = order_->place(change.key.item);
    auto& entry = *known->second;
    if (!place || (entry.items != nullptr && !entry.reading && entry.items->has(*place))) {
      continue;
    }
    const std::size_t added[] = {*place};
    if (entry.items != nullptr) {
      entry.items = with(entry.items, added);
    }
    if (entry.reading) {
      entry.added.push_back(*place);
    }
  }
}

void Assortments::on_gap(ShardId shard) {
  const std::lock_guard lock(mutex_);
  for (auto& entry : entries_) {
    if (entry.shard == shard) {
      entry.fresh_until = {};
    }
  }
}

void Assortments::on_live(ShardId shard) {
  on_gap(shard);
}

}  // namespace darkstore::availability
