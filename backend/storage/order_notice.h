#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "backend/storage/order_records.h"
#include "shared/result.h"

namespace darkstore::storage {

/// What the live list shows of an order or a refused attempt: NOTIFY on kOrdersChannel inside the transaction
/// that placed, refused or moved it.
struct OrderNotice {
  OrderId id;
  RegionId region;
  CustomerId customer;
  OrderState state = OrderState::kConfirmed;
  FulfilmentState fulfilment = FulfilmentState::kGranted;  ///< the least advanced that is not cancelled
  Refusal refusal = Refusal::kNone;                        ///< set: an attempt without an order
  bool partial = false;
  bool placed_now = false;  ///< the order was placed by this transaction, not moved
  std::int32_t lines = 0;
  std::int64_t total_minor = 0;
  std::string currency;
  std::int32_t answer_ms = 0;  ///< up to the decision
  WallTime placed_at{};
  std::vector<DcId> dcs;
  bool operator==(const OrderNotice&) const = default;
};

/// Payloads for kOrdersChannel, in the order given, as few as fit in 7,900 bytes each.
[[nodiscard]] std::vector<std::string> encode_notices(std::span<const OrderNotice> notices);

/// @return kInvalidArgument naming "payload" for anything that encode_notices does not write
[[nodiscard]] Result<std::vector<OrderNotice>> decode_notices(std::string_view payload);

/// The notice of a fresh attempt.
[[nodiscard]] OrderNotice notice_of(const AttemptRecord& attempt, WallTime now);

}  // namespace darkstore::storage
