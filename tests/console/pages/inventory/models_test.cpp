#include <QAbstractItemModelTester>
#include <QDateTime>
#include <QSignalSpy>
#include <QTest>
#include <cmath>

#include "console/controls/vocabulary.h"
#include "console/pages/inventory/ledger_model.h"
#include "console/pages/inventory/shelf_history.h"
#include "console/pages/inventory/shelf_model.h"
#include "console/pages/inventory/shelf_text.h"

namespace darkstore::console {
namespace {

v1::InventoryRow row(std::int64_t item, int quantity, std::int64_t version = 1, int onShelf = -1) {
  v1::InventoryRow one;
  one.set_dc_id(7);
  one.set_item_id(item);
  one.set_name("item " + std::to_string(item));
  one.set_quantity(quantity);
  one.set_on_shelf(onShelf < 0 ? quantity : onShelf);
  one.set_version(version);
  one.set_low_below(5);
  one.set_mode(v1::PESSIMISTIC);
  return one;
}

google::protobuf::RepeatedPtrField<v1::InventoryRow> rows(std::initializer_list<v1::InventoryRow> all) {
  return {all.begin(), all.end()};
}

google::protobuf::RepeatedPtrField<v1::InventoryChange> change(std::int64_t item, std::int64_t version,
                                                               int quantity, v1::LedgerKind kind = v1::SOLD) {
  google::protobuf::RepeatedPtrField<v1::InventoryChange> all;
  auto& one = *all.Add();
  one.set_item_id(item);
  one.set_version(version);
  one.set_quantity(quantity);
  one.set_kind(kind);
  one.set_committed_at_ms(1'763'988'147'123);
  return all;
}

v1::LedgerEntry entry(std::int64_t version, std::int64_t atMs, int after) {
  v1::LedgerEntry one;
  one.set_version(version);
  one.set_at_ms(atMs);
  one.set_quantity_after(after);
  return one;
}

}  // namespace

class InventoryModelsTest : public QObject {
  Q_OBJECT

 private:
  static QString text(const ShelfModel& model, int at, ShelfModel::Role role) {
    return model.data(model.index(at), role).toString();
  }

 private slots:
  void theShelfKeepsTheRulesOfModels() {
    ShelfModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.append(rows({row(1, 10), row(2, 3)}), {});
    model.append(rows({row(3, 0)}), {});
    model.apply(change(2, 2, 2));
    model.merge(rows({row(1, 9, 2)}));
    model.togglePicked(0);
    model.restart(ShelfModel::kByQuantity, v1::LOW);
    QCOMPARE(model.rowCount(), 0);
  }

  void aSaleTakesFromWhatCanBePromisedAndLeavesTheShelf() {
    ShelfModel model;
    model.append(rows({row(1, 10)}), {});
    model.apply(change(1, 2, 8, v1::SOLD));
    QCOMPARE(text(model, 0, ShelfModel::kAvailable), QStringLiteral("8"));
    QCOMPARE(text(model, 0, ShelfModel::kOnShelf), QStringLiteral("10"));
    QCOMPARE(text(model, 0, ShelfModel::kDelta), QStringLiteral("−2"));
    model.apply(change(1, 3, 20, v1::RECEIVED));
    QCOMPARE(text(model, 0, ShelfModel::kOnShelf), QStringLiteral("22"));
  }

  void anOlderVersionChangesNothing() {
    ShelfModel model;
    model.append(rows({row(1, 10, 5)}), {});
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.apply(change(1, 5, 3));
    model.merge(rows({row(1, 99, 4)}));
    QCOMPARE(changed.count(), 0);
    QCOMPARE(text(model, 0, ShelfModel::kAvailable), QStringLiteral("10"));
  }

  void aChangeNamesTheRolesItChanged() {
    ShelfModel model;
    model.append(rows({row(1, 10), row(2, 10)}), {});
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.apply(change(2, 2, 9));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed[0][0].toModelIndex().row(), 1);
    QVERIFY(changed[0][2].value<QList<int>>().contains(ShelfModel::kAvailable));
    QVERIFY(!changed[0][2].value<QList<int>>().contains(ShelfModel::kName));
  }

  void everyLiveChangePulses() {
    ShelfModel model;
    model.append(rows({row(1, 10)}), {});
    QCOMPARE(model.data(model.index(0), ShelfModel::kPulse).toInt(), 0);
    model.apply(change(1, 2, 9));
    model.apply(change(1, 3, 8));
    QCOMPARE(model.data(model.index(0), ShelfModel::kPulse).toInt(), 2);
  }

  void rowsStayWhereTheyAreAndSayThatTheyWouldMove() {
    ShelfModel model;
    model.restart(ShelfModel::kByQuantity, v1::ALL);
    model.append(rows({row(1, 1), row(2, 5), row(3, 9)}), {});
    QSignalSpy moved(&model, &QAbstractItemModel::rowsMoved);
    model.apply(change(3, 2, 0));
    QCOMPARE(model.itemAt(2), 3);
    QCOMPARE(model.moved(), 1);
    QCOMPARE(moved.count(), 0);
  }

  void aRowThatNoLongerMatchesTheFilterWouldMove() {
    ShelfModel model;
    model.restart(ShelfModel::kByItem, v1::LOW);
    model.append(rows({row(1, 3), row(2, 4)}), {});
    model.apply(change(2, 2, 40, v1::RECEIVED));
    QCOMPARE(model.moved(), 1);
  }

  void aRowOnTwoPagesIsShownOnce() {
    ShelfModel model;
    model.append(rows({row(1, 1), row(2, 1)}), {});
    model.append(rows({row(2, 1), row(3, 1)}), {});
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.rowOf(3), 2);
  }

  void theNextPageIsAskedForOnce() {
    ShelfModel model;
    int asked = 0;
    model.append(rows({row(1, 1)}), [&] { ++asked; });
    QVERIFY(model.canFetchMore({}));
    model.fetchMore({});
    QVERIFY(!model.canFetchMore({}));
    model.fetchMore({});
    QCOMPARE(asked, 1);
  }

  void tickedRowsAreCounted() {
    ShelfModel model;
    model.append(rows({row(1, 1), row(2, 1)}), {});
    model.togglePicked(1);
    QCOMPARE(model.picked(), 1);
    QCOMPARE(model.pickedRows().front().item_id(), 2);
    model.pickAll(true);
    QVERIFY(model.allPicked());
    model.append(rows({row(3, 1)}), {});
    QVERIFY(!model.allPicked());
  }

  void outIsBadAndLowIsAWarning() {
    QCOMPARE(stockTone(row(1, 0)), static_cast<int>(Tone::Bad));
    QCOMPARE(stockTone(row(1, 5)), static_cast<int>(Tone::Warn));
    QCOMPARE(stockTone(row(1, 6)), static_cast<int>(Tone::Neutral));
  }

  void theLastSaleSaysSoldOut() {
    auto sold = row(1, 0);
    sold.set_changed_at_ms(1'763'988'147'123);
    sold.set_last_kind(v1::SOLD);
    sold.set_last_delta(-1);
    QVERIFY(lastChange(sold).endsWith(QStringLiteral("sold out")));
    sold.set_quantity(4);
    QVERIFY(lastChange(sold).endsWith(QStringLiteral("sold 1")));
    QCOMPARE(lastChange(row(1, 3)), QStringLiteral("–"));
  }

  void theLedgerKeepsTheRulesOfModels() {
    LedgerModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    google::protobuf::RepeatedPtrField<v1::LedgerEntry> page;
    *page.Add() = entry(3, 30, 5);
    *page.Add() = entry(2, 20, 6);
    model.append(page, {});
    google::protobuf::RepeatedPtrField<v1::LedgerEntry> newest;
    *newest.Add() = entry(5, 50, 3);
    *newest.Add() = entry(4, 40, 4);
    *newest.Add() = entry(3, 30, 5);
    QVERIFY(model.prepend(newest));
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(model.data(model.index(0), LedgerModel::kVersion).toString(), QStringLiteral("v5"));
    model.clear();
    QCOMPARE(model.rowCount(), 0);
  }

  void aGapInTheLedgerIsNoticed() {
    LedgerModel model;
    google::protobuf::RepeatedPtrField<v1::LedgerEntry> page;
    *page.Add() = entry(3, 30, 5);
    model.append(page, {});
    google::protobuf::RepeatedPtrField<v1::LedgerEntry> far;
    *far.Add() = entry(900, 90, 1);
    QVERIFY(!model.prepend(far));
    QCOMPARE(model.rowCount(), 1);
  }

  void theHistoryHoldsEachQuantityUntilTheNext() {
    constexpr std::int64_t kHour = 3'600'000;
    const std::vector<v1::LedgerEntry> newestFirst{entry(2, 10 * kHour - kHour / 2, 30), entry(1, kHour, 20)};
    const auto history = shelfHistory(newestFirst, 10 * kHour, kHour);
    QCOMPARE(history.values.first(), 20.0);
    QCOMPARE(history.values[history.values.size() / 4], 20.0);
    QCOMPARE(history.values.last(), 30.0);
    QVERIFY(history.top >= 30);
    QCOMPARE(history.timeLabels.size(), 5);
  }

  void theHistoryIsUnknownBeforeItsFirstEntry() {
    const std::vector<v1::LedgerEntry> newestFirst{entry(1, 9'000, 4)};
    const auto history = shelfHistory(newestFirst, 10'000, 10'000);
    QVERIFY(std::isnan(history.values.first()));
    QCOMPARE(history.values.last(), 4.0);
  }
};

}  // namespace darkstore::console

QTEST_GUILESS_MAIN(darkstore::console::InventoryModelsTest)
#include "models_test.moc"
