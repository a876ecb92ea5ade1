#include "console/map/marker_layer.h"

#include <QQuickWindow>
#include <QSGGeometryNode>
#include <QSGImageNode>
#include <QSGRendererInterface>
#include <algorithm>
#include <cmath>
#include <memory>

#include "console/map/marker_material.h"
#include "console/map/marker_painting.h"

namespace darkstore::console {

namespace {

constexpr std::size_t kPulsesMax = 120;
// Ten pictures a second for 0.9 s: enough to be seen, little enough for a machine without a graphics card.
constexpr int kPulseTickMs = 100;
constexpr float kPulseAgePerTick = 1.0F / 9;
constexpr double kHitSlackPixels = 6;
constexpr double kOpenZoomMax = 14;

/// Rings are grouped for steps of half a zoom level, so that they keep still while one zooms a little.
double clusterStep(double zoom) {
  return zoom >= kDotsFromZoom ? kDotsFromZoom : std::floor(zoom * 2) / 2;
}

class MarkerNode : public QSGGeometryNode {
 public:
  explicit MarkerNode(QQuickWindow* window)
      : geometry_(markAttributes(), 0, 0, QSGGeometry::UnsignedIntType) {
    geometry_.setVertexDataPattern(QSGGeometry::StreamPattern);
    material_.digits.reset(
        window->createTextureFromImage(digitAtlas(), QQuickWindow::TextureHasAlphaChannel));
    material_.digits->setFiltering(QSGTexture::Linear);
    material_.digits->setMipmapFiltering(QSGTexture::Linear);
    setGeometry(&geometry_);
    setMaterial(&material_);
  }

  void show(std::span<const Mark> marks, const MarkerStyle& style) {
    fillGeometry(geometry_, marks);
    DirtyState dirty = DirtyGeometry;
    if (!(material_.style == style)) {
      material_.style = style;
      dirty |= DirtyMaterial;
    }
    markDirty(dirty);
  }

 private:
  QSGGeometry geometry_;
  MarkerMaterial material_;
};

}  // namespace

MarkerLayer::MarkerLayer(QQuickItem* parent) : QQuickItem(parent) {
  setFlag(ItemHasContents);
  setClip(true);
  aging_.setInterval(kPulseTickMs);
  connect(&aging_, &QTimer::timeout, this, &MarkerLayer::age);
}

void MarkerLayer::setMarkers(MarkerSet* markers) {
  if (markers_ == markers) return;
  if (markers_) markers_->disconnect(this);
  markers_ = markers;
  clustersZoom_ = -1;
  if (markers_) {
    connect(markers_, &MarkerSet::changed, this, [this] {
      clustersZoom_ = -1;
      update();
      emit ringsMoved();
    });
  }
  emit markersChanged();
  update();
}

void MarkerLayer::setCamera(MapCamera* camera) {
  if (camera_ == camera) return;
  if (camera_) camera_->disconnect(this);
  camera_ = camera;
  if (camera_) {
    connect(camera_, &MapCamera::changed, this, [this] {
      update();
      emit ringsMoved();
    });
  }
  emit cameraChanged();
  update();
}

void MarkerLayer::setSelectedId(int id) {
  if (selected_ == id) return;
  selected_ = id;
  emit selectedIdChanged();
  update();
}

QList<int> MarkerLayer::candidateIds() const {
  return {candidates_.begin(), candidates_.end()};
}

void MarkerLayer::setCandidateIds(const QList<int>& ids) {
  std::unordered_set<std::int32_t> wanted(ids.begin(), ids.end());
  if (candidates_ == wanted) return;
  candidates_ = std::move(wanted);
  emit candidateIdsChanged();
  update();
}

void MarkerLayer::setShowDcs(bool show) {
  if (showDcs_ == show) return;
  showDcs_ = show;
  emit showDcsChanged();
  update();
}

void MarkerLayer::restyle(QColor& part, const QColor& color) {
  if (part == color) return;
  part = color;
  emit styleChanged();
  update();
}

const std::vector<Cluster>& MarkerLayer::clusters() {
  const double step = clusterStep(camera_->zoom());
  if (clustersZoom_ != step) {
    clusters_ = clustersOf(markers_->markers(), step);
    clustersZoom_ = step;
  }
  return clusters_;
}

std::vector<QRectF> MarkerLayer::ringBoxes() {
  std::vector<QRectF> boxes;
  if (!markers_ || !camera_ || !showDcs_) return boxes;
  for (const Cluster& cluster : clusters()) {
    if (cluster.count == 1) continue;
    const double radius = clusterRadius(cluster.count);
    const QPointF at = camera_->frame().toScreen(cluster.at);
    boxes.emplace_back(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius);
  }
  return boxes;
}

MarkerHit MarkerLayer::hitAt(qreal x, qreal y) {
  MarkerHit hit;
  if (!markers_ || !camera_ || !showDcs_) return hit;
  const MapFrame& view = camera_->frame();
  const Cluster* best = nullptr;
  double bestApart = 0;
  for (const Cluster& cluster : clusters()) {
    const QPointF at = view.toScreen(cluster.at);
    const double radius = cluster.count == 1 ? dotRadius(view.zoom) : clusterRadius(cluster.count);
    const double apart = std::hypot(at.x() - x, at.y() - y) - radius;
    if (apart > kHitSlackPixels || (best != nullptr && apart >= bestApart)) continue;
    best = &cluster;
    bestApart = apart;
  }
  if (best == nullptr) return hit;
  const Degrees at = degreesOf(best->at);
  hit.count = best->count;
  hit.latitude = at.latitude;
  hit.longitude = at.longitude;
  if (best->count == 1) {
    hit.dcId = markers_->markers()[best->first].id;
    hit.zoomLevel = view.zoom;
  } else {
    const Degrees middle = degreesOf({(best->low.x + best->high.x) / 2, (best->low.y + best->high.y) / 2});
    hit.latitude = middle.latitude;
    hit.longitude = middle.longitude;
    const double spanX = std::max(best->high.x - best->low.x, 1e-7) * 256;
    const double spanY = std::max(best->high.y - best->low.y, 1e-7) * 256;
    const double fits = std::log2(std::min(0.8 * width() / spanX, 0.8 * height() / spanY));
    hit.zoomLevel = std::clamp(fits, view.zoom + 1, std::max(view.zoom + 1, kOpenZoomMax));
  }
  return hit;
}

void MarkerLayer::pulse(int dcId, bool refused) {
  const Marker* marker = markers_ && camera_ && isVisible() ? markers_->find(dcId) : nullptr;
  if (marker == nullptr || pulses_.size() >= kPulsesMax) return;
  const QPointF at = camera_->frame().toScreen(marker->at);
  if (!contains(at)) return;
  pulses_.push_back({marker->at, refused, still_ ? 0.4F : 0.0F});
  if (!aging_.isActive()) aging_.start();
  update();
}

void MarkerLayer::age() {
  if (still_) {
    pulses_.clear();
  } else {
    for (Pulse& pulse : pulses_) pulse.age += kPulseAgePerTick;
    std::erase_if(pulses_, [](const Pulse& pulse) { return pulse.age >= 1; });
  }
  if (pulses_.empty()) aging_.stop();
  update();
}

std::vector<Mark> MarkerLayer::scene() {
  if (!markers_ || !camera_) return {};
  SceneInput input;
  input.frame = camera_->frame();
  input.markers = markers_->markers();
  input.clusters = clusters();
  input.pulses = pulses_;
  input.candidates = candidates_.empty() ? nullptr : &candidates_;
  input.selected = selected_;
  input.clustered = showDcs_;
  return sceneOf(input, style_);
}

QSGNode* MarkerLayer::updatePaintNode(QSGNode* old, UpdatePaintNodeData*) {
  const std::vector<Mark> marks = scene();
  if (window()->rendererInterface()->graphicsApi() == QSGRendererInterface::Software) {
    auto* image = static_cast<QSGImageNode*>(old);
    if (image == nullptr) {
      image = window()->createImageNode();
      image->setOwnsTexture(true);
    }
    const QImage painted = paintMarks(marks, style_, size().toSize(), window()->effectiveDevicePixelRatio());
    image->setTexture(window()->createTextureFromImage(painted));
    image->setRect(boundingRect());
    return image;
  }
  auto* node = static_cast<MarkerNode*>(old);
  if (node == nullptr) node = std::make_unique<MarkerNode>(window()).release();  // the scene graph owns it
  node->show(marks, style_);
  return node;
}

}  // namespace darkstore::console
