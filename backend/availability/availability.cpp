#include "backend/availability/availability.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <string>
#include <utility>

#include "backend/availability/flights.h"
#include "backend/availability/near_cache.h"
#include "backend/availability/reading.h"
#include "backend/availability/write_through.h"

namespace darkstore::availability {
namespace {

using Moment = std::chrono::steady_clock::time_point;
using Places = std::vector<std::size_t>;

// The change feed keeps a near row right; this bounds how long a fault that nobody thought of would live.
constexpr std::chrono::minutes kKeep{10};

std::vector<ShardId> shards_of(const std::map<ShardId, storage::StockReader*>& readers) {
  std::vector<ShardId> shards;
  shards.reserve(readers.size());
  for (const auto& [shard, reader] : readers) {
    shards.push_back(shard);
  }
  return shards;
}

std::map<ShardId, Places> by_shard(const Reading& reading, std::span<const std::size_t> places) {
  std::map<ShardId, Places> groups;
  for (const auto i : places) {
    groups[reading.shard(i)].push_back(i);
  }
  return groups;
}

// The caller who fetched ran out of its own time or luck; with ours it may go better.
bool worth_another_try(const Error& error) {
  return error.kind == ErrorKind::kAborted || error.kind == ErrorKind::kResourceExhausted ||
         (error.kind == ErrorKind::kDeadlineExceeded && error.field != "wait");
}

}  // namespace

struct Availability::Parts {
  Parts(AvailabilityOptions options, ShardOf of, std::map<ShardId, storage::StockReader*> by_id,
        storage::CacheClient& client)
      : shard_of(std::move(of)),
        readers(std::move(by_id)),
        cache(client),
        near(shards_of(readers), options.near_rows_max, kKeep),
        write_through(client, options.write_through_max) {}

  ShardOf shard_of;
  std::map<ShardId, storage::StockReader*> readers;
  storage::CacheClient& cache;
  NearCache near;
  Flights flights;
  std::atomic<std::int64_t> flights_joined{0};
  WriteThrough write_through;

  Result<Reading> start(std::span<const ShelfKey> keys, const ReadOptions& options) const;
  void look_near(Reading& reading);
  void look_in_cache(Reading& reading, Deadline until);
  Result<void> read_databases(Reading& reading, Deadline until);
  Result<Places> fetch(Reading& reading, std::span<const std::size_t> places, Flights::Claim& claim,
                       Deadline until);
  Result<Places> wait_for_others(Reading& reading, std::span<const std::size_t> places,
                                 const Flights::Claim& claim, Deadline until);
  Result<void> read_primaries(Reading& reading, std::span<const std::size_t> places, Deadline until);
  std::vector<BroughtRow> keep(const Reading& reading, const Places& places, const storage::StockRows& rows);
};

Result<Reading> Availability::Parts::start(std::span<const ShelfKey> keys, const ReadOptions& options) const {
  std::vector<ShardId> shards;
  shards.reserve(keys.size());
  for (const auto key : keys) {
    const auto shard = shard_of(key.dc);
    if (!shard || !readers.contains(*shard)) {
      return fail(ErrorKind::kNotFound, "dc_id", "no DC " + std::to_string(key.dc.value()));
    }
    shards.push_back(*shard);
  }
  return Reading(keys, std::move(shards), options.at_least);
}

void Availability::Parts::look_near(Reading& reading) {
  const auto now = std::chrono::steady_clock::now();
  for (const auto i : reading.open()) {
    if (const auto row = near.find(reading.shard(i), reading.key(i), now)) {
      reading.offer(i, *row, ReadSource::kNearCache);
    }
  }
}

void Availability::Parts::look_in_cache(Reading& reading, Deadline until) {
  const auto places = reading.open();
  const auto rows = cache.read(reading.keys_at(places), until);
  if (!rows) {
    reading.note_cache_away();
    return;
  }
  const auto now = std::chrono::steady_clock::now();
  for (std::size_t n = 0; n < places.size(); ++n) {
    if (const auto& cached = (*rows)[n]) {
      const auto i = places[n];
      const SeenRow seen{.quantity = cached->quantity, .version = cached->version, .as_of = cached->as_of};
      const auto newest = near.put(reading.shard(i), reading.key(i), seen, now);
      reading.offer(i, newest, ReadSource::kCache);
    }
  }
}

// Reads what nobody else is reading, then waits for what others are; until every row is known.
Result<void> Availability::Parts::read_databases(Reading& reading, Deadline until) {
  for (auto open = reading.open(); !open.empty(); open = reading.open()) {
    if (passed(until)) {
      return fail(ErrorKind::kDeadlineExceeded, "", "the databases did not answer in time");
    }
    auto claim = flights.claim(reading.keys_at(open));
    auto behind = fetch(reading, open, claim, until);
    claim.land(behind ? std::nullopt : std::optional(behind.error()));
    if (!behind) {
      return tl::unexpected(std::move(behind.error()));
    }
    auto also_behind = wait_for_others(reading, open, claim, until);
    if (!also_behind) {
      return tl::unexpected(std::move(also_behind.error()));
    }
    behind->insert(behind->end(), also_behind->begin(), also_behind->end());
    if (auto done = read_primaries(reading, *behind, until); !done) {
      return done;
    }
  }
  return {};
}

// @return places of rows that are older than their floor
Result<Places> Availability::Parts::fetch(Reading& reading, std::span<const std::size_t> open,
                                          Flights::Claim& claim, Deadline until) {
  Places wanted;
  const auto now = std::chrono::steady_clock::now();
  for (const auto m : claim.mine()) {
    // Another flight may have landed between our look into the near cache and our claim.
    const auto row = near.find(reading.shard(open[m]), reading.key(open[m]), now);
    if (row && reading.offer(open[m], *row, ReadSource::kNearCache)) {
      claim.bring(reading.key(open[m]), {.row = *row, .source = ReadSource::kNearCache});
    } else {
      wanted.push_back(open[m]);
    }
  }
  Places behind;
  for (const auto& [shard, places] : by_shard(reading, wanted)) {
    const auto rows = readers.at(shard)->read(reading.keys_at(places), until);
    if (!rows) {
      return tl::unexpected(rows.error());
    }
    if (!rows->from_primary) {
      reading.note_replica_lag(rows->lag);
    }
    const auto brought = keep(reading, places, *rows);
    for (std::size_t n = 0; n < places.size(); ++n) {
      claim.bring(reading.key(places[n]), brought[n]);
      if (rows->from_primary) {
        reading.settle(places[n], brought[n].row, brought[n].source);
      } else if (!reading.offer(places[n], brought[n].row, brought[n].source)) {
        behind.push_back(places[n]);
      }
    }
  }
  return behind;
}

// @return places of rows that are older than their floor
Result<Places> Availability::Parts::wait_for_others(Reading& reading, std::span<const std::size_t> open,
                                                    const Flights::Claim& claim, Deadline until) {
  Places behind;
  flights_joined += static_cast<std::int64_t>(claim.theirs().size());
  for (std::size_t n = 0; n < claim.theirs().size(); ++n) {
    const auto i = open[claim.theirs()[n]];
    const auto row = claim.wait(n, until);
    if (!row && !worth_another_try(row.error())) {
      return tl::unexpected(row.error());
    }
    if (row && !reading.offer(i, row->row, row->source)) {
      behind.push_back(i);
    }
  }
  return behind;
}

// What the primary says is taken whatever the floor: a token may name what a failover has lost.
Result<void> Availability::Parts::read_primaries(Reading& reading, std::span<const std::size_t> wanted,
                                                 Deadline until) {
  for (const auto& [shard, places] : by_shard(reading, wanted)) {
    const auto rows = readers.at(shard)->read_primary(reading.keys_at(places), until);
    if (!rows) {
      return tl::unexpected(rows.error());
    }
    const auto brought = keep(reading, places, *rows);
    for (std::size_t n = 0; n < places.size(); ++n) {
      reading.settle(places[n], brought[n].row, brought[n].source);
    }
  }
  return {};
}

// Puts what a database said into the caches. @return the newest known of each row: the change feed is often
// ahead of a replica
std::vector<BroughtRow> Availability::Parts::keep(const Reading& reading, const Places& places,
                                                  const storage::StockRows& rows) {
  const auto now = std::chrono::steady_clock::now();
  const auto source = rows.from_primary ? ReadSource::kPrimary : ReadSource::kReplica;
  std::vector<BroughtRow> brought;
  std::vector<storage::CacheRefill> refills;
  for (std::size_t n = 0; n < places.size(); ++n) {
    const auto key = reading.key(places[n]);
    const SeenRow seen{
        .quantity = rows.rows[n].quantity, .version = rows.rows[n].version, .as_of = rows.as_of};
    const auto newest = near.put(reading.shard(places[n]), key, seen, now);
    brought.push_back(
        {.row = newest, .source = newest.version > seen.version ? ReadSource::kNearCache : source});
    refills.push_back(
        {.key = key, .row = {.quantity = seen.quantity, .version = seen.version, .as_of = seen.as_of}});
  }
  write_through.offer_refills(refills);
  return brought;
}

Availability::Availability(AvailabilityOptions options, ShardOf shard_of,
                           std::map<ShardId, storage::StockReader*> readers, storage::CacheClient& cache)
    : parts_(std::make_unique<Parts>(options, std::move(shard_of), std::move(readers), cache)) {}

Availability::~Availability() = default;

Result<View> Availability::view(std::span<const ShelfKey> keys, const ReadOptions& options, Deadline until) {
  auto reading = parts_->start(keys, options);
  if (!reading) {
    return tl::unexpected(std::move(reading.error()));
  }
  Result<void> done;
  if (options.from_primary) {
    done = parts_->read_primaries(*reading, reading->open(), until);
  } else {
    parts_->look_near(*reading);
    if (!reading->open().empty()) {
      parts_->look_in_cache(*reading, until);
    }
    done = parts_->read_databases(*reading, until);
  }
  if (!done) {
    return tl::unexpected(std::move(done.error()));
  }
  return std::move(*reading).finish(std::chrono::steady_clock::now());
}

Result<EffectiveView> Availability::effective(std::span<const ServingDc> reach, std::span<const ItemId> items,
                                              const ReadOptions& options, Deadline until) {
  std::vector<ShelfKey> keys;
  keys.reserve(reach.size() * items.size());
  for (const auto item : items) {
    for (const auto& serving : reach) {
      keys.push_back({.dc = serving.dc, .item = item});
    }
  }
  auto view_of_all = view(keys, options, until);
  if (!view_of_all) {
    return tl::unexpected(std::move(view_of_all.error()));
  }
  EffectiveView effective{.items = {}, .report = view_of_all->report};
  auto row = view_of_all->rows.begin();
  for (const auto item : items) {
    auto& sum = effective.items.emplace_back(ItemAvailability{.item = item});
    for (const auto& serving : reach) {
      if (row->version > 0) {
        sum.at.push_back({.row = *row, .minutes = serving.minutes});
        sum.available += row->quantity;
        if (row->quantity > 0 && (sum.soonest_minutes < 0 || serving.minutes < sum.soonest_minutes)) {
          sum.soonest_minutes = serving.minutes;
        }
      }
      ++row;
    }
  }
  return effective;
}

void Availability::publish(std::span<const storage::StockChange> changes) {
  const auto now = std::chrono::steady_clock::now();
  std::vector<storage::CacheRefill> refills;
  refills.reserve(changes.size());
  for (const auto& change : changes) {
    if (const auto shard = parts_->shard_of(change.key.dc); shard && parts_->readers.contains(*shard)) {
      parts_->near.put(*shard, change.key,
                       {.quantity = change.quantity, .version = change.version, .as_of = now}, now);
    }
    refills.push_back(
        {.key = change.key, .row = {.quantity = change.quantity, .version = change.version, .as_of = now}});
  }
  parts_->write_through.offer_changes(refills);
}

void Availability::on_changes(ShardId shard, std::span<const storage::StockChange> changes,
                              WallTime /*received_at*/) {
  const auto now = std::chrono::steady_clock::now();
  for (const auto& change : changes) {
    parts_->near.put(shard, change.key,
                     {.quantity = change.quantity, .version = change.version, .as_of = now}, now);
  }
}

void Availability::on_gap(ShardId shard) {
  parts_->near.go_deaf(shard);
}

void Availability::on_live(ShardId shard) {
  parts_->near.go_live(shard, std::chrono::steady_clock::now());
}

void Availability::on_heard(ShardId shard, std::chrono::steady_clock::time_point up_to) {
  parts_->near.hear(shard, up_to);
}

Availability::Counts Availability::counts() const {
  return {.near_rows = parts_->near.rows(),
          .write_through_dropped = parts_->write_through.dropped(),
          .flights_joined = parts_->flights_joined};
}

}  // namespace darkstore::availability
