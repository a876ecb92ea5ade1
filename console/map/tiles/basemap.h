#pragma once

#include <QMutex>
#include <QString>
#include <cstddef>
#include <list>
#include <memory>
#include <unordered_map>
#include <vector>

#include "console/map/tiles/map_file.h"

namespace darkstore::console {

/// A cell with the whole worlds it has to be moved by to meet the box asked for.
struct PlacedCell {
  std::shared_ptr<const MapCell> cell;
  double shift = 0;
};

/// What a tile is drawn from: cells of the layers that serve its zoom.
struct TileData {
  std::vector<PlacedCell> areas;
  std::vector<PlacedCell> rivers;
  std::vector<PlacedCell> states;
  std::vector<PlacedCell> borders;
  std::vector<PlacedCell> labels;
};

/// All layers of resources/basemap. Cells are inflated when first asked for and kept within a budget. Any
/// thread.
class Basemap {
 public:
  /// @param folder  resources/basemap  @return kInternal naming the file that is absent or damaged
  [[nodiscard]] static Result<std::unique_ptr<Basemap>> open(const QString& folder);

  /// @param box  with its margin, x may run outside 0..1
  [[nodiscard]] Result<TileData> read(const CellBox& box, int zoom);

 private:
  enum class Role { kAreas, kRivers, kStates, kBorders, kLabels };
  struct Layer {
    MapFile file;
    Role role;
    int finer = -1;  ///< layer whose blocks replace this one's blocks of the same box
  };
  struct Kept {
    std::shared_ptr<const MapCell> cell;
    std::list<std::uint64_t>::iterator use;
  };

  Basemap() = default;
  [[nodiscard]] Result<std::shared_ptr<const MapCell>> cellOf(std::size_t layer, std::size_t index);
  [[nodiscard]] Result<std::vector<PlacedCell>> cellsOf(Role role, const CellBox& box, int zoom);
  [[nodiscard]] bool replaced(const Layer& layer, const CellBox& box, int zoom) const;

  std::vector<Layer> layers_;
  QMutex mutex_;
  std::unordered_map<std::uint64_t, Kept> kept_;  ///< guarded by mutex_
  std::list<std::uint64_t> uses_;                 ///< guarded by mutex_; newest first
  std::size_t points_ = 0;                        ///< guarded by mutex_
};

}  // namespace darkstore::console
