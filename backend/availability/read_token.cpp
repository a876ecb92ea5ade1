#include "backend/availability/read_token.h"

#include <sodium.h>

#include <algorithm>
#include <cstdint>
#include <utility>

#include "backend/storage/little_endian.h"
#include "shared/invariant.h"

namespace darkstore::availability {
namespace {

using storage::append_little_endian;
using storage::little_endian_at;

// A token: form, flags, customer, end of its time, counts, rows, shards, seal.
constexpr char kForm = 1;
constexpr char kPrimaryFlag = 1;
constexpr std::size_t kHeadBytes = 1 + 1 + 8 + 8 + 2 + 2;
constexpr std::size_t kRowBytes = 4 + 8 + 8;
constexpr std::size_t kShardBytes = 4 + 8;
constexpr std::size_t kShardsMax = 1000;
constexpr std::size_t kBytesMax = kHeadBytes + ReadTokens::kRowsMax * kRowBytes + kShardsMax * kShardBytes;

constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
constexpr std::size_t kTextMax = sodium_base64_ENCODED_LEN(kBytesMax + crypto_auth_BYTES, kVariant);

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

tl::unexpected<Error> not_ours() {
  return invalid("read_token", "not a token of this service");
}

// Sorted, each key once, with its newest version.
void tidy(std::vector<RowFloor>& rows) {
  std::sort(rows.begin(), rows.end(), [](const RowFloor& a, const RowFloor& b) {
    return a.key != b.key ? a.key < b.key : a.version > b.version;
  });
  const auto last = std::unique(rows.begin(), rows.end(),
                                [](const RowFloor& a, const RowFloor& b) { return a.key == b.key; });
  rows.erase(last, rows.end());
}

ReadFloors decode(std::string_view bytes, std::size_t rows, std::size_t shards) {
  ReadFloors floors;
  floors.from_primary = bytes[1] == kPrimaryFlag;
  floors.customer = CustomerId{little_endian_at<std::int64_t>(bytes, 2)};
  std::size_t at = kHeadBytes;
  for (std::size_t i = 0; i < rows; ++i, at += kRowBytes) {
    floors.rows.push_back({.key = {.dc = DcId{little_endian_at<std::int32_t>(bytes, at)},
                                   .item = ItemId{little_endian_at<std::int64_t>(bytes, at + 4)}},
                           .version = little_endian_at<std::int64_t>(bytes, at + 12)});
  }
  for (std::size_t i = 0; i < shards; ++i, at += kShardBytes) {
    floors.shards.push_back({.shard = ShardId{little_endian_at<std::int32_t>(bytes, at)},
                             .lsn = storage::Lsn{little_endian_at<std::uint64_t>(bytes, at + 4)}});
  }
  return floors;
}

}  // namespace

ReadTokens::ReadTokens(std::string_view secret) {
  static_assert(crypto_auth_KEYBYTES == 32);
  invariant(sodium_init() >= 0, "libsodium starts");
  invariant(secret.size() >= 16, "the secret has at least 16 bytes");
  // A key of our own: what else is sealed with the secret cannot be taken for a token.
  constexpr std::string_view kPurpose = "darkstore read token 1";
  crypto_generichash_state state;
  crypto_generichash_init(&state, bytes_of(kPurpose), kPurpose.size(), key_.size());
  crypto_generichash_update(&state, bytes_of(secret), secret.size());
  crypto_generichash_final(&state, key_.data(), key_.size());
}

std::string ReadTokens::issue(ReadFloors floors, WallTime now) const {
  tidy(floors.rows);
  if (floors.rows.size() > kRowsMax) {
    floors.rows.clear();
    floors.from_primary = true;
  }
  invariant(floors.shards.size() <= kShardsMax, "a purchase touches a handful of shards");
  std::string bytes;
  bytes += kForm;
  bytes += floors.from_primary ? kPrimaryFlag : '\0';
  append_little_endian(bytes, floors.customer.value());
  append_little_endian(bytes, static_cast<std::int64_t>((now + kGoodFor).time_since_epoch().count()));
  append_little_endian(bytes, static_cast<std::uint16_t>(floors.rows.size()));
  append_little_endian(bytes, static_cast<std::uint16_t>(floors.shards.size()));
  for (const auto& row : floors.rows) {
    append_little_endian(bytes, row.key.dc.value());
    append_little_endian(bytes, row.key.item.value());
    append_little_endian(bytes, row.version);
  }
  for (const auto& floor : floors.shards) {
    append_little_endian(bytes, floor.shard.value());
    append_little_endian(bytes, floor.lsn.value());
  }
  const auto length = bytes.size();
  bytes.resize(length + crypto_auth_BYTES);
  crypto_auth(reinterpret_cast<unsigned char*>(bytes.data()) + length, bytes_of(bytes), length, key_.data());
  std::string text(sodium_base64_encoded_len(bytes.size(), kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), bytes.size(), kVariant);
  text.pop_back();  // its terminating zero
  return text;
}

Result<ReadFloors> ReadTokens::parse(std::string_view token, WallTime now) const {
  if (token.empty()) {
    return ReadFloors{};
  }
  if (token.size() > kTextMax) {
    return not_ours();
  }
  std::string buffer(token.size(), '\0');
  std::size_t length = 0;
  const char* end = nullptr;
  const int failed = sodium_base642bin(reinterpret_cast<unsigned char*>(buffer.data()), buffer.size(),
                                       token.data(), token.size(), nullptr, &length, &end, kVariant);
  if (failed != 0 || end != token.data() + token.size() || length < kHeadBytes + crypto_auth_BYTES) {
    return not_ours();
  }
  const std::string_view bytes(buffer.data(), length - crypto_auth_BYTES);
  if (crypto_auth_verify(bytes_of(buffer) + bytes.size(), bytes_of(bytes), bytes.size(), key_.data()) != 0) {
    return not_ours();
  }
  const std::size_t rows = little_endian_at<std::uint16_t>(bytes, 18);
  const std::size_t shards = little_endian_at<std::uint16_t>(bytes, 20);
  if (bytes[0] != kForm || bytes.size() != kHeadBytes + rows * kRowBytes + shards * kShardBytes) {
    return not_ours();  // sealed by us: a backend of another version
  }
  if (little_endian_at<std::int64_t>(bytes, 10) <= now.time_since_epoch().count()) {
    return ReadFloors{};
  }
  return decode(bytes, rows, shards);
}

}  // namespace darkstore::availability
