#include <QSignalSpy>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "console/map/cluster.h"
#include "console/map/marker_painting.h"
#include "console/map/marker_scene.h"
#include "seed_markers.h"

using namespace darkstore::console;

namespace {

MarkerStyle testStyle() {
  return {.healthy = Qt::green,
          .strained = Qt::yellow,
          .contended = Qt::red,
          .offline = Qt::gray,
          .ground = Qt::black,
          .text = Qt::white,
          .accent = Qt::blue,
          .faint = Qt::darkGray};
}

std::vector<Mark> sceneAt(const std::vector<Marker>& markers, const MapFrame& frame,
                          const std::unordered_set<std::int32_t>* candidates = nullptr, int selected = -1) {
  const std::vector<Cluster> clusters = clustersOf(markers, frame.zoom);
  SceneInput input;
  input.frame = frame;
  input.markers = markers;
  input.clusters = clusters;
  input.candidates = candidates;
  input.selected = selected;
  return sceneOf(input, testStyle());
}

long countOf(const std::vector<Mark>& marks, MarkKind kind) {
  return std::count_if(marks.begin(), marks.end(), [&](const Mark& mark) { return mark.kind == kind; });
}

}  // namespace

class MapMarkersTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    seed_ = seedMarkers();
    QCOMPARE(seed_.size(), 10000U);
  }

  void everyDcIsInExactlyOneCluster_data() {
    QTest::addColumn<double>("zoom");
    for (const double zoom : {2.0, 3.5, 5.0, 6.5, 8.0, 9.0, 9.5, 12.0}) QTest::addRow("%.1f", zoom) << zoom;
  }
  void everyDcIsInExactlyOneCluster() {
    QFETCH(double, zoom);
    const std::vector<Cluster> clusters = clustersOf(seed_, zoom);
    const int members = std::accumulate(clusters.begin(), clusters.end(), 0,
                                        [](int sum, const Cluster& cluster) { return sum + cluster.count; });
    QCOMPARE(members, 10000);
    for (const Cluster& cluster : clusters) {
      QCOMPARE(std::accumulate(cluster.byHealth.begin(), cluster.byHealth.end(), 0), cluster.count);
      QVERIFY(cluster.low.x <= cluster.at.x && cluster.at.x <= cluster.high.x);
      QVERIFY(cluster.low.y <= cluster.at.y && cluster.at.y <= cluster.high.y);
    }
  }

  void ringsHardlyEverCoverEachOther_data() { everyDcIsInExactlyOneCluster_data(); }
  void ringsHardlyEverCoverEachOther() {
    QFETCH(double, zoom);
    std::vector<Cluster> rings = clustersOf(seed_, zoom);
    std::erase_if(rings, [](const Cluster& cluster) { return cluster.count == 1; });
    const double scale = 256 * std::exp2(zoom);
    int covering = 0;
    for (std::size_t i = 0; i < rings.size(); ++i) {
      for (std::size_t j = i + 1; j < rings.size(); ++j) {
        const double apart = std::hypot(rings[i].at.x - rings[j].at.x, rings[i].at.y - rings[j].at.y) * scale;
        // Touching is fine; a number hidden by another ring is not.
        if (apart < std::max(clusterRadius(rings[i].count), clusterRadius(rings[j].count))) ++covering;
      }
    }
    QVERIFY2(covering * 50 <= static_cast<int>(rings.size()) + 49,
             qPrintable(QStringLiteral("%1 of %2 rings").arg(covering).arg(rings.size())));
  }

  void nearEveryDcIsDrawnForItself() {
    for (const Cluster& cluster : clustersOf(seed_, kDotsFromZoom)) QCOMPARE(cluster.count, 1);
  }

  void groupingDependsOnNothingButTheMarkers() {
    const auto one = clustersOf(seed_, 4);
    const auto two = clustersOf(seed_, 4);
    QCOMPARE(one.size(), two.size());
    for (std::size_t i = 0; i < one.size(); ++i) {
      QCOMPARE(one[i].count, two[i].count);
      QCOMPARE(one[i].first, two[i].first);
    }
  }

  void theSetCountsHealthAndSkipsUnknownDcs() {
    MarkerSet set;
    set.reset({{1, worldOf(0, 0), Health::Healthy},
               {2, worldOf(1, 1), Health::Healthy},
               {3, worldOf(2, 2), Health::Offline}});
    QSignalSpy changed(&set, &MarkerSet::changed);
    const std::vector<std::pair<std::int32_t, Health::Kind>> changes{{2, Health::Contended},
                                                                     {99, Health::Strained}};
    set.setHealth(changes);
    QCOMPARE(set.healthy(), 1);
    QCOMPARE(set.contended(), 1);
    QCOMPARE(set.offline(), 1);
    QCOMPARE(set.strained(), 0);
    QCOMPARE(changed.count(), 1);
    set.setHealth(changes);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(set.find(2)->health, Health::Contended);
    QVERIFY(set.find(99) == nullptr);
  }

  void eachHealthHasItsOwnShape() {
    const std::vector<Marker> markers{{1, worldOf(0, 0.0), Health::Healthy},
                                      {2, worldOf(0, 0.1), Health::Strained},
                                      {3, worldOf(0, 0.2), Health::Contended},
                                      {4, worldOf(0, 0.3), Health::Offline}};
    const auto marks = sceneAt(markers, {worldOf(0, 0.15), 11, QSizeF(800, 600)});
    QCOMPARE(countOf(marks, MarkKind::kDisc), 1);
    QCOMPARE(countOf(marks, MarkKind::kTriangle), 1);
    QCOMPARE(countOf(marks, MarkKind::kDiamond), 1);
    QCOMPARE(countOf(marks, MarkKind::kSquare), 1);
  }

  void oneDcInTroubleAmongHundredsIsStillSeenOnTheRing() {
    std::vector<Marker> markers;
    for (int i = 0; i < 400; ++i) markers.push_back({i, worldOf(40 + i * 1e-4, 0), Health::Healthy});
    markers[7].health = Health::Contended;
    const auto marks = sceneAt(markers, {worldOf(40, 0), 4, QSizeF(800, 600)});
    QCOMPARE(countOf(marks, MarkKind::kCluster), 1);
    const auto ring =
        std::find_if(marks.begin(), marks.end(), [](const Mark& m) { return m.kind == MarkKind::kCluster; });
    QVERIFY(ring->b >= 0.04F);
    QCOMPARE(ring->a, 0.0F);
    QCOMPARE(countOf(marks, MarkKind::kDigit), 3);
  }

  void whatLiesOutsideTheFrameIsLeftOut() {
    const auto all = sceneAt(seed_, {worldOf(20, 0), 2.2, QSizeF(1200, 700)});
    const auto lisboa = sceneAt(seed_, {worldOf(38.72, -9.14), 12, QSizeF(600, 400)});
    const auto pacific = sceneAt(seed_, {worldOf(0, -140), 6, QSizeF(600, 400)});
    QVERIFY(all.size() > 100);
    QVERIFY(!lisboa.empty() && lisboa.size() < 200);
    QVERIFY(pacific.empty());
  }

  void aReachDrawsItsCandidatesHollowAndTheOthersFaint() {
    const std::vector<Marker> markers{{1, worldOf(0, 0), Health::Healthy},
                                      {2, worldOf(0, 0.05), Health::Contended}};
    const std::unordered_set<std::int32_t> candidates{1};
    const auto marks = sceneAt(markers, {worldOf(0, 0), 12, QSizeF(800, 600)}, &candidates);
    QCOMPARE(countOf(marks, MarkKind::kHollow), 1);
    QCOMPARE(countOf(marks, MarkKind::kDisc), 1);
  }

  void theChosenDcHasARingEvenInsideACluster() {
    const auto marks =
        sceneAt(seed_, {worldOf(38.72, -9.14), 4, QSizeF(800, 600)}, nullptr, seed_.front().id);
    QCOMPARE(countOf(marks, MarkKind::kRing), 1);
  }

  void thePainterDrawsWhatTheSceneSays() {
    std::vector<Marker> markers{{1, worldOf(0, 0), Health::Healthy}};
    const auto marks = sceneAt(markers, {worldOf(0, 0), 12, QSizeF(100, 100)});
    const QImage image = paintMarks(marks, testStyle(), {100, 100}, 2);
    QCOMPARE(image.size(), QSize(200, 200));
    QCOMPARE(image.pixelColor(100, 100), QColor(Qt::green));
    QCOMPARE(image.pixelColor(20, 20).alpha(), 0);
  }

 private:
  std::vector<Marker> seed_;
};

QTEST_MAIN(MapMarkersTest)
#include "map_markers_test.moc"
