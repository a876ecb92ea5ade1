#include "shared/money.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace darkstore {
namespace {

struct Entry {
  std::string_view code;
  int exponent;
};

// ISO 4217, the currencies of the metropolises in the seed and the usual ones beside them.
constexpr std::array kCurrencies{
    Entry{"AED", 2}, Entry{"ARS", 2}, Entry{"AUD", 2}, Entry{"BDT", 2}, Entry{"BRL", 2}, Entry{"CAD", 2},
    Entry{"CHF", 2}, Entry{"CLP", 0}, Entry{"CNY", 2}, Entry{"COP", 2}, Entry{"CZK", 2}, Entry{"DKK", 2},
    Entry{"EGP", 2}, Entry{"EUR", 2}, Entry{"GBP", 2}, Entry{"HKD", 2}, Entry{"HUF", 2}, Entry{"IDR", 2},
    Entry{"ILS", 2}, Entry{"INR", 2}, Entry{"JPY", 0}, Entry{"KES", 2}, Entry{"KRW", 0}, Entry{"KWD", 3},
    Entry{"MAD", 2}, Entry{"MXN", 2}, Entry{"MYR", 2}, Entry{"NGN", 2}, Entry{"NOK", 2}, Entry{"NZD", 2},
    Entry{"PEN", 2}, Entry{"PHP", 2}, Entry{"PKR", 2}, Entry{"PLN", 2}, Entry{"RON", 2}, Entry{"SAR", 2},
    Entry{"SEK", 2}, Entry{"SGD", 2}, Entry{"THB", 2}, Entry{"TRY", 2}, Entry{"TWD", 2}, Entry{"UAH", 2},
    Entry{"USD", 2}, Entry{"VND", 0}, Entry{"ZAR", 2},
};

const Entry* find(std::string_view code) {
  const auto* at = std::ranges::lower_bound(kCurrencies, code, {}, &Entry::code);
  return at != kCurrencies.end() && at->code == code ? at : nullptr;
}

}  // namespace

Result<Currency> Currency::parse(std::string_view code) {
  if (find(code) == nullptr) {
    return invalid("currency", "not a currency Darkstore sells in; give an ISO 4217 code such as EUR");
  }
  Currency currency;
  std::ranges::copy(code, currency.code_);
  return currency;
}

int Currency::exponent() const {
  return find(code())->exponent;
}

Result<Money> Money::plus(Money other) const {
  if (currency_ != other.currency_) {
    return invalid("currency", "amounts of different currencies have no sum");
  }
  std::int64_t sum = 0;
  if (__builtin_add_overflow(minor_, other.minor_, &sum)) {
    return invalid("amount", "the sum is larger than 64 bits hold");
  }
  return Money{sum, currency_};
}

Result<Money> Money::times(std::int64_t count) const {
  std::int64_t product = 0;
  if (__builtin_mul_overflow(minor_, count, &product)) {
    return invalid("amount", "the product is larger than 64 bits hold");
  }
  return Money{product, currency_};
}

std::string Money::text() const {
  // The magnitude in unsigned arithmetic: the most negative int64 has no positive twin.
  const bool negative = minor_ < 0;
  const auto magnitude =
      negative ? 0 - static_cast<std::uint64_t>(minor_) : static_cast<std::uint64_t>(minor_);
  auto digits = std::to_string(magnitude);
  const auto exponent = static_cast<std::size_t>(currency_.exponent());
  if (exponent > 0) {
    if (digits.size() <= exponent) {
      digits.insert(0, exponent + 1 - digits.size(), '0');
    }
    digits.insert(digits.size() - exponent, 1, '.');
  }
  return (negative ? "-" : "") + std::string(currency_.code()) + " " + digits;
}

}  // namespace darkstore
