#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "backend/storage/order_records.h"
#include "backend/storage/wal_clock.h"
#include "shared/deadline.h"
#include "shared/geo.h"
#include "shared/ids.h"
#include "shared/result.h"
#include "shared/uuid.h"

namespace darkstore::ordering {

using storage::LockMode;
using storage::Refusal;

/// One line of a basket. The edge has checked: quantity 1..1,000, an item once, 1..100 lines.
struct WantedLine {
  ItemId item;
  std::int32_t quantity = 0;
  bool operator==(const WantedLine&) const = default;
};

struct Policy {
  bool may_split = false;       ///< over several DCs
  bool may_be_partial = false;  ///< ship what there is
  bool operator==(const Policy&) const = default;
};

/// PlaceOrder, decoded and valid in form.
struct PlaceOrder {
  IdempotencyKey key;
  CustomerId customer;
  GeoPoint position;
  std::vector<WantedLine> lines;
  Policy policy;
  std::chrono::minutes reach_within{60};
  std::string actor;
  Deadline until;
};

/// Where the time went that only the answering backend knows.
struct AnswerTimes {
  std::chrono::microseconds commit{};
  std::chrono::microseconds total{};
};

/// The definite outcome of a key. An attempt that was placed, refused or abandoned; `replayed` when it had
/// been decided before this call.
struct Outcome {
  storage::AttemptRecord attempt;
  bool replayed = false;
  AnswerTimes times;
  std::optional<storage::Lsn>
      log_end;  ///< of the home shard: a list from there on shows it; none = not known
};

/// Called exactly once, on a lane's thread or the caller's; must not block.
using OnOutcome = std::function<void(Result<Outcome>)>;

/// A DC that may serve an order, with what its promise would be.
struct Candidate {
  DcId dc;
  ShardId shard;
  RegionId region;
  double minutes = 0;
  bool operator==(const Candidate&) const = default;
};

/// 32 bytes of a request's meaning: equal for equal bodies, whatever the order of protocol fields.
[[nodiscard]] std::string hash_of(const PlaceOrder& order);

}  // namespace darkstore::ordering
