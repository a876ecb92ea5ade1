#include "backend/rpc/page_token.h"

#include <sodium.h>

namespace darkstore::rpc {
namespace {

constexpr std::size_t kMacBytes = 16;
constexpr std::size_t kTokenBytesMax = 400;

std::string mac_of(const std::array<unsigned char, 32>& key, std::string_view place, std::string_view about) {
  std::string mac(kMacBytes, '\0');
  std::string text = std::to_string(place.size()) + ":" + std::string(place) + std::string(about);
  crypto_generichash(reinterpret_cast<unsigned char*>(mac.data()), mac.size(),
                     reinterpret_cast<const unsigned char*>(text.data()), text.size(), key.data(),
                     key.size());
  return mac;
}

}  // namespace

PageTokens::PageTokens(std::string_view secret) {
  constexpr std::string_view kPurpose = "darkstore page token";
  crypto_generichash(key_.data(), key_.size(), reinterpret_cast<const unsigned char*>(kPurpose.data()),
                     kPurpose.size(), reinterpret_cast<const unsigned char*>(secret.data()),
                     std::min<std::size_t>(secret.size(), crypto_generichash_KEYBYTES_MAX));
}

std::string PageTokens::issue(std::string_view place, std::string_view about) const {
  const auto bytes = mac_of(key_, place, about) + std::string(place);
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.resize(text.find('\0'));
  return text;
}

Result<std::string> PageTokens::parse(std::string_view token, std::string_view about) const {
  if (token.empty()) {
    return std::string{};
  }
  const auto wrong = [] {
    return invalid("page_token", "not a token of this list; ask for the first page and go on from there");
  };
  if (token.size() > kTokenBytesMax) {
    return wrong();
  }
  std::string bytes(token.size(), '\0');
  std::size_t length = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), token.data(),
                        token.size(), nullptr, &length, nullptr,
                        sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
      length < kMacBytes) {
    return wrong();
  }
  bytes.resize(length);
  auto place = bytes.substr(kMacBytes);
  if (sodium_memcmp(bytes.data(), mac_of(key_, place, about).data(), kMacBytes) != 0) {
    return wrong();
  }
  return place;
}

}  // namespace darkstore::rpc
