#pragma once

#include <QColor>
#include <QImage>

#include "console/map/tiles/basemap.h"

namespace darkstore::console {

/// A tile of the usual pyramid: 2^z by 2^z tiles, 0/0 in the north-west.
struct TileId {
  int z = 0;
  int x = 0;
  int y = 0;
  [[nodiscard]] bool valid() const {
    return z >= 0 && z <= 22 && x >= 0 && y >= 0 && x < (1 << z) && y < (1 << z);
  }
  bool operator==(const TileId&) const = default;
};

struct TilePalette {
  QColor ocean;
  QColor shallow;  ///< along the coast
  QColor land;
  QColor coast;
  QColor bank;  ///< of lakes, seen from far
  QColor border;
  QColor state;
  QColor river;
  QColor graticule;
  QColor label;
  QColor labelCountry;

  [[nodiscard]] static TilePalette dark();
  [[nodiscard]] static TilePalette light();
};

/// Pixels of a tile that stands for 256: twice as many, so that words stay sharp between zoom levels.
inline constexpr int kTilePixels = 512;
/// Pixels of a tile a pixel of the screen.
inline constexpr double kPx = 2;

/// Draws one tile. Any thread; the same tile is always the same picture.
[[nodiscard]] Result<QImage> renderTile(Basemap& map, TileId tile, const TilePalette& palette);

}  // namespace darkstore::console
