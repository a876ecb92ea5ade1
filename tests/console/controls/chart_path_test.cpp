#include "console/controls/chart_path.h"

#include <QSignalSpy>
#include <QTest>
#include <limits>

using darkstore::console::ChartPath;

class ChartPathTest : public QObject {
  Q_OBJECT

 private slots:
  void lineSpansTheWholeWidthAndHeight() {
    ChartPath chart;
    chart.setWidth(100);
    chart.setHeight(50);
    chart.setValues({0, 10, 5});
    QCOMPARE(chart.line(), (QList<QPointF>{{0, 50}, {50, 0}, {100, 25}}));
    QCOMPARE(chart.last(), QPointF(100, 25));
  }

  void stepHoldsTheValueUntilTheNextOne() {
    ChartPath chart;
    chart.setWidth(100);
    chart.setHeight(50);
    chart.setStep(true);
    chart.setValues({0, 10});
    QCOMPARE(chart.line(), (QList<QPointF>{{0, 50}, {100, 50}, {100, 0}}));
  }

  void areaIsClosedAlongTheBottom() {
    ChartPath chart;
    chart.setWidth(10);
    chart.setHeight(10);
    chart.setValues({1, 2});
    QCOMPARE(chart.area().first(), chart.area().last());
    QCOMPARE(chart.area().at(2).y(), 10.0);
    QCOMPARE(chart.area().at(3).y(), 10.0);
  }

  void aGapIsLeftOutAndDoesNotBendTheScale() {
    ChartPath chart;
    chart.setWidth(100);
    chart.setHeight(50);
    chart.setValues({0, std::numeric_limits<qreal>::quiet_NaN(), 10});
    QCOMPARE(chart.line().size(), 2);
    QCOMPARE(chart.low(), 0.0);
    QCOMPARE(chart.high(), 10.0);
  }

  void aFlatSeriesRunsThroughTheMiddle() {
    ChartPath chart;
    chart.setWidth(100);
    chart.setHeight(50);
    chart.setValues({7, 7, 7});
    for (const QPointF& point : chart.line()) QCOMPARE(point.y(), 25.0);
  }

  void aFixedScaleIsKept() {
    ChartPath chart;
    chart.setWidth(100);
    chart.setHeight(50);
    chart.setFrom(0);
    chart.setTo(100);
    chart.setValues({50, 50});
    QCOMPARE(chart.line().first().y(), 25.0);
    QCOMPARE(chart.yOf(100), 0.0);
  }

  void oneValueIsNoLine() {
    ChartPath chart;
    chart.setWidth(100);
    chart.setHeight(50);
    chart.setValues({1});
    QVERIFY(chart.line().isEmpty());
    QVERIFY(chart.area().isEmpty());
  }

  void aReferenceLiesOnTheScale() {
    ChartPath chart;
    chart.setWidth(100);
    chart.setHeight(50);
    chart.setReference(5);
    chart.setValues({0, 10});
    QCOMPARE(chart.referenceY(), 25.0);
  }

  void theSameValuesAreNoChange() {
    ChartPath chart;
    chart.setValues({1, 2});
    QSignalSpy changed(&chart, &ChartPath::changed);
    chart.setValues({1, 2});
    QCOMPARE(changed.count(), 0);
  }
};

QTEST_GUILESS_MAIN(ChartPathTest)
#include "chart_path_test.moc"
