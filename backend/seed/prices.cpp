#include "backend/seed/prices.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>

namespace darkstore::seed {
namespace {

struct Rate {
  std::string_view code;
  double per_euro;
};

// Rough rates of 2025: a plausible shop, not a bank.
constexpr std::array kRates{
    Rate{"AED", 4.2},  Rate{"ARS", 1500},  Rate{"AUD", 1.75}, Rate{"BRL", 6.3},  Rate{"CAD", 1.6},
    Rate{"CHF", 0.94}, Rate{"CLP", 1080},  Rate{"CNY", 8.2},  Rate{"COP", 4600}, Rate{"CZK", 24.5},
    Rate{"DKK", 7.46}, Rate{"EGP", 56},    Rate{"EUR", 1},    Rate{"GBP", 0.86}, Rate{"HKD", 9},
    Rate{"HUF", 395},  Rate{"IDR", 19000}, Rate{"INR", 100},  Rate{"JPY", 170},  Rate{"KRW", 1620},
    Rate{"MXN", 21.5}, Rate{"MYR", 4.9},   Rate{"NGN", 1750}, Rate{"NOK", 11.7}, Rate{"NZD", 1.95},
    Rate{"PEN", 4.1},  Rate{"PHP", 67},    Rate{"PLN", 4.25}, Rate{"RON", 5.07}, Rate{"SAR", 4.35},
    Rate{"SEK", 11},   Rate{"SGD", 1.5},   Rate{"THB", 38},   Rate{"TRY", 48},   Rate{"TWD", 35},
    Rate{"USD", 1.16}, Rate{"VND", 30500}, Rate{"ZAR", 20.5},
};

// What the last digits of a price are rounded to.
std::int64_t step_of(double minor) {
  std::int64_t step = 10;
  while (minor >= static_cast<double>(step) * 500) {
    step *= 10;
  }
  return step;
}

}  // namespace

Result<PriceList> PriceList::of(Currency currency) {
  const auto* rate = std::ranges::find(kRates, currency.code(), &Rate::code);
  if (rate == kRates.end()) {
    return fail(ErrorKind::kInternal, "", "no rate is known for " + std::string(currency.code()));
  }
  return PriceList(currency, rate->per_euro * std::pow(10, currency.exponent() - 2));
}

std::int64_t PriceList::minor(std::int64_t euro_cents) const {
  const auto exact = static_cast<double>(euro_cents) * factor_;
  if (exact < 20) {
    return std::max<std::int64_t>(1, std::llround(exact));
  }
  // A step down by one: 3.50 is 3.49, 25.00 is 24.99. Currencies without a minor unit end in a round number.
  const auto step = step_of(exact);
  const auto rounded = std::max<std::int64_t>(step, std::llround(exact / static_cast<double>(step)) * step);
  return currency_.exponent() == 0 ? rounded : rounded - 1;
}

}  // namespace darkstore::seed
