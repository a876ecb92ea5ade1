#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

#include "console/controls/vocabulary.h"
#include "console/pages/entry/basket.h"
#include "console/pages/entry/customer_search.h"
#include "console/pages/entry/entry_text.h"
#include "console/pages/entry/menu_model.h"
#include "console/pages/entry/place_search.h"

namespace darkstore::console {
namespace {

v1::MenuItem item(std::int64_t id, std::int64_t cents, int available = 50) {
  v1::MenuItem one;
  one.set_item_id(id);
  one.set_name("oat drink");
  one.set_size("1 L");
  one.mutable_price()->set_minor(cents);
  one.mutable_price()->set_currency("EUR");
  one.set_available(available);
  return one;
}

}  // namespace

class EntryModelsTest : public QObject {
  Q_OBJECT

 private:
  // Nothing answers: these models are looked at without data from outside.
  Client client_{
      []() -> Result<Endpoints> { return fail(ErrorKind::kUnavailable, "", "nothing was started"); }};

 private slots:
  void init() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }

  void theBasketKeepsTheRulesOfModels() {
    Basket basket;
    const QAbstractItemModelTester tester(&basket, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QVERIFY(basket.set(item(1, 420), 2));
    QVERIFY(basket.set(item(2, 100), 1));
    basket.setQuantity(0, 5);
    basket.setQuantity(1, 0);
    QCOMPARE(basket.rowCount(), 1);
    basket.clear();
    QCOMPARE(basket.rowCount(), 0);
  }

  void anItemStandsInTheBasketOnce() {
    Basket basket;
    basket.set(item(1, 420), 2);
    basket.set(item(1, 420), 3);
    QCOMPARE(basket.lines(), 1);
    QCOMPARE(basket.quantityOf(1), 3);
  }

  void theTotalIsExact() {
    Basket basket;
    basket.set(item(1, 420), 2);
    basket.set(item(2, 590), 4);
    QCOMPARE(basket.totalText(), QStringLiteral("€32.00"));
    auto foreign = item(3, 100);
    foreign.mutable_price()->set_currency("JPY");
    basket.set(foreign, 1);
    QVERIFY(!basket.total());
  }

  void theBasketHasAtMostAHundredLines() {
    Basket basket;
    for (int i = 1; i <= Basket::kLinesMax; ++i) {
      QVERIFY(basket.set(item(i, 1), 1));
    }
    QVERIFY(!basket.set(item(101, 1), 1));
    QVERIFY(basket.set(item(5, 1), 7));
    QCOMPARE(basket.quantityOf(5), 7);
  }

  void fewerThanWantedIsAWarning() {
    Basket basket;
    basket.set(item(1, 420, 3), 4);
    QCOMPARE(basket.data(basket.index(0), Basket::kTone).toInt(), static_cast<int>(Tone::Warn));
    google::protobuf::RepeatedPtrField<v1::MenuItem> newer;
    *newer.Add() = item(1, 420, 0);
    basket.update(newer);
    QCOMPARE(basket.data(basket.index(0), Basket::kTone).toInt(), static_cast<int>(Tone::Bad));
  }

  void newPricesAreNoOtherOrder() {
    Basket basket;
    basket.set(item(1, 420), 1);
    QSignalSpy order(&basket, &Basket::orderChanged);
    google::protobuf::RepeatedPtrField<v1::MenuItem> newer;
    *newer.Add() = item(1, 430, 9);
    basket.update(newer);
    QCOMPARE(order.count(), 0);
    QCOMPARE(basket.totalText(), QStringLiteral("€4.30"));
  }

  void emptyModelsKeepTheRules() {
    MenuModel menu(client_, [](std::int64_t) { return 0; });
    const QAbstractItemModelTester menuTester(&menu, QAbstractItemModelTester::FailureReportingMode::QtTest);
    CustomerSearch customers(client_);
    const QAbstractItemModelTester customersTester(&customers,
                                                   QAbstractItemModelTester::FailureReportingMode::QtTest);
    DcDirectory directory(client_);
    PlaceSearch places(directory);
    const QAbstractItemModelTester placesTester(&places,
                                                QAbstractItemModelTester::FailureReportingMode::QtTest);
    places.setSearch(QStringLiteral("38.7, -9.1"));
    QCOMPARE(places.rowCount(), 1);
    QCOMPARE(places.latitudeAt(0), 38.7);
    QCOMPARE(places.longitudeAt(0), -9.1);
    places.setSearch(QStringLiteral("97, -9.1"));
    QCOMPARE(places.rowCount(), 0);
    QVERIFY(qIsNaN(places.latitudeAt(0)));
  }

  void anOutcomeSaysWhatThePlanSaw() {
    v1::LineOutcome line;
    line.set_item_id(3);
    line.set_wanted(4);
    line.set_granted(2);
    line.set_left(0);
    auto& part = *line.add_parts();
    part.set_dc_id(9);
    part.set_mode(v1::PESSIMISTIC);
    const auto name = [](std::int64_t) { return QStringLiteral("Vanilla ice cream"); };
    const auto code = [](std::int64_t) { return QStringLiteral("LIS-009"); };
    const auto row = outcomeRow(line, 6, name, code);
    QCOMPARE(row.granted, QStringLiteral("2 of 4"));
    QCOMPARE(row.note, QStringLiteral("LIS-009 · row locked · 0 left at the lock, plan saw 6"));
    QCOMPARE(row.tone, static_cast<int>(Tone::Warn));
  }

  void theTimeThatIsNotExplainedIsTheRest() {
    v1::Timing timing;
    timing.set_nearby_us(4'000);
    timing.set_transaction_us(9'000);
    timing.set_total_us(15'000);
    const auto parts = timeParts(timing);
    QCOMPARE(parts.size(), 3);
    QCOMPARE(parts.last().us, 2'000.0);
  }
};

}  // namespace darkstore::console

QTEST_GUILESS_MAIN(darkstore::console::EntryModelsTest)
#include "models_test.moc"
