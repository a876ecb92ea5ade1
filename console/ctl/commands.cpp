#include "console/ctl/commands.h"

#include <array>

#include "darkstore/v1/availability.pb.h"
#include "darkstore/v1/catalog.pb.h"
#include "darkstore/v1/inventory.pb.h"
#include "darkstore/v1/nearby.pb.h"
#include "darkstore/v1/network.pb.h"
#include "darkstore/v1/order.pb.h"

namespace darkstore::console {
namespace {

template <class Request>
const google::protobuf::Message& of() {
  return Request::default_instance();
}

constexpr std::array kCommands{
    Command{"network", "regions", "Regions with their shards", "", of<v1::ListRegionsRequest>},
    Command{"network", "dcs", "DCs, all or by part of code or name", "search", of<v1::ListDcsRequest>},
    Command{"network", "dc", "One DC with its stock, orders and last changes", "dc_id", of<v1::GetDcRequest>},
    Command{"network", "open", "Open a DC (--open) or close it by hand", "dc_id", of<v1::SetDcOpenRequest>},
    Command{"network", "watch", "Frames at 2 Hz: figures, health, pulses", "", of<v1::WatchNetworkRequest>},
    Command{"network", "status", "The servers behind the backend", "", of<v1::GetStatusRequest>},
    Command{"network", "whoami", "Who the token says the caller is", "", of<v1::WhoAmIRequest>},
    Command{"nearby", "reach", "The DCs that serve a point within the promise", "", of<v1::FindReachRequest>},
    Command{"availability", "menu", "What a point can buy", "search", of<v1::GetMenuRequest>},
    Command{"availability", "items", "Given items at a point", "", of<v1::GetAvailabilityRequest>},
    Command{"catalog", "item", "One item by --item or --gtin", "", of<v1::GetItemRequest>},
    Command{"catalog", "search", "Search as you type", "query", of<v1::SearchItemsRequest>},
    Command{"catalog", "categories", "All categories", "", of<v1::ListCategoriesRequest>},
    Command{"inventory", "list", "Rows of one DC's shelf", "dc_id", of<v1::ListInventoryRequest>},
    Command{"inventory", "ledger", "The ledger of one row, newest first", "", of<v1::ListLedgerRequest>},
    Command{"inventory", "receive", "Units arrived", "", of<v1::ReceiveRequest>},
    Command{"inventory", "count", "Units were counted on the shelf", "", of<v1::CountRequest>},
    Command{"inventory", "adjust", "Correct a row by a delta, with a reason", "", of<v1::AdjustRequest>},
    Command{"inventory", "mode", "Set the lock mode of an item or of one row", "",
            of<v1::SetLockModeRequest>},
    Command{"inventory", "watch", "Changes of a DC's rows as they commit", "dc_id",
            of<v1::WatchInventoryRequest>},
    Command{"order", "place", "Place an order", "", of<v1::PlaceOrderRequest>},
    Command{"order", "plan", "What the planner would do; grants nothing", "", of<v1::PlanOrderRequest>},
    Command{"order", "outcome", "The outcome of a key", "key", of<v1::GetOutcomeRequest>},
    Command{"order", "show", "One order with its history", "order_id", of<v1::GetOrderRequest>},
    Command{"order", "list", "Orders, newest first", "search", of<v1::ListOrdersRequest>},
    Command{"order", "cancel", "Cancel what is not picked yet", "order_id", of<v1::CancelOrderRequest>},
    Command{"order", "advance", "Move a fulfilment one step", "", of<v1::AdvanceFulfilmentRequest>},
    Command{"order", "watch", "Orders as they are placed, refused and moved", "", of<v1::WatchOrdersRequest>},
    Command{"order", "customers", "Customers by part of name or phone", "search",
            of<v1::FindCustomersRequest>},
};

}  // namespace

std::span<const Command> commands() {
  return kCommands;
}

}  // namespace darkstore::console
