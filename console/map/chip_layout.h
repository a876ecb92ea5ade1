#pragma once

#include <QObject>
#include <QPointer>
#include <QRectF>
#include <QtQmlIntegration>
#include <optional>
#include <span>
#include <vector>

#include "console/map/map_anchor.h"
#include "console/map/marker_layer.h"

namespace darkstore::console {

class MapChip;

/// A place for a chip near its anchor that covers none of `taken`: above first, then round it, near before
/// far.
/// @return the chip's top left corner relative to the anchor; nothing when every place is taken
[[nodiscard]] std::optional<QPointF> freePlace(QPointF anchor, QSizeF chip, std::span<const QRectF> taken);

/// Keeps chips off the rings of a marker layer and off each other; a chip without a free place is hidden. The
/// first chips choose first. GUI thread.
class ChipLayout : public QObject {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(darkstore::console::MarkerLayer* layer READ layer WRITE setLayer NOTIFY layerChanged REQUIRED)

 public:
  explicit ChipLayout(QObject* parent = nullptr) : QObject(parent) {}

  MarkerLayer* layer() const { return layer_; }
  void setLayer(MarkerLayer* layer);

  void add(MapChip* chip);
  void remove(MapChip* chip);
  void layOut();

 signals:
  void layerChanged();

 private:
  QPointer<MarkerLayer> layer_;
  std::vector<MapChip*> chips_;  // those that are alive: they leave when they end
};

/// A position with a chip that a ChipLayout places: the chip is drawn at (chipX, chipY) while `placed`.
class MapChip : public MapAnchor {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(darkstore::console::ChipLayout* layout READ layout WRITE setLayout NOTIFY layoutChanged REQUIRED)
  Q_PROPERTY(double chipWidth MEMBER chipWidth_ WRITE setChipWidth NOTIFY chipChanged)
  Q_PROPERTY(double chipHeight MEMBER chipHeight_ WRITE setChipHeight NOTIFY chipChanged)
  Q_PROPERTY(double chipX READ chipX NOTIFY chipChanged)
  Q_PROPERTY(double chipY READ chipY NOTIFY chipChanged)
  Q_PROPERTY(bool placed READ placed NOTIFY chipChanged)

 public:
  explicit MapChip(QQuickItem* parent = nullptr);
  ~MapChip() override;

  ChipLayout* layout() const { return layout_; }
  void setLayout(ChipLayout* layout);
  void setChipWidth(double width);
  void setChipHeight(double height);
  QSizeF chipSize() const { return {chipWidth_, chipHeight_}; }
  double chipX() const { return place_.value_or(QPointF()).x(); }
  double chipY() const { return place_.value_or(QPointF()).y(); }
  bool placed() const { return place_.has_value(); }
  void put(std::optional<QPointF> place);

 signals:
  void layoutChanged();
  void chipChanged();

 private:
  QPointer<ChipLayout> layout_;
  double chipWidth_ = 0;
  double chipHeight_ = 0;
  std::optional<QPointF> place_;
};

}  // namespace darkstore::console
