#include "console/map/tiles/tile_renderer.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "console/map/tiles/tile_labels.h"

namespace darkstore::console {

namespace {

// Two pixels of the tile are one on the screen.
// Strokes and halos reach over the edge of a tile.
constexpr double kMargin = 16;
constexpr std::uint32_t kRiverKindMax = 4;
constexpr std::uint32_t kLandAttribute = 1;

/// Keeps what lies on one side of a line; the classic polygon clip, one side at a time.
template <class Inside, class Cross>
std::vector<QPointF> clipSide(const std::vector<QPointF>& ring, Inside inside, Cross cross) {
  std::vector<QPointF> kept;
  kept.reserve(ring.size() + 4);
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const QPointF& a = ring[i];
    const QPointF& b = ring[(i + 1) % ring.size()];
    if (inside(a)) kept.push_back(a);
    if (inside(a) != inside(b)) kept.push_back(cross(a, b));
  }
  return kept;
}

QPointF atX(const QPointF& a, const QPointF& b, double x) {
  return {x, a.y() + (b.y() - a.y()) * (x - a.x()) / (b.x() - a.x())};
}

QPointF atY(const QPointF& a, const QPointF& b, double y) {
  return {a.x() + (b.x() - a.x()) * (y - a.y()) / (b.y() - a.y()), y};
}

std::vector<QPointF> clipRing(std::vector<QPointF> ring, const QRectF& box) {
  const auto cut = [&](auto inside, auto cross) { ring = clipSide(ring, inside, cross); };
  cut([&](const QPointF& p) { return p.x() >= box.left(); },
      [&](auto& a, auto& b) { return atX(a, b, box.left()); });
  cut([&](const QPointF& p) { return p.x() <= box.right(); },
      [&](auto& a, auto& b) { return atX(a, b, box.right()); });
  cut([&](const QPointF& p) { return p.y() >= box.top(); },
      [&](auto& a, auto& b) { return atY(a, b, box.top()); });
  cut([&](const QPointF& p) { return p.y() <= box.bottom(); },
      [&](auto& a, auto& b) { return atY(a, b, box.bottom()); });
  return ring;
}

/// From the Mercator square to pixels of one tile.
struct TileFrame {
  double scale;
  QPointF origin;

  explicit TileFrame(TileId tile)
      : scale(std::exp2(tile.z) * kTilePixels), origin(tile.x * kTilePixels, tile.y * kTilePixels) {}

  [[nodiscard]] QPointF map(WorldPoint point, double shift) const {
    return {(point.x + shift) * scale - origin.x(), point.y * scale - origin.y()};
  }
  [[nodiscard]] CellBox box(double margin) const {
    return {{(origin.x() - margin) / scale, (origin.y() - margin) / scale},
            {(origin.x() + kTilePixels + margin) / scale, (origin.y() + kTilePixels + margin) / scale}};
  }
};

const QRectF kClip(-kMargin, -kMargin, kTilePixels + 2 * kMargin, kTilePixels + 2 * kMargin);

std::vector<QPointF> mapped(const Shape& shape, const TileFrame& frame, double shift) {
  std::vector<QPointF> points;
  points.reserve(shape.points.size());
  for (const WorldPoint& point : shape.points) points.push_back(frame.map(point, shift));
  return points;
}

QPainterPath fillPath(const std::vector<PlacedCell>& cells, const TileFrame& frame) {
  QPainterPath path;
  path.setFillRule(Qt::OddEvenFill);
  for (const PlacedCell& placed : cells) {
    for (const Shape& shape : placed.cell->shapes) {
      const std::vector<QPointF> ring = clipRing(mapped(shape, frame, placed.shift), kClip);
      if (ring.size() < 3) continue;
      path.moveTo(ring.front());
      for (std::size_t i = 1; i < ring.size(); ++i) path.lineTo(ring[i]);
      path.closeSubpath();
    }
  }
  return path;
}

/// Lines that pass the tile, without those that were made by cutting shapes into cells.
template <class Wanted>
QPainterPath strokePath(const std::vector<PlacedCell>& cells, const TileFrame& frame, Wanted wanted) {
  QPainterPath path;
  for (const PlacedCell& placed : cells) {
    for (const Shape& shape : placed.cell->shapes) {
      if (!wanted(shape)) continue;
      const bool closed = !shape.cut.empty();  // a ring knows its cuts, a line has none
      const std::vector<QPointF> points = mapped(shape, frame, placed.shift);
      const std::size_t edges = closed ? points.size() : points.size() - 1;
      bool pen = false;
      for (std::size_t i = 0; i < edges; ++i) {
        const QPointF& a = points[i];
        const QPointF& b = points[(i + 1) % points.size()];
        const QRectF edge(QPointF(std::min(a.x(), b.x()), std::min(a.y(), b.y())),
                          QPointF(std::max(a.x(), b.x()), std::max(a.y(), b.y())));
        const bool passes = edge.left() <= kClip.right() && edge.right() >= kClip.left() &&
                            edge.top() <= kClip.bottom() && edge.bottom() >= kClip.top();
        if (!passes || (closed && shape.cut[i])) {
          pen = false;
          continue;
        }
        if (!pen) path.moveTo(a);
        path.lineTo(b);
        pen = true;
      }
    }
  }
  return path;
}

void stroke(QPainter& painter, const QPainterPath& path, const QColor& color, double width,
            Qt::PenStyle style = Qt::SolidLine) {
  painter.setPen(QPen(color, width * kPx, style, Qt::RoundCap, Qt::RoundJoin));
  painter.setBrush(Qt::NoBrush);
  painter.drawPath(path);
}

void drawGraticule(QPainter& painter, TileId tile, const TileFrame& frame, const QColor& color) {
  const int degrees = tile.z < 3 ? 30 : (tile.z < 6 ? 10 : 1);
  if (tile.z > 8) return;
  painter.setPen(QPen(color, kPx));
  const CellBox box = frame.box(0);
  const Degrees low = degreesOf({box.low.x, box.high.y});
  const Degrees high = degreesOf({box.high.x - 1e-12, box.low.y});
  for (int longitude = static_cast<int>(std::ceil(low.longitude / degrees)) * degrees;
       longitude <= high.longitude; longitude += degrees) {
    const double x = frame.map(worldOf(0, longitude), 0).x();
    painter.drawLine(QPointF(x, 0), QPointF(x, kTilePixels));
  }
  for (int latitude = static_cast<int>(std::ceil(low.latitude / degrees)) * degrees;
       latitude <= high.latitude; latitude += degrees) {
    const double y = frame.map(worldOf(latitude, 0), 0).y();
    painter.drawLine(QPointF(0, y), QPointF(kTilePixels, y));
  }
}

double riverWidth(std::uint32_t attribute, int zoom) {
  const double base = attribute <= 1 ? 1.2 : (attribute == 2 ? 0.9 : 0.6);
  return base * std::clamp(0.6 + 0.15 * (zoom - 5), 0.6, 2.0);
}

void drawRivers(QPainter& painter, const std::vector<PlacedCell>& cells, const TileFrame& frame, int zoom,
                const QColor& color) {
  for (std::uint32_t kind = 0; kind <= kRiverKindMax; ++kind) {
    const QPainterPath path =
        strokePath(cells, frame, [&](const Shape& shape) { return shape.attribute == kind; });
    if (!path.isEmpty()) stroke(painter, path, color, riverWidth(kind, zoom));
  }
}

}  // namespace

TilePalette TilePalette::dark() {
  return {.ocean = QColor(0x0a1119),
          .shallow = QColor(0x0d1620),
          .land = QColor(0x1d2833),
          .coast = QColor(0x4a6279),
          .bank = QColor(0x33475a),
          .border = QColor(0x3a4b5a),
          .state = QColor(0x2a3845),
          .river = QColor(0x10202d),
          .graticule = QColor(0x0f1822),
          .label = QColor(0x7f93a6),
          .labelCountry = QColor(0x7f93a6)};
}

TilePalette TilePalette::light() {
  return {.ocean = QColor(0xd9e4ee),
          .shallow = QColor(0xe1eaf2),
          .land = QColor(0xf6f7f8),
          .coast = QColor(0xa7b7c5),
          .bank = QColor(0xbccad6),
          .border = QColor(0xc2ccd5),
          .state = QColor(0xdbe2e8),
          .river = QColor(0xc6d6e4),
          .graticule = QColor(0xd1dde8),
          .label = QColor(0x4d5e6d),
          .labelCountry = QColor(0x4d5e6d)};
}

Result<QImage> renderTile(Basemap& map, TileId tile, const TilePalette& palette) {
  const TileFrame frame(tile);
  auto data = map.read(frame.box(kLabelMargin), tile.z);
  if (!data) return tl::unexpected(std::move(data.error()));
  QImage image(kTilePixels, kTilePixels, QImage::Format_RGB32);
  image.fill(palette.ocean);
  QPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing);
  drawGraticule(painter, tile, frame, palette.graticule);
  const QPainterPath land = fillPath(data->areas, frame);
  const QPainterPath coast =
      strokePath(data->areas, frame, [](const Shape& s) { return s.attribute == kLandAttribute; });
  const QPainterPath banks =
      strokePath(data->areas, frame, [](const Shape& s) { return s.attribute != kLandAttribute; });
  const auto every = [](const Shape&) { return true; };
  if (tile.z >= 4) stroke(painter, coast, palette.shallow, tile.z < 7 ? 5 : 8);
  painter.fillPath(land, palette.land);
  drawRivers(painter, data->rivers, frame, tile.z, palette.river);
  stroke(painter, strokePath(data->states, frame, every), palette.state, 0.8);
  stroke(painter, strokePath(data->borders, frame, every), palette.border, tile.z < 4 ? 0.8 : 1.1);
  stroke(painter, banks, tile.z < 9 ? palette.bank : palette.coast, tile.z < 9 ? 0.6 : 1.0);
  stroke(painter, coast, palette.coast, tile.z < 4 ? 0.7 : 1.0);
  drawLabels(painter, data->labels, tile, palette);
  return image;
}

}  // namespace darkstore::console
