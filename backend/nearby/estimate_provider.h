#pragma once

#include <array>
#include <chrono>
#include <memory>
#include <span>

#include "backend/nearby/travel_time.h"
#include "backend/nearby/ways.h"

namespace darkstore::nearby {

/// How riders get through places of one density.
struct Pace {
  double road_factor = 1.3;    ///< length of the way over the straight line
  double free_kmh = 30;        ///< door to door at night
  double rush_slowdown = 0.3;  ///< share of that speed which a full rush hour takes away, 0..0.9
};

/// What the estimate is made of. The figures are orders of magnitude from published traffic counts (Midtown
/// Manhattan moves at 7-8 km/h in the afternoon, a country road at 45-50), not measurements of ours.
struct EstimateOptions {
  std::array<Pace, 4> pace{{
      {1.25, 52, 0.12},  ///< rural
      {1.30, 36, 0.30},  ///< suburban
      {1.35, 26, 0.45},  ///< urban
      {1.35, 20, 0.58},  ///< dense
  }};
  double handover_minutes = 2;  ///< to the bike, and from the kerb to the door
};

/// How full the streets are, 0 (night) to 1 (evening rush), between whole hours by straight lines.
[[nodiscard]] double rush_share(LocalTime local);

/// The way (a straight line, or around water and over bridges) times road factor at the speed of the hour.
/// In-process, never blocks. Thread-safe.
class EstimateProvider final : public TravelTimeProvider {
 public:
  explicit EstimateProvider(EstimateOptions options = {},
                            std::shared_ptr<const Ways> ways = std::make_shared<const Ways>());

  void travel(std::span<const Departure> from, GeoPoint to, std::chrono::milliseconds wait_max,
              std::span<Travel> out) const override;

  /// What a way that takes `night_minutes` on empty roads takes now, with handing over. For providers that
  /// know roads but no traffic.
  [[nodiscard]] double minutes_in_traffic(const Departure& from, double night_minutes) const;

 private:
  EstimateOptions options_;
  std::shared_ptr<const Ways> ways_;
};

}  // namespace darkstore::nearby
