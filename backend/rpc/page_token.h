#pragma once

#include <array>
#include <string>
#include <string_view>

#include "shared/result.h"

namespace darkstore::rpc {

/// Makes page tokens that only fit the request and the caller they were made for: the position in the list,
/// sealed with an HMAC over it, the actor and the request's other fields. Good at any backend with the same
/// secret. Thread-safe.
class PageTokens {
 public:
  /// @param secret  at least 16 bytes
  explicit PageTokens(std::string_view secret);

  /// @param place  where the next page begins, at most 200 bytes
  /// @param about  what the list is of: method, actor, filters; the same again for the next page
  [[nodiscard]] std::string issue(std::string_view place, std::string_view about) const;
  /// @return the place; empty for an empty token; kInvalidArgument "page_token" for any other text
  [[nodiscard]] Result<std::string> parse(std::string_view token, std::string_view about) const;

 private:
  std::array<unsigned char, 32> key_{};
};

}  // namespace darkstore::rpc
