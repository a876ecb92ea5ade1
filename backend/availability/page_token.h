#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "backend/availability/sealed_text.h"
#include "shared/result.h"

namespace darkstore::availability {

/// Seals the place where a list's next page begins together with what was asked, so that a token cannot be
/// made up, nor used with another question or by someone else. Thread-safe.
class PageTokens {
 public:
  /// @param secret  at least 16 bytes, the same at every backend
  explicit PageTokens(std::string_view secret);

  /// @param question  all that must be the same when the token comes back, in one text
  [[nodiscard]] std::string issue(std::uint32_t position, std::string_view question) const;

  /// @return 0 for an empty text; kInvalidArgument naming "page_token" for anything not issued for this
  /// question
  [[nodiscard]] Result<std::uint32_t> parse(std::string_view token, std::string_view question) const;

 private:
  SealKey key_;
};

}  // namespace darkstore::availability
