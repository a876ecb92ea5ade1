#pragma once

#include <cstdint>

#include "shared/money.h"
#include "shared/result.h"

namespace darkstore::seed {

/// Turns prices in euro cents into the prices of one currency, as a shop would print them: 3.49,
/// 1,290, 24.99.
class PriceList {
 public:
  /// @return kInternal for a currency without a rate
  [[nodiscard]] static Result<PriceList> of(Currency currency);

  /// @param euro_cents at least 1
  /// @return at least 1
  [[nodiscard]] std::int64_t minor(std::int64_t euro_cents) const;
  [[nodiscard]] Currency currency() const { return currency_; }

 private:
  PriceList(Currency currency, double minor_per_euro_cent)
      : currency_(currency), factor_(minor_per_euro_cent) {}

  Currency currency_;
  double factor_;
};

}  // namespace darkstore::seed
