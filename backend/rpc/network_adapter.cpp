#include "backend/rpc/network_adapter.h"

#include <algorithm>
#include <charconv>

#include "backend/rpc/checks.h"
#include "backend/rpc/ledger_codec.h"
#include "backend/rpc/request_hash.h"

namespace darkstore::rpc {
namespace {

constexpr int kDcsMax = 10'000;
constexpr int kHottest = 5;
constexpr int kLastChanges = 10;

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

v1::Role encode(Role role) {
  switch (role) {
    case Role::kViewer:
      return v1::VIEWER;
    case Role::kOperator:
      return v1::OPERATOR;
    case Role::kSupport:
      return v1::SUPPORT;
    case Role::kAdmin:
      return v1::ADMIN;
  }
  return v1::ROLE_UNSPECIFIED;
}

}  // namespace

NetworkAdapter::NetworkAdapter(Gate& gate, Parts parts) : Adapter(gate), parts_(std::move(parts)) {
  unary<v1::ListRegionsRequest, v1::ListRegionsResponse>("ListRegions",
                                                         std::bind_front(&NetworkAdapter::regions, this));
  unary<v1::ListDcsRequest, v1::ListDcsResponse>("ListDcs", std::bind_front(&NetworkAdapter::dcs, this));
  unary<v1::GetDcRequest, v1::GetDcResponse>("GetDc", std::bind_front(&NetworkAdapter::get, this));
  unary<v1::SetDcOpenRequest, v1::SetDcOpenResponse>("SetDcOpen",
                                                     std::bind_front(&NetworkAdapter::set_open, this));
  unary<v1::GetStatusRequest, v1::GetStatusResponse>("GetStatus",
                                                     std::bind_front(&NetworkAdapter::status, this));
  unary<v1::WhoAmIRequest, v1::WhoAmIResponse>(
      "WhoAmI", [](const auto&, const Call& call) -> Result<v1::WhoAmIResponse> {
        v1::WhoAmIResponse response;
        response.set_actor(call.actor.name);
        response.set_role(rpc::encode(call.actor.role));
        return response;
      });
  stream<v1::WatchNetworkRequest>("WatchNetwork",
                                  [this](const auto&, const Call&) -> Result<std::shared_ptr<FrameSource>> {
                                    return parts_.feed.watch();
                                  });
}

v1::Dc NetworkAdapter::encode(const nearby::Dc& dc) const {
  v1::Dc out;
  out.set_id(dc.id.value());
  out.set_code(dc.code);
  out.set_name(dc.name);
  if (const auto metro = parts_.metros.find(dc.id); metro != parts_.metros.end()) {
    out.set_metro(metro->second);
  }
  out.set_region_id(dc.region.value());
  out.mutable_position()->set_latitude(dc.position.latitude);
  out.mutable_position()->set_longitude(dc.position.longitude);
  out.set_radius_m(static_cast<std::int32_t>(dc.radius_m));
  out.set_time_zone(dc.zone);
  out.set_open_minute(dc.hours.open_minute);
  out.set_close_minute(dc.hours.close_minute);
  out.set_closed_by_hand(dc.closed_by_hand);
  out.set_health(dc.closed_by_hand ? v1::OFFLINE : static_cast<v1::DcHealth>(parts_.health.of(dc.id)));
  return out;
}

Result<v1::ListRegionsResponse> NetworkAdapter::regions(const v1::ListRegionsRequest& /*request*/,
                                                        const Call& /*call*/) const {
  std::map<RegionId, int> counts;
  const auto dcs = parts_.finder.dcs();
  for (const auto& dc : dcs->dcs()) {
    ++counts[dc.region];
  }
  const auto servers = parts_.servers();
  v1::ListRegionsResponse response;
  for (const auto& region : parts_.regions.all()) {
    auto* out = response.add_regions();
    out->set_id(region.id.value());
    out->set_code(region.code);
    out->set_name(region.name);
    out->set_shard_id(region.shard.value());
    const auto shard = std::ranges::find(servers.shards, region.shard, &ShardServers::id);
    out->set_shard_name(shard == servers.shards.end() ? "" : shard->name);
    out->set_currency(std::string(region.currency.code()));
    out->set_dcs(counts[region.id]);
  }
  return response;
}

Result<v1::ListDcsResponse> NetworkAdapter::dcs(const v1::ListDcsRequest& request, const Call& call) const {
  const auto search = check_text("search", request.search(), 0, 100);
  const auto size = check_page_size(request.page_size(), kDcsMax, kDcsMax);
  if (const auto* error = first_error(search, size)) {
    return tl::unexpected(*error);
  }
  const auto about = "ListDcs " + call.actor.name + " " + *search;
  const auto place = parts_.page_tokens.parse(request.page_token(), about);
  if (!place) {
    return tl::unexpected(place.error());
  }
  std::int32_t after = 0;
  std::from_chars(place->data(), place->data() + place->size(),
                  after);  // sealed by us; empty is the first page
  const auto words = lower(*search);
  const auto dcs = parts_.finder.dcs();
  v1::ListDcsResponse response;
  for (const auto& dc : dcs->dcs()) {
    if (dc.id.value() <= after ||
        (!words.empty() && lower(dc.code + " " + dc.name).find(words) == std::string::npos)) {
      continue;
    }
    if (response.dcs_size() == *size) {
      const auto last = response.dcs(response.dcs_size() - 1).id();
      response.set_next_page_token(parts_.page_tokens.issue(std::to_string(last), about));
      break;
    }
    *response.add_dcs() = encode(dc);
  }
  return response;
}

Result<v1::GetDcResponse> NetworkAdapter::get(const v1::GetDcRequest& request, const Call& call) const {
  const DcId id{request.dc_id()};
  const auto dcs = parts_.finder.dcs();
  const auto* dc = dcs->find(id);
  if (dc == nullptr) {
    return fail(ErrorKind::kNotFound, "dc_id", "no such DC");
  }
  auto& reader = *parts_.shards.at(dc->shard);
  const auto stock = reader.health({&id, 1}, call.until);
  const auto minutes = reader.orders_a_minute(id, call.until);
  const auto hottest = reader.hottest(id, kHottest, call.until);
  const auto changes = reader.last_changes(id, kLastChanges, call.until);
  const auto items = reader.items(id, call.until);
  if (const auto* error = first_error(stock, minutes, hottest, changes, items)) {
    return tl::unexpected(*error);
  }
  v1::GetDcResponse response;
  *response.mutable_dc() = encode(*dc);
  if (!stock->empty()) {
    response.mutable_stock()->set_rows(stock->front().rows);
    response.mutable_stock()->set_low(stock->front().low);
    response.mutable_stock()->set_out(stock->front().out);
  }
  for (const auto count : *minutes) {
    response.add_orders_a_minute(count);
  }
  const auto modes = parts_.modes.snapshot();
  for (const auto& row : *hottest) {
    auto* hot = response.add_hottest();
    hot->set_item_id(row.item.value());
    const auto* item = parts_.catalogue.find(row.item);
    hot->set_name(item == nullptr ? "" : item->name);
    hot->set_orders(row.orders);
    hot->set_quantity(row.quantity);
    hot->set_mode(static_cast<v1::LockMode>(modes->of({id, row.item})));
  }
  for (const auto& change : *changes) {
    *response.add_last_changes() = encode_ledger(change, parts_.catalogue);
  }
  response.set_optimistic_rows(static_cast<std::int32_t>(std::ranges::count_if(
      *items, [&](ItemId item) { return modes->of({id, item}) == storage::LockMode::kOptimistic; })));
  return response;
}

Result<v1::SetDcOpenResponse> NetworkAdapter::set_open(const v1::SetDcOpenRequest& request,
                                                       const Call& call) {
  const auto id = check_request_id(request.request_id(), parts_.clock());
  const auto reason = check_text("reason", request.reason(), 1, 200);
  if (const auto* error = first_error(id, reason)) {
    return tl::unexpected(*error);
  }
  const auto done = parts_.directory.set_dc_open({*id, call.actor.name, "SetDcOpen", request_hash(request)},
                                                 DcId{request.dc_id()}, request.open(), *reason, call.until);
  if (!done) {
    return tl::unexpected(done.error());
  }
  parts_.dcs_changed();
  const auto dcs = parts_.finder.dcs();
  v1::SetDcOpenResponse response;
  if (const auto* dc = dcs->find(DcId{request.dc_id()})) {
    *response.mutable_dc() = encode(*dc);
    response.mutable_dc()->set_closed_by_hand(!request.open());  // the index follows within a second
    if (!request.open()) {
      response.mutable_dc()->set_health(v1::OFFLINE);
    }
  }
  return response;
}

Result<v1::GetStatusResponse> NetworkAdapter::status(const v1::GetStatusRequest& /*request*/,
                                                     const Call& /*call*/) const {
  const auto servers = parts_.servers();
  v1::GetStatusResponse response;
  response.set_backend(parts_.backend);
  response.set_version(DARKSTORE_VERSION);
  for (const auto& shard : servers.shards) {
    auto* out = response.add_shards();
    out->set_id(shard.id.value());
    out->set_name(shard.name);
    out->set_primary_up(shard.primary_up);
    out->set_replica_up(shard.replica_up);
    out->set_replica_lag_ms(shard.replica_lag_ms);
    out->set_down_since_ms(shard.down_since.time_since_epoch().count());
    out->set_reason(shard.reason);
  }
  response.set_directory_up(servers.directory_up);
  response.set_cache_up(servers.cache_up);
  return response;
}

}  // namespace darkstore::rpc
