#pragma once

#include <QByteArray>
#include <QString>
#include <cstdint>
#include <vector>

#include "console/map/tiles/mercator.h"
#include "shared/result.h"

namespace darkstore::console {

/// A ring or an open line in the Mercator square.
struct Shape {
  std::uint32_t attribute = 0;
  std::vector<WorldPoint> points;
  /// Areas: edges i -> i+1 that were made by cutting into cells; they are filled along, never stroked. Else
  /// empty.
  std::vector<bool> cut;
};

struct PlaceLabel {
  enum class What : std::uint8_t { kTown = 0, kMetro = 1, kDistrict = 2, kCountry = 3 };
  WorldPoint at;
  int zoomMin = 0;
  What what = What::kTown;
  std::uint64_t population = 0;
  QString name;
};

/// An inflated cell: shapes or labels, as its layer has it.
struct MapCell {
  std::vector<Shape> shapes;
  std::vector<PlaceLabel> labels;
  [[nodiscard]] std::size_t points() const;
};

/// Where a cell's features lie; x may run outside 0..1 where a shape crosses the date line.
struct CellBox {
  WorldPoint low;   ///< north-west
  WorldPoint high;  ///< south-east
  bool operator==(const CellBox&) const = default;
  /// @param shift  whole worlds to move this box by
  [[nodiscard]] bool meets(const CellBox& other, double shift) const;
};

/// One layer of resources/basemap, whose README.md describes the format. Immutable; may be read from any
/// thread.
class MapFile {
 public:
  enum class Kind : std::uint8_t { kAreas = 1, kLines = 2, kLabels = 3 };
  struct Entry {
    CellBox box;
    std::int32_t westMicro = 0;
    std::int32_t southMicro = 0;
    std::uint32_t offset = 0;
    std::uint32_t bytes = 0;
    std::uint32_t inflatedBytes = 0;
  };

  /// @return kInternal naming the file when it is absent or not of this format
  [[nodiscard]] static Result<MapFile> open(const QString& path);

  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] bool serves(int zoom) const { return zoom >= zoomMin_ && zoom <= zoomMax_; }
  [[nodiscard]] const std::vector<Entry>& cells() const { return cells_; }
  /// @return kInternal when the cell is damaged
  [[nodiscard]] Result<MapCell> read(const Entry& entry) const;

 private:
  QString path_;
  QByteArray bytes_;
  Kind kind_ = Kind::kAreas;
  int zoomMin_ = 0;
  int zoomMax_ = 0;
  std::uint32_t quantum_ = 1;  ///< micro-degrees in a unit
  std::vector<Entry> cells_;
};

}  // namespace darkstore::console
