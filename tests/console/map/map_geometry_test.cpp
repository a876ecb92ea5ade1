#include <QSignalSpy>
#include <QTest>

#include "console/map/callout_layout.h"
#include "console/map/chip_layout.h"
#include "console/map/map_camera.h"
#include "console/map/tiles/mercator.h"

using namespace darkstore::console;

class MapGeometryTest : public QObject {
  Q_OBJECT

 private slots:
  void theWorldIsASquareAroundNullIsland() {
    QCOMPARE(worldOf(0, 0), (WorldPoint{0.5, 0.5}));
    QCOMPARE(worldOf(0, -180).x, 0.0);
    QVERIFY(qAbs(worldOf(85.0511287798, 0).y) < 1e-9);
    QVERIFY(qAbs(worldOf(90, 0).y) < 1e-9);
  }

  void degreesComeBack_data() {
    QTest::addColumn<double>("latitude");
    QTest::addColumn<double>("longitude");
    QTest::newRow("Lisboa") << 38.7223 << -9.1393;
    QTest::newRow("Wellington") << -41.2865 << 174.7762;
    QTest::newRow("Suva, near the date line") << -18.1248 << 178.4501;
    QTest::newRow("Longyearbyen") << 78.2232 << 15.6267;
  }
  void degreesComeBack() {
    QFETCH(double, latitude);
    QFETCH(double, longitude);
    const Degrees back = degreesOf(worldOf(latitude, longitude));
    QVERIFY(qAbs(back.latitude - latitude) < 1e-9);
    QVERIFY(qAbs(back.longitude - longitude) < 1e-9);
  }

  void aPointAcrossTheDateLineIsDrawnBesideItsNeighbour() {
    const MapFrame frame{worldOf(-17, 179), 6, QSizeF(800, 600)};
    const QPointF west = frame.toScreen(worldOf(-17, 179.5));
    const QPointF east = frame.toScreen(worldOf(-17, -179.5));
    QVERIFY(east.x() > west.x());
    QVERIFY(east.x() - west.x() < 60);
  }

  void metresArePixels() {
    // At zoom 0 the equator, 40,075 km, is 256 pixels; at 60 degrees a metre is drawn twice as long.
    const MapFrame frame{worldOf(0, 0), 0, QSizeF(256, 256)};
    QVERIFY(qAbs(frame.pixelsPerMetre(worldOf(0, 0)) * 40075016.7 - 256) < 0.01);
    QVERIFY(qAbs(frame.pixelsPerMetre(worldOf(60, 0)) / frame.pixelsPerMetre(worldOf(0, 0)) - 2) < 1e-6);
  }

  void whatLiesUnderThePointerStaysThereOnZooming() {
    MapCamera camera;
    camera.setWidth(1000);
    camera.setHeight(700);
    camera.lookAt(38.7, -9.1, 6);
    const QPointF before = camera.degreesAt(200, 500);
    camera.zoomAt(200, 500, 8.3);
    const QPointF after = camera.degreesAt(200, 500);
    QCOMPARE(camera.zoom(), 8.3);
    QVERIFY(qAbs(before.x() - after.x()) < 1e-6);
    QVERIFY(qAbs(before.y() - after.y()) < 1e-6);
  }

  void theCameraNeverLooksPastThePolesNorFurtherOutThanOneWorld() {
    MapCamera camera;
    camera.setWidth(1024);
    camera.setHeight(600);
    camera.lookAt(89, 0, 3);
    QVERIFY(camera.frame().toWorld({0, 0}).y > -1e-9);
    camera.setZoom(0);
    QCOMPARE(camera.zoom(), 2.0);
    camera.setZoom(40);
    QCOMPARE(camera.zoom(), camera.zoomMax());
  }

  void draggingOverTheDateLineComesRound() {
    MapCamera camera;
    camera.setWidth(1024);
    camera.setHeight(600);
    camera.lookAt(0, 179, 4);
    camera.drag(-100, 0);
    QVERIFY(camera.longitude() < -170);
  }

  void aFlightTakesTheShortWayAndArrives() {
    MapCamera camera;
    camera.setWidth(1024);
    camera.setHeight(600);
    camera.lookAt(10, 170, 4);
    camera.setOut(10, -170, 6);
    camera.travel(0.5);
    QVERIFY(qAbs(camera.longitude()) > 170);
    camera.travel(1);
    QVERIFY(qAbs(camera.longitude() + 170) < 1e-6);
    QCOMPARE(camera.zoom(), 6.0);
  }

  void theScaleBarIsARoundLengthThatFits() {
    MapCamera camera;
    camera.setWidth(1024);
    camera.setHeight(600);
    for (double zoom = 3; zoom <= 15; zoom += 0.7) {
      camera.lookAt(38.7, -9.1, zoom);
      QVERIFY(camera.scalePixels() <= 96);
      QVERIFY(camera.scalePixels() >= 30);
      int digits = camera.scaleMetres();
      while (digits % 10 == 0) digits /= 10;
      QVERIFY(digits == 1 || digits == 2 || digits == 5);
    }
    QCOMPARE(camera.scaleText(), QStringLiteral("%1 m").arg(camera.scaleMetres()));
  }

  void labelsThatPushEachOtherShareTheRoomAround() {
    const std::vector<double> wanted{100, 300, 104, 500};
    const std::vector<double> heights = spread(wanted, 28);
    QCOMPARE(heights[1], 300.0);
    QCOMPARE(heights[3], 500.0);
    QCOMPARE(heights[0], 88.0);
    QCOMPARE(heights[2], 116.0);
    QVERIFY(spread({}, 28).empty());
  }

  void calloutsStandOnTheirSideOfTheMiddle() {
    MapCamera camera;
    camera.setWidth(1000);
    camera.setHeight(700);
    camera.lookAt(38.7, -9.1, 12);
    CalloutLayout layout;
    layout.setCamera(&camera);
    layout.setLatitude(38.7);
    layout.setLongitude(-9.1);
    MapCallout west;
    MapCallout east;
    const auto put = [&](MapCallout& callout, double latitude, double longitude) {
      callout.setCamera(&camera);
      callout.setLatitude(latitude);
      callout.setLongitude(longitude);
      callout.setLayout(&layout);
    };
    put(west, 38.7, -9.15);
    put(east, 38.7, -9.05);
    QVERIFY(west.leftward() && !east.leftward());
    QCOMPARE(east.shift(), 0.0);
    {
      MapCallout other;
      put(other, 38.7001, -9.04);
      QVERIFY(east.shift() - other.shift() > 20);
    }
    QCOMPARE(east.shift(), 0.0);  // the other is gone, and its room is free
    QCOMPARE(west.shift(), 0.0);
  }

  void aChipStandsAboveItsPlaceUnlessThatIsTaken() {
    const QPointF anchor(100, 100);
    const QSizeF chip(80, 20);
    const QPointF above = *freePlace(anchor, chip, {});
    QCOMPARE(above, QPointF(-40, -28));
    const std::vector<QRectF> ring{QRectF(90, 70, 20, 20)};
    const auto beside = freePlace(anchor, chip, ring);
    QVERIFY(beside.has_value() && *beside != above);
    QVERIFY(!QRectF(anchor + *beside, chip).intersects(ring[0]));
    const std::vector<QRectF> everywhere{QRectF(-1000, -1000, 3000, 3000)};
    QVERIFY(!freePlace(anchor, chip, everywhere).has_value());
  }

  void nothingMovedIsNoChange() {
    MapCamera camera;
    camera.setWidth(1024);
    camera.setHeight(600);
    camera.lookAt(10, 20, 5);
    QSignalSpy changed(&camera, &MapCamera::changed);
    camera.lookAt(10, 20, 5);
    camera.drag(0, 0);
    QCOMPARE(changed.count(), 0);
  }
};

QTEST_MAIN(MapGeometryTest)
#include "map_geometry_test.moc"
