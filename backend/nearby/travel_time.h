#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

#include "backend/nearby/dc.h"
#include "shared/geo.h"

namespace darkstore::nearby {

/// The wall clock where a DC stands.
struct LocalTime {
  int weekday = 0;        ///< 0 Monday .. 6 Sunday
  int minute_of_day = 0;  ///< 0..1439
  bool operator==(const LocalTime&) const = default;
};

/// Where a travel time comes from; shown to people, for an estimate is not a route.
enum class TravelSource : std::uint8_t {
  kEstimate,          ///< straight line times road factor, over bridges where water lies between
  kOsrm,              ///< a road network, slowed by the hour's traffic
  kEstimateOsrmDown,  ///< the estimate, because the road server gave no answer in time
};

/// A rider leaving one DC.
struct Departure {
  const Dc* dc = nullptr;
  LocalTime local;  ///< the DC's wall clock when the rider leaves
};

/// One way from a DC to the customer.
struct Travel {
  double minutes = std::numeric_limits<double>::infinity();  ///< infinite when there is no way
  double way_m = std::numeric_limits<double>::infinity();    ///< length of the way, not of the straight line
  std::string_view bridge = {};  ///< that it takes because of water; empty for none; lives with the provider
  TravelSource source = TravelSource::kEstimate;
};

/// Tells how long riders take. Thread-safe; `travel` may be called by many threads at once.
class TravelTimeProvider {
 public:
  virtual ~TravelTimeProvider() = default;

  /// Fills one Travel a departure, in the same order; never fails: what is unknown is estimated and marked.
  /// @param to where the customer is
  /// @param wait_max how long it may block on a network; an in-process provider does not block
  /// @param out as many as departures
  virtual void travel(std::span<const Departure> from, GeoPoint to, std::chrono::milliseconds wait_max,
                      std::span<Travel> out) const = 0;

  /// Where its times come from as long as nothing fails.
  [[nodiscard]] virtual TravelSource usual_source() const { return TravelSource::kEstimate; }
};

}  // namespace darkstore::nearby
