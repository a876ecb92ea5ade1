#pragma once

#include <string_view>

namespace darkstore::catalog {

/// The thirteenth digit of a GTIN-13 (GS1 General Specifications, 7.9): weights 1 and 3 in turn, up to a
/// multiple of 10.
/// @param twelve the first twelve digits
[[nodiscard]] char gtin_check_digit(std::string_view twelve);

/// Whether the text is a GTIN-13: thirteen digits, the last the right one.
[[nodiscard]] bool is_gtin13(std::string_view text);

}  // namespace darkstore::catalog
