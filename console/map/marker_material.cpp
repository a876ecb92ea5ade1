#include "console/map/marker_material.h"

#include <QFont>
#include <QFontMetricsF>
#include <QImage>
#include <QMatrix4x4>
#include <QPainter>
#include <QSGMaterialShader>
#include <array>
#include <cstring>

namespace darkstore::console {

namespace {

struct Vertex {
  float x, y;
  float localX, localY;
  float kind, radius, a, b;
  std::array<std::uint8_t, 4> color;
  float c;
};

/// As the shaders declare it (std140): matrix, four colours, opacity.
struct Uniforms {
  std::array<float, 16> matrix;
  std::array<std::array<float, 4>, 4> colors;
  float opacity;
};

std::array<float, 4> premultiplied(const QColor& color) {
  const float alpha = color.alphaF();
  return {color.redF() * alpha, color.greenF() * alpha, color.blueF() * alpha, alpha};
}

class MarkerShader : public QSGMaterialShader {
 public:
  MarkerShader() {
    setShaderFileName(VertexStage, QStringLiteral(":/darkstore/map/marker.vert.qsb"));
    setShaderFileName(FragmentStage, QStringLiteral(":/darkstore/map/marker.frag.qsb"));
  }

  bool updateUniformData(RenderState& state, QSGMaterial* next, QSGMaterial* previous) override {
    auto* bytes = state.uniformData()->data();
    Uniforms uniforms{};
    std::memcpy(&uniforms, bytes, sizeof uniforms);
    bool changed = false;
    if (state.isMatrixDirty()) {
      const QMatrix4x4 matrix = state.combinedMatrix();
      std::memcpy(uniforms.matrix.data(), matrix.constData(), sizeof uniforms.matrix);
      changed = true;
    }
    if (state.isOpacityDirty()) {
      uniforms.opacity = state.opacity();
      changed = true;
    }
    const MarkerStyle& style = static_cast<MarkerMaterial*>(next)->style;
    if (previous == nullptr || next != previous || previous->compare(next) != 0) {
      uniforms.colors = {premultiplied(style.strained), premultiplied(style.contended),
                         premultiplied(style.offline), premultiplied(style.ground)};
      changed = true;
    }
    if (changed) std::memcpy(bytes, &uniforms, sizeof uniforms);
    return changed;
  }

  void updateSampledImage(RenderState& state, int binding, QSGTexture** texture, QSGMaterial* next,
                          QSGMaterial*) override {
    if (binding != 1) return;
    QSGTexture* digits = static_cast<MarkerMaterial*>(next)->digits.get();
    digits->commitTextureOperations(state.rhi(), state.resourceUpdateBatch());
    *texture = digits;
  }
};

}  // namespace

QImage digitAtlas() {
  constexpr int kCell = 48;
  QImage image(10 * kCell, kCell, QImage::Format_ARGB32_Premultiplied);
  image.fill(Qt::transparent);
  QPainter painter(&image);
  QFont font(QStringLiteral("Inter"));
  font.setPixelSize(kCell);
  font.setWeight(QFont::DemiBold);
  font.setFeature("tnum", 1);
  painter.setFont(font);
  painter.setPen(Qt::white);
  // Figures have no descenders: their middle is half their height above the baseline.
  const int baseline = kCell / 2 + static_cast<int>(QFontMetricsF(font).capHeight() / 2);
  for (int digit = 0; digit < 10; ++digit) {
    const QString text = QString::number(digit);
    const double width = QFontMetricsF(font).horizontalAdvance(text);
    painter.drawText(QPointF(digit * kCell + (kCell - width) / 2, baseline), text);
  }
  return image;
}

MarkerMaterial::MarkerMaterial() {
  setFlag(Blending);
}

QSGMaterialType* MarkerMaterial::type() const {
  static QSGMaterialType type;
  return &type;
}

QSGMaterialShader* MarkerMaterial::createShader(QSGRendererInterface::RenderMode) const {
  return std::make_unique<MarkerShader>().release();  // the scene graph owns it
}

int MarkerMaterial::compare(const QSGMaterial* other) const {
  const auto* that = static_cast<const MarkerMaterial*>(other);
  if (this == that) return 0;
  if (digits != that->digits) return digits < that->digits ? -1 : 1;
  return style == that->style ? 0 : 1;
}

const QSGGeometry::AttributeSet& markAttributes() {
  using Geometry = QSGGeometry;
  static const std::array<Geometry::Attribute, 5> attributes{
      Geometry::Attribute::create(0, 2, Geometry::FloatType, true),
      Geometry::Attribute::create(1, 2, Geometry::FloatType),
      Geometry::Attribute::create(2, 4, Geometry::FloatType),
      Geometry::Attribute::create(3, 4, Geometry::UnsignedByteType),
      Geometry::Attribute::create(4, 1, Geometry::FloatType)};
  static const Geometry::AttributeSet set{static_cast<int>(attributes.size()), sizeof(Vertex),
                                          attributes.data()};
  return set;
}

void fillGeometry(QSGGeometry& geometry, std::span<const Mark> marks) {
  geometry.allocate(static_cast<int>(marks.size()) * 4, static_cast<int>(marks.size()) * 6);
  geometry.setDrawingMode(QSGGeometry::DrawTriangles);
  auto* vertex = static_cast<Vertex*>(geometry.vertexData());
  auto* index = geometry.indexDataAsUInt();
  std::uint32_t base = 0;
  for (const Mark& mark : marks) {
    const float margin = mark.kind == MarkKind::kDigit ? 0.0F : 3.0F;
    const float half = mark.radius + margin;
    const std::array<std::uint8_t, 4> color{
        static_cast<std::uint8_t>(qRed(mark.color)), static_cast<std::uint8_t>(qGreen(mark.color)),
        static_cast<std::uint8_t>(qBlue(mark.color)), static_cast<std::uint8_t>(qAlpha(mark.color))};
    for (const auto& [dx, dy] : {std::pair{-half, -half}, {half, -half}, {-half, half}, {half, half}}) {
      *vertex++ = {mark.x + dx, mark.y + dy, dx,     dy,    static_cast<float>(mark.kind),
                   mark.radius, mark.a,      mark.b, color, mark.c};
    }
    for (const std::uint32_t corner : {0U, 1U, 2U, 2U, 1U, 3U}) *index++ = base + corner;
    base += 4;
  }
}

}  // namespace darkstore::console
