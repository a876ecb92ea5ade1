#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "shared/geo.h"
#include "shared/ids.h"
#include "shared/uuid.h"

namespace darkstore::storage {

/// The numbers of these enums are stored; they equal the contract's.
enum class LockMode : std::uint8_t { kPessimistic = 1, kOptimistic = 2 };
enum class AttemptOutcome : std::uint8_t { kPlaced = 1, kRefused = 2, kAbandoned = 3 };
enum class Refusal : std::uint8_t {
  kNone = 0,
  kOutOfStock = 1,
  kNobodyNear = 2,
  kAllClosed = 3,
  kWouldSplit = 4,
  kNeedsTwoShards = 5,
  kAbandoned = 6,
  kNotSoldHere = 7,
};
enum class OrderState : std::uint8_t { kHeld = 1, kConfirmed = 2, kCancelled = 3, kCompleted = 4 };
enum class FulfilmentState : std::uint8_t {
  kGranted = 1,
  kPicking = 2,
  kPicked = 3,
  kOnTheWay = 4,
  kDelivered = 5,
  kCancelled = 6,
};
enum class LedgerKind : std::uint8_t {
  kOpening = 1,
  kSold = 2,
  kReturned = 3,
  kReceived = 4,
  kCounted = 5,
  kAdjusted = 6,
};

/// What became of one line of an order.
struct LineRecord {
  ItemId item;
  std::int32_t wanted = 0;
  std::int32_t granted = 0;
  std::int32_t left = -1;  ///< at the rows that were locked for it, after the decision; -1 when none was
  std::int32_t retries = 0;
  std::int64_t each_minor = 0;
  bool operator==(const LineRecord&) const = default;
};

/// Units of one line taken from one row.
struct PartRecord {
  ItemId item;
  DcId dc;
  std::int32_t quantity = 0;
  std::int64_t version_before = 0;
  LockMode mode = LockMode::kPessimistic;
  float minutes = 0;  ///< promised, of the DC
  bool operator==(const PartRecord&) const = default;
};

/// Where the time went up to the decision, in microseconds.
struct TimingRecord {
  std::int64_t nearby_us = 0;
  std::int64_t plan_us = 0;
  std::int64_t lane_wait_us = 0;
  std::int64_t transaction_us = 0;
  std::int64_t batch_orders = 0;
  std::int64_t rounds = 0;
  bool operator==(const TimingRecord&) const = default;
};

/// One definite outcome of PlaceOrder under its key: what a retry finds again.
struct AttemptRecord {
  Uuid key;
  RegionId region;
  CustomerId customer;
  std::string hash;  ///< 32 bytes of the request's meaning
  AttemptOutcome outcome = AttemptOutcome::kRefused;
  Refusal refusal = Refusal::kNone;
  OrderId order;  ///< that the order has or would have had
  std::vector<LineRecord> lines;
  std::vector<PartRecord> parts;  ///< by DC soonest first, then item
  std::string currency;
  TimingRecord timing;
  WallTime decided_at{};

  GeoPoint position;  ///< lies with the order: 0, 0 when an attempt without one is read back
  std::string actor;  ///< for the ledger, not read back
  [[nodiscard]] bool partial() const;
  [[nodiscard]] std::int64_t total_minor() const;
};

}  // namespace darkstore::storage
