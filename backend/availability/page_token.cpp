#include "backend/availability/page_token.h"

#include "backend/storage/little_endian.h"

namespace darkstore::availability {

PageTokens::PageTokens(std::string_view secret) : key_(seal_key("darkstore page token 1", secret)) {}

std::string PageTokens::issue(std::uint32_t position, std::string_view question) const {
  std::string bytes;
  storage::append_little_endian(bytes, position);
  return seal_text(bytes, question, key_);
}

Result<std::uint32_t> PageTokens::parse(std::string_view token, std::string_view question) const {
  if (token.empty()) {
    return 0U;
  }
  const auto bytes = open_text(token, question, key_, sizeof(std::uint32_t));
  if (!bytes || bytes->size() != sizeof(std::uint32_t)) {
    return invalid("page_token", "not a page of this list");
  }
  return storage::little_endian_at<std::uint32_t>(*bytes, 0);
}

}  // namespace darkstore::availability
