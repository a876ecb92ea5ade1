#include "shared/money.h"

#include <limits>

#include <gtest/gtest.h>

namespace darkstore {
namespace {

Money eur(std::int64_t minor) {
  return {minor, *Currency::parse("EUR")};
}

TEST(Money, KnowsItsExponent) {
  EXPECT_EQ(eur(1230).text(), "EUR 12.30");
  EXPECT_EQ(Money(450, *Currency::parse("JPY")).text(), "JPY 450");
  EXPECT_EQ(Money(5, *Currency::parse("KWD")).text(), "KWD 0.005");
  EXPECT_EQ(eur(-5).text(), "-EUR 0.05");
  EXPECT_EQ(eur(std::numeric_limits<std::int64_t>::min()).text(), "-EUR 92233720368547758.08");
}

TEST(Money, NeverAddsTwoCurrencies) {
  EXPECT_EQ(eur(1).plus(Money(1, *Currency::parse("USD"))).error().field, "currency");
}

TEST(Money, RefusesWhatLeavesSixtyFourBits) {
  EXPECT_EQ(eur(std::numeric_limits<std::int64_t>::max()).plus(eur(1)).error().kind,
            ErrorKind::kInvalidArgument);
  EXPECT_EQ(eur(std::numeric_limits<std::int64_t>::max()).times(2).error().kind, ErrorKind::kInvalidArgument);
}

TEST(Currency, RefusesAnUnknownCode) {
  for (const auto* code : {"", "EU", "eur", "EURO", "XXX"}) {
    EXPECT_FALSE(Currency::parse(code)) << code;
  }
}

}  // namespace
}  // namespace darkstore
