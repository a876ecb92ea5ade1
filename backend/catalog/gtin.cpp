#include "backend/catalog/gtin.h"

#include <algorithm>
#include <cstddef>

#include "shared/invariant.h"

namespace darkstore::catalog {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

char gtin_check_digit(std::string_view twelve) {
  invariant(twelve.size() == 12 && std::ranges::all_of(twelve, is_digit),
            "a check digit follows twelve digits");
  int sum = 0;
  for (std::size_t i = 0; i < twelve.size(); ++i) {
    sum += (twelve[i] - '0') * (i % 2 == 0 ? 1 : 3);
  }
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

bool is_gtin13(std::string_view text) {
  return text.size() == 13 && std::ranges::all_of(text, is_digit) &&
         gtin_check_digit(text.substr(0, 12)) == text[12];
}

}  // namespace darkstore::catalog
