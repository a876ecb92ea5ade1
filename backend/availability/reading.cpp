#include "backend/availability/reading.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "shared/invariant.h"

namespace darkstore::availability {
namespace {

using Millis = std::chrono::milliseconds;

int as_int(Millis time) {
  return static_cast<int>(std::clamp<Millis::rep>(time.count(), 0, std::numeric_limits<int>::max()));
}

int& count_of(ReadReport& report, ReadSource source) {
  switch (source) {
    case ReadSource::kNearCache:
      return report.from_near_cache;
    case ReadSource::kCache:
      return report.from_cache;
    case ReadSource::kReplica:
      return report.from_replica;
    case ReadSource::kPrimary:
      break;
  }
  return report.from_primary;
}

}  // namespace

Reading::Reading(std::span<const ShelfKey> keys, std::vector<ShardId> shards,
                 std::span<const RowFloor> at_least)
    : keys_(keys),
      shards_(std::move(shards)),
      at_least_(at_least),
      rows_(keys.size()),
      as_of_(keys.size()),
      known_(keys.size(), false) {}

std::vector<std::size_t> Reading::open() const {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    if (!known_[i]) {
      places.push_back(i);
    }
  }
  return places;
}

std::vector<ShelfKey> Reading::keys_at(std::span<const std::size_t> places) const {
  std::vector<ShelfKey> keys;
  keys.reserve(places.size());
  for (const auto i : places) {
    keys.push_back(keys_[i]);
  }
  return keys;
}

bool Reading::offer(std::size_t i, const SeenRow& row, ReadSource source) {
  if (row.version < floor_of(keys_[i])) {
    return false;
  }
  settle(i, row, source);
  return true;
}

void Reading::settle(std::size_t i, const SeenRow& row, ReadSource source) {
  rows_[i] = {.key = keys_[i], .quantity = row.quantity, .version = row.version, .age = {}, .source = source};
  as_of_[i] = row.as_of;
  known_[i] = true;
}

void Reading::note_replica_lag(Millis lag) {
  report_.replica_lag_ms = std::max(report_.replica_lag_ms, as_int(lag));
}

View Reading::finish(std::chrono::steady_clock::time_point now) && {
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    invariant(known_[i], "a reading ends when every row is known");
    auto& row = rows_[i];
    row.age = std::max(Millis{0}, std::chrono::duration_cast<Millis>(now - as_of_[i]));
    ++count_of(report_, row.source);
    report_.oldest_age_ms = std::max(report_.oldest_age_ms, as_int(row.age));
  }
  return {.rows = std::move(rows_), .report = report_};
}

std::int64_t Reading::floor_of(ShelfKey key) const {
  const auto floor =
      std::lower_bound(at_least_.begin(), at_least_.end(), key,
                       [](const RowFloor& each, ShelfKey wanted) { return each.key < wanted; });
  return floor != at_least_.end() && floor->key == key ? floor->version : 0;
}

}  // namespace darkstore::availability
