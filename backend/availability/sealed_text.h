#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace darkstore::availability {

using SealKey = std::array<unsigned char, 32>;

/// A key for one purpose out of a secret with several: what is sealed for one is worth nothing for another.
/// @param secret  at least 16 bytes
[[nodiscard]] SealKey seal_key(std::string_view purpose, std::string_view secret);

/// The bytes and their seal (HMAC) as base64url text without padding.
/// @param context  sealed with them but not part of the text: opening needs the same
[[nodiscard]] std::string seal_text(std::string_view bytes, std::string_view context, const SealKey& key);

/// @return none for anything that seal_text did not make with this key and context, or that is longer than
/// bytes_max
[[nodiscard]] std::optional<std::string> open_text(std::string_view text, std::string_view context,
                                                   const SealKey& key, std::size_t bytes_max);

}  // namespace darkstore::availability
