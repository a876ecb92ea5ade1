#pragma once

#include <QSGMaterial>
#include <QSGTexture>
#include <memory>
#include <span>

#include "console/map/marker_scene.h"

namespace darkstore::console {

/// A picture of the ten digits side by side, white on nothing; each in a square cell.
[[nodiscard]] QImage digitAtlas();

/// Draws marks by signed distances: one draw call for all. Render thread.
class MarkerMaterial : public QSGMaterial {
 public:
  MarkerMaterial();
  QSGMaterialType* type() const override;
  QSGMaterialShader* createShader(QSGRendererInterface::RenderMode mode) const override;
  int compare(const QSGMaterial* other) const override;

  MarkerStyle style;
  std::unique_ptr<QSGTexture> digits;
};

/// The vertices that MarkerMaterial draws.
[[nodiscard]] const QSGGeometry::AttributeSet& markAttributes();
/// Two triangles a mark. @param geometry of markAttributes, 16-bit-free: 32-bit indices
void fillGeometry(QSGGeometry& geometry, std::span<const Mark> marks);

}  // namespace darkstore::console
