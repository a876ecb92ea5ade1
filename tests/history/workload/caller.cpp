#include "tests/history/workload/caller.h"

#include <functional>

namespace darkstore::history {
namespace {

Uuid parsed(const std::string& text) {
  const auto id = Uuid::parse(text, "id");
  return id ? *id : Uuid{};
}

// "iberia.0193..." names the key by its second half.
Uuid key_of(const std::string& text) {
  return parsed(text.substr(text.find('.') + 1));
}

std::vector<Line> lines_asked(const v1::PlaceOrderRequest& request) {
  std::vector<Line> lines;
  for (const auto& line : request.lines()) {
    lines.push_back({ItemId{line.item_id()}, line.quantity(), 0, -1});
  }
  return lines;
}

// Writes an answer into the record of its call.
void take_answer(const v1::PlaceOrderResponse& response, OrderCall& call) {
  call.order = parsed(response.attempt_id());
  call.answer = response.has_placed() ? Answer::kDone : Answer::kRefused;
  if (response.has_refused()) {
    call.refusal = response.refused().reason();
    if (response.refused().reason() == v1::ABANDONED) {
      call.answer = Answer::kAbandoned;
      return;
    }
  }
  call.lines.clear();
  for (const auto& line : response.lines()) {
    call.lines.push_back({ItemId{line.item_id()}, line.wanted(), line.granted(), line.left()});
    for (const auto& part : line.parts()) {
      call.parts.push_back(
          {{DcId{part.dc_id()}, ItemId{line.item_id()}}, part.quantity(), part.version_after()});
    }
  }
}

Told told_of(const OrderCall& call, const v1::PlaceOrderResponse& response) {
  Told told{call.answer, {}, {}, response.read_token(), call.parts};
  if (response.has_placed()) {
    told.order = response.placed().order().id();
    if (response.placed().order().fulfilments_size() > 0) {
      told.fulfilment = response.placed().order().fulfilments(0).id();
    }
  }
  return told;
}

}  // namespace

Caller::Caller(const testing::EmbeddedCluster& cluster, int client, std::uint64_t seed, Recorder& recorder,
               Tally& tally)
    : token_(cluster.token("admin")), client_(client), random_(seed), recorder_(recorder), tally_(tally) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 50);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 50);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 200);
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);  // connections of its own, as another machine's
  for (const auto& address : cluster.backends()) {
    const auto channel = grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
    stubs_.push_back({v1::OrderService::NewStub(channel), v1::InventoryService::NewStub(channel),
                      v1::AvailabilityService::NewStub(channel)});
  }
}

std::unique_ptr<grpc::ClientContext> Caller::context(Millis timeout) const {
  auto context = std::make_unique<grpc::ClientContext>();
  context->AddMetadata("authorization", "Bearer " + token_);
  context->set_deadline(std::chrono::system_clock::now() + timeout);
  return context;
}

std::string Caller::fresh_uuid() {
  return Uuid::v7(std::chrono::time_point_cast<Millis>(std::chrono::system_clock::now()),
                  static_cast<std::uint16_t>(random_() & 0xFFFU), random_())
      .text();
}

Wish Caller::wish(const std::vector<std::pair<std::int64_t, int>>& lines, bool may_split,
                  bool may_be_partial) {
  Wish wish;
  auto& request = wish.request;
  request.set_key("iberia." + fresh_uuid());
  request.set_customer_id(client_ + 1);
  request.mutable_position()->set_latitude(kLatitude);
  request.mutable_position()->set_longitude(kLongitude);
  request.set_payment(v1::ON_ACCOUNT);
  request.mutable_policy()->set_may_split(may_split);
  request.mutable_policy()->set_may_be_partial(may_be_partial);
  for (const auto& [item, quantity] : lines) {
    auto* line = request.add_lines();
    line->set_item_id(item);
    line->set_quantity(quantity);
  }
  return wish;
}

Told Caller::place(const Wish& wish, std::size_t backend, Millis timeout) {
  const auto& request = wish.request;
  OrderCall call;
  call.client = client_;
  call.backend = static_cast<int>(backend);
  call.key = key_of(request.key());
  call.body = std::hash<std::string>{}(request.SerializeAsString());
  call.may_split = request.policy().may_split();
  call.may_be_partial = request.policy().may_be_partial();
  call.lines = lines_asked(request);
  v1::PlaceOrderResponse response;
  const auto timer = context(timeout);
  call.span.invoke = now();
  const auto status = stubs_[backend].orders->PlaceOrder(timer.get(), request, &response);
  call.span.complete = now();
  switch (status.error_code()) {
    case grpc::StatusCode::OK:
      take_answer(response, call);
      break;
    case grpc::StatusCode::INVALID_ARGUMENT:
      call.answer = Answer::kInvalid;
      break;
    case grpc::StatusCode::RESOURCE_EXHAUSTED:
      ++tally_.shed;
      break;
    case grpc::StatusCode::UNAVAILABLE:
    case grpc::StatusCode::DEADLINE_EXCEEDED:
      break;
    default:
      ++(wish.poisoned ? tally_.poisoned : tally_.errors);
      if (!wish.poisoned) {
        std::printf("PlaceOrder: %d %s\n", status.error_code(), status.error_message().c_str());
      }
  }
  for (const auto& line : response.lines()) {
    tally_.conflicts += response.replayed() ? 0 : line.retries();
    for (const auto& part : line.parts()) {
      ++(part.mode() == v1::OPTIMISTIC ? tally_.optimistic : tally_.pessimistic);
    }
  }
  tally_.batched += response.timing().batch_orders() > 1 ? 1 : 0;
  auto told = told_of(call, response);
  recorder_.add(std::move(call));
  return told;
}

Told Caller::look_up(const std::string& key, std::int64_t customer, std::size_t backend, bool fence) {
  v1::GetOutcomeRequest request;
  request.set_key(key);
  request.set_customer_id(customer);
  request.set_fence(fence);
  OrderCall call;
  call.kind = CallKind::kLookup;
  call.client = client_;
  call.backend = static_cast<int>(backend);
  call.key = key_of(key);
  v1::GetOutcomeResponse response;
  const auto timer = context(Millis{5000});
  call.span.invoke = now();
  const auto status = stubs_[backend].orders->GetOutcome(timer.get(), request, &response);
  call.span.complete = now();
  if (status.ok() && response.not_yet()) {
    call.answer = Answer::kNotYet;
  } else if (status.ok()) {
    take_answer(response.outcome(), call);
  }
  auto told = told_of(call, response.outcome());
  recorder_.add(std::move(call));
  return told;
}

template <class Request, class Method>
Answer Caller::change(ChangeCall call, Request& request, Method method, Millis timeout) {
  request.set_request_id(fresh_uuid());
  call.client = client_;
  call.request = parsed(request.request_id());
  const auto timer = context(timeout);
  call.span.invoke = now();
  const grpc::Status status = method(timer.get(), request, call);
  call.span.complete = now();
  switch (status.error_code()) {
    case grpc::StatusCode::OK:
      call.answer = Answer::kDone;
      break;
    case grpc::StatusCode::FAILED_PRECONDITION:
      call.answer = Answer::kRefused;
      break;
    case grpc::StatusCode::UNAVAILABLE:
    case grpc::StatusCode::DEADLINE_EXCEEDED:
    case grpc::StatusCode::RESOURCE_EXHAUSTED:
    case grpc::StatusCode::ABORTED:
      break;
    default:
      ++tally_.errors;
      std::printf("a change: %d %s\n", status.error_code(), status.error_message().c_str());
  }
  const auto answer = call.answer;
  recorder_.add(std::move(call));
  return answer;
}

Answer Caller::receive(ShelfKey row, int quantity, std::size_t backend, Millis timeout) {
  v1::ReceiveRequest request;
  request.set_dc_id(row.dc.value());
  request.set_item_id(row.item.value());
  request.set_quantity(quantity);
  return change(
      {ChangeKind::kReceive, 0, static_cast<int>(backend), {}, {}, Answer::kUnknown, row, quantity, {}},
      request,
      [&](auto* timer, const auto& asked, ChangeCall&) {
        v1::StockChangeResponse response;
        return stubs_[backend].inventory->Receive(timer, asked, &response);
      },
      timeout);
}

Answer Caller::adjust(ShelfKey row, int delta, std::size_t backend, Millis timeout) {
  v1::AdjustRequest request;
  request.set_dc_id(row.dc.value());
  request.set_item_id(row.item.value());
  request.set_delta(delta);
  request.set_reason(v1::CORRECTION);
  return change(
      {ChangeKind::kAdjust, 0, static_cast<int>(backend), {}, {}, Answer::kUnknown, row, delta, {}}, request,
      [&](auto* timer, const auto& asked, ChangeCall&) {
        v1::StockChangeResponse response;
        return stubs_[backend].inventory->Adjust(timer, asked, &response);
      },
      timeout);
}

Answer Caller::count(ShelfKey row, int counted, std::size_t backend, Millis timeout) {
  v1::CountRequest request;
  request.set_dc_id(row.dc.value());
  request.set_item_id(row.item.value());
  request.set_counted(counted);
  request.set_counted_at_ms(
      std::chrono::duration_cast<Millis>(std::chrono::system_clock::now().time_since_epoch()).count());
  return change(
      {ChangeKind::kCount, 0, static_cast<int>(backend), {}, {}, Answer::kUnknown, row, 0, {}}, request,
      [&](auto* timer, const auto& asked, ChangeCall& call) {
        v1::StockChangeResponse response;
        const auto status = stubs_[backend].inventory->Count(timer, asked, &response);
        call.delta = response.delta();
        return status;
      },
      timeout);
}

Answer Caller::cancel(const std::string& order, std::size_t backend, Millis timeout) {
  v1::CancelOrderRequest request;
  request.set_order_id(order);
  request.set_reason("changed my mind");
  return change(
      {ChangeKind::kCancel, 0, static_cast<int>(backend), {}, {}, Answer::kUnknown, {}, 0, parsed(order)},
      request,
      [&](auto* timer, const auto& asked, ChangeCall&) {
        v1::CancelOrderResponse response;
        return stubs_[backend].orders->CancelOrder(timer, asked, &response);
      },
      timeout);
}

bool Caller::advance(const std::string& order, const std::string& fulfilment, v1::FulfilmentState from,
                     v1::FulfilmentState to, std::size_t backend) {
  v1::AdvanceFulfilmentRequest request;
  request.set_request_id(fresh_uuid());
  request.set_order_id(order);
  request.set_fulfilment_id(fulfilment);
  request.set_expected(from);
  request.set_to(to);
  v1::AdvanceFulfilmentResponse response;
  return stubs_[backend].orders->AdvanceFulfilment(context(Millis{1000}).get(), request, &response).ok();
}

bool Caller::flip(std::int64_t item, v1::LockMode mode, std::size_t backend) {
  v1::SetLockModeRequest request;
  request.set_request_id(fresh_uuid());
  request.set_item_id(item);
  request.set_mode(mode);
  request.set_reason("history");
  v1::SetLockModeResponse response;
  const bool done =
      stubs_[backend].inventory->SetLockMode(context(Millis{1000}).get(), request, &response).ok();
  tally_.flips += done ? 1 : 0;
  return done;
}

void Caller::read_primary(int dc, const std::vector<std::int64_t>& items, std::size_t backend) {
  v1::ListInventoryRequest request;
  request.set_dc_id(dc);
  request.mutable_item_ids()->Add(items.begin(), items.end());
  ReadCall call;
  call.source = ReadSource::kPrimary;
  call.client = client_;
  call.backend = static_cast<int>(backend);
  v1::ListInventoryResponse response;
  const auto timer = context(Millis{1000});
  call.span.invoke = now();
  const auto status = stubs_[backend].inventory->ListInventory(timer.get(), request, &response);
  call.span.complete = now();
  for (const auto& row : response.rows()) {
    call.rows.push_back({{DcId{row.dc_id()}, ItemId{row.item_id()}}, row.quantity(), row.version()});
  }
  if (status.ok()) {
    recorder_.add(std::move(call));
  }
}

void Caller::read_session(const Told& purchase, std::size_t backend) {
  v1::GetAvailabilityRequest request;
  std::vector<std::int64_t> items;
  for (const auto& part : purchase.parts) {
    if (std::ranges::find(items, part.row.item.value()) == items.end()) {
      items.push_back(part.row.item.value());
    }
  }
  request.mutable_item_ids()->Add(items.begin(), items.end());
  request.set_read_token(purchase.read_token);
  read_cached(std::move(request), purchase.parts, backend);
}

void Caller::read_around(const std::vector<std::int64_t>& items, std::size_t backend) {
  v1::GetAvailabilityRequest request;
  request.mutable_item_ids()->Add(items.begin(), items.end());
  read_cached(std::move(request), {}, backend);
}

void Caller::read_cached(v1::GetAvailabilityRequest request, std::vector<Part> floor, std::size_t backend) {
  request.mutable_position()->set_latitude(kLatitude);
  request.mutable_position()->set_longitude(kLongitude);
  ReadCall session{ReadSource::kSession, client_, static_cast<int>(backend), {}, {}, std::move(floor)};
  ReadCall near{ReadSource::kNearCache, client_, static_cast<int>(backend), {}, {}, {}};
  v1::GetAvailabilityResponse response;
  const auto timer = context(Millis{1000});
  session.span.invoke = now();
  const auto status = stubs_[backend].availability->GetAvailability(timer.get(), request, &response);
  session.span.complete = now();
  near.span = session.span;
  for (const auto& item : response.items()) {
    for (const auto& at : item.at()) {
      const RowSeen seen{{DcId{at.dc_id()}, ItemId{item.item_id()}}, at.quantity(), at.version()};
      session.rows.push_back(seen);
      if (at.source() == v1::NEAR_CACHE) {
        near.rows.push_back(seen);
      }
    }
  }
  if (status.ok()) {
    recorder_.add(std::move(session));
    recorder_.add(std::move(near));
  }
}

}  // namespace darkstore::history
