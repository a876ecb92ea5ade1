#include "backend/rpc/order_codec.h"

#include <algorithm>
#include <unordered_set>

#include "backend/rpc/checks.h"

namespace darkstore::rpc {
namespace {

Result<std::vector<ordering::WantedLine>> decode_lines(
    const google::protobuf::RepeatedPtrField<v1::Line>& lines) {
  if (lines.empty() || lines.size() > 100) {
    return invalid("lines", "must have 1 to 100 lines");
  }
  std::vector<ordering::WantedLine> wanted;
  std::unordered_set<std::int64_t> items;
  for (int i = 0; i < lines.size(); ++i) {
    const auto path = "lines[" + std::to_string(i) + "]";
    if (lines[i].quantity() < 1 || lines[i].quantity() > 1000) {
      return invalid(path + ".quantity", "must be 1 to 1,000");
    }
    if (lines[i].item_id() < 1) {
      return invalid(path + ".item_id", "must be an item's id");
    }
    if (!items.insert(lines[i].item_id()).second) {
      return invalid(path + ".item_id", "the item stands in the basket already; raise that line's quantity");
    }
    wanted.push_back({ItemId{lines[i].item_id()}, lines[i].quantity()});
  }
  return wanted;
}

std::string refusal_text(const storage::AttemptRecord& attempt, const Names& names) {
  switch (attempt.refusal) {
    case storage::Refusal::kOutOfStock: {
      std::string text = "Out of stock:";
      for (const auto& line : attempt.lines) {
        if (line.left >= 0 && line.left < line.wanted) {
          const auto* item = names.catalogue.find(line.item);
          text += (text.back() == ':' ? " " : ", ") + (item == nullptr ? "an item" : item->name) + " (" +
                  std::to_string(line.left) + " of " + std::to_string(line.wanted) + ")";
        }
      }
      return text + ".";
    }
    case storage::Refusal::kNobodyNear:
      return "No DC delivers to this point within the promise.";
    case storage::Refusal::kAllClosed:
      return "Every DC near this point is closed at this hour.";
    case storage::Refusal::kWouldSplit:
      return "Only several DCs together have it all; allow a split.";
    case storage::Refusal::kNeedsTwoShards:
      return "Only DCs of two shards together have it all; order in two parts.";
    case storage::Refusal::kAbandoned:
      return "This key was abandoned before the order arrived; make a new one.";
    case storage::Refusal::kNotSoldHere:
      return "An item of the basket is not sold in this region.";
    case storage::Refusal::kNone:
      break;
  }
  return "";
}

void encode_money(std::int64_t minor, const std::string& currency, v1::Money* money) {
  money->set_minor(minor);
  money->set_currency(currency);
}

void encode_position(const GeoPoint& position, v1::GeoPoint* out) {
  out->set_latitude(position.latitude);
  out->set_longitude(position.longitude);
}

std::string dc_code(DcId dc, const Names& names) {
  const auto dcs = names.finder.dcs();
  const auto* found = dcs->find(dc);
  return found == nullptr ? "" : found->code;
}

void encode_line(const storage::LineRecord& line, const std::string& currency, const Names& names,
                 v1::OrderLine* out) {
  out->set_item_id(line.item.value());
  if (const auto* item = names.catalogue.find(line.item)) {
    out->set_name(item->name);
    out->set_brand(item->brand);
    out->set_size(item->size);
  }
  out->set_wanted(line.wanted);
  out->set_granted(line.granted);
  encode_money(line.each_minor, currency, out->mutable_each());
}

void encode_timing(const storage::TimingRecord& timing, v1::Timing* out) {
  out->set_nearby_us(timing.nearby_us);
  out->set_plan_us(timing.plan_us);
  out->set_lane_wait_us(timing.lane_wait_us);
  out->set_transaction_us(timing.transaction_us);
  out->set_batch_orders(static_cast<std::int32_t>(timing.batch_orders));
  out->set_rounds(static_cast<std::int32_t>(timing.rounds));
}

std::string region_code(RegionId id, const Names& names) {
  const auto* region = names.regions.find(id);
  return region == nullptr ? "" : region->code;
}

std::int64_t ms(WallTime at) {
  return at.time_since_epoch().count();
}

std::string fulfilment_id(const OrderId& order, int number) {
  return order.text() + "/" + std::to_string(number);
}

// The order as it was placed, from the attempt: a replay answers what the first call answered.
void encode_placed(const storage::AttemptRecord& attempt, const Names& names, v1::Order* order) {
  order->set_id(attempt.order.text());
  order->set_short_id(attempt.order.short_text());
  order->set_customer_id(attempt.customer.value());
  order->set_state(v1::CONFIRMED);
  encode_position(attempt.position, order->mutable_position());
  order->set_region(region_code(attempt.region, names));
  encode_money(attempt.total_minor(), attempt.currency, order->mutable_total());
  order->set_placed_at_ms(ms(attempt.decided_at));
  order->set_partial(attempt.partial());
  encode_timing(attempt.timing, order->mutable_timing());
  for (const auto& line : attempt.lines) {
    encode_line(line, attempt.currency, names, order->add_lines());
  }
  v1::Fulfilment* fulfilment = nullptr;
  for (const auto& part : attempt.parts) {
    if (fulfilment == nullptr || fulfilment->dc_id() != part.dc.value()) {
      fulfilment = order->add_fulfilments();
      fulfilment->set_id(fulfilment_id(attempt.order, order->fulfilments_size()));
      fulfilment->set_dc_id(part.dc.value());
      fulfilment->set_dc_code(dc_code(part.dc, names));
      fulfilment->set_state(v1::GRANTED);
      fulfilment->set_minutes_promised(part.minutes);
    }
    auto* line = fulfilment->add_lines();
    line->set_item_id(part.item.value());
    line->set_quantity(part.quantity);
    line->set_version(part.version_before + 1);
  }
}

void encode_line_outcome(const storage::AttemptRecord& attempt, const storage::LineRecord& line,
                         v1::LineOutcome* out) {
  out->set_item_id(line.item.value());
  out->set_wanted(line.wanted);
  out->set_granted(line.granted);
  out->set_left(line.left);
  out->set_retries(line.retries);
  for (const auto& part : attempt.parts) {
    if (part.item != line.item) {
      continue;
    }
    auto* granted = out->add_parts();
    granted->set_dc_id(part.dc.value());
    granted->set_quantity(part.quantity);
    granted->set_version_before(part.version_before);
    granted->set_version_after(part.version_before + 1);
    granted->set_mode(static_cast<v1::LockMode>(part.mode));
  }
}

}  // namespace

Result<ordering::PlaceOrder> decode(const v1::PlaceOrderRequest& request, const Call& call) {
  auto key = IdempotencyKey::parse(request.key());
  if (!key) {
    return tl::unexpected(key.error());
  }
  if (request.customer_id() < 1) {
    return invalid("customer_id", "must be a customer's id");
  }
  auto position = check_position(request.position(), request.has_position());
  if (!position) {
    return tl::unexpected(position.error());
  }
  auto lines = decode_lines(request.lines());
  if (!lines) {
    return tl::unexpected(lines.error());
  }
  auto reach = check_reach(request.reach_within_minutes());
  if (!reach) {
    return tl::unexpected(reach.error());
  }
  if (request.payment() != v1::ON_ACCOUNT) {
    return invalid("payment", "only ON_ACCOUNT is taken");
  }
  return ordering::PlaceOrder{std::move(*key),
                              CustomerId{request.customer_id()},
                              *position,
                              std::move(*lines),
                              {request.policy().may_split(), request.policy().may_be_partial()},
                              *reach,
                              call.actor.name,
                              call.until};
}

Result<ordering::PlaceOrder> decode(const v1::PlanOrderRequest& request, const Call& call) {
  auto position = check_position(request.position(), request.has_position());
  if (!position) {
    return tl::unexpected(position.error());
  }
  auto lines = decode_lines(request.lines());
  if (!lines) {
    return tl::unexpected(lines.error());
  }
  auto reach = check_reach(request.reach_within_minutes());
  if (!reach) {
    return tl::unexpected(reach.error());
  }
  ordering::PlaceOrder order;
  order.position = *position;
  order.lines = std::move(*lines);
  order.policy = {request.policy().may_split(), request.policy().may_be_partial()};
  order.reach_within = *reach;
  order.until = call.until;
  return order;
}

v1::PlaceOrderResponse encode(const ordering::Outcome& outcome, const Names& names) {
  const auto& attempt = outcome.attempt;
  v1::PlaceOrderResponse response;
  response.set_attempt_id(attempt.order.text());
  response.set_replayed(outcome.replayed);
  if (attempt.outcome == storage::AttemptOutcome::kPlaced) {
    encode_placed(attempt, names, response.mutable_placed()->mutable_order());
  } else {
    response.mutable_refused()->set_reason(static_cast<v1::RefusalReason>(attempt.refusal));
    response.mutable_refused()->set_text(refusal_text(attempt, names));
  }
  for (const auto& line : attempt.lines) {
    encode_line_outcome(attempt, line, response.add_lines());
  }
  encode_timing(attempt.timing, response.mutable_timing());
  if (!outcome.replayed) {
    response.mutable_timing()->set_commit_us(outcome.times.commit.count());
    response.mutable_timing()->set_total_us(outcome.times.total.count());
  }
  return response;
}

v1::PlanOrderResponse encode(const ordering::Preview& preview, const ordering::PlaceOrder& request,
                             const Names& names) {
  v1::PlanOrderResponse response;
  response.set_refusal(static_cast<v1::RefusalReason>(preview.plan.refusal));
  response.set_view_age_ms(static_cast<std::int32_t>(preview.age_max.count()));
  if (preview.region == nullptr) {
    return response;
  }
  response.set_region(preview.region->code);
  const auto seen = [&](ShelfKey key) {
    const auto at = std::ranges::find(preview.keys, key);
    return at == preview.keys.end()
               ? 0
               : preview.seen[static_cast<std::size_t>(at - preview.keys.begin())].quantity;
  };
  const auto dcs = names.finder.dcs();
  v1::PlannedFulfilment* fulfilment = nullptr;
  for (const auto& part : preview.plan.parts) {
    if (fulfilment == nullptr || fulfilment->dc_id() != part.dc.value()) {
      fulfilment = response.add_fulfilments();
      fulfilment->set_dc_id(part.dc.value());
      if (const auto* dc = dcs->find(part.dc)) {
        fulfilment->set_dc_code(dc->code);
        fulfilment->set_dc_name(dc->name);
      }
      const auto candidate = std::ranges::find(preview.candidates, part.dc, &ordering::Candidate::dc);
      fulfilment->set_minutes(candidate->minutes);
    }
    auto* line = fulfilment->add_lines();
    line->set_item_id(part.item.value());
    line->set_quantity(part.quantity);
    line->set_seen(seen({part.dc, part.item}));
  }
  std::int64_t total = 0;
  for (std::size_t i = 0; i < request.lines.size() && i < preview.each_minor.size(); ++i) {
    const auto& line = request.lines[i];
    const auto granted = preview.plan.granted(line.item);
    total += preview.each_minor[i] * granted;
    if (granted < line.quantity) {
      auto* missing = response.add_short_lines();
      missing->set_item_id(line.item.value());
      missing->set_wanted(line.quantity);
      for (const auto& candidate : preview.candidates) {
        missing->set_seen(missing->seen() + seen({candidate.dc, line.item}));
      }
    }
  }
  encode_money(total, std::string(preview.region->currency.code()), response.mutable_total());
  return response;
}

v1::Order encode(const storage::OrderRecord& order, const Names& names) {
  v1::Order out;
  out.set_id(order.id.text());
  out.set_short_id(order.id.short_text());
  out.set_customer_id(order.customer.value());
  out.set_state(static_cast<v1::OrderState>(order.state));
  encode_position(order.position, out.mutable_position());
  out.set_region(region_code(order.region, names));
  encode_money(order.total_minor, order.currency, out.mutable_total());
  out.set_placed_at_ms(ms(order.placed_at));
  out.set_partial(order.partial);
  encode_timing(order.timing, out.mutable_timing());
  for (const auto& line : order.lines) {
    encode_line(line, order.currency, names, out.add_lines());
  }
  for (const auto& part : order.fulfilments) {
    auto* fulfilment = out.add_fulfilments();
    fulfilment->set_id(fulfilment_id(order.id, part.number));
    fulfilment->set_dc_id(part.dc.value());
    fulfilment->set_dc_code(dc_code(part.dc, names));
    fulfilment->set_state(static_cast<v1::FulfilmentState>(part.state));
    fulfilment->set_minutes_promised(part.minutes);
    for (const auto& line : part.lines) {
      auto* taken = fulfilment->add_lines();
      taken->set_item_id(line.item.value());
      taken->set_quantity(line.quantity);
      taken->set_version(line.version);
    }
  }
  auto* placed = out.add_history();
  placed->set_at_ms(ms(order.placed_at));
  placed->set_what("placed");
  for (const auto& event : order.events) {
    auto* entry = out.add_history();
    entry->set_at_ms(ms(event.at));
    entry->set_what(event.what);
    entry->set_actor(event.actor);
    entry->set_note(event.note);
    if (event.fulfilment > 0) {
      entry->set_fulfilment_id(fulfilment_id(order.id, event.fulfilment));
    }
  }
  return out;
}

v1::OrderSummary encode(const storage::OrderSummaryRecord& order, const Names& names) {
  const auto& t = order.timing;
  storage::OrderNotice notice;
  notice.id = order.id;
  notice.region = order.region;
  notice.customer = order.customer;
  notice.state = order.state;
  notice.fulfilment = order.fulfilment;
  notice.refusal = order.refusal;
  notice.partial = order.partial;
  notice.lines = order.lines;
  notice.total_minor = order.total_minor;
  notice.currency = order.currency;
  notice.answer_ms = static_cast<int>((t.nearby_us + t.plan_us + t.lane_wait_us + t.transaction_us) / 1000);
  notice.placed_at = order.placed_at;
  notice.dcs = order.dcs;
  return encode(notice, names);
}

v1::OrderSummary encode(const storage::OrderNotice& notice, const Names& names) {
  v1::OrderSummary out;
  out.set_id(notice.id.text());
  out.set_short_id(notice.id.short_text());
  out.set_placed_at_ms(ms(notice.placed_at));
  out.set_customer_id(notice.customer.value());
  for (const auto dc : notice.dcs) {
    out.add_dc_ids(dc.value());
  }
  out.set_lines(notice.lines);
  out.set_region(region_code(notice.region, names));
  out.set_answer_ms(notice.answer_ms);
  out.set_partial(notice.partial);
  if (notice.refusal == storage::Refusal::kNone) {
    out.set_state(static_cast<v1::OrderState>(notice.state));
    out.set_fulfilment(static_cast<v1::FulfilmentState>(notice.fulfilment));
    encode_money(notice.total_minor, notice.currency, out.mutable_total());
  } else {
    out.set_refused(true);
    out.set_refusal(static_cast<v1::RefusalReason>(notice.refusal));
  }
  return out;
}

}  // namespace darkstore::rpc
