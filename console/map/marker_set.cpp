#include "console/map/marker_set.h"

namespace darkstore::console {

const Marker* MarkerSet::find(std::int32_t id) const {
  const auto found = byId_.constFind(id);
  return found == byId_.constEnd() ? nullptr : &markers_[*found];
}

void MarkerSet::reset(std::vector<Marker> markers) {
  markers_ = std::move(markers);
  byId_.clear();
  byId_.reserve(static_cast<qsizetype>(markers_.size()));
  counts_ = {};
  for (std::size_t i = 0; i < markers_.size(); ++i) {
    byId_.insert(markers_[i].id, i);
    ++counts_[markers_[i].health];
  }
  emit changed();
}

void MarkerSet::setHealth(std::span<const std::pair<std::int32_t, Health::Kind>> changes) {
  bool any = false;
  for (const auto& [id, health] : changes) {
    const auto found = byId_.constFind(id);
    if (found == byId_.constEnd() || markers_[*found].health == health) continue;
    --counts_[markers_[*found].health];
    ++counts_[health];
    markers_[*found].health = health;
    any = true;
  }
  if (any) emit changed();
}

}  // namespace darkstore::console
