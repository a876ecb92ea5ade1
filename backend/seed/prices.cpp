#include "backend/seed/prices.h"

#include <algorithm>
#include <cmath>

namespace darkstore::seed {
namespace {

// What the last digits of a price are rounded to.
std::int64_t step_of(double minor) {
  std::int64_t step = 10;
  while (minor >= static_cast<double>(step) * 500) {
    step *= 10;
  }
  return step;
}

}  // namespace

std::int64_t shop_price(double minor, Currency currency) {
  if (minor < 20) {
    return std::max<std::int64_t>(1, std::llround(minor));
  }
  // A step down by one: 3.50 is 3.49, 25.00 is 24.99. Currencies without a minor unit end in a round number.
  const auto step = step_of(minor);
  const auto rounded = std::max<std::int64_t>(step, std::llround(minor / static_cast<double>(step)) * step);
  return currency.exponent() == 0 ? rounded : rounded - 1;
}

std::int64_t PriceList::minor(std::int64_t euro_cents) const {
  return factor_ == 1 ? euro_cents : shop_price(static_cast<double>(euro_cents) * factor_, currency_);
}

}  // namespace darkstore::seed
