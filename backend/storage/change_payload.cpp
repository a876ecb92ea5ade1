#include "backend/storage/change_payload.h"

#include <array>
#include <charconv>
#include <limits>

namespace darkstore::storage {
namespace {

constexpr std::size_t kFields = 6;

std::string encode(const StockChange& change) {
  const std::array<std::int64_t, kFields> fields{change.key.dc.value(), change.key.item.value(),
                                                 change.version,        change.quantity,
                                                 change.delta,          change.kind};
  std::string text;
  for (const auto field : fields) {
    if (!text.empty()) {
      text += ',';
    }
    text += std::to_string(field);
  }
  return text;
}

bool fits_int(std::int64_t value) {
  return value >= std::numeric_limits<std::int32_t>::min() &&
         value <= std::numeric_limits<std::int32_t>::max();
}

Result<StockChange> decode(std::string_view text) {
  std::array<std::int64_t, kFields> fields{};
  const char* at = text.data();
  const char* const end = text.data() + text.size();
  for (std::size_t i = 0; i < kFields; ++i) {
    if (i > 0 && (at == end || *at++ != ',')) {
      return invalid("payload", "a change has six numbers");
    }
    const auto [next, failure] = std::from_chars(at, end, fields[i]);
    if (failure != std::errc{}) {
      return invalid("payload", "a change has six numbers");
    }
    at = next;
  }
  const auto [dc, item, version, quantity, delta, kind] = fields;
  if (at != end || !fits_int(dc) || version < 1 || !fits_int(quantity) || quantity < 0 || !fits_int(delta) ||
      kind < 1 || kind > 99) {
    return invalid("payload", "a number of a change is out of range");
  }
  return StockChange{.key = {DcId{static_cast<std::int32_t>(dc)}, ItemId{item}},
                     .version = version,
                     .quantity = static_cast<std::int32_t>(quantity),
                     .delta = static_cast<std::int32_t>(delta),
                     .kind = static_cast<int>(kind)};
}

}  // namespace

std::vector<std::string> encode_changes(std::span<const StockChange> changes) {
  std::vector<std::string> payloads;
  for (const auto& change : changes) {
    const auto text = encode(change);
    if (payloads.empty() || payloads.back().size() + 1 + text.size() > kPayloadBytesMax) {
      payloads.push_back(text);
    } else {
      payloads.back() += ';';
      payloads.back() += text;
    }
  }
  return payloads;
}

Result<std::vector<StockChange>> decode_changes(std::string_view payload) {
  std::vector<StockChange> changes;
  while (true) {
    const auto cut = payload.find(';');
    auto change = decode(payload.substr(0, cut));
    if (!change) {
      return tl::unexpected(std::move(change.error()));
    }
    changes.push_back(*change);
    if (cut == std::string_view::npos) {
      return changes;
    }
    payload.remove_prefix(cut + 1);
  }
}

}  // namespace darkstore::storage
