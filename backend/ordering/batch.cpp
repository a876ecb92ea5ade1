#include "backend/ordering/batch.h"

#include <algorithm>
#include <map>

#include "backend/storage/order_notice.h"
#include "shared/invariant.h"

namespace darkstore::ordering {
namespace {

using storage::AttemptOutcome;
using storage::AttemptRecord;

constexpr int kOptimisticTriesMax = 3;

// A key has one outcome, and it belongs to one customer and one body.
Verdict replay(const PlannedOrder& order, const AttemptRecord& attempt) {
  if (attempt.customer != order.request.customer ||
      (attempt.outcome != AttemptOutcome::kAbandoned && attempt.hash != order.hash)) {
    return Error{ErrorKind::kInvalidArgument, "key", "this key was used for another order; make a new one"};
  }
  return Answered{attempt, true};
}

template <class Visit>
void for_each_key(const PlannedOrder& order, Visit visit) {
  if (!order.whole_reach) {
    for (const auto& part : order.parts) {
      visit(ShelfKey{part.dc, part.item});
    }
    return;
  }
  for (const auto& candidate : order.candidates) {
    for (const auto& line : order.request.lines) {
      visit(ShelfKey{candidate.dc, line.item});
    }
  }
}

}  // namespace

Batch::Batch(std::span<const PlannedOrder> orders, std::shared_ptr<const Modes> modes,
             const VersionMemory& memory)
    : orders_(orders),
      modes_(std::move(modes)),
      memory_(memory),
      started_(std::chrono::steady_clock::now()) {}

bool Batch::optimistic(const PlannedOrder& order, ShelfKey key) const {
  return !order.whole_reach && order.optimistic_losses < kOptimisticTriesMax &&
         modes_->of(key) == LockMode::kOptimistic;
}

std::int64_t Batch::expected_version(const PlannedOrder& order, ShelfKey key) const {
  if (!optimistic(order, key)) {
    return 0;
  }
  std::int64_t version = 0;
  if (const auto seen = memory_.find(key); seen != memory_.end()) {
    version = seen->second;
  }
  const auto planned = std::ranges::lower_bound(order.seen, key, {}, &SeenVersion::key);
  if (planned != order.seen.end() && planned->key == key) {
    version = std::max(version, planned->version);
  }
  return version;
}

std::vector<storage::RowLock> Batch::rows_to_lock(std::span<const AttemptRecord> known) {
  started_ = std::chrono::steady_clock::now();
  verdicts_.assign(orders_.size(), TryAgain{});
  known_.assign(orders_.size(), false);
  rows_.clear();
  learned_.clear();
  taken_.clear();
  // One lock a row, by the strictest of the orders that want it: 0 locks whatever the version.
  std::map<ShelfKey, std::int64_t> wanted;
  for (std::size_t i = 0; i < orders_.size(); ++i) {
    const auto& order = orders_[i];
    const auto attempt = std::ranges::find(known, order.request.key.uuid, &AttemptRecord::key);
    if (attempt != known.end()) {
      verdicts_[i] = replay(order, *attempt);
      known_[i] = true;
    } else if (order.rejected) {
      verdicts_[i] = *order.rejected;
      known_[i] = true;
    } else if (!order.foregone) {
      for_each_key(order, [&](ShelfKey key) {
        const auto expected = expected_version(order, key);
        const auto [at, fresh] = wanted.emplace(key, expected);
        if (!fresh) {
          at->second = (at->second == 0 || expected == 0) ? 0 : std::max(at->second, expected);
        }
      });
    }
  }
  std::vector<storage::RowLock> locks;
  for (const auto& [key, expected] : wanted) {
    locks.push_back({key, expected});
  }
  return locks;
}

storage::BatchWrites Batch::decide(std::span<const storage::LockedRow> locked,
                                   std::span<const storage::LockedRow> current, WallTime now) {
  for (const auto& row : locked) {
    rows_[row.key] = {row.quantity, row.version, {row.key, row.version, row.quantity, {}}};
  }
  storage::BatchWrites writes;
  std::vector<storage::OrderNotice> notices;
  for (std::size_t i = 0; i < orders_.size(); ++i) {
    if (known_[i]) {
      continue;
    }
    verdicts_[i] = decide_order(orders_[i], current, now);
    if (const auto* answered = std::get_if<Answered>(&verdicts_[i])) {
      writes.attempts.push_back(answered->attempt);
      notices.push_back(storage::notice_of(answered->attempt, now));
    }
  }
  for (auto& [key, row] : rows_) {
    const bool taken = !row.taken.lines.empty();
    learned_.push_back({key, row.quantity, row.version + (taken ? 1 : 0)});
    if (taken) {
      writes.taken.push_back(row.taken);
    }
  }
  learned_.insert(learned_.end(), current.begin(), current.end());
  std::ranges::sort(writes.taken, {}, &storage::TakenRow::key);
  taken_ = writes.taken;
  writes.order_notices = storage::encode_notices(notices);
  return writes;
}

Verdict Batch::decide_order(const PlannedOrder& order, std::span<const storage::LockedRow> current,
                            WallTime now) {
  if (order.foregone) {
    return Answered{record(order, {}, *order.foregone, now), false};
  }
  const auto stock = [this](ShelfKey key) {
    const auto row = rows_.find(key);
    return row == rows_.end() ? 0 : row->second.quantity;
  };
  if (order.whole_reach) {
    auto decided = plan(order.request.lines, order.candidates, order.request.policy, stock);
    if (decided.refusal != Refusal::kNone && order.other_shard_could) {
      decided.refusal = Refusal::kNeedsTwoShards;
    }
    grant(order, decided.parts);
    return Answered{record(order, decided.parts, decided.refusal, now), false};
  }
  for (const auto& part : order.parts) {
    const ShelfKey key{part.dc, part.item};
    if (std::ranges::find(current, key, &storage::LockedRow::key) != current.end()) {
      return TryAgain{.lost = true};
    }
    if (stock(key) < part.quantity) {
      return TryAgain{.lost = false};
    }
  }
  grant(order, order.parts);
  return Answered{record(order, order.parts, Refusal::kNone, now), false};
}

void Batch::grant(const PlannedOrder& order, std::span<const PlannedPart> parts) {
  for (const auto& part : parts) {
    auto& row = rows_.at({part.dc, part.item});
    invariant(part.quantity > 0 && part.quantity <= row.quantity, "granted no more than the shelf holds");
    row.quantity -= part.quantity;
    row.taken.lines.push_back({order.id, part.quantity, order.request.actor});
  }
}

AttemptRecord Batch::record(const PlannedOrder& order, std::span<const PlannedPart> parts, Refusal refusal,
                            WallTime now) const {
  const auto us = [](auto time) {
    return std::chrono::duration_cast<std::chrono::microseconds>(time).count();
  };
  AttemptRecord attempt;
  attempt.key = order.request.key.uuid;
  attempt.region = order.region;
  attempt.customer = order.request.customer;
  attempt.hash = order.hash;
  attempt.outcome = refusal == Refusal::kNone ? AttemptOutcome::kPlaced : AttemptOutcome::kRefused;
  attempt.refusal = refusal;
  attempt.order = order.id;
  attempt.currency = order.currency;
  attempt.decided_at = now;
  attempt.position = order.request.position;
  attempt.actor = order.request.actor;
  attempt.timing = {us(order.nearby_time),
                    us(order.plan_time),
                    us(order.lane_wait),
                    us(order.transactions + (std::chrono::steady_clock::now() - started_)),
                    static_cast<std::int64_t>(orders_.size()),
                    order.rounds + 1};
  for (const auto& part : parts) {
    const auto& row = rows_.at({part.dc, part.item});
    const auto candidate = std::ranges::find(order.candidates, part.dc, &Candidate::dc);
    attempt.parts.push_back({part.item, part.dc, part.quantity, row.version, modes_->of({part.dc, part.item}),
                             static_cast<float>(candidate->minutes)});
  }
  for (std::size_t i = 0; i < order.request.lines.size(); ++i) {
    const auto& line = order.request.lines[i];
    storage::LineRecord record{line.item, line.quantity, 0, -1, order.optimistic_losses, order.each_minor[i]};
    for (const auto& part : parts) {
      record.granted += part.item == line.item ? part.quantity : 0;
    }
    if (!order.foregone) {
      record.left = 0;
      for_each_key(order, [&](ShelfKey key) {
        const auto row = rows_.find(key);
        record.left += key.item == line.item && row != rows_.end() ? row->second.quantity : 0;
      });
    }
    attempt.lines.push_back(record);
  }
  return attempt;
}

}  // namespace darkstore::ordering
