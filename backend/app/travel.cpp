#include "backend/app/travel.h"

#include "backend/nearby/estimate_provider.h"
#include "backend/nearby/osrm_provider.h"
#include "backend/nearby/ways.h"

namespace darkstore::app {

Result<std::shared_ptr<const nearby::TravelTimeProvider>> make_travel(const Config& config,
                                                                      std::span<const GeoPoint> places) {
  auto ways = nearby::Ways::load((config.resources / "seed").string(), places);
  if (!ways) {
    return tl::unexpected(ways.error());
  }
  auto estimate = std::make_shared<const nearby::EstimateProvider>(
      nearby::EstimateOptions{}, std::make_shared<const nearby::Ways>(std::move(*ways)));
  if (config.osrm_url.empty()) {
    return estimate;
  }
  nearby::OsrmOptions options;
  options.url = config.osrm_url;
  auto osrm = nearby::OsrmProvider::create(options, estimate);
  if (!osrm) {
    return fail(osrm.error().kind, "nearby.osrm_url", osrm.error().reason);
  }
  return std::shared_ptr<const nearby::TravelTimeProvider>(std::move(*osrm));
}

}  // namespace darkstore::app
