#pragma once

#include <QObject>
#include <QTimer>
#include <QtQmlIntegration>

#include "console/app/palette_model.h"
#include "console/app/preferences.h"
#include "console/client/client.h"
#include "console/map/tiles/tile_server.h"
#include "console/pages/inventory/inventory_view_model.h"
#include "console/pages/network/network_view_model.h"
#include "console/pages/orders/orders_view_model.h"

namespace darkstore::console {

/// What the window shows: the pages' view models, the page in front, the clock, the palette. GUI thread.
class Shell : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("made by the application")
  Q_PROPERTY(darkstore::console::LiveState* live READ live CONSTANT)
  Q_PROPERTY(darkstore::console::Preferences* preferences READ preferences CONSTANT)
  Q_PROPERTY(darkstore::console::PaletteModel* palette READ palette CONSTANT)
  Q_PROPERTY(darkstore::console::NetworkViewModel* network READ network CONSTANT)
  Q_PROPERTY(darkstore::console::InventoryViewModel* inventory READ inventory CONSTANT)
  Q_PROPERTY(darkstore::console::OrdersViewModel* orders READ orders CONSTANT)
  /// The page in front.
  Q_PROPERTY(Page page READ page WRITE setPage NOTIFY pageChanged)
  /// Address of the tiles in the theme's colours; empty when there is no basemap.
  Q_PROPERTY(QString tileHost READ tileHost NOTIFY tileHostChanged)
  /// "12:42:07" and "Tue 10 Nov WET"
  Q_PROPERTY(QString clock READ clock NOTIFY ticked)
  Q_PROPERTY(QString date READ date NOTIFY ticked)
  /// What follows "Live" in the top bar: "2,041 changes/s", or how old the data is.
  Q_PROPERTY(QString liveDetail READ liveDetail NOTIFY liveChanged)
  /// "3/3 shards"
  Q_PROPERTY(QString shards READ shards NOTIFY liveChanged)
  Q_PROPERTY(bool shardsWhole READ shardsWhole NOTIFY liveChanged)

 public:
  enum Page { Network, Inventory, Orders };
  Q_ENUM(Page)

  /// @param tiles  null when the basemap could not be served
  Shell(Client& client, const TileServer* tiles, QObject* parent = nullptr);

  LiveState* live() { return client_.liveState(); }
  Preferences* preferences() { return &preferences_; }
  PaletteModel* palette() { return &palette_; }
  NetworkViewModel* network() { return &network_; }
  InventoryViewModel* inventory() { return &inventory_; }
  OrdersViewModel* orders() { return &orders_; }
  Page page() const { return page_; }
  void setPage(Page page);
  QString tileHost() const;
  QString clock() const;
  QString date() const;
  QString liveDetail() const;
  QString shards() const;
  bool shardsWhole() const;

  /// Shows a DC's shelf. @param itemId  opens this row's detail too; 0 none
  Q_INVOKABLE void openShelf(int dcId, qint64 itemId = 0);
  /// Goes to order entry for a point.
  Q_INVOKABLE void placeOrderAt(double latitude, double longitude);
  /// Goes to the map and shows a DC there.
  Q_INVOKABLE void openDc(int dcId);

 signals:
  void pageChanged();
  void tileHostChanged();
  void ticked();
  void liveChanged();
  /// Of the palette and the pictures: shown by the window.
  void dcWanted(int dcId);
  void reachWanted();
  void reachAtWanted(double latitude, double longitude);
  void placeWanted(double latitude, double longitude, double zoom);
  void keysWanted();
  void placingWanted(bool placing);

 private:
  void act(PaletteModel::Do action);

  Client& client_;
  const TileServer* tiles_;
  Preferences preferences_;
  NetworkViewModel network_;
  InventoryViewModel inventory_;
  DcDirectory codes_;
  OrdersViewModel orders_;
  PaletteModel palette_;
  Page page_ = Network;
  QTimer second_;
};

}  // namespace darkstore::console
