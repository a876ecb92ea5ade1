#include <QQmlEngine>
#include <QQuickWindow>
#include <QtQuickTest>
#include <memory>

#include "console/pages/network/network_view_model.h"
#include "small_network.h"

namespace {

using namespace darkstore::console;

/// The page's view model over a small network on loopback.
struct World {
  SmallNetwork network;
  Client client{[this]() -> darkstore::Result<Endpoints> {
    return Endpoints{{network.address()}, {{"admin", "token"}}};
  }};
  NetworkViewModel page{client};
};

class Setup : public QObject {
  Q_OBJECT

 public slots:
  void qmlEngineAvailable(QQmlEngine*) {
    QQuickWindow::setTextRenderType(QQuickWindow::NativeTextRendering);
    if (!world_) world_ = std::make_unique<World>();
    qmlRegisterSingletonInstance("Darkstore.TestWorld", 1, 0, "Page", &world_->page);
  }
  void cleanupTestCase() { world_.reset(); }

 private:
  std::unique_ptr<World> world_;
};

}  // namespace

QUICK_TEST_MAIN_WITH_SETUP(page_network, Setup)
#include "network_page_test.moc"
