#include "console/pages/inventory/stock_change.h"

#include "console/client/idempotency.h"

namespace darkstore::console {
namespace {

template <class Request>
void sendStock(Client& client, QObject* context, const Request& request,
               std::function<void(Result<StockChangeDone>)> then) {
  client.call<v1::StockChangeResponse>(
      context, request, [then = std::move(then)](Result<v1::StockChangeResponse> answer) {
        then(answer.map([](const v1::StockChangeResponse& response) {
          return StockChangeDone{response.row(), response.delta(), response.short_pick()};
        }));
      });
}

struct Sender {
  Client& client;
  QObject* context;
  std::function<void(Result<StockChangeDone>)> then;

  void operator()(std::monostate) {
    then(fail(ErrorKind::kInvalidArgument, "", "there is nothing to change"));
  }
  void operator()(const v1::SetLockModeRequest& request) {
    client.call<v1::SetLockModeResponse>(
        context, request, [then = std::move(then)](const Result<v1::SetLockModeResponse>& answer) {
          then(answer.map([](const v1::SetLockModeResponse&) { return StockChangeDone{}; }));
        });
  }
  template <class Request>
  void operator()(const Request& request) {
    sendStock(client, context, request, std::move(then));
  }
};

}  // namespace

void sendChange(Client& client, QObject* context, const StockChange& change,
                std::function<void(Result<StockChangeDone>)> then) {
  std::visit(Sender{client, context, std::move(then)}, change);
}

StockChange undoOf(const StockChange& change, const v1::InventoryRow& before, int delta) {
  if (const auto* flip = std::get_if<v1::SetLockModeRequest>(&change)) {
    auto back = *flip;
    back.set_request_id(newRequestId());
    // An override that was not there before is removed again: unspecified.
    const bool wasHere = flip->dc_id() != 0 && !before.mode_is_override();
    back.set_mode(wasHere ? v1::LOCK_MODE_UNSPECIFIED : before.mode());
    back.set_reason("undo");
    return back;
  }
  if (delta == 0) {
    return {};
  }
  v1::AdjustRequest back;
  back.set_request_id(newRequestId());
  back.set_dc_id(before.dc_id());
  back.set_item_id(before.item_id());
  back.set_delta(-delta);
  back.set_reason(v1::UNDO);
  return back;
}

}  // namespace darkstore::console
