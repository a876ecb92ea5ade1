#include "tests/console/pages/live/world.h"

#include "console/client/idempotency.h"
#include "darkstore/v1/availability.pb.h"
#include "darkstore/v1/inventory.pb.h"
#include "darkstore/v1/nearby.pb.h"
#include "darkstore/v1/order.pb.h"

namespace darkstore::console {
namespace {

constexpr std::chrono::seconds kTimeout{10};

Result<Endpoints> endpointsOf(const std::optional<testing::EmbeddedCluster>& cluster) {
  return cluster ? readEndpoints(cluster->data())
                 : fail(ErrorKind::kUnavailable, "", "the cluster did not start");
}

}  // namespace

World::World()
    : client_([this] { return endpointsOf(cluster_); }),
      directory_(client_),
      inventory_(client_),
      orders_(client_, directory_) {
  auto started = testing::EmbeddedCluster::start();
  if (!started) {
    problem_ = started.error().reason;
    return;
  }
  auto endpoints = readEndpoints(started->data());
  if (!endpoints) {
    problem_ = endpoints.error().reason;
    return;
  }
  caller_.emplace(*endpoints, *endpoints->tokenOf("admin"), kTimeout);
  cluster_.emplace(std::move(*started));
  findItems();
}

World::~World() = default;

template <class Response, class Request>
std::optional<Response> World::call(const Request& request) {
  const auto answer = caller_->call(request);
  if (!answer) {
    qWarning("%s: %s", answer.error().field.c_str(), answer.error().reason.c_str());
    return std::nullopt;
  }
  return static_cast<const Response&>(**answer);
}

void World::findItems() {
  v1::GetMenuRequest menu;
  menu.mutable_position()->set_latitude(latitude());
  menu.mutable_position()->set_longitude(longitude());
  menu.set_page_size(100);
  const auto answer = call<v1::GetMenuResponse>(menu).value_or(v1::GetMenuResponse());
  for (const auto& item : answer.items()) {
    if (item.at_size() == answer.reach_size()) {
      items_.push_back(item.item_id());
    }
  }
  if (items_.empty()) {
    problem_ = "no item is on every shelf of the reach";
  }
}

qint64 World::receiveNew(int quantity) {
  v1::ReceiveRequest receive;
  receive.set_request_id(newRequestId());
  receive.set_dc_id(dcId());
  receive.set_quantity(quantity);
  for (qint64 item = 1; item < 500; ++item) {
    if (available(item) < 0) {
      receive.set_item_id(item);
      return call<v1::StockChangeResponse>(receive) ? item : 0;
    }
  }
  return 0;
}

qint64 World::stockOnlyHere(int quantity) {
  const auto item = items_[next_++ % items_.size()];
  v1::FindReachRequest reach;
  reach.mutable_position()->set_latitude(latitude());
  reach.mutable_position()->set_longitude(longitude());
  const auto near = call<v1::FindReachResponse>(reach).value_or(v1::FindReachResponse());
  for (const auto& candidate : near.reach()) {
    v1::CountRequest count;
    count.set_request_id(newRequestId());
    count.set_dc_id(candidate.dc_id());
    count.set_item_id(item);
    count.set_counted(0);
    count.set_counted_at_ms(QDateTime::currentMSecsSinceEpoch());
    call<v1::StockChangeResponse>(count);
  }
  v1::ReceiveRequest receive;
  receive.set_request_id(newRequestId());
  receive.set_dc_id(dcId());
  receive.set_item_id(item);
  receive.set_quantity(quantity);
  return call<v1::StockChangeResponse>(receive) ? item : 0;
}

int World::available(qint64 itemId) {
  v1::ListInventoryRequest request;
  request.set_dc_id(dcId());
  request.add_item_ids(itemId);
  const auto answer = call<v1::ListInventoryResponse>(request);
  return answer && answer->rows_size() == 1 ? answer->rows(0).quantity() : -1;
}

QString World::buy(qint64 itemId, int quantity) {
  v1::PlaceOrderRequest order;
  order.set_key(newKey("iberia"));
  order.set_customer_id(7);
  order.mutable_position()->set_latitude(latitude());
  order.mutable_position()->set_longitude(longitude());
  order.set_payment(v1::ON_ACCOUNT);
  auto& line = *order.add_lines();
  line.set_item_id(itemId);
  line.set_quantity(quantity);
  const auto answer = call<v1::PlaceOrderResponse>(order);
  return answer ? QString::fromStdString(answer->placed().order().id()) : QString();
}

int World::ordersOf(qint64 customerId) {
  v1::ListOrdersRequest request;
  request.set_customer_id(customerId);
  const auto answer = call<v1::ListOrdersResponse>(request).value_or(v1::ListOrdersResponse());
  int orders = 0;
  for (const auto& order : answer.orders()) {
    orders += order.refused() ? 0 : 1;
  }
  return orders;
}

bool World::holdBackends() {
  return cluster_->hold("backend-a") && cluster_->hold("backend-b");
}

bool World::restartBackends() {
  return cluster_->restart("backend-a") && cluster_->restart("backend-b");
}

}  // namespace darkstore::console
