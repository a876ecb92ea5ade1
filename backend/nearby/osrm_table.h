#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "backend/nearby/travel_time.h"
#include "shared/geo.h"
#include "shared/result.h"

namespace darkstore::nearby {

/// A way on OSRM's road network, without traffic; infinite both when no road leads there.
struct OsrmWay {
  double seconds = 0;
  double metres = 0;
};

/// The target of OSRM's table service (v1) that asks for the ways from all departures to one point.
[[nodiscard]] std::string osrm_table_target(std::span<const Departure> from, GeoPoint to);

/// Reads the table service's answer.
/// @param body JSON; durations and distances hold one row a departure with one column
/// @return kUnavailable when it is anything else than a whole table
[[nodiscard]] Result<std::vector<OsrmWay>> parse_osrm_table(std::string_view body, std::size_t departures);

}  // namespace darkstore::nearby
