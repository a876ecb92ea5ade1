#include "backend/catalog/gtin.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace darkstore::catalog {
namespace {

std::string twelve_digits() {
  std::string digits;
  for (int i = 0; i < 12; ++i) {
    digits += static_cast<char>(*rc::gen::inRange<int>('0', '9' + 1));
  }
  return digits;
}

TEST(Gtin, HasTheCheckDigitsThatGs1Prints) {
  EXPECT_EQ(gtin_check_digit("629104150021"), '3');  // the example of GS1's own calculator
  EXPECT_EQ(gtin_check_digit("400638133393"), '1');
  EXPECT_EQ(gtin_check_digit("000000000000"), '0');
}

RC_GTEST_PROP(Gtin, IsValidWithItsCheckDigitAndNoOther, ()) {
  const auto digits = twelve_digits();
  const auto right = gtin_check_digit(digits);
  for (char last = '0'; last <= '9'; ++last) {
    RC_ASSERT(is_gtin13(digits + last) == (last == right));
  }
}

RC_GTEST_PROP(Gtin, NoticesAnySingleWrongDigit, ()) {
  auto gtin = twelve_digits();
  gtin += gtin_check_digit(gtin);
  const auto at = *rc::gen::inRange<std::size_t>(0, gtin.size());
  const auto wrong = static_cast<char>(*rc::gen::inRange<int>('0', '9' + 1));
  RC_PRE(gtin[at] != wrong);
  gtin[at] = wrong;
  RC_ASSERT(!is_gtin13(gtin));
}

TEST(Gtin, IsThirteenDigitsAndNothingElse) {
  for (const auto* text :
       {"", "629104150021", "62910415002133", "629104150021x", " 629104150021", "6291041500213 "}) {
    EXPECT_FALSE(is_gtin13(text)) << text;
  }
}

}  // namespace
}  // namespace darkstore::catalog
