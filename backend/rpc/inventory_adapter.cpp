#include "backend/rpc/inventory_adapter.h"

#include <algorithm>
#include <charconv>

#include "backend/rpc/checks.h"
#include "backend/rpc/ledger_codec.h"
#include "backend/rpc/request_hash.h"

namespace darkstore::rpc {
namespace {

constexpr std::chrono::minutes kCountAgeMax{10};

template <class Request>
std::string about(const char* method, const Request& request, const Call& call) {
  auto same = request;
  same.clear_page_token();
  same.clear_page_size();
  return std::string(method) + " " + call.actor.name + " " + same.SerializeAsString();
}

Result<inventory::ShelfQuery> decode_query(const v1::ListInventoryRequest& request) {
  inventory::ShelfQuery query;
  const auto size = check_page_size(request.page_size(), 100, 2000);
  const auto text = check_text("search", request.search(), 0, 100);
  if (const auto* error = first_error(size, text)) {
    return tl::unexpected(*error);
  }
  if (!v1::StockFilter_IsValid(request.filter())) {
    return invalid("filter", "must be ALL, LOW or OUT");
  }
  if (!v1::InventorySort_IsValid(request.sort())) {
    return invalid("sort", "must be BY_ITEM, BY_QUANTITY or BY_CHANGE");
  }
  if (!v1::LockMode_IsValid(request.mode())) {
    return invalid("mode", "must be PESSIMISTIC, OPTIMISTIC or nothing");
  }
  query.limit = static_cast<std::size_t>(*size);
  query.search = *text;
  query.filter = static_cast<inventory::Filter>(request.filter());
  query.sort = static_cast<inventory::Sort>(request.sort());
  if (request.mode() != v1::LOCK_MODE_UNSPECIFIED) {
    query.mode = static_cast<storage::LockMode>(request.mode());
  }
  return query;
}

const char* text_of(v1::AdjustReason reason) {
  switch (reason) {
    case v1::DAMAGED:
      return "damaged";
    case v1::EXPIRED:
      return "expired";
    case v1::LOST:
      return "lost";
    case v1::FOUND:
      return "found";
    case v1::CORRECTION:
      return "correction";
    case v1::UNDO:
      return "undo";
    default:
      return nullptr;
  }
}

}  // namespace

InventoryAdapter::InventoryAdapter(Gate& gate, Parts parts) : Adapter(gate), parts_(std::move(parts)) {
  unary<v1::ListInventoryRequest, v1::ListInventoryResponse>("ListInventory",
                                                             std::bind_front(&InventoryAdapter::list, this));
  unary<v1::ListLedgerRequest, v1::ListLedgerResponse>("ListLedger",
                                                       std::bind_front(&InventoryAdapter::ledger, this));
  unary<v1::ReceiveRequest, v1::StockChangeResponse>("Receive",
                                                     std::bind_front(&InventoryAdapter::receive, this));
  unary<v1::CountRequest, v1::StockChangeResponse>("Count", std::bind_front(&InventoryAdapter::count, this));
  unary<v1::AdjustRequest, v1::StockChangeResponse>("Adjust",
                                                    std::bind_front(&InventoryAdapter::adjust, this));
  unary<v1::SetLockModeRequest, v1::SetLockModeResponse>("SetLockMode",
                                                         std::bind_front(&InventoryAdapter::set_mode, this));
  stream<v1::WatchInventoryRequest>("WatchInventory",
                                    [this](const auto& request, const Call&) { return watch(request); });
}

Result<ShardId> InventoryAdapter::shard_of(std::int32_t dc) const {
  const auto dcs = parts_.finder.dcs();
  const auto* found = dcs->find(DcId{dc});
  if (found == nullptr) {
    return fail(ErrorKind::kNotFound, "dc_id", "no such DC");
  }
  return found->shard;
}

Result<ShelfKey> InventoryAdapter::check_row(std::int32_t dc, std::int64_t item) const {
  if (auto shard = shard_of(dc); !shard) {
    return tl::unexpected(shard.error());
  }
  if (parts_.catalogue.find(ItemId{item}) == nullptr) {
    return fail(ErrorKind::kNotFound, "item_id", "no such item");
  }
  return ShelfKey{DcId{dc}, ItemId{item}};
}

v1::InventoryRow InventoryAdapter::encode(DcId dc, const storage::ShelfRow& row) const {
  v1::InventoryRow out;
  out.set_dc_id(dc.value());
  out.set_item_id(row.item.value());
  if (const auto* item = parts_.catalogue.find(row.item)) {
    out.set_gtin(item->gtin);
    out.set_name(item->name);
    out.set_brand(item->brand);
    out.set_size(item->size);
    out.set_category_id(item->category_id);
  }
  out.set_quantity(row.quantity);
  out.set_on_shelf(row.quantity + row.unpicked);
  out.set_version(row.version);
  const auto modes = parts_.modes.snapshot();
  out.set_mode(static_cast<v1::LockMode>(modes->of({dc, row.item})));
  out.set_mode_is_override(modes->is_override({dc, row.item}));
  out.set_bin(row.bin);
  out.set_low_below(row.low_below);
  out.set_changed_at_ms(row.changed_at.time_since_epoch().count());
  return out;
}

// How each row came to its number: nice to know, so a failure leaves it out.
void InventoryAdapter::add_last_changes(DcId dc, ShardId shard,
                                        google::protobuf::RepeatedPtrField<v1::InventoryRow>& rows,
                                        const Call& call) {
  std::vector<ItemId> items;
  for (const auto& row : rows) {
    items.emplace_back(row.item_id());
  }
  const auto changes = parts_.shards.at(shard)->last_changes(dc, items, call.until);
  if (!changes) {
    return;
  }
  for (auto& row : rows) {
    const auto change = std::ranges::find(*changes, ItemId{row.item_id()}, &storage::LastChange::item);
    row.set_last_kind(change == changes->end() ? v1::OPENING : static_cast<v1::LedgerKind>(change->kind));
    if (change != changes->end()) {
      row.set_last_delta(change->delta);
      row.set_changed_at_ms(change->at.time_since_epoch().count());
    }
  }
}

Result<v1::ListInventoryResponse> InventoryAdapter::list(const v1::ListInventoryRequest& request,
                                                         const Call& call) {
  const auto shard = shard_of(request.dc_id());
  if (!shard) {
    return tl::unexpected(shard.error());
  }
  auto query = decode_query(request);
  if (!query) {
    return tl::unexpected(query.error());
  }
  if (request.item_ids_size() > 2000) {
    return invalid("item_ids", "must have at most 2,000 items");
  }
  const auto place = parts_.page_tokens.parse(request.page_token(), about("ListInventory", request, call));
  if (!place) {
    return tl::unexpected(place.error());
  }
  if (!place->empty()) {
    query->after = inventory::PagePlace::parse(*place);
  }
  const DcId dc{request.dc_id()};
  auto& repository = *parts_.shards.at(*shard);
  std::vector<ItemId> items;
  for (const auto item : request.item_ids()) {
    items.emplace_back(item);
  }
  auto shelf = items.empty() ? repository.shelf(dc, call.until) : repository.shelf(dc, items, call.until);
  if (!shelf) {
    return tl::unexpected(shelf.error());
  }
  const auto modes = parts_.modes.snapshot();
  const auto page = inventory::page_of(std::move(*shelf), *query, parts_.catalogue,
                                       [&](ItemId item) { return modes->of({dc, item}); });
  v1::ListInventoryResponse response;
  for (const auto& row : page.rows) {
    *response.add_rows() = encode(dc, row);
  }
  add_last_changes(dc, *shard, *response.mutable_rows(), call);
  if (page.next) {
    response.set_next_page_token(
        parts_.page_tokens.issue(page.next->text(), about("ListInventory", request, call)));
  }
  if (!query->after) {
    response.mutable_stock()->set_rows(page.total);
    response.mutable_stock()->set_low(page.low);
    response.mutable_stock()->set_out(page.out);
    response.set_matching(page.matching);
  }
  return response;
}

Result<v1::ListLedgerResponse> InventoryAdapter::ledger(const v1::ListLedgerRequest& request,
                                                        const Call& call) {
  const auto key = check_row(request.dc_id(), request.item_id());
  if (!key) {
    return tl::unexpected(key.error());
  }
  const auto size = check_page_size(request.page_size(), 50, 500);
  if (!size) {
    return tl::unexpected(size.error());
  }
  const auto token = parts_.page_tokens.parse(request.page_token(), about("ListLedger", request, call));
  if (!token) {
    return tl::unexpected(token.error());
  }
  auto place = inventory::PagePlace::parse(*token).value_or(
      inventory::PagePlace{std::numeric_limits<std::int64_t>::max(), ItemId{0}});
  const auto entries = parts_.shards.at(*shard_of(request.dc_id()))
                           ->ledger(*key, place.sort_key, static_cast<std::int32_t>(place.item.value()),
                                    *size + 1, call.until);
  if (!entries) {
    return tl::unexpected(entries.error());
  }
  v1::ListLedgerResponse response;
  const auto shown = std::min(entries->size(), static_cast<std::size_t>(*size));
  for (std::size_t i = 0; i < shown; ++i) {
    *response.add_entries() = encode_ledger((*entries)[i], parts_.catalogue);
  }
  if (entries->size() > shown) {
    const auto& last = (*entries)[shown - 1];
    const inventory::PagePlace next{last.version, ItemId{last.position}};
    response.set_next_page_token(parts_.page_tokens.issue(next.text(), about("ListLedger", request, call)));
  }
  return response;
}

Result<v1::StockChangeResponse> InventoryAdapter::changed(const Result<storage::StockOutcome>& outcome,
                                                          const Call& call) {
  if (!outcome) {
    return tl::unexpected(outcome.error());
  }
  const auto& change = outcome->change;
  const auto shard = *shard_of(change.key.dc.value());
  if (!outcome->replayed) {
    parts_.sink.committed(shard, {&change, 1});
  }
  v1::StockChangeResponse response;
  response.set_delta(change.delta);
  response.set_replayed(outcome->replayed);
  response.set_short_pick(outcome->short_pick);
  // The change is made, whatever becomes of reading it back: then the answer has what the change itself
  // knows.
  storage::ShelfRow row;
  row.item = change.key.item;
  row.quantity = change.quantity;
  row.version = change.version;
  const auto rows = parts_.shards.at(shard)->shelf(change.key.dc, {change.key.item}, call.until);
  *response.mutable_row() = encode(change.key.dc, rows && !rows->empty() ? rows->front() : row);
  response.mutable_row()->set_last_kind(static_cast<v1::LedgerKind>(change.kind));
  response.mutable_row()->set_last_delta(change.delta);
  return response;
}

Result<v1::StockChangeResponse> InventoryAdapter::receive(const v1::ReceiveRequest& request,
                                                          const Call& call) {
  const auto id = check_request_id(request.request_id(), parts_.clock());
  const auto key = check_row(request.dc_id(), request.item_id());
  const auto quantity = check_range("quantity", request.quantity(), 1, 100'000);
  const auto reference = check_text("reference", request.reference(), 0, 100);
  if (const auto* error = first_error(id, key, quantity, reference)) {
    return tl::unexpected(*error);
  }
  return changed(parts_.shards.at(*shard_of(request.dc_id()))
                     ->receive({*id, call.actor.name, "Receive", request_hash(request)}, *key, *quantity,
                               *reference, call.until),
                 call);
}

Result<v1::StockChangeResponse> InventoryAdapter::count(const v1::CountRequest& request, const Call& call) {
  const auto now = parts_.clock();
  const auto id = check_request_id(request.request_id(), now);
  const auto key = check_row(request.dc_id(), request.item_id());
  const auto counted = check_range("counted", request.counted(), 0, 1'000'000);
  if (const auto* error = first_error(id, key, counted)) {
    return tl::unexpected(*error);
  }
  const WallTime counted_at{std::chrono::milliseconds{request.counted_at_ms()}};
  if (request.counted_at_ms() <= 0 || counted_at > now + std::chrono::seconds{30}) {
    return invalid("counted_at_ms", "must be when the units were counted, in Unix milliseconds");
  }
  if (now - counted_at > kCountAgeMax) {
    return fail(ErrorKind::kFailedPrecondition, "counted_at_ms",
                "the count is older than 10 minutes; count again");
  }
  return changed(parts_.shards.at(*shard_of(request.dc_id()))
                     ->count({*id, call.actor.name, "Count", request_hash(request)}, *key, *counted,
                             counted_at, call.until),
                 call);
}

Result<v1::StockChangeResponse> InventoryAdapter::adjust(const v1::AdjustRequest& request, const Call& call) {
  const auto id = check_request_id(request.request_id(), parts_.clock());
  const auto key = check_row(request.dc_id(), request.item_id());
  const auto delta = check_range("delta", request.delta(), -100'000, 100'000);
  const auto note = check_text("note", request.note(), 0, 200);
  if (const auto* error = first_error(id, key, delta, note)) {
    return tl::unexpected(*error);
  }
  if (*delta == 0) {
    return invalid("delta", "must not be 0");
  }
  const auto* reason = text_of(request.reason());
  if (reason == nullptr) {
    return invalid("reason", "must be one of the contract's reasons");
  }
  const auto text = note->empty() ? std::string(reason) : std::string(reason) + ": " + *note;
  return changed(
      parts_.shards.at(*shard_of(request.dc_id()))
          ->adjust({*id, call.actor.name, "Adjust", request_hash(request)}, *key, *delta, text, call.until),
      call);
}

Result<v1::SetLockModeResponse> InventoryAdapter::set_mode(const v1::SetLockModeRequest& request,
                                                           const Call& call) {
  const auto id = check_request_id(request.request_id(), parts_.clock());
  const auto reason = check_text("reason", request.reason(), 1, 200);
  if (const auto* error = first_error(id, reason)) {
    return tl::unexpected(*error);
  }
  if (parts_.catalogue.find(ItemId{request.item_id()}) == nullptr) {
    return fail(ErrorKind::kNotFound, "item_id", "no such item");
  }
  if (request.dc_id() != 0) {
    if (auto shard = shard_of(request.dc_id()); !shard) {
      return tl::unexpected(shard.error());
    }
  }
  const bool removed = request.mode() == v1::LOCK_MODE_UNSPECIFIED;
  if (!v1::LockMode_IsValid(request.mode()) || (removed && request.dc_id() == 0)) {
    return invalid("mode", "must be PESSIMISTIC or OPTIMISTIC; only an override at a DC can be removed");
  }
  const storage::ModeRow mode{
      ItemId{request.item_id()}, DcId{request.dc_id()},
      removed ? storage::LockMode::kPessimistic : static_cast<storage::LockMode>(request.mode()), removed, 0};
  const auto epoch = parts_.directory.set_mode({*id, call.actor.name, "SetLockMode", request_hash(request)},
                                               mode, *reason, call.until);
  if (!epoch) {
    return tl::unexpected(epoch.error());
  }
  parts_.modes_flipped();
  v1::SetLockModeResponse response;
  response.set_epoch(*epoch);
  return response;
}

Result<std::shared_ptr<FrameSource>> InventoryAdapter::watch(const v1::WatchInventoryRequest& request) {
  const auto shard = shard_of(request.dc_id());
  if (!shard) {
    return tl::unexpected(shard.error());
  }
  if (request.item_ids_size() > 2000) {
    return invalid("item_ids", "must have at most 2,000 items");
  }
  std::unordered_set<ItemId> items;
  for (const auto item : request.item_ids()) {
    items.insert(ItemId{item});
  }
  return parts_.feed.watch(DcId{request.dc_id()}, *shard, std::move(items));
}

}  // namespace darkstore::rpc
