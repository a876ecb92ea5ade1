#include "console/map/chip_layout.h"

#include <algorithm>
#include <array>

namespace darkstore::console {

namespace {

constexpr double kRoom = 3;
// From the anchor to the nearest edge of the chip.
constexpr std::array kDistances{8.0, 22.0, 38.0, 56.0};

QRectF around(QPointF anchor, QPointF corner, QSizeF chip) {
  return QRectF(anchor + corner, chip).adjusted(-kRoom, -kRoom, kRoom, kRoom);
}

}  // namespace

std::optional<QPointF> freePlace(QPointF anchor, QSizeF chip, std::span<const QRectF> taken) {
  const double w = chip.width();
  const double h = chip.height();
  for (const double d : kDistances) {
    const std::array<QPointF, 8> corners{{{-w / 2, -d - h},
                                          {-w / 2, d},
                                          {-d - w, -h / 2},
                                          {d, -h / 2},
                                          {-d - w, -d - h},
                                          {d, -d - h},
                                          {-d - w, d},
                                          {d, d}}};
    for (const QPointF corner : corners) {
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
