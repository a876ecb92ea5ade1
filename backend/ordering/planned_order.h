#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "backend/ordering/order.h"
#include "backend/ordering/planner.h"

namespace darkstore::ordering {

/// What a plan believed of a row: the version an optimistic take expects.
struct SeenVersion {
  ShelfKey key;
  std::int64_t version = 0;
};

/// An order on its way through a lane. Moves from thread to thread; never shared.
struct PlannedOrder {
  PlaceOrder request;
  std::string hash;
  OrderId id;
  RegionId region;                        ///< the key's
  std::int64_t region_epoch = 0;          ///< at which the directory said that this shard owns it
  std::string currency;                   ///< the region's
  std::vector<std::int64_t> each_minor;   ///< price of each line
  std::vector<Candidate> candidates;      ///< soonest first, of the home shard
  std::vector<Candidate> all_candidates;  ///< of every shard, for saying why an order is refused
  std::vector<PlannedPart> parts;         ///< the plan on the view; empty: decide on the whole reach at once
  std::vector<SeenVersion> seen;          ///< versions the plan saw, sorted by key

  /// DCs of another shard could have helped: a refusal for want of stock then says so.
  bool other_shard_could = false;

  /// Set when nothing on a shelf can change the answer: recorded (a refusal) or answered (an error) unless
  /// the key already has an outcome.
  std::optional<Refusal> foregone;
  std::optional<Error> rejected;

  OnOutcome on_outcome;
  std::chrono::steady_clock::time_point arrived;
  std::chrono::steady_clock::time_point queued;  ///< last time it entered a lane
  std::chrono::microseconds nearby_time{};
  std::chrono::microseconds plan_time{};
  std::chrono::microseconds lane_wait{};
  std::chrono::microseconds transactions{};
  int rounds = 0;
  int optimistic_losses = 0;
  bool whole_reach = false;  ///< rows of every DC of the reach are locked: this round is definite
};

}  // namespace darkstore::ordering
