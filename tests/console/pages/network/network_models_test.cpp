#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "console/pages/network/dc_table_model.h"
#include "console/pages/network/network_view_model.h"
#include "small_network.h"

using namespace darkstore;
using namespace darkstore::console;

namespace {

/// A client whose cluster was never started.
Result<Endpoints> nowhere() {
  return fail(ErrorKind::kUnavailable, "", "nothing was started");
}

std::vector<v1::Dc> threeDcs() {
  return {aDc(1, "LIS-001", "Baixa", 38.7107, -9.1365), aDc(2, "LIS-002", "Chiado", 38.7103, -9.1425),
          aDc(3, "OPO-001", "Ribeira", 41.1407, -8.6130, 2)};
}

v1::NetworkFrame frameOf(std::initializer_list<std::pair<int, v1::DcHealth>> health) {
  v1::NetworkFrame frame;
  frame.set_at_ms(1'700'000'000'000);
  for (const auto& [id, state] : health) {
    auto* change = frame.add_health();
    change->set_dc_id(id);
    change->set_health(state);
  }
  return frame;
}

QString cell(const QAbstractItemModel& model, int row, int role) {
  return model.index(row, 0).data(role).toString();
}

v1::ReachCandidate candidate(int id, double straightM, double minutes, v1::ReachVerdict verdict) {
  v1::ReachCandidate c;
  c.set_dc_id(id);
  c.set_code("LIS-00" + std::to_string(id));
  c.set_name("DC " + std::to_string(id));
  c.set_straight_m(straightM);
  c.set_minutes(minutes);
  c.set_radius_m(3500);
  c.set_verdict(verdict);
  return c;
}

v1::FindReachResponse aReach() {
  v1::FindReachResponse reach;
  reach.set_region("iberia");
  *reach.add_reach() = candidate(1, 1000, 6.2, v1::SERVES);
  *reach.add_considered() = candidate(1, 1000, 6.2, v1::SERVES);
  *reach.add_considered() = candidate(2, 2360, 24, v1::TOO_SLOW_OVER_BRIDGE);
  *reach.add_considered() = candidate(3, 2570, -1, v1::NOT_AMONG_NEAREST);
  *reach.add_considered() = candidate(4, 2990, -1, v1::CLOSED);
  *reach.add_considered() = candidate(5, 9000, -1, v1::OUTSIDE_RADIUS);
  const std::pair<const char*, int> steps[] = {
      {"all", 10000}, {"index", 5}, {"radius", 3}, {"haversine", 2}, {"travel", 1}};
  for (const auto& [name, left] : steps) {
    auto* step = reach.add_steps();
    step->set_name(name);
    step->set_left(left);
    step->set_micros(12);
  }
  return reach;
}

}  // namespace

class NetworkModelsTest : public QObject {
  Q_OBJECT

 private slots:
  void theTableShowsTroubleFirstAndHoldsItsOrder() {
    NetworkDirectory directory;
    DcTableModel table(directory);
    const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
    directory.setRegions({aRegion(1, "iberia"), aRegion(2, "norte")});
    directory.setDcs(threeDcs());
    QCOMPARE(cell(table, 0, DcTableModel::kCode), "LIS-001");
    QCOMPARE(cell(table, 2, DcTableModel::kRegion), "norte");
    QCOMPARE(cell(table, 0, DcTableModel::kHours), "08:00–22:00");

    QSignalSpy changed(&table, &QAbstractItemModel::dataChanged);
    QSignalSpy reset(&table, &QAbstractItemModel::modelReset);
    directory.applyHealth(frameOf({{3, v1::CONTENDED}}).health(), false);
    QCOMPARE(reset.count(), 0);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed[0][0].toModelIndex().row(), 2);
    QCOMPARE(changed[0][2].value<QList<int>>(),
             (QList<int>{DcTableModel::kHealth, DcTableModel::kHealthText}));

    table.refresh();
    QCOMPARE(cell(table, 0, DcTableModel::kCode), "OPO-001");
    QCOMPARE(cell(table, 0, DcTableModel::kHealthText), "Contended");
  }

  void theTableFindsByPartOfCodeNameOrCityAndByState() {
    NetworkDirectory directory;
    DcTableModel table(directory);
    const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
    directory.setDcs(threeDcs());
    table.setSearch("chia");
    QCOMPARE(table.rowCount(), 1);
    QCOMPARE(table.dcAt(0), 2);
    QCOMPARE(table.dcAt(1), 0);
    QCOMPARE(table.foundText(), "1 of 3 DCs");
    table.setSearch("opo-");
    QCOMPARE(table.dcAt(0), 3);
    table.setSearch({});
    directory.applyHealth(frameOf({{2, v1::OFFLINE}}).health(), false);
    table.setHealth(Health::Offline);
    QCOMPARE(table.rowCount(), 1);
    QCOMPARE(table.dcAt(0), 2);
  }

  void sortingByTheSameColumnAgainTurnsItRound() {
    NetworkDirectory directory;
    DcTableModel table(directory);
    directory.setDcs(threeDcs());
    table.sortBy("code");
    QCOMPARE(table.dcAt(0), 1);
    table.sortBy("code");
    QCOMPARE(table.dcAt(0), 3);
  }

  void aFirstFrameSaysTheHealthOfEveryDc() {
    NetworkDirectory directory;
    directory.setDcs(threeDcs());
    directory.applyHealth(frameOf({{1, v1::STRAINED}, {2, v1::CONTENDED}}).health(), true);
    QCOMPARE(directory.markers()->healthy(), 1);
    directory.applyHealth(frameOf({{3, v1::STRAINED}}).health(), false);
    QCOMPARE(directory.markers()->healthy(), 0);
    directory.applyHealth(frameOf({{2, v1::OFFLINE}}).health(), true);
    QCOMPARE(directory.markers()->healthy(), 2);
    QCOMPARE(directory.markers()->offline(), 1);
    QCOMPARE(directory.find(1)->health(), v1::HEALTHY);
  }

  void theNearestDcIsFound() {
    NetworkDirectory directory;
    QVERIFY(directory.nearest(0, 0) == nullptr);
    directory.setDcs(threeDcs());
    QCOMPARE(directory.nearest(41, -8.5)->id(), 3);
    QCOMPARE(directory.nearest(38.7103, -9.1430)->id(), 2);
  }

  void aRegionStandsWhereItsDcsAre() {
    NetworkDirectory directory;
    RegionModel regions(directory);
    const QAbstractItemModelTester tester(&regions, QAbstractItemModelTester::FailureReportingMode::QtTest);
    directory.setRegions({aRegion(1, "iberia"), aRegion(2, "norte"), aRegion(3, "empty")});
    QCOMPARE(regions.rowCount(), 0);
    directory.setDcs(threeDcs());
    QCOMPARE(regions.rowCount(), 2);
    QCOMPARE(regions.index(1).data(RegionModel::kLatitude).toDouble(), 41.1407);
    QCOMPARE(cell(regions, 0, RegionModel::kRate), "–");
    v1::NetworkFrame frame;
    auto* rate = frame.add_regions();
    rate->set_region_id(1);
    rate->set_orders_per_s(612.4);
    regions.apply(frame.regions());
    QCOMPARE(cell(regions, 0, RegionModel::kRate), "612/s");
  }

  void figuresAreUnknownUntilAFrameComes() {
    NetworkFigures figures;
    QCOMPARE(figures.orders(), "–");
    QCOMPARE(figures.lag(), "–");
    QCOMPARE(figures.lagTone(), Tone::Neutral);
  }

  void figuresSayWhatTheFrameSays() {
    NetworkFigures figures;
    v1::NetworkFrame frame;
    frame.set_at_ms(1'700'000'000'000);
    frame.set_orders_per_s(2914);
    frame.set_refused_per_s(31);
    frame.set_answer_p50_ms(12);
    frame.set_answer_p99_ms(41.2);
    frame.set_orders_in_flight(38);
    frame.set_replica_lag_ms_max(12);
    frame.set_shards(3);
    frame.set_shards_up(3);
    frame.set_cache_up(true);
    figures.apply(frame);
    QCOMPARE(figures.orders(), "2,914");
    QCOMPARE(figures.answer(), "41");
    QCOMPARE(figures.answerNote(), "limit 200 ms · p50 12 ms");
    QCOMPARE(figures.answerTone(), Tone::Neutral);
    QCOMPARE(figures.refusedNote(), "1.1 % of orders");
    QCOMPARE(figures.lagNote(), "3/3 shards up · cache up");
    QCOMPARE(figures.lagTone(), Tone::Ok);
    QVERIFY(figures.ordersNote().startsWith("peak 2,914 at "));

    frame.set_orders_per_s(0.4);
    frame.set_answer_p99_ms(230);
    frame.set_shards_up(2);
    figures.apply(frame);
    QCOMPARE(figures.orders(), "0.4");
    QVERIFY(figures.ordersNote().startsWith("peak 2,914 at "));
    QCOMPARE(figures.answerTone(), Tone::Warn);
    QCOMPARE(figures.lagTone(), Tone::Bad);
    QCOMPARE(figures.ordersSeries(), (QList<qreal>{2914, 0.4}));
  }

  void aSparkKeepsTheLastMinute() {
    NetworkFigures figures;
    v1::NetworkFrame frame;
    frame.set_at_ms(1);
    for (int i = 0; i < 300; ++i) {
      frame.set_orders_per_s(i);
      figures.apply(frame);
    }
    QCOMPARE(figures.ordersSeries().size(), 120);
    QCOMPARE(figures.ordersSeries().last(), 299.0);
  }

  void theDetailLeavesOutTheMinuteThatStillRuns() {
    Client client(nowhere);
    NetworkDirectory directory;
    DcDetail detail(client, directory);
    directory.setRegions({aRegion(1, "iberia")});
    directory.setDcs(threeDcs());
    detail.choose(2);
    QVERIFY(detail.loading());
    v1::GetDcResponse answer;
    *answer.mutable_dc() = threeDcs()[1];
    answer.mutable_stock()->set_rows(9846);
    answer.mutable_stock()->set_low(342);
    answer.mutable_stock()->set_out(89);
    answer.set_optimistic_rows(206);
    for (const int orders : {44, 40, 48, 68, 3}) answer.add_orders_a_minute(orders);
    detail.apply(answer);
    QVERIFY(!detail.loading());
    QCOMPARE(detail.title(), "LIS-002 Lisboa Chiado");
    QCOMPARE(detail.overline(), "DC 2 · region iberia · shard emea");
    QCOMPARE(detail.position(), "38.7103, −9.1425");
    QCOMPARE(detail.radius(), "radius 3.5 km");
    QCOMPARE(detail.inStock(), "9,415");
    QVERIFY(qAbs(detail.inStockShare() + detail.lowShare() + detail.outShare() - 1) < 1e-9);
    QCOMPARE(detail.ordersNow(), "68");
    QCOMPARE(detail.ordersUsual(), "usual 48");
    QCOMPARE(detail.ordersSeries().size(), 4);
    QCOMPARE(detail.timeLabels().size(), 3);
    QCOMPARE(detail.pessimisticRows(), "9,640");
    detail.choose(3);
    QCOMPARE(detail.inStock(), "–");
    QVERIFY(detail.ordersSeries().isEmpty());
  }

  void aChangeOfTheShelfIsASentence_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("delta");
    QTest::addColumn<QString>("text");
    QTest::newRow("received") << int(v1::RECEIVED) << 24 << "Received 24 × Volt cola";
    QTest::newRow("counted") << int(v1::COUNTED) << -1 << "Counted Volt cola: 18, −1";
    QTest::newRow("adjusted") << int(v1::ADJUSTED) << -2 << "Adjusted Volt cola by −2";
    QTest::newRow("sold") << int(v1::SOLD) << -3 << "Sold 3 × Volt cola";
  }
  void aChangeOfTheShelfIsASentence() {
    QFETCH(int, kind);
    QFETCH(int, delta);
    QFETCH(QString, text);
    v1::LedgerEntry entry;
    entry.set_item_name("Volt cola");
    entry.set_kind(static_cast<v1::LedgerKind>(kind));
    entry.set_delta(delta);
    entry.set_quantity_after(18);
    QCOMPARE(shelfChangeText(entry), text);
  }

  void theFunnelIsTheSameInBarsTableAndOnTheMap() {
    Client client(nowhere);
    NetworkDirectory directory;
    directory.setDcs(threeDcs());
    ReachTool reach(client, directory);
    const QAbstractItemModelTester tester(reach.candidates(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    reach.ask(38.7046, -9.1617);
    QVERIFY(reach.busy());
    reach.applyReach(aReach(), 4.2);
    QCOMPARE(reach.title(), "1 DC can serve this point");
    QCOMPARE(reach.subtitle(),
             "38.7046, −9.1617 · region iberia · soonest 6 min from LIS-001 DC 1 · answered in 4.2 ms");
    QCOMPARE(reach.place(), "near Chiado, Lisboa");
    QCOMPARE(reach.stepTexts(), (QStringList{"Result 1", "Haversine 2", "Radius 3", "Index 5"}));
    const QList<FunnelRow> funnel = reach.funnel();
    QCOMPARE(funnel.size(), 5);
    QCOMPARE(funnel[0].left, "10,000");
    QCOMPARE(funnel[0].title, "All DCs");
    QCOMPARE(funnel[0].share, 1.0);
    QCOMPARE(funnel[4].title, "4 Travel time");
    QCOMPARE(funnel[4].note, "≤ 20 min by road");
    QVERIFY(funnel[4].share < funnel[1].share && funnel[1].share < funnel[0].share);
    QCOMPARE(reach.candidateIds().size(), 5);
    QCOMPARE(reach.pins().size(), 2);
    QVERIFY(reach.pins()[0].serves && !reach.pins()[1].serves);
    QCOMPARE(reach.nearestText(), "2 nearest, within 2.4 km");
    QCOMPARE(reach.consideredText(), "5 candidates within 9.0 km");

    const int expected[] = {1, 2, 3, 5};
    for (int step = 0; step < 4; ++step) {
      reach.setStep(step);
      QCOMPARE(reach.candidates()->rowCount(), expected[step]);
    }
    QCOMPARE(cell(*reach.candidates(), 1, ReachModel::kVerdict), "over 20 min, bridge");
    QCOMPARE(cell(*reach.candidates(), 2, ReachModel::kMinutes), "–");
    QCOMPARE(cell(*reach.candidates(), 0, ReachModel::kStraight), "1.00");
  }

  void nobodyNearIsAnAnswer() {
    Client client(nowhere);
    NetworkDirectory directory;
    ReachTool reach(client, directory);
    reach.ask(0, -140);
    reach.applyReach({}, 1);
    QVERIFY(reach.answered());
    QCOMPARE(reach.title(), "No DC can serve this point");
    QVERIFY(reach.pins().isEmpty() && reach.menu().isEmpty());
    reach.setActive(false);
    QVERIFY(!reach.hasPoint() && !reach.answered());
  }

  void theMenuSaysWhatEachDcHas() {
    Client client(nowhere);
    NetworkDirectory directory;
    ReachTool reach(client, directory);
    reach.ask(38.7, -9.1);
    reach.applyReach(aReach(), 1);
    v1::GetMenuResponse menu;
    auto* wrap = menu.add_items();
    wrap->set_name("Chicken Caesar wrap");
    wrap->set_size("250 g");
    wrap->set_available(22);
    wrap->set_soonest_minutes(6.2);
    auto* at = wrap->add_at();
    at->set_dc_id(1);
    at->set_quantity(22);
    auto* gone = menu.add_items();
    gone->set_name("Orbit 5");
    gone->set_soonest_minutes(-1);
    reach.applyMenu(menu);
    QCOMPARE(reach.menuHeads(), (QStringList{"001 · 6′"}));
    QCOMPARE(reach.menu()[0].name, "Chicken Caesar wrap 250 g");
    QCOMPARE(reach.menu()[0].at, (QStringList{"22"}));
    QCOMPARE(reach.menu()[1].at, (QStringList{"–"}));
    QCOMPARE(reach.menu()[1].soonest, "out");
    QCOMPARE(reach.menu()[1].tone, int(Tone::Bad));
  }

  void thePageFillsFromARunningServer() {
    SmallNetwork network;
    Client client(
        [&]() -> Result<Endpoints> { return Endpoints{{network.address()}, {{"admin", "token"}}}; });
    NetworkViewModel page(client);
    QSignalSpy pulsed(&page, &NetworkViewModel::pulsed);
    QTRY_VERIFY(page.ready());
    QCOMPARE(page.subtitle(), "3 DCs · 1 region(s)");
    QTRY_COMPARE(page.markers()->strained(), 1);
    QTRY_VERIFY(pulsed.count() > 0);
    QCOMPARE(pulsed[0][0].toInt(), 1);
    page.choose(2);
    page.detail()->setShown(true);
    QTRY_COMPARE(page.detail()->inStock(), "90");
    QCOMPARE(page.detail()->healthText(), "Strained");
  }

  void heldOrdersAreNotDrawn() {
    Client client(nowhere);
    NetworkViewModel page(client);
    page.directory()->setDcs(threeDcs());
    page.setPaused(true);
    QSignalSpy pulsed(&page, &NetworkViewModel::pulsed);
    v1::NetworkFrame frame = frameOf({});
    frame.add_pulses()->set_dc_id(1);
    page.apply(frame, true);
    QTest::qWait(350);
    QCOMPARE(pulsed.count(), 0);
    page.setPaused(false);
    page.apply(frame, false);
    QTRY_COMPARE(pulsed.count(), 1);
  }

  void aServerThatComesBackIsListedAgain() {
    auto network = std::make_unique<SmallNetwork>();
    Address address;
    address.set(network->address());
    Client client([&]() -> Result<Endpoints> { return Endpoints{{address.get()}, {{"admin", "token"}}}; });
    NetworkViewModel page(client);
    QTRY_VERIFY(page.ready());
    network.reset();
    QTRY_VERIFY_WITH_TIMEOUT(!page.live()->fresh(), 10000);
    QCOMPARE(page.markers()->count(), 3);  // what was known is kept
    network = std::make_unique<SmallNetwork>();
    address.set(network->address());
    QTRY_VERIFY_WITH_TIMEOUT(page.live()->fresh(), 10000);
    QTRY_VERIFY_WITH_TIMEOUT(network->lists > 0, 10000);
  }
};

QTEST_GUILESS_MAIN(NetworkModelsTest)
#include "network_models_test.moc"
