#include "console/map/tiles/basemap.h"

#include <QDir>
#include <QMutexLocker>
#include <algorithm>
#include <array>

namespace darkstore::console {

namespace {
// 16 bytes a point: 24 MB of inflated shapes at most.
constexpr std::size_t kPointsMax = 1'500'000;
}  // namespace

Result<std::unique_ptr<Basemap>> Basemap::open(const QString& folder) {
  struct Wanted {
    const char* name;
    Role role;
    int finer;
  };
  // Finer layers first, so that coarser ones can name them.
  static constexpr std::array<Wanted, 14> kWanted{{
      {"land_metro", Role::kAreas, -1},
      {"land_world", Role::kAreas, 0},
      {"land_50m", Role::kAreas, -1},
      {"land_110m", Role::kAreas, -1},
      {"lakes_50m", Role::kAreas, -1},
      {"lakes_110m", Role::kAreas, -1},
      {"rivers_metro", Role::kRivers, -1},
      {"rivers_world", Role::kRivers, 6},
      {"states", Role::kStates, -1},
      {"borders_110m", Role::kBorders, -1},
      {"borders_50m", Role::kBorders, -1},
      {"borders_10m", Role::kBorders, -1},
      {"labels_world", Role::kLabels, -1},
      {"labels_detail", Role::kLabels, -1},
  }};
  std::unique_ptr<Basemap> map(new Basemap);
  for (const Wanted& wanted : kWanted) {
    auto file = MapFile::open(QDir(folder).filePath(QString::fromLatin1(wanted.name) + ".bin"));
    if (!file) return tl::unexpected(std::move(file.error()));
    map->layers_.push_back({std::move(*file), wanted.role, wanted.finer});
  }
  return map;
}

Result<std::shared_ptr<const MapCell>> Basemap::cellOf(std::size_t layer, std::size_t index) {
  const std::uint64_t key = (static_cast<std::uint64_t>(layer) << 32U) | index;
  {
    const QMutexLocker lock(&mutex_);
    if (const auto found = kept_.find(key); found != kept_.end()) {
      uses_.splice(uses_.begin(), uses_, found->second.use);
      return found->second.cell;
    }
  }
  // Inflated outside the lock; two threads may both do it, and the first to come back is kept.
  const MapFile& file = layers_[layer].file;
  auto read = file.read(file.cells()[index]);
  if (!read) return tl::unexpected(std::move(read.error()));
  auto cell = std::make_shared<const MapCell>(std::move(*read));
  const QMutexLocker lock(&mutex_);
  if (const auto found = kept_.find(key); found != kept_.end()) return found->second.cell;
  uses_.push_front(key);
  kept_.emplace(key, Kept{cell, uses_.begin()});
  points_ += cell->points();
  while (points_ > kPointsMax && uses_.size() > 1) {
    const auto oldest = kept_.find(uses_.back());
    points_ -= oldest->second.cell->points();
    kept_.erase(oldest);
    uses_.pop_back();
  }
  return cell;
}

bool Basemap::replaced(const Layer& layer, const CellBox& box, int zoom) const {
  if (layer.finer < 0) return false;
  const MapFile& finer = layers_[static_cast<std::size_t>(layer.finer)].file;
  if (!finer.serves(zoom)) return false;
  return std::any_of(finer.cells().begin(), finer.cells().end(),
                     [&](const MapFile::Entry& entry) { return entry.box == box; });
}

Result<std::vector<PlacedCell>> Basemap::cellsOf(Role role, const CellBox& box, int zoom) {
  std::vector<PlacedCell> cells;
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    const Layer& layer = layers_[l];
    if (layer.role != role || !layer.file.serves(zoom)) continue;
    for (std::size_t i = 0; i < layer.file.cells().size(); ++i) {
      const MapFile::Entry& entry = layer.file.cells()[i];
      for (const double shift : {-1.0, 0.0, 1.0}) {
        if (!entry.box.meets(box, shift) || replaced(layer, entry.box, zoom)) continue;
        auto cell = cellOf(l, i);
        if (!cell) return tl::unexpected(std::move(cell.error()));
        cells.push_back({std::move(*cell), shift});
      }
    }
  }
  return cells;
}

Result<TileData> Basemap::read(const CellBox& box, int zoom) {
  TileData data;
  for (const auto& [role, into] : {std::pair{Role::kAreas, &data.areas},
                                   {Role::kRivers, &data.rivers},
                                   {Role::kStates, &data.states},
                                   {Role::kBorders, &data.borders},
                                   {Role::kLabels, &data.labels}}) {
    auto cells = cellsOf(role, box, zoom);
    if (!cells) return tl::unexpected(std::move(cells.error()));
    *into = std::move(*cells);
  }
  return data;
}

}  // namespace darkstore::console
