#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "console/controls/vocabulary.h"
#include "console/pages/orders/detail_text.h"
#include "console/pages/orders/order_list_model.h"
#include "console/pages/orders/order_text.h"

namespace darkstore::console {
namespace {

using Summaries = google::protobuf::RepeatedPtrField<v1::OrderSummary>;

v1::OrderSummary order(const std::string& id, std::int64_t atMs, v1::FulfilmentState state = v1::GRANTED) {
  v1::OrderSummary one;
  one.set_id(id);
  one.set_placed_at_ms(atMs);
  one.set_state(v1::CONFIRMED);
  one.set_fulfilment(state);
  return one;
}

Summaries all(std::initializer_list<v1::OrderSummary> orders) {
  return {orders.begin(), orders.end()};
}

bool anyFits(const v1::OrderSummary&) {
  return true;
}

}  // namespace

class OrdersModelsTest : public QObject {
  Q_OBJECT

 private:
  Client client_{
      []() -> Result<Endpoints> { return fail(ErrorKind::kUnavailable, "", "nothing was started"); }};
  DcDirectory directory_{client_};

  static QStringList ids(const OrderListModel& model) {
    QStringList list;
    for (int i = 0; i < model.rowCount(); ++i) {
      list << model.idAt(i);
    }
    return list;
  }

 private slots:
  void keepsTheRulesOfModels() {
    OrderListModel model(directory_);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.append(all({order("b", 20), order("a", 10)}), {});
    model.apply(all({order("c", 30)}), false, anyFits);
    model.apply(all({order("d", 40)}), true, anyFits);
    QVERIFY(model.release());
    model.replaceAll(all({order("d", 40), order("c", 30)}), {});
    QCOMPARE(ids(model), QStringList({"d", "c"}));
    model.restart();
    QCOMPARE(model.rowCount(), 0);
  }

  void aLiveOrderIsPutWhereItBelongs() {
    OrderListModel model(directory_);
    model.append(all({order("c", 30), order("a", 10)}), {});
    model.apply(all({order("d", 40), order("b", 20)}), false, anyFits);
    QCOMPARE(ids(model), QStringList({"d", "c", "b", "a"}));
  }

  void anOrderThatIsShownIsBroughtUpToDateAlsoWhileHeld() {
    OrderListModel model(directory_);
    model.append(all({order("a", 10)}), {});
    model.apply(all({order("a", 10, v1::PICKING)}), true, anyFits);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.data(model.index(0), OrderListModel::kPhase).toInt(),
             static_cast<int>(OrderPhase::Picking));
    QCOMPARE(model.waiting(), 0);
  }

  void aHeldListCountsWhatWaitsAndMovesNothing() {
    OrderListModel model(directory_);
    model.append(all({order("a", 10)}), {});
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    model.apply(all({order("b", 20), order("c", 30)}), true, anyFits);
    model.apply(all({order("b", 20, v1::PICKING)}), true, anyFits);  // the same one again
    QCOMPARE(inserted.count(), 0);
    QCOMPARE(model.waiting(), 2);
    QVERIFY(model.release());
    QCOMPARE(ids(model), QStringList({"c", "b", "a"}));
    QCOMPARE(model.data(model.index(1), OrderListModel::kPhase).toInt(),
             static_cast<int>(OrderPhase::Picking));
  }

  void moreThanCanWaitIsSaidInsteadOfShownInPart() {
    OrderListModel model(directory_);
    for (int i = 0; i < 600; ++i) {
      model.apply(all({order("o" + std::to_string(i), i)}), true, anyFits);
    }
    QCOMPARE(model.waiting(), 600);
    QVERIFY(!model.release());
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.waiting(), 0);
  }

  void whatDoesNotFitTheQueryStaysOut() {
    OrderListModel model(directory_);
    model.apply(all({order("a", 10)}), false, [](const v1::OrderSummary&) { return false; });
    QCOMPARE(model.rowCount(), 0);
  }

  void anOrderBelowWhatIsLoadedComesWithItsPage() {
    OrderListModel model(directory_);
    model.append(all({order("c", 30), order("b", 20)}), [] {});
    model.apply(all({order("a", 10)}), false, anyFits);
    QCOMPARE(ids(model), QStringList({"c", "b"}));
    model.fetchMore({});
    model.append(all({order("a", 10)}), {});
    QCOMPARE(ids(model), QStringList({"c", "b", "a"}));
  }

  void aListThatGrewLongIsCutBackToItsFirstPage() {
    OrderListModel model(directory_);
    model.append(all({order("b", 20), order("a", 10)}), {});
    bool asked = false;
    model.replaceAll(all({order("d", 40), order("c", 30)}), [&] { asked = true; });
    QCOMPARE(ids(model), QStringList({"d", "c"}));
    model.fetchMore({});
    QVERIFY(asked);
    model.append(all({order("b", 20)}), {});
    QCOMPARE(ids(model), QStringList({"d", "c", "b"}));
  }

  void aRefusedAttemptHasItsReasonAndNoPrice() {
    OrderListModel model(directory_);
    auto refused = order("a", 10);
    refused.set_refused(true);
    refused.set_refusal(v1::OUT_OF_STOCK);
    model.append(all({refused}), {});
    QCOMPARE(model.data(model.index(0), OrderListModel::kPhaseText).toString(), QStringLiteral("Refused"));
    QCOMPARE(model.data(model.index(0), OrderListModel::kNote).toString(), QStringLiteral("Out of stock"));
    QCOMPARE(model.data(model.index(0), OrderListModel::kTotal).toString(), QStringLiteral("–"));
    QCOMPARE(model.data(model.index(0), OrderListModel::kTone).toInt(), static_cast<int>(Tone::Bad));
  }

  void aPartialOrderIsInPartUntilItIsPicked() {
    auto partial = order("a", 10);
    partial.set_partial(true);
    QCOMPARE(phaseOf(partial), OrderPhase::InPart);
    partial.set_fulfilment(v1::PICKING);
    QCOMPARE(phaseOf(partial), OrderPhase::Picking);
  }

  void theTimelinePartsShelfAndStreetFromTheAnswer() {
    v1::Order one;
    one.set_placed_at_ms(1'000);
    one.set_state(v1::COMPLETED);
    one.mutable_timing()->set_nearby_us(4'100);
    one.mutable_timing()->set_total_us(26'000);
    auto& part = *one.add_fulfilments();
    part.set_id("f/1");
    part.set_dc_code("LIS-014");
    for (const auto& [what, at] : {std::pair{"placed", 1'000}, {"picked", 61'000}, {"delivered", 781'000}}) {
      auto& event = *one.add_history();
      event.set_what(what);
      event.set_at_ms(at);
      event.set_fulfilment_id("f/1");
    }
    const auto steps = detailSteps(one);
    QCOMPARE(steps.size(), 5);
    QVERIFY(steps[0].title.startsWith(QStringLiteral("Placed")));
    QCOMPARE(steps[1].duration, QStringLiteral("4.1 ms"));
    QCOMPARE(steps[3].title, QStringLiteral("Picked, LIS-014"));
    QCOMPARE(steps[3].chapter, QStringLiteral("shelf and street"));
    QVERIFY(steps[4].chapter.isEmpty());
    QCOMPARE(doorToDoor(one), QStringLiteral("13 min"));
  }

  void aLineFromTwoDcsHasTwoRows() {
    v1::Order one;
    auto& line = *one.add_lines();
    line.set_item_id(3);
    line.set_name("milk");
    line.set_wanted(4);
    line.set_granted(3);
    for (const int quantity : {2, 1}) {
      auto& taken = *one.add_fulfilments()->add_lines();
      taken.set_item_id(3);
      taken.set_quantity(quantity);
    }
    const auto rows = detailLines(one);
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows[0].quantity, QStringLiteral("2"));
    QCOMPARE(rows[1].note, QStringLiteral("3 of 4"));
  }
};

}  // namespace darkstore::console

QTEST_GUILESS_MAIN(darkstore::console::OrdersModelsTest)
#include "models_test.moc"
