#include "backend/rpc/availability_adapter.h"

#include <charconv>
#include <chrono>
#include <unordered_set>

#include "backend/rpc/checks.h"

namespace darkstore::rpc {
namespace {

v1::ReadSource encode(availability::ReadSource source) {
  switch (source) {
    case availability::ReadSource::kNearCache:
      return v1::NEAR_CACHE;
    case availability::ReadSource::kCache:
      return v1::CACHE;
    case availability::ReadSource::kReplica:
      return v1::REPLICA;
    case availability::ReadSource::kPrimary:
      return v1::PRIMARY;
  }
  return v1::READ_SOURCE_UNSPECIFIED;
}

void encode(const availability::ReadReport& report, std::chrono::steady_clock::time_point start,
            v1::ReadReport* out) {
  out->set_from_near_cache(report.from_near_cache);
  out->set_from_cache(report.from_cache);
  out->set_from_replica(report.from_replica);
  out->set_from_primary(report.from_primary);
  out->set_replica_lag_ms(report.replica_lag_ms);
  out->set_oldest_age_ms(report.oldest_age_ms);
  out->set_cache_away(report.cache_away);
  out->set_micros(
      std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count());
}

}  // namespace

AvailabilityAdapter::AvailabilityAdapter(Gate& gate, Parts parts) : Adapter(gate), parts_(std::move(parts)) {
  unary<v1::GetMenuRequest, v1::GetMenuResponse>("GetMenu",
                                                 std::bind_front(&AvailabilityAdapter::menu, this));
  unary<v1::GetAvailabilityRequest, v1::GetAvailabilityResponse>(
      "GetAvailability", std::bind_front(&AvailabilityAdapter::availability, this));
}

template <class Request>
Result<AvailabilityAdapter::Point> AvailabilityAdapter::point_of(const Request& request) const {
  const auto position = check_position(request.position(), request.has_position());
  const auto within_minutes = check_reach(request.reach_within_minutes());
  auto floors = parts_.read_tokens.parse(request.read_token(), parts_.clock());
  if (const auto* error = first_error(position, within_minutes, floors)) {
    return tl::unexpected(*error);
  }
  Point point;
  point.floors = std::move(*floors);
  const auto reach = parts_.finder.reach(*position, {.reach_within = *within_minutes}, parts_.clock());
  for (const auto& reached : reach.serves) {
    point.reach.push_back({reached.dc->id, reached.minutes});
  }
  if (!reach.serves.empty()) {
    point.region = parts_.regions.find(reach.serves.front().dc->region);
  }
  return point;
}

void AvailabilityAdapter::encode(const availability::ItemAvailability& found,
                                 const ordering::RegionInfo& region, v1::MenuItem* out) const {
  out->set_item_id(found.item.value());
  if (const auto* item = parts_.catalogue.find(found.item)) {
    out->set_gtin(item->gtin);
    out->set_name(item->name);
    out->set_brand(item->brand);
    out->set_size(item->size);
    out->set_category_id(item->category_id);
  }
  if (const auto price = parts_.catalogue.price(found.item, region.currency)) {
    out->mutable_price()->set_minor(price->minor());
    out->mutable_price()->set_currency(std::string(price->currency().code()));
  }
  constexpr std::int64_t kShownMax = std::numeric_limits<std::int32_t>::max();
  out->set_available(static_cast<std::int32_t>(std::min(found.available, kShownMax)));
  out->set_soonest_minutes(found.soonest_minutes);
  const auto modes = parts_.modes.snapshot();
  for (const auto& stock : found.at) {
    auto* at = out->add_at();
    at->set_dc_id(stock.row.key.dc.value());
    at->set_quantity(stock.row.quantity);
    at->set_version(stock.row.version);
    at->set_minutes(stock.minutes);
    at->set_age_ms(static_cast<std::int32_t>(stock.row.age.count()));
    at->set_source(rpc::encode(stock.row.source));
  }
  if (!found.at.empty()) {
    out->set_mode(static_cast<v1::LockMode>(modes->of(found.at.front().row.key)));
  }
}

Result<v1::GetMenuResponse> AvailabilityAdapter::menu(const v1::GetMenuRequest& request, const Call& call) {
  const auto start = std::chrono::steady_clock::now();
  const auto point = point_of(request);
  const auto search = check_text("search", request.search(), 0, 100);
  const auto size = check_page_size(request.page_size(), 20, 100);
  if (const auto* error = first_error(point, search, size)) {
    return tl::unexpected(*error);
  }
  v1::GetMenuResponse response;
  if (point->region == nullptr) {
    return response;  // nobody near is an answer: an empty menu
  }
  auto same = request;
  same.clear_page_token();
  same.clear_page_size();
  same.clear_read_token();
  const auto about = "GetMenu " + call.actor.name + " " + same.SerializeAsString();
  const auto place = parts_.page_tokens.parse(request.page_token(), about);
  if (!place) {
    return tl::unexpected(place.error());
  }
  std::uint32_t from = 0;
  std::from_chars(place->data(), place->data() + place->size(),
                  from);  // sealed by us; empty is the first page
  const auto page = parts_.menu.page({.reach = point->reach,
                                      .search = *search,
                                      .category = request.category_id(),
                                      .page_size = *size,
                                      .from = from,
                                      .in_stock_only = request.in_stock_only(),
                                      .options = point->options(request.from_primary())},
                                     call.until);
  if (!page) {
    return tl::unexpected(page.error());
  }
  response.set_region(point->region->code);
  for (const auto& dc : point->reach) {
    response.add_reach(dc.dc.value());
  }
  for (const auto& item : page->items) {
    encode(item, *point->region, response.add_items());
  }
  if (page->next) {
    response.set_next_page_token(parts_.page_tokens.issue(std::to_string(*page->next), about));
  }
  rpc::encode(page->report, start, response.mutable_report());
  return response;
}

Result<v1::GetAvailabilityResponse> AvailabilityAdapter::availability(
    const v1::GetAvailabilityRequest& request, const Call& call) {
  const auto start = std::chrono::steady_clock::now();
  const auto point = point_of(request);
  if (!point) {
    return tl::unexpected(point.error());
  }
  if (request.item_ids_size() < 1 || request.item_ids_size() > 100) {
    return invalid("item_ids", "must have 1 to 100 items");
  }
  std::vector<ItemId> items;
  std::unordered_set<ItemId> seen;
  for (int i = 0; i < request.item_ids_size(); ++i) {
    const ItemId item{request.item_ids(i)};
    const auto path = "item_ids[" + std::to_string(i) + "]";
    if (parts_.catalogue.find(item) == nullptr) {
      return fail(ErrorKind::kNotFound, path, "no such item");
    }
    if (!seen.insert(item).second) {
      return invalid(path, "the item was asked for already");
    }
    items.push_back(item);
  }
  v1::GetAvailabilityResponse response;
  if (point->region == nullptr) {
    return response;
  }
  const auto view =
      parts_.availability.effective(point->reach, items, point->options(request.from_primary()), call.until);
  if (!view) {
    return tl::unexpected(view.error());
  }
  response.set_region(point->region->code);
  for (const auto& dc : point->reach) {
    response.add_reach(dc.dc.value());
  }
  for (const auto& item : view->items) {
    encode(item, *point->region, response.add_items());
  }
  rpc::encode(view->report, start, response.mutable_report());
  return response;
}

}  // namespace darkstore::rpc
