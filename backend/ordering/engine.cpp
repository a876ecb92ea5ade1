#include "backend/ordering/engine.h"

#include <sodium.h>

#include <algorithm>

#include "shared/invariant.h"

namespace darkstore::ordering {
namespace {

using Clock = std::chrono::steady_clock;

std::chrono::microseconds since(Clock::time_point start) {
  return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start);
}

void append(std::string& bytes, std::int64_t value) {
  for (int shift = 56; shift >= 0; shift -= 8) {
    bytes += static_cast<char>(value >> shift);
  }
}

// Degrees in 1e-7: finer than a stored position differs, coarser than a double's last bit.
std::int64_t tenth_micro(double degrees) {
  return std::llround(degrees * 1e7);
}

// The soonest DCs of the reach, of one shard or of all.
std::vector<Candidate> candidates_of(const nearby::Reach& reach, std::optional<ShardId> shard) {
  std::vector<Candidate> candidates;
  for (const auto& reached : reach.serves) {
    if ((!shard || reached.dc->shard == *shard) && candidates.size() < kCandidatesMax) {
      candidates.push_back({reached.dc->id, reached.dc->shard, reached.dc->region, reached.minutes});
    }
  }
  return candidates;
}

std::vector<ShelfKey> keys_of(std::span<const Candidate> candidates, std::span<const WantedLine> lines) {
  std::vector<ShelfKey> keys;
  for (const auto& candidate : candidates) {
    for (const auto& line : lines) {
      keys.push_back({candidate.dc, line.item});
    }
  }
  return keys;
}

Plan plan_on(std::span<const WantedLine> lines, std::span<const Candidate> candidates, const Policy& policy,
             std::span<const SeenRow> seen) {
  std::unordered_map<ShelfKey, std::int32_t> stock;
  const auto keys = keys_of(candidates, lines);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    stock[keys[i]] = seen[i].quantity;
  }
  return plan(lines, candidates, policy, [&](ShelfKey key) { return stock.at(key); });
}

}  // namespace

std::string hash_of(const PlaceOrder& order) {
  std::string meaning;
  append(meaning, order.customer.value());
  append(meaning, tenth_micro(order.position.latitude));
  append(meaning, tenth_micro(order.position.longitude));
  append(meaning, order.policy.may_split ? 1 : 0);
  append(meaning, order.policy.may_be_partial ? 1 : 0);
  append(meaning, order.reach_within.count());
  for (const auto& line : order.lines) {
    append(meaning, line.item.value());
    append(meaning, line.quantity);
  }
  std::string hash(crypto_generichash_BYTES, '\0');
  crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()), hash.size(),
                     reinterpret_cast<const unsigned char*>(meaning.data()), meaning.size(), nullptr, 0);
  return hash;
}

struct Engine::Home {
  ShardId shard;
  std::vector<std::unique_ptr<Lane>> lanes;
};

Engine::Engine(EngineOptions options, std::span<const ShardLanes> shards, const Regions& regions,
               const nearby::ReachFinder& finder, StockView& view, const PriceList& prices,
               const ModeTable& modes, storage::Watchdog& watchdog, CommitSink& sink,
               std::function<WallTime()> clock, std::uint64_t seed)
    : options_(options),
      regions_(regions),
      finder_(finder),
      view_(view),
      prices_(prices),
      clock_(std::move(clock)),
      random_(seed) {
  for (const auto& shard : shards) {
    auto home = std::make_unique<Home>();
    home->shard = shard.shard;
    for (std::size_t i = 0; i < options_.lanes_a_shard; ++i) {
      home->lanes.push_back(
          std::make_unique<Lane>(shard.shard, options_.lane, shard.conninfo, watchdog, modes, sink));
    }
    homes_.push_back(std::move(home));
  }
}

Engine::~Engine() = default;

Result<void> Engine::check_key(const IdempotencyKey& key) const {
  const auto age = clock_() - key.uuid.time();
  if (age > options_.key_age_max) {
    return invalid("key", "the key is older than 24 hours; make a new one");
  }
  if (age < -options_.key_ahead_max) {
    return invalid("key", "the key's time lies in the future; check this machine's clock");
  }
  if (regions_.find(key.region) == nullptr) {
    return invalid("key", "no region \"" + key.region + "\"; ask Nearby for the region of the position");
  }
  return {};
}

Uuid Engine::make_id(WallTime at, RegionId region) {
  const std::lock_guard lock(random_mutex_);
  return Uuid::v7(at, static_cast<std::uint16_t>(region.value()), random_());
}

Result<PlannedOrder> Engine::prepare(PlaceOrder request) {
  if (auto good = check_key(request.key); !good) {
    return tl::unexpected(good.error());
  }
  const auto& region = *regions_.find(request.key.region);
  PlannedOrder order;
  order.arrived = Clock::now();
  order.hash = hash_of(request);
  order.region = region.id;
  order.region_epoch = region.epoch;
  order.currency = region.currency.code();
  order.id = make_id(clock_(), region.id);
  for (std::size_t i = 0; i < request.lines.size(); ++i) {
    const auto item = request.lines[i].item;
    if (!prices_.has(item)) {
      return fail(ErrorKind::kNotFound, "lines[" + std::to_string(i) + "].item_id", "no such item");
    }
    const auto price = prices_.price_minor(item, region.currency);
    if (!price) {
      order.foregone = Refusal::kNotSoldHere;
    }
    order.each_minor.push_back(price.value_or(0));
  }
  const auto reach = finder_.reach(request.position, {.reach_within = request.reach_within}, clock_());
  order.candidates = candidates_of(reach, region.shard);
  order.all_candidates = candidates_of(reach, std::nullopt);
  order.nearby_time = since(order.arrived);
  if (reach.serves.empty()) {
    order.foregone = reach.why_none == nearby::Verdict::kClosed ? Refusal::kAllClosed : Refusal::kNobodyNear;
  } else if (std::ranges::none_of(reach.serves, [&](const auto& r) { return r.dc->region == region.id; })) {
    order.rejected =
        Error{ErrorKind::kInvalidArgument, "key",
              "no DC of region \"" + region.code + "\" serves this position; ask Nearby for its region"};
  }
  order.request = std::move(request);
  return order;
}

void Engine::plan_on_view(PlannedOrder& order) {
  const auto start = Clock::now();
  const auto& request = order.request;
  const auto keys = keys_of(order.candidates, request.lines);
  const auto seen = view_.see(keys, request.until);
  if (seen) {
    order.parts = plan_on(request.lines, order.candidates, request.policy, *seen).parts;
    for (std::size_t i = 0; i < keys.size(); ++i) {
      order.seen.push_back({keys[i], (*seen)[i].version});
    }
    std::ranges::sort(order.seen, {}, &SeenVersion::key);
  }
  if (order.parts.empty() && order.all_candidates.size() > order.candidates.size()) {
    const auto everywhere = view_.see(keys_of(order.all_candidates, request.lines), request.until);
    order.other_shard_could =
        everywhere &&
        !plan_on(request.lines, order.all_candidates, request.policy, *everywhere).parts.empty();
  }
  // A view that is away, or that sees too little, decides nothing: the whole reach is locked instead.
  order.whole_reach = order.parts.empty();
  order.plan_time = since(start);
}

Lane& Engine::lane_for(const PlannedOrder& order, ShardId shard) {
  const auto home = std::ranges::find(homes_, shard, [](const auto& h) { return h->shard; });
  invariant(home != homes_.end(), "every region's shard has lanes");
  std::int32_t lowest = order.region.value();
  if (!order.parts.empty()) {
    lowest = std::ranges::min(order.parts, {}, &PlannedPart::dc).dc.value();
  } else if (!order.candidates.empty()) {
    lowest = std::ranges::min(order.candidates, {}, &Candidate::dc).dc.value();
  }
  const auto mixed = static_cast<std::uint64_t>(lowest) * 0x9E3779B97F4A7C15ULL >> 32U;
  return *(*home)->lanes[mixed % (*home)->lanes.size()];
}

void Engine::place(PlaceOrder request, OnOutcome on_outcome) {
  auto prepared = prepare(std::move(request));
  if (!prepared) {
    on_outcome(tl::unexpected(prepared.error()));
    return;
  }
  auto& order = *prepared;
  order.on_outcome = std::move(on_outcome);
  if (!order.foregone && !order.rejected) {
    plan_on_view(order);
  }
  auto& lane = lane_for(order, regions_.find(order.region)->shard);
  lane.submit(std::move(order));
}

Result<Preview> Engine::preview(const PlaceOrder& request) {
  Preview preview;
  const auto reach = finder_.reach(request.position, {.reach_within = request.reach_within}, clock_());
  if (reach.serves.empty()) {
    preview.plan.refusal =
        reach.why_none == nearby::Verdict::kClosed ? Refusal::kAllClosed : Refusal::kNobodyNear;
    return preview;
  }
  preview.region = regions_.find(reach.serves.front().dc->region);
  preview.candidates = candidates_of(reach, preview.region->shard);
  for (std::size_t i = 0; i < request.lines.size(); ++i) {
    if (!prices_.has(request.lines[i].item)) {
      return fail(ErrorKind::kNotFound, "lines[" + std::to_string(i) + "].item_id", "no such item");
    }
    const auto price = prices_.price_minor(request.lines[i].item, preview.region->currency);
    if (!price) {
      preview.plan.refusal = Refusal::kNotSoldHere;
      return preview;
    }
    preview.each_minor.push_back(*price);
  }
  preview.keys = keys_of(preview.candidates, request.lines);
  auto seen = view_.see(preview.keys, request.until);
  if (!seen) {
    return tl::unexpected(seen.error());
  }
  preview.seen = std::move(*seen);
  for (const auto& row : preview.seen) {
    preview.age_max = std::max(preview.age_max, row.age);
  }
  preview.plan = plan_on(request.lines, preview.candidates, request.policy, preview.seen);
  return preview;
}

std::size_t Engine::waiting() const {
  std::size_t orders = 0;
  for (const auto& home : homes_) {
    for (const auto& lane : home->lanes) {
      orders += lane->waiting();
    }
  }
  return orders;
}

}  // namespace darkstore::ordering
