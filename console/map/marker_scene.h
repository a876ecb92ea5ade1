#pragma once

#include <QColor>
#include <span>
#include <unordered_set>
#include <vector>

#include "console/map/cluster.h"

namespace darkstore::console {

/// How one mark is drawn; the shader and the painter know the same numbers.
enum class MarkKind : std::uint8_t {
  kDisc = 0,      ///< a healthy DC
  kTriangle = 1,  ///< a strained one
  kDiamond = 2,   ///< a contended one
  kSquare = 3,    ///< an offline one, hollow
  kCluster = 4,   ///< a ring whose arcs are shares of health; a, b, c: strained, contended, offline
  kRing = 5,      ///< selection or pulse
  kDigit = 6,     ///< a: 0..9
  kHollow = 7,    ///< a candidate of a reach
};

/// One thing to draw, in pixels of the item.
struct Mark {
  MarkKind kind = MarkKind::kDisc;
  float x = 0;
  float y = 0;
  float radius = 0;
  QRgb color = 0;  ///< not premultiplied
  float a = 0;
  float b = 0;
  float c = 0;
};

struct MarkerStyle {
  QColor healthy;
  QColor strained;
  QColor contended;
  QColor offline;
  QColor ground;  ///< inside a ring
  QColor text;
  QColor accent;
  QColor faint;  ///< DCs that the question is not about
  bool operator==(const MarkerStyle&) const = default;
};

/// An order placed or refused a moment ago.
struct Pulse {
  WorldPoint at;
  bool refused = false;
  float age = 0;  ///< 0 new, 1 over
};

struct SceneInput {
  MapFrame frame;
  std::span<const Marker> markers;
  std::span<const Cluster> clusters;
  std::span<const Pulse> pulses;
  const std::unordered_set<std::int32_t>* candidates = nullptr;  ///< null: every DC is drawn by its health
  std::int32_t selected = -1;
  bool clustered = true;  ///< false draws no DCs, only selection and pulses
};

/// Radius in pixels of a single DC at that zoom.
[[nodiscard]] double dotRadius(double zoom);

/// The marks of what the frame shows, lowest first. Everything outside the frame is left out.
[[nodiscard]] std::vector<Mark> sceneOf(const SceneInput& input, const MarkerStyle& style);

}  // namespace darkstore::console
