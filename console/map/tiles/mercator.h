#pragma once

#include <QPointF>
#include <QSizeF>

namespace darkstore::console {

/// A point of the Mercator square: x from 0 (180 W) to 1 (180 E), y from 0 (85.05 N) to 1 (85.05 S).
struct WorldPoint {
  double x = 0;
  double y = 0;
  bool operator==(const WorldPoint&) const = default;
};

struct Degrees {
  double latitude = 0;
  double longitude = 0;
};

/// @param latitude clamped to the square's 85.05 degrees
[[nodiscard]] WorldPoint worldOf(double latitude, double longitude);
[[nodiscard]] Degrees degreesOf(WorldPoint point);

/// What a map shows: pixels of an item of `size` around `center` at `zoom`, where the whole world is 256 *
/// 2^zoom wide. The same arithmetic as Qt Location's at bearing and tilt 0, so layers lie on its tiles.
struct MapFrame {
  WorldPoint center;
  double zoom = 0;
  QSizeF size;

  [[nodiscard]] double worldPixels() const;
  /// The copy of the point that is nearest to the centre: a map that crosses the date line stays whole.
  [[nodiscard]] QPointF toScreen(WorldPoint point) const;
  /// May lie outside 0..1 in x when the map crosses the date line; degreesOf wraps it.
  [[nodiscard]] WorldPoint toWorld(QPointF screen) const;
  /// At the latitude of `point`.
  [[nodiscard]] double pixelsPerMetre(WorldPoint point) const;
};

}  // namespace darkstore::console
