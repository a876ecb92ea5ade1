#pragma once

#include <string>
#include <string_view>

namespace darkstore::storage {

/// Bytes as lower-case hexadecimal text, and back (the input is what the database encoded).
[[nodiscard]] std::string to_hex(std::string_view bytes);
[[nodiscard]] std::string from_hex(std::string_view hex);

}  // namespace darkstore::storage
