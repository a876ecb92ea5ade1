#include "console/map/callout_layout.h"

#include <algorithm>
#include <numeric>

namespace darkstore::console {

std::vector<double> spread(std::span<const double> wanted, double gap) {
  std::vector<std::size_t> order(wanted.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return wanted[a] < wanted[b]; });
  // Labels that push each other become a block around the mean of what its members want (less their rank's
  // gap).
  struct Block {
    double sum = 0;
    std::size_t count = 0;
    [[nodiscard]] double mean() const { return sum / static_cast<double>(count); }
  };
  std::vector<Block> blocks;
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    blocks.push_back({wanted[order[rank]] - gap * static_cast<double>(rank), 1});
    while (blocks.size() > 1 && blocks[blocks.size() - 2].mean() >= blocks.back().mean()) {
      const Block last = blocks.back();
      blocks.pop_back();
      blocks.back().sum += last.sum;
      blocks.back().count += last.count;
    }
  }
  std::vector<double> heights(wanted.size());
  std::size_t rank = 0;
  for (const Block& block : blocks) {
    for (std::size_t i = 0; i < block.count; ++i, ++rank) {
      heights[order[rank]] = block.mean() + gap * static_cast<double>(rank);
    }
  }
  return heights;
}

void CalloutLayout::setCamera(MapCamera* camera) {
  if (camera_ == camera) return;
  if (camera_) camera_->disconnect(this);
  camera_ = camera;
  if (camera_) connect(camera_, &MapCamera::changed, this, &CalloutLayout::layOut);
  emit cameraChanged();
  layOut();
}

void CalloutLayout::setLatitude(double latitude) {
  if (latitude_ == latitude) return;
  latitude_ = latitude;
  layOut();
}

void CalloutLayout::setLongitude(double longitude) {
  if (longitude_ == longitude) return;
  longitude_ = longitude;
  layOut();
}

void CalloutLayout::setGap(double gap) {
  if (gap_ == gap) return;
  gap_ = gap;
  layOut();
}

void CalloutLayout::add(MapCallout* callout) {
  callouts_.push_back(callout);
  layOut();
}

void CalloutLayout::remove(MapCallout* callout) {
  std::erase(callouts_, callout);
  layOut();
}

void CalloutLayout::layOut() {
  if (!camera_) return;
  const MapFrame& frame = camera_->frame();
  middle_ = frame.toScreen(worldOf(latitude_, longitude_));
  for (const bool left : {true, false}) {
    std::vector<MapCallout*> column;
    std::vector<double> heights;
    for (MapCallout* callout : callouts_) {
      const QPointF at = frame.toScreen(worldOf(callout->latitude(), callout->longitude()));
      if ((at.x() < middle_.x()) != left) continue;
      column.push_back(callout);
      heights.push_back(at.y());
    }
    const std::vector<double> apart = spread(heights, gap_);
    for (std::size_t i = 0; i < column.size(); ++i) column[i]->put(apart[i] - heights[i], left);
  }
  emit changed();
}

MapCallout::MapCallout(QQuickItem* parent) : MapAnchor(parent) {
  connect(this, &MapAnchor::positionChanged, this, [this] {
    if (layout_) layout_->layOut();
  });
}

MapCallout::~MapCallout() {
  if (layout_) layout_->remove(this);
}

void MapCallout::setLayout(CalloutLayout* layout) {
  if (layout_ == layout) return;
  if (layout_) layout_->remove(this);
  layout_ = layout;
  if (layout_) layout_->add(this);
  emit layoutChanged();
}

void MapCallout::put(double shift, bool leftward) {
  if (shift_ == shift && leftward_ == leftward) return;
  shift_ = shift;
  leftward_ = leftward;
  emit placed();
}

}  // namespace darkstore::console
