#include "backend/rpc/order_adapter.h"

#include <algorithm>
#include <charconv>

#include "backend/ordering/states.h"
#include "backend/rpc/checks.h"
#include "backend/rpc/request_hash.h"

namespace darkstore::rpc {
namespace {

constexpr std::string_view kCrockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

// "7H2M-81C4", with or without the hyphen, in any case: the last 40 bits of an order id.
std::optional<std::int64_t> tail_of(std::string_view text) {
  std::int64_t tail = 0;
  int characters = 0;
  for (const char c : text) {
    if (c == '-') {
      continue;
    }
    const auto value = kCrockford.find(static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c));
    if (value == std::string_view::npos || ++characters > 8) {
      return std::nullopt;
    }
    tail = tail << 5 | static_cast<std::int64_t>(value);
  }
  return characters == 8 ? std::optional(tail) : std::nullopt;
}

// What a list is about: its page tokens fit no other.
std::string about(const v1::ListOrdersRequest& request, const Call& call) {
  auto same = request;
  same.clear_page_token();
  same.clear_page_size();
  same.clear_read_token();
  return "ListOrders " + call.actor.name + " " + same.SerializeAsString();
}

struct FulfilmentName {
  OrderId order;
  int number = 0;
};

Result<FulfilmentName> parse_fulfilment(const std::string& text) {
  const auto slash = text.find('/');
  const auto order = Uuid::parse(std::string_view(text).substr(0, slash), "fulfilment_id");
  int number = 0;
  if (slash != std::string::npos) {
    const char* end = text.data() + text.size();
    const auto [at, failed] = std::from_chars(text.data() + slash + 1, end, number);
    number = failed == std::errc{} && at == end ? number : 0;
  }
  if (!order || number < 1 || number > 100) {
    return invalid("fulfilment_id", "must be the order's id, a slash and a number");
  }
  return FulfilmentName{*order, number};
}

Result<storage::FulfilmentState> parse_state(std::string_view field, v1::FulfilmentState state) {
  if (state < v1::GRANTED || state > v1::CANCELLED) {
    return invalid(std::string(field), "must be a fulfilment's state");
  }
  return static_cast<storage::FulfilmentState>(state);
}

}  // namespace

OrderAdapter::OrderAdapter(Gate& gate, Parts parts) : Adapter(gate), parts_(std::move(parts)) {
  async<v1::PlaceOrderRequest, v1::PlaceOrderResponse>(
      Lane::kOrder, "PlaceOrder",
      [this](const auto& request, const Call& call, auto done) { place(request, call, std::move(done)); });
  unary<v1::PlanOrderRequest, v1::PlanOrderResponse>("PlanOrder", std::bind_front(&OrderAdapter::plan, this));
  unary<v1::GetOutcomeRequest, v1::GetOutcomeResponse>("GetOutcome",
                                                       std::bind_front(&OrderAdapter::outcome, this));
  unary<v1::GetOrderRequest, v1::GetOrderResponse>("GetOrder", std::bind_front(&OrderAdapter::get, this));
  unary<v1::ListOrdersRequest, v1::ListOrdersResponse>("ListOrders",
                                                       std::bind_front(&OrderAdapter::list, this));
  unary<v1::CancelOrderRequest, v1::CancelOrderResponse>("CancelOrder",
                                                         std::bind_front(&OrderAdapter::cancel, this));
  unary<v1::AdvanceFulfilmentRequest, v1::AdvanceFulfilmentResponse>(
      "AdvanceFulfilment", std::bind_front(&OrderAdapter::advance, this));
  unary<v1::FindCustomersRequest, v1::FindCustomersResponse>("FindCustomers",
                                                             std::bind_front(&OrderAdapter::customers, this));
  stream<v1::WatchOrdersRequest>(
      "WatchOrders", [this](const auto& request, const Call&) -> Result<std::shared_ptr<FrameSource>> {
        const auto rate = check_page_size(request.rate_max(), 20, 1000);
        if (!rate) {
          return invalid("rate_max", "must be 1 to 1,000, or 0 for 20");
        }
        return parts_.feed.watch(*rate,
                                 request.dc_id() == 0 ? std::nullopt : std::optional(DcId{request.dc_id()}));
      });
}

void OrderAdapter::place(const v1::PlaceOrderRequest& request, const Call& call,
                         Gate::Done<v1::PlaceOrderResponse> done) {
  auto order = decode(request, call);
  if (!order) {
    done(tl::unexpected(order.error()));
    return;
  }
  parts_.engine.place(std::move(*order), [this, done = std::move(done)](Result<ordering::Outcome> outcome) {
    if (!outcome) {
      done(tl::unexpected(outcome.error()));
      return;
    }
    parts_.meter.note_answer(outcome->times.total, std::chrono::steady_clock::now());
    auto response = encode(*outcome, parts_.names);
    availability::ReadFloors floors;
    floors.customer = outcome->attempt.customer;
    for (const auto& part : outcome->attempt.parts) {
      floors.rows.push_back({{part.dc, part.item}, part.version_before + 1});
    }
    if (outcome->log_end) {
      floors.shards.push_back({parts_.regions.find(outcome->attempt.region)->shard, *outcome->log_end});
    } else {
      floors.from_primary = true;
    }
    response.set_read_token(parts_.read_tokens.issue(std::move(floors), parts_.clock()));
    done(std::move(response));
  });
}

Result<v1::PlanOrderResponse> OrderAdapter::plan(const v1::PlanOrderRequest& request, const Call& call) {
  const auto order = decode(request, call);
  if (!order) {
    return tl::unexpected(order.error());
  }
  const auto preview = parts_.engine.preview(*order);
  if (!preview) {
    return tl::unexpected(preview.error());
  }
  auto response = encode(*preview, *order, parts_.names);
  const auto modes = parts_.modes.snapshot();
  for (auto& fulfilment : *response.mutable_fulfilments()) {
    for (auto& line : *fulfilment.mutable_lines()) {
      line.set_mode(static_cast<v1::LockMode>(modes->of({DcId{fulfilment.dc_id()}, ItemId{line.item_id()}})));
    }
  }
  return response;
}

Result<v1::GetOutcomeResponse> OrderAdapter::outcome(const v1::GetOutcomeRequest& request, const Call& call) {
  const auto key = IdempotencyKey::parse(request.key());
  if (!key) {
    return tl::unexpected(key.error());
  }
  const auto* region = parts_.regions.find(key->region);
  if (region == nullptr) {
    return invalid("key", "no region \"" + key->region + "\"");
  }
  if (request.fence()) {
    if (auto good = parts_.engine.check_key(*key); !good) {
      return tl::unexpected(good.error());
    }
  }
  const CustomerId customer{request.customer_id()};
  auto& shard = parts_.shards.at(region->shard);
  // The id an abandoned order would have had: the key's own time and tail, the region in rand_a.
  const auto id = Uuid::v7(key->uuid.time(), static_cast<std::uint16_t>(region->id.value()),
                           std::hash<Uuid>{}(key->uuid));
  const auto attempt = request.fence() ? shard.changes->fence(key->uuid, region->id, customer, id, call.until)
                                       : shard.primary->attempt(key->uuid, call.until);
  if (!attempt) {
    return tl::unexpected(attempt.error());
  }
  v1::GetOutcomeResponse response;
  if (!*attempt) {
    response.set_not_yet(true);
    return response;
  }
  if ((*attempt)->customer != customer) {
    return fail(ErrorKind::kNotFound, "key", "this customer has no attempt under the key");
  }
  *response.mutable_outcome() = encode(ordering::Outcome{**attempt, true, {}, {}}, parts_.names);
  return response;
}

Result<OrderShard*> OrderAdapter::home_of(const OrderId& id) {
  const auto* region = parts_.regions.find(id.region());
  if (region == nullptr) {
    return fail(ErrorKind::kNotFound, "order_id", "no such order");
  }
  return &parts_.shards.at(region->shard);
}

Result<v1::Order> OrderAdapter::read_order(const OrderId& id, const Call& call) {
  const auto home = home_of(id);
  if (!home) {
    return tl::unexpected(home.error());
  }
  const auto found = (*home)->primary->order(id, call.until);
  if (!found) {
    return tl::unexpected(found.error());
  }
  if (!*found) {
    return fail(ErrorKind::kNotFound, "order_id", "no such order");
  }
  auto order = encode(**found, parts_.names);
  // A name is not worth an error: the order is shown without it.
  if (const auto rows = parts_.directory.customers({(*found)->customer}, call.until);
      rows && !rows->empty()) {
    order.set_customer_name(rows->front().name);
    order.set_customer_phone(rows->front().phone);
  }
  return order;
}

Result<v1::GetOrderResponse> OrderAdapter::get(const v1::GetOrderRequest& request, const Call& call) {
  const auto id = Uuid::parse(request.order_id(), "order_id");
  if (!id) {
    return tl::unexpected(id.error());
  }
  auto order = read_order(*id, call);
  if (!order) {
    return tl::unexpected(order.error());
  }
  v1::GetOrderResponse response;
  *response.mutable_order() = std::move(*order);
  return response;
}

Result<storage::OrderQuery> OrderAdapter::query_of(const v1::ListOrdersRequest& request, const Call& call) {
  storage::OrderQuery query;
  const auto size = check_page_size(request.page_size(), 50, 200);
  if (!size) {
    return tl::unexpected(size.error());
  }
  if (auto text = check_text("search", request.search(), 0, 100); !text) {
    return tl::unexpected(text.error());
  }
  if (!v1::OrderFilter_IsValid(request.filter())) {
    return invalid("filter", "must be one of the contract's filters");
  }
  const auto place = parts_.page_tokens.parse(request.page_token(), about(request, call));
  if (!place) {
    return tl::unexpected(place.error());
  }
  query.limit = *size + 1;  // one more tells whether there is a next page
  query.filter = static_cast<storage::OrderFilter>(request.filter());
  if (!place->empty()) {
    query.before = Uuid::parse(*place, "page_token").value();  // sealed by us
  }
  if (request.customer_id() != 0) {
    query.customers.emplace_back(request.customer_id());
  }
  if (request.dc_id() != 0) {
    query.dc = DcId{request.dc_id()};
  }
  if (request.has_region()) {
    query.region = RegionId{request.region_id()};
  }
  if (const auto id = Uuid::parse(request.search(), "search")) {
    query.id = *id;
  } else if (const auto tail = tail_of(request.search())) {
    query.tail = *tail;
  } else if (!request.search().empty()) {
    const auto customers = parts_.directory.find_customers(request.search(), 200, call.until);
    if (!customers) {
      return tl::unexpected(customers.error());
    }
    for (const auto& customer : *customers) {
      query.customers.push_back(customer.id);
    }
    if (customers->empty()) {
      query.customers.emplace_back(0);  // nobody: the list is empty, not unfiltered
    }
  }
  return query;
}

Result<v1::ListOrdersResponse> OrderAdapter::list(const v1::ListOrdersRequest& request, const Call& call) {
  const auto query = query_of(request, call);
  if (!query) {
    return tl::unexpected(query.error());
  }
  const auto floors = parts_.read_tokens.parse(request.read_token(), parts_.clock());
  if (!floors) {
    return tl::unexpected(floors.error());
  }
  v1::ListOrdersResponse response;
  std::vector<storage::OrderSummaryRecord> found;
  for (const auto& [id, shard] : parts_.shards) {
    const auto* region = query->region ? parts_.regions.find(*query->region) : nullptr;
    if (region != nullptr && region->shard != id) {
      continue;
    }
    Result<std::vector<storage::OrderSummaryRecord>> orders;
    const bool from_primary = needs_primary(shard, id, *floors, call.until);
    if (!from_primary) {
      const auto now = std::chrono::steady_clock::now();
      orders = shard.replica->list(*query, now + (call.until - now) / 2);  // leaves time for the primary
    }
    if (from_primary || !orders) {
      orders = shard.primary->list(*query, call.until);
    }
    if (!orders) {
      response.add_shards_away(shard.name);  // the rest is better than nothing, and it is said
      continue;
    }
    found.insert(found.end(), std::make_move_iterator(orders->begin()),
                 std::make_move_iterator(orders->end()));
  }
  std::ranges::sort(found, std::greater{}, &storage::OrderSummaryRecord::id);
  const auto shown = std::min(found.size(), static_cast<std::size_t>(query->limit - 1));
  for (std::size_t i = 0; i < shown; ++i) {
    *response.add_orders() = encode(found[i], parts_.names);
  }
  if (found.size() > shown && shown > 0) {
    response.set_next_page_token(parts_.page_tokens.issue(found[shown - 1].id.text(), about(request, call)));
  }
  name_customers(response, call);
  return response;
}

// Whether the replica may lack what the customer has just done; it waits for nothing.
bool OrderAdapter::needs_primary(const OrderShard& shard, ShardId id, const availability::ReadFloors& floors,
                                 Deadline until) {
  const auto floor = std::ranges::find(floors.shards, id, &availability::ShardFloor::shard);
  if (floors.from_primary || floor == floors.shards.end()) {
    return floors.from_primary;
  }
  const auto reached = shard.stock->replica_reached(floor->lsn, until);
  return !reached || !*reached;
}

void OrderAdapter::name_customers(v1::ListOrdersResponse& response, const Call& call) {
  std::vector<CustomerId> ids;
  for (const auto& order : response.orders()) {
    ids.emplace_back(order.customer_id());
  }
  const auto rows = parts_.directory.customers(ids, call.until);
  if (!rows) {
    return;  // names are not worth an error
  }
  for (auto& order : *response.mutable_orders()) {
    const auto row = std::ranges::find(*rows, CustomerId{order.customer_id()}, &storage::CustomerRow::id);
    if (row != rows->end()) {
      order.set_customer_name(row->name);
    }
  }
}

Result<v1::CancelOrderResponse> OrderAdapter::cancel(const v1::CancelOrderRequest& request,
                                                     const Call& call) {
  const auto request_id = check_request_id(request.request_id(), parts_.clock());
  if (!request_id) {
    return tl::unexpected(request_id.error());
  }
  const auto id = Uuid::parse(request.order_id(), "order_id");
  if (!id) {
    return tl::unexpected(id.error());
  }
  const auto reason = check_text("reason", request.reason(), 1, 200);
  if (!reason) {
    return tl::unexpected(reason.error());
  }
  const auto home = home_of(*id);
  if (!home) {
    return tl::unexpected(home.error());
  }
  const auto changed = (*home)->changes->cancel(
      {*request_id, call.actor.name, "CancelOrder", request_hash(request)}, *id, *reason, call.until);
  if (!changed) {
    return tl::unexpected(changed.error());
  }
  parts_.sink.committed(parts_.regions.find(id->region())->shard, changed->returned);
  auto order = read_order(*id, call);
  if (!order) {
    return tl::unexpected(order.error());
  }
  v1::CancelOrderResponse response;
  *response.mutable_order() = std::move(*order);
  response.set_replayed(changed->replayed);
  return response;
}

Result<v1::AdvanceFulfilmentResponse> OrderAdapter::advance(const v1::AdvanceFulfilmentRequest& request,
                                                            const Call& call) {
  const auto request_id = check_request_id(request.request_id(), parts_.clock());
  if (!request_id) {
    return tl::unexpected(request_id.error());
  }
  const auto id = Uuid::parse(request.order_id(), "order_id");
  if (!id) {
    return tl::unexpected(id.error());
  }
  const auto name = parse_fulfilment(request.fulfilment_id());
  if (!name) {
    return tl::unexpected(name.error());
  }
  if (name->order != *id) {
    return invalid("fulfilment_id", "belongs to another order");
  }
  const auto expected = parse_state("expected", request.expected());
  const auto to = parse_state("to", request.to());
  const auto note = check_text("note", request.note(), 0, 200);
  if (const auto* error = first_error(expected, to, note)) {
    return tl::unexpected(*error);
  }
  if (!ordering::allowed(*expected, *to)) {
    return invalid("to", "a fulfilment does not go from " + std::string(storage::to_text(*expected)) +
                             " to " + std::string(storage::to_text(*to)));
  }
  const auto home = home_of(*id);
  if (!home) {
    return tl::unexpected(home.error());
  }
  const bool returns_stock =
      *to == storage::FulfilmentState::kCancelled && ordering::cancel_returns_stock(*expected);
  const auto changed =
      (*home)->changes->advance({*request_id, call.actor.name, "AdvanceFulfilment", request_hash(request)},
                                {*id, name->number, *expected, *to, returns_stock, *note}, call.until);
  if (!changed) {
    return tl::unexpected(changed.error());
  }
  parts_.sink.committed(parts_.regions.find(id->region())->shard, changed->returned);
  const auto order = (*home)->primary->order(*id, call.until);
  if (!order || !*order) {
    return tl::unexpected(order ? Error{ErrorKind::kNotFound, "order_id", "no such order"} : order.error());
  }
  const auto encoded = encode(**order, parts_.names);
  v1::AdvanceFulfilmentResponse response;
  *response.mutable_fulfilment() = encoded.fulfilments(name->number - 1);
  response.set_order_state(encoded.state());
  response.set_replayed(changed->replayed);
  return response;
}

Result<v1::FindCustomersResponse> OrderAdapter::customers(const v1::FindCustomersRequest& request,
                                                          const Call& call) {
  const auto text = check_text("search", request.search(), 1, 100);
  if (!text) {
    return tl::unexpected(text.error());
  }
  const auto size = check_page_size(request.page_size(), 20, 100);
  if (!size) {
    return tl::unexpected(size.error());
  }
  const auto rows = parts_.directory.find_customers(*text, *size, call.until);
  if (!rows) {
    return tl::unexpected(rows.error());
  }
  v1::FindCustomersResponse response;
  for (const auto& row : *rows) {
    auto* customer = response.add_customers();
    customer->set_id(row.id.value());
    customer->set_name(row.name);
    customer->set_phone(row.phone);
  }
  return response;
}

}  // namespace darkstore::rpc
