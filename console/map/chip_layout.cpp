#include "console/map/chip_layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace darkstore::console {

namespace {

constexpr double kRoom = 3;
// From the anchor to the chip's edge. Further away nobody knows what it belongs to.
constexpr std::array kDistances{8.0, 14.0, 20.0, 26.0, 32.0, 38.0, 44.0};
constexpr int kDirections = 16;

/// Top left corner of a chip whose edge is `distance` away in a direction; 0 is up, then left and right by
/// turns.
QPointF cornerAt(int step, double distance, QSizeF chip) {
  const int turn = step % 2 == 0 ? -step / 2 : (step + 1) / 2;
  const double angle = 2 * std::numbers::pi * turn / kDirections;
  const QPointF direction(std::sin(angle), -std::cos(angle));
  const QPointF center(direction.x() * (distance + chip.width() / 2),
                       direction.y() * (distance + chip.height() / 2));
  return center - QPointF(chip.width() / 2, chip.height() / 2);
}

QRectF around(QPointF anchor, QPointF corner, QSizeF chip) {
  return QRectF(anchor + corner, chip).adjusted(-kRoom, -kRoom, kRoom, kRoom);
}

}  // namespace

std::optional<QPointF> freePlace(QPointF anchor, QSizeF chip, std::span<const QRectF> taken) {
  for (const double distance : kDistances) {
    for (int step = 0; step < kDirections; ++step) {
      const QPointF corner = cornerAt(step, distance, chip);
      const QRectF box = around(anchor, corner, chip);
      const bool covers =
          std::any_of(taken.begin(), taken.end(), [&](const QRectF& other) { return other.intersects(box); });
      if (!covers) return corner;
    }
  }
  return std::nullopt;
}

void ChipLayout::setLayer(MarkerLayer* layer) {
  if (layer_ == layer) return;
  if (layer_) layer_->disconnect(this);
  layer_ = layer;
  if (layer_) connect(layer_, &MarkerLayer::ringsMoved, this, &ChipLayout::layOut);
  emit layerChanged();
  layOut();
}

void ChipLayout::add(MapChip* chip) {
  chips_.push_back(chip);
  layOut();
}

void ChipLayout::remove(MapChip* chip) {
  std::erase(chips_, chip);
  layOut();
}

void ChipLayout::layOut() {
  if (!layer_ || !layer_->camera()) return;
  const MapFrame& frame = layer_->camera()->frame();
  std::vector<QRectF> taken = layer_->ringBoxes();
  for (MapChip* chip : chips_) {
    if (chip->chipSize().isEmpty()) continue;
    const QPointF anchor = frame.toScreen(worldOf(chip->latitude(), chip->longitude()));
    const auto place = freePlace(anchor, chip->chipSize(), taken);
    if (place) taken.push_back(around(anchor, *place, chip->chipSize()));
    chip->put(place);
  }
}

MapChip::MapChip(QQuickItem* parent) : MapAnchor(parent) {
  connect(this, &MapAnchor::positionChanged, this, [this] {
    if (layout_) layout_->layOut();
  });
}

MapChip::~MapChip() {
  if (layout_) layout_->remove(this);
}

void MapChip::setLayout(ChipLayout* layout) {
  if (layout_ == layout) return;
  if (layout_) layout_->remove(this);
  layout_ = layout;
  if (layout_) layout_->add(this);
  emit layoutChanged();
}

void MapChip::setChipWidth(double width) {
  if (chipWidth_ == width) return;
  chipWidth_ = width;
  emit chipChanged();
  if (layout_) layout_->layOut();
}

void MapChip::setChipHeight(double height) {
  if (chipHeight_ == height) return;
  chipHeight_ = height;
  emit chipChanged();
  if (layout_) layout_->layOut();
}

void MapChip::put(std::optional<QPointF> place) {
  if (place_ == place) return;
  place_ = place;
  emit chipChanged();
}

}  // namespace darkstore::console
