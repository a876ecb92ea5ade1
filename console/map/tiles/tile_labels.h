#pragma once

#include <QPainter>
#include <vector>

#include "console/map/tiles/tile_renderer.h"

namespace darkstore::console {

/// Pixels of a tile that a label's word may reach beyond its point, half its width: labels of that much
/// around a tile are looked at, so that a word is whole over the edge of two tiles.
inline constexpr double kLabelMargin = 260;

/// A label where a tile shows it, in pixels of the tile.
struct PlacedLabel {
  PlaceLabel label;
  QRectF box;  ///< with the room around it that no other label enters
};

/// Which labels show at the tile's zoom: those that no more important label would cover. Decided by what is
/// near alone, so neighbouring tiles agree about every word on their common edge.
[[nodiscard]] std::vector<PlacedLabel> placeLabels(const std::vector<PlacedCell>& cells, TileId tile);

void drawLabels(QPainter& painter, const std::vector<PlacedCell>& cells, TileId tile,
                const TilePalette& palette);

}  // namespace darkstore::console
