#pragma once

#include "backend/storage/order_records.h"

namespace darkstore::ordering {

using storage::FulfilmentState;

/// The one table of fulfilment states. Everything else follows from it: the order's own state too.
///
///   granted -> picking -> picked -> on the way -> delivered
///      \---------\----------\-> cancelled
///
/// A cancel returns stock only before PICKED: what is bagged is checked and received again by hand.
[[nodiscard]] constexpr bool allowed(FulfilmentState from, FulfilmentState to) {
  switch (to) {
    case FulfilmentState::kPicking:
      return from == FulfilmentState::kGranted;
    case FulfilmentState::kPicked:
      return from == FulfilmentState::kPicking;
    case FulfilmentState::kOnTheWay:
      return from == FulfilmentState::kPicked;
    case FulfilmentState::kDelivered:
      return from == FulfilmentState::kOnTheWay;
    case FulfilmentState::kCancelled:
      return from <= FulfilmentState::kPicked;
    case FulfilmentState::kGranted:
      return false;
  }
  return false;
}

[[nodiscard]] constexpr bool cancel_returns_stock(FulfilmentState from) {
  return from < FulfilmentState::kPicked;
}

}  // namespace darkstore::ordering
