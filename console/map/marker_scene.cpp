#include "console/map/marker_scene.h"

#include <QString>
#include <algorithm>
#include <array>
#include <cmath>

namespace darkstore::console {

namespace {

constexpr double kMarginPixels = 40;
constexpr double kDigitAdvance = 0.63;  // of the digit's size: Inter's tabular figures

struct Builder {
  const SceneInput& input;
  const MarkerStyle& style;
  std::vector<Mark> marks;

  [[nodiscard]] bool visible(QPointF at) const {
    return at.x() > -kMarginPixels && at.y() > -kMarginPixels &&
           at.x() < input.frame.size.width() + kMarginPixels &&
           at.y() < input.frame.size.height() + kMarginPixels;
  }

  void put(MarkKind kind, QPointF at, double radius, QColor color, float a = 0, float b = 0, float c = 0) {
    marks.push_back({kind, static_cast<float>(at.x()), static_cast<float>(at.y()), static_cast<float>(radius),
                     color.rgba(), a, b, c});
  }

  void dot(const Marker& marker, QPointF at) {
    const double radius = dotRadius(input.frame.zoom);
    if (input.candidates != nullptr) {
      if (input.candidates->contains(marker.id)) {
        put(MarkKind::kHollow, at, radius + 1, style.healthy);
      } else {
        put(MarkKind::kDisc, at, radius * 0.7, style.faint);
      }
      return;
    }
    switch (marker.health) {
      case Health::Healthy:
        return put(MarkKind::kDisc, at, radius, style.healthy);
      case Health::Strained:
        return put(MarkKind::kTriangle, at, radius + 1.5, style.strained);
      case Health::Contended:
        return put(MarkKind::kDiamond, at, radius + 2, style.contended);
      case Health::Offline:
        return put(MarkKind::kSquare, at, radius, style.offline);
    }
  }

  void number(int value, QPointF middle, double size) {
    const QByteArray text = QByteArray::number(value);
    const double advance = size * kDigitAdvance;
    double x = middle.x() - advance * static_cast<double>(text.size() - 1) / 2;
    for (const char digit : text) {
      put(MarkKind::kDigit, {x, middle.y()}, size / 2, style.text, static_cast<float>(digit - '0'));
      x += advance;
    }
  }

  void ring(const Cluster& cluster, QPointF at) {
    const auto share = [&](Health::Kind health) {
      if (cluster.byHealth[health] == 0) return 0.0F;
      // A single DC in trouble among hundreds is still to be seen: 4 % of the ring at least.
      return std::max(0.04F,
                      static_cast<float>(cluster.byHealth[health]) / static_cast<float>(cluster.count));
    };
    const double radius = clusterRadius(cluster.count);
    put(MarkKind::kCluster, at, radius, style.healthy, share(Health::Strained), share(Health::Contended),
        share(Health::Offline));
    number(cluster.count, at, radius < 10 ? 10 : (radius < 14 ? 11 : 12));
  }
};

/// The ring that stands for a marker among others; null when it is drawn for itself.
const Cluster* ringAround(const SceneInput& input, const Marker& marker) {
  const Cluster* nearest = nullptr;
  double nearestApart = 0;
  for (const Cluster& cluster : input.clusters) {
    const bool holds = cluster.low.x <= marker.at.x && marker.at.x <= cluster.high.x &&
                       cluster.low.y <= marker.at.y && marker.at.y <= cluster.high.y;
    if (!holds) continue;
    // Boxes of neighbours may overlap: the nearer one is meant.
    const double apart = std::hypot(cluster.at.x - marker.at.x, cluster.at.y - marker.at.y);
    if (nearest != nullptr && apart >= nearestApart) continue;
    nearest = &cluster;
    nearestApart = apart;
  }
  return nearest != nullptr && nearest->count > 1 ? nearest : nullptr;
}

}  // namespace

double dotRadius(double zoom) {
  return zoom < 7 ? 2.2 : (zoom < kDotsFromZoom ? 2.8 : std::min(5.5, 3.2 + (zoom - kDotsFromZoom)));
}

std::vector<Mark> sceneOf(const SceneInput& input, const MarkerStyle& style) {
  Builder builder{input, style, {}};
  if (input.clustered) {
    // Single dots below rings, rings below what the eye should find.
    for (const Cluster& cluster : input.clusters) {
      if (cluster.count != 1) continue;
      const QPointF at = input.frame.toScreen(cluster.at);
      if (builder.visible(at)) builder.dot(input.markers[cluster.first], at);
    }
    for (const Cluster& cluster : input.clusters) {
      if (cluster.count == 1) continue;
      const QPointF at = input.frame.toScreen(cluster.at);
      if (builder.visible(at)) builder.ring(cluster, at);
    }
  }
  for (const Pulse& pulse : input.pulses) {
    const QPointF at = input.frame.toScreen(pulse.at);
    if (!builder.visible(at)) continue;
    QColor color = pulse.refused ? style.contended : style.accent;
    color.setAlphaF(0.85F * (1 - pulse.age));
    builder.put(MarkKind::kRing, at, 3 + 11 * static_cast<double>(pulse.age), color, 1.4F);
  }
  const auto selected = std::find_if(input.markers.begin(), input.markers.end(),
                                     [&](const Marker& marker) { return marker.id == input.selected; });
  if (selected != input.markers.end()) {
    const Cluster* ring = input.clustered ? ringAround(input, *selected) : nullptr;
    const QPointF at = input.frame.toScreen(ring != nullptr ? ring->at : selected->at);
    const double radius = ring != nullptr ? clusterRadius(ring->count) : dotRadius(input.frame.zoom) + 3;
    if (ring == nullptr) builder.dot(*selected, at);
    builder.put(MarkKind::kRing, at, radius + 3, style.accent, 2.2F);
  }
  return std::move(builder.marks);
}

}  // namespace darkstore::console
