#include <QLocale>
#include <QQmlEngine>
#include <QQuickStyle>
#include <QtQuickTest>

#include "tests/console/pages/live/world.h"

using namespace darkstore::console;

// Makes the world before the first page and ends it after the last.
class Setup : public QObject {
  Q_OBJECT

 public slots:
  void applicationAvailable() {
    QQuickStyle::setStyle(QStringLiteral("Basic"));
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    world_ = std::make_unique<World>();
    if (!world_->problem().empty()) {
      qFatal("the cluster did not start: %s", world_->problem().c_str());
    }
  }
  void qmlEngineAvailable(QQmlEngine*) {
    qmlRegisterSingletonInstance("Darkstore.TestWorld", 1, 0, "World", world_.get());
    qmlRegisterSingletonInstance("Darkstore.TestWorld", 1, 0, "Inventory", world_->inventory());
    qmlRegisterSingletonInstance("Darkstore.TestWorld", 1, 0, "Orders", world_->orders());
  }
  void cleanupTestCase() { world_.reset(); }

 private:
  std::unique_ptr<World> world_;
};

QUICK_TEST_MAIN_WITH_SETUP(pages_live, Setup)
#include "live_test.moc"
