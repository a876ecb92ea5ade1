#include "shared/uuid.h"

#include <algorithm>

namespace darkstore {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::string_view kCrockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

int hex_value(char c) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  if (c >= 'a' && c <= 'f') {
    return c - 'a' + 10;
  }
  if (c >= 'A' && c <= 'F') {
    return c - 'A' + 10;
  }
  return -1;
}

constexpr bool hyphen_at(std::size_t i) {
  return i == 8 || i == 13 || i == 18 || i == 23;
}

}  // namespace

Uuid Uuid::v7(WallTime at, std::uint16_t rand_a, std::uint64_t entropy) {
  Uuid uuid;
  auto ms = static_cast<std::uint64_t>(at.time_since_epoch().count());
  for (std::size_t i = 6; i-- > 0; ms >>= 8U) {
    uuid.bytes_[i] = static_cast<std::uint8_t>(ms);
  }
  uuid.bytes_[6] = static_cast<std::uint8_t>(0x70U | (rand_a >> 8U & 0x0FU));
  uuid.bytes_[7] = static_cast<std::uint8_t>(rand_a);
  for (std::size_t i = 16; i-- > 8; entropy >>= 8U) {
    uuid.bytes_[i] = static_cast<std::uint8_t>(entropy);
  }
  uuid.bytes_[8] = static_cast<std::uint8_t>(0x80U | (uuid.bytes_[8] & 0x3FU));
  return uuid;
}

Result<Uuid> Uuid::parse(std::string_view text, std::string_view field) {
  const auto wrong = [&] { return invalid(std::string(field), "must be a version 7 UUID"); };
  if (text.size() != 36) {
    return wrong();
  }
  Uuid uuid;
  std::size_t nibble = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (hyphen_at(i)) {
      if (text[i] != '-') {
        return wrong();
      }
      continue;
    }
    const int value = hex_value(text[i]);
    if (value < 0) {
      return wrong();
    }
    auto& byte = uuid.bytes_[nibble++ / 2];
    byte = static_cast<std::uint8_t>(byte << 4U | static_cast<unsigned>(value));
  }
  if (uuid.bytes_[6] >> 4U != 7 || uuid.bytes_[8] >> 6U != 2) {
    return wrong();
  }
  return uuid;
}

WallTime Uuid::time() const {
  std::int64_t ms = 0;
  for (std::size_t i = 0; i < 6; ++i) {
    ms = ms << 8 | bytes_[i];
  }
  return WallTime{std::chrono::milliseconds{ms}};
}

RegionId Uuid::region() const {
  return RegionId{(bytes_[6] & 0x0F) << 8 | bytes_[7]};
}

std::string Uuid::text() const {
  std::string text;
  text.reserve(36);
  for (const auto byte : bytes_) {
    if (hyphen_at(text.size())) {
      text += '-';
    }
    text += kHex[byte >> 4U];
    text += kHex[byte & 0x0FU];
  }
  return text;
}

std::string Uuid::short_text() const {
  std::uint64_t tail = 0;
  for (std::size_t i = 11; i < 16; ++i) {
    tail = tail << 8U | bytes_[i];
  }
  std::string text(9, '-');
  for (std::size_t i = 9; i-- > 0;) {
    if (i == 4) {
      continue;
    }
    text[i] = kCrockford[tail & 31U];
    tail >>= 5U;
  }
  return text;
}

Result<IdempotencyKey> IdempotencyKey::parse(std::string_view text, std::string_view field) {
  const auto dot = text.find('.');
  const auto region = text.substr(0, std::min(dot, text.size()));
  const bool region_ok = !region.empty() && region.size() <= 32 && std::ranges::all_of(region, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
  if (dot == std::string_view::npos || !region_ok) {
    return invalid(std::string(field), "must be REGION.UUIDv7, with the region that Nearby named");
  }
  auto uuid = Uuid::parse(text.substr(dot + 1), field);
  if (!uuid) {
    return tl::unexpected(uuid.error());
  }
  return IdempotencyKey{std::string(region), *uuid};
}

}  // namespace darkstore
