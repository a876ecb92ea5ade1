#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "backend/nearby/dc.h"
#include "backend/nearby/travel_time.h"
#include "shared/geo.h"
#include "shared/result.h"
#include "shared/uuid.h"

namespace darkstore::nearby {

/// A DC and how far it is.
struct DcDistance {
  const Dc* dc = nullptr;
  double distance_m = 0;
};

/// An immutable picture of all DCs with a spatial index over them. Thread-safe; replaced whole on a reload.
/// Points lie on the unit sphere in three dimensions, so poles and date line are places like any other.
class DcIndex {
 public:
  /// @return kInvalidArgument naming "dcs[i].<field>" for a repeated id or code, a position out of range, a
  /// radius
  ///         not in (0, 100 km], an unknown time zone or impossible hours; kUnavailable without time zone
  ///         data
  [[nodiscard]] static Result<std::shared_ptr<const DcIndex>> build(std::vector<Dc> dcs);
  ~DcIndex();
  DcIndex(const DcIndex&) = delete;
  DcIndex& operator=(const DcIndex&) = delete;

  [[nodiscard]] std::span<const Dc> dcs() const;  ///< sorted by id
  /// @return nullptr when unknown
  [[nodiscard]] const Dc* find(DcId id) const;
  [[nodiscard]] const Dc* find(std::string_view code) const;
  [[nodiscard]] double radius_m_max() const;  ///< the longest delivery radius; 0 without DCs

  /// Everyone at most `range_m` away, border included, in no order; distances are great circles.
  /// @param out cleared first; keep it between calls, then nothing is allocated
  void within(GeoPoint point, double range_m, std::vector<DcDistance>& out) const;

  /// The wall clock of a DC of this index.
  [[nodiscard]] LocalTime local_time(const Dc& dc, WallTime at) const;

 private:
  struct Parts;
  explicit DcIndex(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace darkstore::nearby
