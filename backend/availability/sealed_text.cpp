#include "backend/availability/sealed_text.h"

#include <sodium.h>

#include <cstdint>
#include <tuple>

#include "backend/storage/little_endian.h"
#include "shared/invariant.h"

namespace darkstore::availability {
namespace {

constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
constexpr std::size_t kSealBytes = crypto_auth_BYTES;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// What is sealed: the length in front keeps bytes and context apart.
std::string sealed_part(std::string_view bytes, std::string_view context) {
  std::string part;
  storage::append_little_endian(part, static_cast<std::uint64_t>(bytes.size()));
  part += bytes;
  part += context;
  return part;
}

}  // namespace

SealKey seal_key(std::string_view purpose, std::string_view secret) {
  static_assert(crypto_auth_KEYBYTES == std::tuple_size_v<SealKey>);
  invariant(sodium_init() >= 0, "libsodium starts");
  invariant(secret.size() >= 16, "the secret has at least 16 bytes");
  const auto named = sealed_part(purpose, secret);
  SealKey key{};
  crypto_generichash(key.data(), key.size(), bytes_of(named), named.size(), nullptr, 0);
  return key;
}

std::string seal_text(std::string_view bytes, std::string_view context, const SealKey& key) {
  const auto part = sealed_part(bytes, context);
  std::string sealed(bytes);
  sealed.resize(bytes.size() + kSealBytes);
  crypto_auth(reinterpret_cast<unsigned char*>(sealed.data()) + bytes.size(), bytes_of(part), part.size(),
              key.data());
  std::string text(sodium_base64_encoded_len(sealed.size(), kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes_of(sealed), sealed.size(), kVariant);
  text.pop_back();  // its terminating zero
  return text;
}

std::optional<std::string> open_text(std::string_view text, std::string_view context, const SealKey& key,
                                     std::size_t bytes_max) {
  if (text.size() > sodium_base64_encoded_len(bytes_max + kSealBytes, kVariant)) {
    return std::nullopt;
  }
  std::string bytes(text.size(), '\0');
  std::size_t length = 0;
  const char* end = nullptr;
  const int failed = sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(),
                                       text.data(), text.size(), nullptr, &length, &end, kVariant);
  if (failed != 0 || end != text.data() + text.size() || length < kSealBytes) {
    return std::nullopt;
  }
  bytes.resize(length);
  const std::string seal = bytes.substr(length - kSealBytes);
  bytes.resize(length - kSealBytes);
  const auto part = sealed_part(bytes, context);
  if (crypto_auth_verify(bytes_of(seal), bytes_of(part), part.size(), key.data()) != 0) {
    return std::nullopt;
  }
  return bytes;
}

}  // namespace darkstore::availability
