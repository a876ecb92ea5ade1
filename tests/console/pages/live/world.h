#pragma once

#include <QObject>
#include <QString>
#include <memory>
#include <optional>

#include "console/client/client.h"
#include "console/ctl/caller.h"
#include "console/pages/entry/dc_directory.h"
#include "console/pages/inventory/inventory_view_model.h"
#include "console/pages/orders/orders_view_model.h"
#include "tests/integration/support/embedded_cluster.h"

namespace darkstore::console {

/// A running cluster with the view models of its console, and what others do to it meanwhile.
class World : public QObject {
  Q_OBJECT
  /// LIS-014, always open, with a full shelf; and the point it serves soonest.
  Q_PROPERTY(int dcId READ dcId CONSTANT)
  Q_PROPERTY(double latitude READ latitude CONSTANT)
  Q_PROPERTY(double longitude READ longitude CONSTANT)

 public:
  World();
  ~World() override;

  int dcId() const { return 4495; }
  double latitude() const { return 38.7046; }
  double longitude() const { return -9.1617; }
  /// Empty when the cluster is up, else why it is not.
  const std::string& problem() const { return problem_; }
  InventoryViewModel* inventory() { return &inventory_; }
  OrdersViewModel* orders() { return &orders_; }

  /// An item of which only this DC of the point's reach has units, `quantity` of them, by corrections of the
  /// shelf.
  Q_INVOKABLE qint64 stockOnlyHere(int quantity);
  /// What the database holds of the item at this DC.
  Q_INVOKABLE int available(qint64 itemId);
  /// Somebody else buys. @return the order's id; empty when it was refused
  Q_INVOKABLE QString buy(qint64 itemId, int quantity);
  /// The first delivery of an item that this DC never had. @return the item
  Q_INVOKABLE qint64 receiveNew(int quantity);
  /// How many orders the customer has.
  Q_INVOKABLE int ordersOf(qint64 customerId);
  Q_INVOKABLE bool holdBackends();
  Q_INVOKABLE bool restartBackends();

 private:
  void findItems();
  template <class Response, class Request>
  std::optional<Response> call(const Request& request);

  std::string problem_;
  std::optional<testing::EmbeddedCluster> cluster_;
  std::optional<Caller> caller_;
  Client client_;
  DcDirectory directory_;
  InventoryViewModel inventory_;
  OrdersViewModel orders_;
  std::vector<qint64> items_;  // that every DC of the point's reach has
  std::size_t next_ = 0;
};

}  // namespace darkstore::console
