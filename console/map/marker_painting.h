#pragma once

#include <QImage>
#include <span>

#include "console/map/marker_scene.h"

namespace darkstore::console {

/// The same marks by QPainter, for machines whose scene graph is the software one and runs no shaders.
/// @param size  in pixels of the item  @param scale  device pixels a pixel
[[nodiscard]] QImage paintMarks(std::span<const Mark> marks, const MarkerStyle& style, QSize size,
                                double scale);

}  // namespace darkstore::console
