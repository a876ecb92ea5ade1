#include <QQmlApplicationEngine>
#include <QQuickItem>
#include <QQuickStyle>
#include <QQuickWindow>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "console/app/shell.h"
#include "tests/console/pages/network/small_network.h"

using namespace darkstore;
using namespace darkstore::console;

/// The whole window over a small network on loopback, on the software scene graph.
class WindowTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    QVERIFY(home_.isValid());
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, home_.path());
    QQuickStyle::setStyle("Basic");
    startNetwork();
    client_ = std::make_unique<Client>(
        [this]() -> Result<Endpoints> { return Endpoints{{address_.get()}, {{"admin", "token"}}}; });
    shell_ = std::make_unique<Shell>(*client_, nullptr);
    engine_ = std::make_unique<QQmlApplicationEngine>();
    // What QML complains about at run time (loops of bindings, missing properties) fails the test.
    connect(engine_.get(), &QQmlEngine::warnings, this, [this](const QList<QQmlError>& warnings) {
      for (const QQmlError& warning : warnings) complaints_ << warning.toString();
    });
    engine_->setInitialProperties({{"shell", QVariant::fromValue(shell_.get())}});
    engine_->loadFromModule("Darkstore.App", "Main");
    QVERIFY(!engine_->rootObjects().isEmpty());
    window_ = qobject_cast<QQuickWindow*>(engine_->rootObjects().constFirst());
    QVERIFY(window_ != nullptr);
    QVERIFY(QTest::qWaitForWindowActive(window_));
    QTRY_VERIFY_WITH_TIMEOUT(shell_->network()->ready(), 10000);
  }

  void cleanup() {
    QTest::keyClick(window_, Qt::Key_Escape);
    QVERIFY2(complaints_.isEmpty(), qPrintable(complaints_.join('\n')));
    picture(QString::fromLatin1(QTest::currentTestFunction()));
  }

  void cleanupTestCase() {
    engine_.reset();
    shell_.reset();
    client_.reset();
  }

  void controlAndAFigureTurnThePages() {
    QTest::keyClick(window_, Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(shell_->page(), Shell::Inventory);
    QTest::keyClick(window_, Qt::Key_3, Qt::ControlModifier);
    QCOMPARE(shell_->page(), Shell::Orders);
    QTest::keyClick(window_, Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(shell_->page(), Shell::Network);
  }

  void thePaletteOpensADcByKeyboardAlone() {
    shell_->setPage(Shell::Orders);
    QTest::keyClick(window_, Qt::Key_K, Qt::ControlModifier);
    for (const auto key : {Qt::Key_A, Qt::Key_L, Qt::Key_M, Qt::Key_A}) QTest::keyClick(window_, key);
    QTRY_COMPARE(shell_->palette()->index(0).data(PaletteModel::kTitle).toString(), "LIS-003 Lisboa Almada");
    picture("palette");
    QTest::keyClick(window_, Qt::Key_Return);
    QTRY_COMPARE(shell_->page(), Shell::Network);
    QCOMPARE(shell_->network()->detail()->dcId(), 3);
    QTRY_COMPARE_WITH_TIMEOUT(shell_->network()->detail()->inStock(), "90", 10000);
  }

  void theHelpSaysTheKeys() {
    QTest::keyClick(window_, Qt::Key_F1);
    QTRY_VERIFY(textOnScreen("search and actions"));
    picture("keys");
  }

  void anotherThemeAndLargerTextAreShownAtOnce() {
    const QImage dark = window_->grabWindow();
    shell_->preferences()->setDark(false);
    shell_->preferences()->setTextPercent(150);
    QTest::qWait(400);
    picture("light-150");
    QVERIFY(window_->grabWindow() != dark);
    shell_->preferences()->setTextPercent(100);
    shell_->preferences()->setDark(true);
  }

  void aNarrowWindowKeepsEverythingInIt() {
    window_->resize(1280, 800);
    shell_->network()->choose(2);
    QTest::qWait(300);
    picture("narrow");
    shell_->network()->choose(0);
    window_->resize(1600, 960);
  }

  void theTabKeyReachesTheRailAndTheSearch() {
    QSet<QString> names;
    for (int i = 0; i < 60; ++i) {
      QTest::keyClick(window_, Qt::Key_Tab);
      if (const QQuickItem* item = window_->activeFocusItem()) names << item->property("text").toString();
    }
    QVERIFY2(names.contains("Inventory"), qPrintable(QStringList(names.values()).join(", ")));
    QVERIFY(names.contains("Settings"));
  }

  void aBackendThatGoesIsSaidAndWhatWasKnownStays() {
    network_.reset();
    QTRY_VERIFY_WITH_TIMEOUT(!shell_->live()->fresh(), 5000);
    QCOMPARE(shell_->network()->markers()->count(), 3);
    QTRY_VERIFY(textOnScreen("reconnecting"));
    picture("stale");
    startNetwork();
    QTRY_VERIFY_WITH_TIMEOUT(shell_->live()->fresh(), 10000);
  }

 private:
  void startNetwork() {
    network_ = std::make_unique<SmallNetwork>();
    address_.set(network_->address());
  }

  /// Whether some visible text of the window contains these words.
  bool textOnScreen(const QString& words) const {
    const auto search = [&](auto&& self, const QQuickItem* item) -> bool {
      if (!item->isVisible()) return false;
      if (item->property("text").toString().contains(words)) return true;
      for (const QQuickItem* child : item->childItems()) {
        if (self(self, child)) return true;
      }
      return false;
    };
    return search(search, window_->contentItem());
  }

  /// For people who change the look: CONSOLE_PICTURES names a folder to look into.
  void picture(const QString& name) {
    const QString folder = qEnvironmentVariable("CONSOLE_PICTURES");
    if (!folder.isEmpty()) QVERIFY(window_->grabWindow().save(folder + "/" + name + ".png"));
  }

  QTemporaryDir home_;
  Address address_;
  std::unique_ptr<SmallNetwork> network_;
  std::unique_ptr<Client> client_;
  std::unique_ptr<Shell> shell_;
  std::unique_ptr<QQmlApplicationEngine> engine_;
  QQuickWindow* window_ = nullptr;
  QStringList complaints_;
};

QTEST_MAIN(WindowTest)
#include "window_test.moc"
