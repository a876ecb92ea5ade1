#include "console/map/cluster.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <unordered_map>

namespace darkstore::console {

namespace {

constexpr double kCellPixels = 30;
constexpr double kGapPixels = 1;
constexpr int kRingFrom = 4;
constexpr double kWorldPixels = 256;

struct Cell {
  Cluster cluster;
  double sumX = 0;
  double sumY = 0;
  std::vector<std::size_t> members;
  bool taken = false;

  void settle() { cluster.at = {sumX / cluster.count, sumY / cluster.count}; }
};

std::uint64_t keyOf(std::int64_t column, std::int64_t row) {
  return (static_cast<std::uint64_t>(column) << 32U) | static_cast<std::uint32_t>(row);
}

void add(Cell& cell, const Marker& marker, std::size_t index) {
  Cluster& cluster = cell.cluster;
  if (cluster.count == 0) {
    cluster.low = cluster.high = marker.at;
    cluster.first = index;
  }
  ++cluster.count;
  ++cluster.byHealth[marker.health];
  cluster.low = {std::min(cluster.low.x, marker.at.x), std::min(cluster.low.y, marker.at.y)};
  cluster.high = {std::max(cluster.high.x, marker.at.x), std::max(cluster.high.y, marker.at.y)};
  cell.sumX += marker.at.x;
  cell.sumY += marker.at.y;
  cell.members.push_back(index);
}

void absorb(Cell& into, Cell& other) {
  Cluster& cluster = into.cluster;
  const Cluster& gone = other.cluster;
  cluster.count += gone.count;
  for (std::size_t i = 0; i < cluster.byHealth.size(); ++i) cluster.byHealth[i] += gone.byHealth[i];
  cluster.low = {std::min(cluster.low.x, gone.low.x), std::min(cluster.low.y, gone.low.y)};
  cluster.high = {std::max(cluster.high.x, gone.high.x), std::max(cluster.high.y, gone.high.y)};
  into.sumX += other.sumX;
  into.sumY += other.sumY;
  into.members.insert(into.members.end(), other.members.begin(), other.members.end());
  into.settle();
  other.taken = true;
}

Cluster single(const Marker& marker, std::size_t index) {
  Cell cell;
  add(cell, marker, index);
  cell.settle();
  return cell.cluster;
}

using Cells = std::unordered_map<std::uint64_t, Cell>;

Cells gridOf(std::span<const Marker> markers, double cellSize) {
  Cells cells;
  for (std::size_t i = 0; i < markers.size(); ++i) {
    const auto column = static_cast<std::int64_t>(std::floor(markers[i].at.x / cellSize));
    const auto row = static_cast<std::int64_t>(std::floor(markers[i].at.y / cellSize));
    add(cells[keyOf(column, row)], markers[i], i);
  }
  for (auto& [key, cell] : cells) cell.settle();
  return cells;
}

/// Greater cells first (ties by first member, so that the result depends on nothing else).
std::vector<std::pair<std::uint64_t, Cell*>> bySize(Cells& cells) {
  std::vector<std::pair<std::uint64_t, Cell*>> order;
  order.reserve(cells.size());
  for (auto& [key, cell] : cells) order.emplace_back(key, &cell);
  std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    const Cluster& left = a.second->cluster;
    const Cluster& right = b.second->cluster;
    return left.count != right.count ? left.count > right.count : left.first < right.first;
  });
  return order;
}

}  // namespace

double clusterRadius(int count) {
  return std::max(8.0, 1.3 + 7.5 * std::log10(static_cast<double>(count)));
}

std::vector<Cluster> clustersOf(std::span<const Marker> markers, double zoom) {
  std::vector<Cluster> result;
  if (zoom >= kDotsFromZoom) {
    result.reserve(markers.size());
    for (std::size_t i = 0; i < markers.size(); ++i) result.push_back(single(markers[i], i));
    return result;
  }
  const double scale = kWorldPixels * std::exp2(zoom);
  Cells cells = gridOf(markers, kCellPixels / scale);
  for (auto& [key, cell] : bySize(cells)) {
    if (cell->taken) continue;
    // As large as it was: a ring that grows by what it takes in would take in half a continent.
    const double radius = clusterRadius(cell->cluster.count);
    const auto column = static_cast<std::int64_t>(key >> 32U);
    const auto row = static_cast<std::int64_t>(static_cast<std::int32_t>(key & 0xffffffffU));
    for (std::int64_t dc = -2; dc <= 2; ++dc) {
      for (std::int64_t dr = -2; dr <= 2; ++dr) {
        const auto found = cells.find(keyOf(column + dc, row + dr));
        if (found == cells.end() || &found->second == cell || found->second.taken) continue;
        Cell& other = found->second;
        if (other.cluster.count > cell->cluster.count) continue;
        const double apart =
            std::hypot(other.cluster.at.x - cell->cluster.at.x, other.cluster.at.y - cell->cluster.at.y) *
            scale;
        if (apart < radius + clusterRadius(other.cluster.count) + kGapPixels) absorb(*cell, other);
      }
    }
  }
  for (const auto& [key, cell] : bySize(cells)) {
    if (cell->taken) continue;
    if (cell->cluster.count >= kRingFrom) {
      result.push_back(cell->cluster);
    } else {
      for (const std::size_t member : cell->members) result.push_back(single(markers[member], member));
    }
  }
  return result;
}

}  // namespace darkstore::console
