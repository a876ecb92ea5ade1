#pragma once

#include <memory>
#include <span>

#include "backend/app/config.h"
#include "backend/nearby/travel_time.h"

namespace darkstore::app {

/// The travel times this backend uses: the estimate over committed water and bridges, behind a road server
/// when the configuration names one.
/// @param places  where one gets by land: the DCs' positions
[[nodiscard]] Result<std::shared_ptr<const nearby::TravelTimeProvider>> make_travel(
    const Config& config, std::span<const GeoPoint> places);

}  // namespace darkstore::app
