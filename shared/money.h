#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "shared/result.h"

namespace darkstore {

/// An ISO 4217 code that Darkstore sells in; it knows how many digits its minor unit has (JPY 0, EUR 2, KWD
/// 3).
class Currency {
 public:
  constexpr Currency() = default;
  /// @return kInvalidArgument with field "currency" for a code outside the table in money.cpp
  [[nodiscard]] static Result<Currency> parse(std::string_view code);
  [[nodiscard]] std::string_view code() const { return {code_, 3}; }
  [[nodiscard]] int exponent() const;
  constexpr auto operator<=>(const Currency&) const = default;

 private:
  char code_[4] = "EUR";
};

/// An amount in minor units of one currency. Never a double; sums of different currencies do not exist.
class Money {
 public:
  constexpr Money() = default;
  constexpr Money(std::int64_t minor, Currency currency) : minor_(minor), currency_(currency) {}
  [[nodiscard]] constexpr std::int64_t minor() const { return minor_; }
  [[nodiscard]] constexpr Currency currency() const { return currency_; }

  /// @return kInvalidArgument when the currencies differ or the sum leaves int64
  [[nodiscard]] Result<Money> plus(Money other) const;
  /// @return kInvalidArgument when the product leaves int64
  [[nodiscard]] Result<Money> times(std::int64_t count) const;
  /// "EUR 12.30", "JPY 450", "-EUR 0.05": for logs and the command line; the console formats by locale.
  [[nodiscard]] std::string text() const;

  constexpr bool operator==(const Money&) const = default;

 private:
  std::int64_t minor_ = 0;
  Currency currency_;
};

}  // namespace darkstore
