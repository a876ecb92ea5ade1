#pragma once

#include <QHash>
#include <QObject>
#include <QtQmlIntegration>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "console/controls/vocabulary.h"
#include "console/map/tiles/mercator.h"

namespace darkstore::console {

/// A DC as the map knows it.
struct Marker {
  std::int32_t id = 0;
  WorldPoint at;
  Health::Kind health = Health::Healthy;
};

/// The DCs on the map. Filled by a page's view model, drawn by MarkerLayers. GUI thread.
class MarkerSet : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("filled by a view model")
  Q_PROPERTY(int count READ count NOTIFY changed)
  Q_PROPERTY(int healthy READ healthy NOTIFY changed)
  Q_PROPERTY(int strained READ strained NOTIFY changed)
  Q_PROPERTY(int contended READ contended NOTIFY changed)
  Q_PROPERTY(int offline READ offline NOTIFY changed)

 public:
  explicit MarkerSet(QObject* parent = nullptr) : QObject(parent) {}

  [[nodiscard]] std::span<const Marker> markers() const { return markers_; }
  /// @return null when no such DC is on the map
  [[nodiscard]] const Marker* find(std::int32_t id) const;

  void reset(std::vector<Marker> markers);
  /// Ids that are not on the map are skipped: their DC came after the list was read.
  void setHealth(std::span<const std::pair<std::int32_t, Health::Kind>> changes);

  int count() const { return static_cast<int>(markers_.size()); }
  int healthy() const { return counts_[Health::Healthy]; }
  int strained() const { return counts_[Health::Strained]; }
  int contended() const { return counts_[Health::Contended]; }
  int offline() const { return counts_[Health::Offline]; }

 signals:
  void changed();

 private:
  std::vector<Marker> markers_;
  QHash<std::int32_t, std::size_t> byId_;
  std::array<int, 4> counts_{};
};

}  // namespace darkstore::console
