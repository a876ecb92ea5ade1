#include "backend/nearby/estimate_provider.h"

#include <cstddef>
#include <utility>
#include <vector>

#include "shared/invariant.h"

namespace darkstore::nearby {
namespace {
constexpr int kMinutesPerHour = 60;
using Curve = std::array<double, 24>;
/// Two peaks, to work and home again; the evening's is the worse one.
constexpr Curve kWeekday{0.05, 0.02, 0.00, 0.00, 0.02, 0.10, 0.35, 0.75, 0.95, 0.75, 0.60, 0.60,
                         0.68, 0.68, 0.70, 0.80, 0.92, 1.00, 0.90, 0.65, 0.45, 0.30, 0.20, 0.10};
/// One broad hump around shopping and going out.
constexpr Curve kWeekend{0.15, 0.10, 0.06, 0.03, 0.02, 0.03, 0.08, 0.15, 0.25, 0.38, 0.50, 0.58,
                         0.62, 0.62, 0.60, 0.60, 0.60, 0.60, 0.56, 0.48, 0.40, 0.33, 0.28, 0.22};
constexpr int kSaturday = 5;

const Curve& curve_of(int weekday) {
  return weekday >= kSaturday ? kWeekend : kWeekday;
}
}  // namespace

double rush_share(LocalTime local) {
  const int hour = local.minute_of_day / kMinutesPerHour;
  const double into = static_cast<double>(local.minute_of_day % kMinutesPerHour) / kMinutesPerHour;
  const Curve& today = curve_of(local.weekday);
  const auto place = static_cast<std::size_t>(hour);
  const double now = today.at(place);
  const double next =
      place + 1 < today.size() ? today.at(place + 1) : curve_of((local.weekday + 1) % 7).front();
  return now + (next - now) * into;
}

EstimateProvider::EstimateProvider(EstimateOptions options, std::shared_ptr<const Ways> ways)
    : options_(options), ways_(std::move(ways)) {
  invariant(ways_ != nullptr, "an estimate knows the ways");
  for (const Pace& pace : options_.pace) {
    invariant(
        pace.road_factor >= 1 && pace.free_kmh > 0 && pace.rush_slowdown >= 0 && pace.rush_slowdown <= 0.9,
        "a pace that goes forward");
  }
}

double EstimateProvider::minutes_in_traffic(const Departure& from, double night_minutes) const {
  const Pace& pace = options_.pace.at(static_cast<std::size_t>(from.dc->density));
  return options_.handover_minutes + night_minutes / (1 - pace.rush_slowdown * rush_share(from.local));
}

void EstimateProvider::travel(std::span<const Departure> from, GeoPoint to,
                              std::chrono::milliseconds /*wait_max*/, std::span<Travel> out) const {
  invariant(from.size() == out.size(), "one travel a departure");
  Ways::To ways(*ways_, to);
  for (std::size_t i = 0; i < from.size(); ++i) {
    const Pace& pace = options_.pace.at(static_cast<std::size_t>(from[i].dc->density));
    const Way way = ways.from(from[i].dc->position);
    const double way_m = way.length_m * pace.road_factor;
    const double metres_per_minute = pace.free_kmh * 1000 / kMinutesPerHour;
    out[i] = {.minutes = minutes_in_traffic(from[i], way_m / metres_per_minute),
              .way_m = way_m,
              .bridge = way.bridge,
              .source = TravelSource::kEstimate};
  }
}

}  // namespace darkstore::nearby
