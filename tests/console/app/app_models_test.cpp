#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "console/app/console_options.h"
#include "console/app/english_plurals.h"
#include "console/app/palette_model.h"
#include "console/app/preferences.h"
#include "tests/console/pages/network/small_network.h"

using namespace darkstore;
using namespace darkstore::console;

namespace {

Result<Endpoints> nowhere() {
  return fail(ErrorKind::kUnavailable, "", "nothing was started");
}

Result<ConsoleOptions> parse(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "darkstore-console");
  return parseOptions(static_cast<int>(arguments.size()), arguments.data());
}

}  // namespace

class AppModelsTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    QVERIFY(home_.isValid());
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, home_.path());
    QCoreApplication::setOrganizationName("darkstore-test");
    QCoreApplication::setApplicationName("console-test");
  }

  void thePaletteFindsDcsByAnyPartAndActionsByName() {
    Client client(nowhere);
    NetworkDirectory directory;
    PaletteModel palette(client, directory);
    const QAbstractItemModelTester tester(&palette, QAbstractItemModelTester::FailureReportingMode::QtTest);
    directory.setDcs({aDc(1, "LIS-001", "Baixa", 38.7, -9.1), aDc(2, "LIS-002", "Alcântara", 38.7, -9.2)});
    palette.query({});
    const int actions = palette.rowCount();
    QVERIFY(actions >= 5);
    palette.query("alcânt");
    QCOMPARE(palette.index(0).data(PaletteModel::kSection).toString(), "DCs");
    QCOMPARE(palette.index(0).data(PaletteModel::kTitle).toString(), "LIS-002 Lisboa Alcântara");
    QSignalSpy dc(&palette, &PaletteModel::dcChosen);
    palette.choose(0);
    QCOMPARE(dc.count(), 1);
    QCOMPARE(dc[0][0].toInt(), 2);
    palette.query("> dark");
    QCOMPARE(palette.rowCount(), 1);
    QSignalSpy action(&palette, &PaletteModel::actionChosen);
    palette.choose(0);
    QCOMPARE(action[0][0].value<PaletteModel::Do>(), PaletteModel::Do::kTheme);
    palette.choose(7);
    palette.choose(-1);
    QCOMPARE(action.count(), 1);
  }

  void aBackendThatIsAwayLeavesWhatIsKnownToBeFound() {
    Client client(nowhere);
    NetworkDirectory directory;
    PaletteModel palette(client, directory);
    directory.setDcs({aDc(1, "LIS-001", "Baixa", 38.7, -9.1)});
    palette.query("baixa");
    QVERIFY(palette.busy());
    QTRY_VERIFY_WITH_TIMEOUT(!palette.busy(), 10000);
    QCOMPARE(palette.rowCount(), 1);
    QCOMPARE(palette.footnote(), "1 found");
  }

  void preferencesAreKeptAndAThemeForOneRunIsNot() {
    {
      Preferences preferences;
      preferences.setDark(false);
      preferences.setTextPercent(500);
      preferences.setReduceMotion(true);
      preferences.showTheme(true);
      QVERIFY(preferences.dark());
    }
    Preferences again;
    QVERIFY(!again.dark());
    QVERIFY(again.reduceMotion());
    QCOMPARE(again.textPercent(), 200);
  }

  void theCommandLineIsCheckedAtTheStart() {
    const auto options = parse({"--data", "/tmp/somewhere", "--theme", "light", "--page", "orders",
                                "--screenshots", "/tmp/p", "--exit-after-screenshots"});
    QVERIFY(options.has_value());
    QCOMPARE(options->data.string(), "/tmp/somewhere");
    QCOMPARE(options->theme, "light");
    QCOMPARE(options->page, "orders");
    QVERIFY(options->exit_after_screenshots);
    QVERIFY(!parse({"--theme", "pink"}).has_value());
    QVERIFY(!parse({"--nonsense"}).has_value());
    const auto help = parse({"--help"});
    QVERIFY(!help.has_value());
    QCOMPARE(help.error().field, "help");
    QVERIFY(help.error().reason.find("--screenshots") != std::string::npos);
  }

  void oneUnitAndSevenUnits() {
    EnglishPlurals plurals;
    QCOMPARE(plurals.translate("", "%n unit(s)", nullptr, 1), "%n unit");
    QCOMPARE(plurals.translate("", "%n unit(s) · %1 left", nullptr, 7), "%n units · %1 left");
    QVERIFY(plurals.translate("", "%n selected", nullptr, 7).isNull());
    QVERIFY(plurals.translate("", "DC(s)", nullptr, -1).isNull());
  }

 private:
  QTemporaryDir home_;
};

QTEST_GUILESS_MAIN(AppModelsTest)
#include "app_models_test.moc"
