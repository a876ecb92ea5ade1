#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>

#include "console/map/tiles/tile_labels.h"
#include "console/map/tiles/tile_server.h"

using namespace darkstore::console;

namespace {

std::unique_ptr<Basemap> openMap() {
  auto map = Basemap::open(QStringLiteral(BASEMAP_DIR));
  return map ? std::move(*map) : nullptr;
}

/// The tile that a position lies in, and its pixel there.
std::pair<TileId, QPoint> whereIs(double latitude, double longitude, int zoom) {
  const WorldPoint at = worldOf(latitude, longitude);
  const double n = std::exp2(zoom);
  const TileId tile{zoom, static_cast<int>(at.x * n), static_cast<int>(at.y * n)};
  return {tile, QPoint(static_cast<int>((at.x * n - tile.x) * kTilePixels),
                       static_cast<int>((at.y * n - tile.y) * kTilePixels))};
}

}  // namespace

class MapTilesTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    map_ = openMap();
    QVERIFY(map_ != nullptr);
  }

  void landIsLandAndWaterIsWater_data() {
    QTest::addColumn<double>("latitude");
    QTest::addColumn<double>("longitude");
    QTest::addColumn<int>("zoom");
    QTest::addColumn<bool>("land");
    for (const int zoom : {1, 3, 5, 7, 9}) {
      QTest::addRow("plain of Castile, zoom %d", zoom) << 41.23 << -4.31 << zoom << true;
      QTest::addRow("middle of the Atlantic, zoom %d", zoom) << 35.3 << -40.3 << zoom << false;
      QTest::addRow("Antarctica, zoom %d", zoom) << -80.2 << 10.7 << zoom << true;
    }
    for (const int zoom : {3, 5, 7, 9}) {
      QTest::addRow("Lake Superior, zoom %d", zoom) << 47.6 << -87.4 << zoom << false;
      QTest::addRow("Lake Michigan, zoom %d", zoom) << 43.4 << -87.1 << zoom << false;
      QTest::addRow("the Caspian, zoom %d", zoom) << 41.6 << 50.9 << zoom << false;
    }
    QTest::addRow("the Tagus before Lisboa") << 38.686 << -9.14 << 12 << false;
    QTest::addRow("Almada") << 38.665 << -9.16 << 12 << true;
    QTest::addRow("Chukotka beyond the date line") << 66.6 << -173.5 << 5 << true;
  }
  void landIsLandAndWaterIsWater() {
    QFETCH(double, latitude);
    QFETCH(double, longitude);
    QFETCH(int, zoom);
    QFETCH(bool, land);
    const TilePalette palette = TilePalette::dark();
    const auto [tile, pixel] = whereIs(latitude, longitude, zoom);
    const auto image = renderTile(*map_, tile, palette);
    QVERIFY(image.has_value());
    const QColor seen = image->pixelColor(pixel);
    const auto apart = [&](const QColor& c) {
      return std::abs(c.red() - seen.red()) + std::abs(c.green() - seen.green()) +
             std::abs(c.blue() - seen.blue());
    };
    QVERIFY2(land == (apart(palette.land) < apart(palette.ocean)), qPrintable(seen.name()));
  }

  void theSameTileIsAlwaysTheSamePicture() {
    const TileId tile{6, 31, 24};
    QCOMPARE(*renderTile(*map_, tile, TilePalette::dark()), *renderTile(*map_, tile, TilePalette::dark()));
  }

  void neighboursAgreeAboutEveryWordOnTheirEdge_data() {
    QTest::addColumn<int>("zoom");
    for (int zoom = 3; zoom <= 12; ++zoom) QTest::addRow("zoom %d", zoom) << zoom;
  }
  void neighboursAgreeAboutEveryWordOnTheirEdge() {
    QFETCH(int, zoom);
    const auto [left, pixel] = whereIs(38.72, -9.14, zoom);
    const TileId right{zoom, left.x + 1, left.y};
    const auto names = [&](TileId tile, double edge) {
      const double scale = std::exp2(tile.z) * kTilePixels;
      const CellBox box{
          {(tile.x * kTilePixels - kLabelMargin) / scale, (tile.y * kTilePixels - kLabelMargin) / scale},
          {((tile.x + 1) * kTilePixels + kLabelMargin) / scale,
           ((tile.y + 1) * kTilePixels + kLabelMargin) / scale}};
      QStringList found;
      const auto data = map_->read(box, tile.z);
      for (const PlacedLabel& placed : placeLabels(data->labels, tile)) {
        const bool inTile = placed.box.bottom() > 0 && placed.box.top() < kTilePixels;
        if (placed.box.left() < edge && placed.box.right() > edge && inTile) found << placed.label.name;
      }
      found.sort();
      return found;
    };
    QCOMPARE(names(left, kTilePixels), names(right, 0));
  }

  void noTwoWordsCoverEachOther() {
    const auto [tile, pixel] = whereIs(51.5, -0.1, 8);
    const double scale = std::exp2(tile.z) * kTilePixels;
    const auto data = map_->read({{tile.x * kTilePixels / scale, tile.y * kTilePixels / scale},
                                  {(tile.x + 1) * kTilePixels / scale, (tile.y + 1) * kTilePixels / scale}},
                                 tile.z);
    const auto placed = placeLabels(data->labels, tile);
    QVERIFY(placed.size() > 5);
    for (std::size_t i = 0; i < placed.size(); ++i) {
      for (std::size_t j = i + 1; j < placed.size(); ++j) QVERIFY(!placed[i].box.intersects(placed[j].box));
    }
  }

  void aDamagedFileIsNamed() {
    QTemporaryDir folder;
    QFile file(folder.filePath("land_metro.bin"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("DSMAP001 cut off");
    file.close();
    const auto map = Basemap::open(folder.path());
    QVERIFY(!map.has_value());
    QVERIFY(map.error().field.ends_with("land_metro.bin"));
  }

  void theServerAnswersWithATileAndRefusesWhatIsNone_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("status");
    QTest::newRow("dark") << "dark/3/4/2.png" << 200;
    QTest::newRow("light") << "light/3/4/2.png" << 200;
    QTest::newRow("no such theme") << "pink/3/4/2.png" << 404;
    QTest::newRow("outside the world") << "dark/3/8/2.png" << 404;
    QTest::newRow("no number") << "dark/3/4/x.png" << 404;
    QTest::newRow("elsewhere") << "etc/passwd" << 404;
  }
  void theServerAnswersWithATileAndRefusesWhatIsNone() {
    QFETCH(QString, path);
    QFETCH(int, status);
    const auto server = TileServer::start(openMap());
    QVERIFY(server.has_value());
    QNetworkAccessManager network;
    const std::unique_ptr<QNetworkReply> reply(network.get(
        QNetworkRequest(QUrl(QStringLiteral("http://127.0.0.1:%1/%2").arg((*server)->port()).arg(path)))));
    QSignalSpy finished(reply.get(), &QNetworkReply::finished);
    QVERIFY(finished.wait(20000));
    QCOMPARE(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), status);
    if (status == 200)
      QCOMPARE(QImage::fromData(reply->readAll(), "PNG").size(), QSize(kTilePixels, kTilePixels));
  }

 private:
  std::unique_ptr<Basemap> map_;
};

QTEST_MAIN(MapTilesTest)
#include "map_tiles_test.moc"
