#pragma once

#include <optional>
#include <string>
#include <vector>

#include "backend/storage/database.h"
#include "backend/storage/order_records.h"
#include "shared/deadline.h"
#include "shared/result.h"

namespace darkstore::storage {

struct FulfilmentLineRecord {
  ItemId item;
  std::int32_t quantity = 0;
  std::int64_t version = 0;  ///< of the row after it was taken
};

/// The part of an order that one DC ships; its id for people is "<order>/<number>".
struct FulfilmentRecord {
  int number = 0;
  DcId dc;
  FulfilmentState state = FulfilmentState::kGranted;
  float minutes = 0;
  std::vector<FulfilmentLineRecord> lines;
};

/// Something that happened to an order, and who did it.
struct OrderEventRecord {
  WallTime at{};
  int fulfilment = 0;  ///< 0 = the whole order
  std::string what;
  std::string actor;
  std::string note;
};

/// An order with everything that hangs on it.
struct OrderRecord {
  OrderId id;
  RegionId region;
  CustomerId customer;
  OrderState state = OrderState::kConfirmed;
  GeoPoint position;
  std::vector<LineRecord> lines;
  std::int64_t total_minor = 0;
  std::string currency;
  bool partial = false;
  TimingRecord timing;
  WallTime placed_at{};
  std::vector<FulfilmentRecord> fulfilments;
  std::vector<OrderEventRecord> events;  ///< oldest first
};

/// What the live list shows; `refusal` set: an attempt that left no order.
struct OrderSummaryRecord {
  OrderId id;
  RegionId region;
  CustomerId customer;
  OrderState state = OrderState::kConfirmed;
  FulfilmentState fulfilment = FulfilmentState::kGranted;
  Refusal refusal = Refusal::kNone;
  bool partial = false;
  std::vector<DcId> dcs;
  std::int32_t lines = 0;
  std::int64_t total_minor = 0;
  std::string currency;
  TimingRecord timing;
  WallTime placed_at{};
};

enum class OrderFilter { kAny = 0, kOpen = 1, kInPart = 2, kRefused = 3, kSplit = 4, kDone = 5 };

/// Which orders; newest first, strictly before `before` (an id: it sorts by time).
struct OrderQuery {
  OrderFilter filter = OrderFilter::kAny;
  std::optional<std::int64_t> tail;  ///< the 40 bits of a short id
  std::optional<OrderId> id;
  std::vector<CustomerId> customers;  ///< empty = any
  std::optional<DcId> dc;
  std::optional<RegionId> region;
  std::optional<OrderId> before;
  int limit = 50;
};

/// Reads orders of one shard. Lists come from what the caller gives as `database` (a replica serves); one
/// order is read from the primary, for people look at what they have just done.
class OrderReader {
 public:
  explicit OrderReader(Database& database) : database_(database) {}

  [[nodiscard]] Result<std::optional<OrderRecord>> order(const OrderId& id, Deadline until);
  [[nodiscard]] Result<std::vector<OrderSummaryRecord>> list(const OrderQuery& query, Deadline until);
  [[nodiscard]] Result<std::optional<AttemptRecord>> attempt(const Uuid& key, Deadline until);

 private:
  Database& database_;
};

}  // namespace darkstore::storage
