#include "console/map/tiles/tile_labels.h"

#include <QFont>
#include <QFontMetricsF>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

namespace darkstore::console {

namespace {

constexpr double kRoom = 7 * kPx;
constexpr double kHalo = 2.6 * kPx;
// A tile of its own zoom is shown at 1 to 2 times its size, so words are drawn a little small.
constexpr double kBodyPixels = 9.5;
// Where a metro is one ring its name stands below the ring.
constexpr int kRingZoomMax = 8;
constexpr double kBelowRing = 17 * kPx;

QFont fontOf(const PlaceLabel& label) {
  QFont font(QStringLiteral("Inter"));
  font.setWeight(label.what == PlaceLabel::What::kMetro ? QFont::DemiBold : QFont::Medium);
  double size = kBodyPixels;
  if (label.what == PlaceLabel::What::kMetro) size += 1;
  if (label.what == PlaceLabel::What::kCountry) {
    font.setCapitalization(QFont::AllUppercase);
    font.setLetterSpacing(QFont::PercentageSpacing, 112);
  }
  font.setPixelSize(static_cast<int>(std::lround(size * kPx)));
  return font;
}

int rankOf(PlaceLabel::What what) {
  switch (what) {
    case PlaceLabel::What::kCountry:
      return 0;
    case PlaceLabel::What::kMetro:
      return 1;
    case PlaceLabel::What::kTown:
      return 2;
    case PlaceLabel::What::kDistrict:
      return 3;
  }
  return 4;
}

/// A total order, so that every tile draws the same conclusion from the same two labels.
bool before(const PlaceLabel& a, const PlaceLabel& b) {
  if (rankOf(a.what) != rankOf(b.what)) return rankOf(a.what) < rankOf(b.what);
  if (a.zoomMin != b.zoomMin) return a.zoomMin < b.zoomMin;
  if (a.population != b.population) return a.population > b.population;
  if (a.at.x != b.at.x) return a.at.x < b.at.x;
  return a.at.y < b.at.y;
}

}  // namespace

std::vector<PlacedLabel> placeLabels(const std::vector<PlacedCell>& cells, TileId tile) {
  const double scale = std::exp2(tile.z) * kTilePixels;
  const QRectF around = QRectF(0, 0, kTilePixels, kTilePixels)
                            .adjusted(-kLabelMargin, -kLabelMargin, kLabelMargin, kLabelMargin);
  std::vector<PlacedLabel> candidates;
  for (const PlacedCell& placed : cells) {
    for (const PlaceLabel& label : placed.cell->labels) {
      if (label.zoomMin > tile.z) continue;
      QPointF at((label.at.x + placed.shift) * scale - tile.x * kTilePixels,
                 label.at.y * scale - tile.y * kTilePixels);
      if (!around.contains(at)) continue;
      const QFontMetricsF metrics(fontOf(label));
      const bool upper = label.what == PlaceLabel::What::kCountry;
      const double width = metrics.horizontalAdvance(upper ? label.name.toUpper() : label.name);
      const double height = metrics.capHeight();
      if (label.what == PlaceLabel::What::kMetro && tile.z <= kRingZoomMax) at.ry() += kBelowRing;
      candidates.push_back({label, QRectF(at.x() - width / 2 - kRoom, at.y() - height / 2 - kRoom,
                                          width + 2 * kRoom, height + 2 * kRoom)});
    }
  }
  std::sort(candidates.begin(), candidates.end(),
            [](const PlacedLabel& a, const PlacedLabel& b) { return before(a.label, b.label); });
  std::vector<PlacedLabel> shown;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const bool covered =
        std::any_of(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(i),
                    [&](const PlacedLabel& other) { return other.box.intersects(candidates[i].box); });
    if (!covered) shown.push_back(candidates[i]);
  }
  return shown;
}

void drawLabels(QPainter& painter, const std::vector<PlacedCell>& cells, TileId tile,
                const TilePalette& palette) {
  for (const PlacedLabel& placed : placeLabels(cells, tile)) {
    const bool country = placed.label.what == PlaceLabel::What::kCountry;
    const QFont font = fontOf(placed.label);
    const QRectF word = placed.box.adjusted(kRoom, kRoom, -kRoom, -kRoom);
    QPainterPath path;
    path.addText(word.bottomLeft(), font, country ? placed.label.name.toUpper() : placed.label.name);
    QColor halo = placed.label.what == PlaceLabel::What::kCountry ? palette.land : palette.ocean;
    halo.setAlphaF(0.8F);
    painter.strokePath(path, QPen(halo, kHalo, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.fillPath(path, country ? palette.labelCountry : palette.label);
  }
}

}  // namespace darkstore::console
