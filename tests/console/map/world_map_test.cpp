#include <QQmlEngine>
#include <QQuickWindow>
#include <QtQuickTest>
#include <memory>

#include "console/map/tiles/tile_server.h"
#include "seed_markers.h"

namespace {

/// What the tests' QML sees: the seed's DCs and a tile server over the committed basemap.
class World : public QObject {
  Q_OBJECT
  Q_PROPERTY(darkstore::console::MarkerSet* markers READ markers CONSTANT)
  Q_PROPERTY(QString darkHost READ darkHost CONSTANT)
  Q_PROPERTY(QString lightHost READ lightHost CONSTANT)

 public:
  World() {
    set_.reset(seedMarkers());
    auto map = darkstore::console::Basemap::open(QStringLiteral(BASEMAP_DIR));
    if (map) {
      auto server = darkstore::console::TileServer::start(std::move(*map));
      if (server) server_ = std::move(*server);
    }
  }
  darkstore::console::MarkerSet* markers() { return &set_; }
  QString darkHost() const { return server_ ? server_->host(true) : QString(); }
  QString lightHost() const { return server_ ? server_->host(false) : QString(); }
  Q_INVOKABLE void trouble() {
    std::vector<std::pair<std::int32_t, darkstore::console::Health::Kind>> changes;
    for (std::int32_t id = 1; id <= 10000; id += 29)
      changes.emplace_back(id, darkstore::console::Health::Strained);
    for (std::int32_t id = 7; id <= 10000; id += 151)
      changes.emplace_back(id, darkstore::console::Health::Contended);
    for (std::int32_t id = 50; id <= 10000; id += 1400)
      changes.emplace_back(id, darkstore::console::Health::Offline);
    set_.setHealth(changes);
  }

 private:
  darkstore::console::MarkerSet set_;
  std::unique_ptr<darkstore::console::TileServer> server_;
};

class Setup : public QObject {
  Q_OBJECT

 public slots:
  void qmlEngineAvailable(QQmlEngine*) {
    QQuickWindow::setTextRenderType(QQuickWindow::NativeTextRendering);
    // Only now is there an application for the server's sockets.
    if (!world_) world_ = std::make_unique<World>();
    qmlRegisterSingletonInstance("Darkstore.TestWorld", 1, 0, "World", world_.get());
  }

 private:
  std::unique_ptr<World> world_;
};

}  // namespace

QUICK_TEST_MAIN_WITH_SETUP(world_map, Setup)
#include "world_map_test.moc"
