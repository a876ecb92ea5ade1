#include "backend/storage/order_notice.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "backend/storage/change_payload.h"

namespace darkstore::storage {
namespace {

constexpr std::size_t kFields = 14;

std::string encode(const OrderNotice& n) {
  std::string dcs;
  for (const auto dc : n.dcs) {
    dcs += (dcs.empty() ? "" : "+") + std::to_string(dc.value());
  }
  const auto number = [](auto value) { return std::to_string(static_cast<std::int64_t>(value)) + ","; };
  return n.id.text() + "," + number(n.region.value()) + number(n.customer.value()) + number(n.state) +
         number(n.fulfilment) + number(n.refusal) + number(n.partial) + number(n.placed_now) +
         number(n.lines) + number(n.total_minor) + n.currency + "," + number(n.answer_ms) +
         number(n.placed_at.time_since_epoch().count()) + dcs;
}

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> pieces;
  while (true) {
    const auto end = text.find(at);
    pieces.push_back(text.substr(0, end));
    if (end == std::string_view::npos) {
      return pieces;
    }
    text.remove_prefix(end + 1);
  }
}

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  return failed == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

std::optional<OrderNotice> decode(std::string_view text) {
  const auto fields = split(text, ',');
  if (fields.size() != kFields) {
    return std::nullopt;
  }
  const auto id = Uuid::parse(fields[0], "payload");
  std::vector<std::int64_t> values;
  for (const std::size_t i : {1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12}) {
    const auto value = number(fields[i]);
    if (!value) {
      return std::nullopt;
    }
    values.push_back(*value);
  }
  OrderNotice n;
  if (!fields[13].empty()) {
    for (const auto piece : split(fields[13], '+')) {
      const auto dc = number(piece);
      if (!dc) {
        return std::nullopt;
      }
      n.dcs.emplace_back(static_cast<int>(*dc));
    }
  }
  if (!id) {
    return std::nullopt;
  }
  n.id = *id;
  n.region = RegionId{static_cast<int>(values[0])};
  n.customer = CustomerId{values[1]};
  n.state = static_cast<OrderState>(values[2]);
  n.fulfilment = static_cast<FulfilmentState>(values[3]);
  n.refusal = static_cast<Refusal>(values[4]);
  n.partial = values[5] != 0;
  n.placed_now = values[6] != 0;
  n.lines = static_cast<int>(values[7]);
  n.total_minor = values[8];
  n.currency = std::string(fields[10]);
  n.answer_ms = static_cast<int>(values[9]);
  n.placed_at = WallTime{std::chrono::milliseconds{values[10]}};
  return n;
}

}  // namespace

std::vector<std::string> encode_notices(std::span<const OrderNotice> notices) {
  std::vector<std::string> payloads;
  for (const auto& notice : notices) {
    auto text = encode(notice);
    if (payloads.empty() || payloads.back().size() + text.size() + 1 > kPayloadBytesMax) {
      payloads.push_back(std::move(text));
    } else {
      payloads.back() += ';';
      payloads.back() += text;
    }
  }
  return payloads;
}

Result<std::vector<OrderNotice>> decode_notices(std::string_view payload) {
  std::vector<OrderNotice> notices;
  for (const auto piece : split(payload, ';')) {
    auto notice = decode(piece);
    if (!notice) {
      return invalid("payload", "not a list of order notices");
    }
    notices.push_back(std::move(*notice));
  }
  return notices;
}

OrderNotice notice_of(const AttemptRecord& attempt, WallTime now) {
  OrderNotice notice;
  notice.id = attempt.order;
  notice.region = attempt.region;
  notice.customer = attempt.customer;
  notice.refusal = attempt.refusal;
  notice.partial = attempt.outcome == AttemptOutcome::kPlaced && attempt.partial();
  notice.placed_now = attempt.outcome == AttemptOutcome::kPlaced;
  notice.lines = static_cast<int>(attempt.lines.size());
  notice.total_minor = attempt.total_minor();
  notice.currency = attempt.currency;
  const auto& t = attempt.timing;
  notice.answer_ms = static_cast<int>((t.nearby_us + t.plan_us + t.lane_wait_us + t.transaction_us) / 1000);
  notice.placed_at = now;
  for (const auto& part : attempt.parts) {
    if (std::ranges::find(notice.dcs, part.dc) == notice.dcs.end()) {
      notice.dcs.push_back(part.dc);
    }
  }
  return notice;
}

}  // namespace darkstore::storage
