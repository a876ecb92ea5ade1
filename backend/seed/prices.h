#pragma once

#include <cstdint>

#include "shared/money.h"

namespace darkstore::seed {

/// The price that a shop would print for about this amount: 3.49, 24.99, 1,290. Never below 1.
/// @param minor in minor units of the currency
[[nodiscard]] std::int64_t shop_price(double minor, Currency currency);

/// Turns prices in euro cents into those of one currency.
class PriceList {
 public:
  /// @param minor_a_euro_cent what a euro cent is worth in minor units of the currency, price level included
  PriceList(Currency currency, double minor_a_euro_cent) : currency_(currency), factor_(minor_a_euro_cent) {}

  /// @param euro_cents at least 1: printed already, so a list of euros leaves it as it is
  [[nodiscard]] std::int64_t minor(std::int64_t euro_cents) const;
  [[nodiscard]] Currency currency() const { return currency_; }

 private:
  Currency currency_;
  double factor_;
};

}  // namespace darkstore::seed
