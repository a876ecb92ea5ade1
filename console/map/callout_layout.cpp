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

void CalloutLayout::setMiddle(QPointF middle) {
  if (middle_ == middle) return;
  middle_ = middle;
  layOut();
}

void CalloutLayout::setPlaces(const QList<QPointF>& places) {
  if (places_ == places) return;
  places_ = places;
  layOut();
}

void CalloutLayout::setGap(double gap) {
  if (gap_ == gap) return;
  gap_ = gap;
  layOut();
}

void CalloutLayout::layOut() {
  if (!camera_) return;
  const MapFrame& frame = camera_->frame();
  const double middleX = frame.toScreen(worldOf(middle_.y(), middle_.x())).x();
  shifts_.fill(0, places_.size());
  lefts_.fill(false, places_.size());
  for (const bool left : {true, false}) {
    std::vector<qsizetype> members;
    std::vector<double> heights;
    for (qsizetype i = 0; i < places_.size(); ++i) {
      const QPointF at = frame.toScreen(worldOf(places_[i].y(), places_[i].x()));
      if ((at.x() < middleX) != left) continue;
      members.push_back(i);
      heights.push_back(at.y());
      lefts_[i] = left;
    }
    const std::vector<double> apart = spread(heights, gap_);
    for (std::size_t i = 0; i < members.size(); ++i) shifts_[members[i]] = apart[i] - heights[i];
  }
  emit changed();
}

}  // namespace darkstore::console
