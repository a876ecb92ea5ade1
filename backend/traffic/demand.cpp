#include "backend/traffic/demand.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "shared/invariant.h"

namespace darkstore::traffic {
namespace {

// By the full hour; between them it changes evenly.
constexpr std::array kByHour{0.25, 0.14, 0.09, 0.07, 0.06, 0.08, 0.16, 0.30, 0.42, 0.45, 0.50, 0.70,
                             1.00, 0.90, 0.60, 0.50, 0.55, 0.75, 1.00, 0.98, 0.85, 0.65, 0.50, 0.36};
constexpr std::array kLinesUpTo{0.24, 0.46, 0.63, 0.76, 0.85, 0.92, 0.97, 1.00};
constexpr std::array kUnitsUpTo{0.84, 0.96, 1.00};
constexpr double kHomeNearestM = 200;
constexpr double kHomeFarthestM = 2'000;
constexpr double kDegree = std::numbers::pi / 180;

template <std::size_t N>
int step_of(const std::array<double, N>& up_to, double luck) {
  return static_cast<int>(std::ranges::upper_bound(up_to, luck) - up_to.begin()) + 1;
}

}  // namespace

double unit(Dice& dice) {
  return static_cast<double>(dice() >> 11U) * 0x1p-53;
}

Zipf::Zipf(double exponent, std::size_t ranks_max) {
  double sum = 0;
  for (std::size_t rank = 0; rank < ranks_max; ++rank) {
    sum += std::pow(static_cast<double>(rank + 1), -exponent);
    up_to_.push_back(sum);
  }
}

std::size_t Zipf::draw(std::size_t ranks, Dice& dice) const {
  invariant(ranks > 0 && ranks <= up_to_.size(), "a rank is drawn from a list that is there");
  const auto end = up_to_.begin() + static_cast<std::ptrdiff_t>(ranks);
  const auto found = std::upper_bound(up_to_.begin(), end, unit(dice) * *(end - 1));
  return std::min(static_cast<std::size_t>(found - up_to_.begin()), ranks - 1);
}

Choice::Choice(const std::vector<double>& weights) {
  double sum = 0;
  for (const double weight : weights) {
    sum += weight;
    up_to_.push_back(sum);
  }
}

std::size_t Choice::draw(Dice& dice) const {
  invariant(!empty(), "something can be drawn");
  const auto found = std::ranges::upper_bound(up_to_, unit(dice) * up_to_.back());
  if (found != up_to_.end()) {
    return static_cast<std::size_t>(found - up_to_.begin());
  }
  // Rounding led past the end: the last one that has a weight.
  return static_cast<std::size_t>(std::ranges::lower_bound(up_to_, up_to_.back()) - up_to_.begin());
}

double day_curve(double local_hour) {
  const double hour = local_hour - 24 * std::floor(local_hour / 24);
  const auto from = static_cast<std::size_t>(hour) % kByHour.size();
  const double part = hour - std::floor(hour);
  return kByHour[from] * (1 - part) + kByHour[(from + 1) % kByHour.size()] * part;
}

int basket_lines(Dice& dice) {
  return step_of(kLinesUpTo, unit(dice));
}

int line_units(Dice& dice) {
  return step_of(kUnitsUpTo, unit(dice));
}

std::chrono::nanoseconds pause(double rate_per_s, Dice& dice) {
  return std::chrono::nanoseconds(static_cast<std::int64_t>(-std::log(1 - unit(dice)) / rate_per_s * 1e9));
}

GeoPoint home_near(GeoPoint dc, Dice& dice) {
  const double distance_m = kHomeNearestM + (kHomeFarthestM - kHomeNearestM) * unit(dice);
  const double bearing = 2 * std::numbers::pi * unit(dice);
  const double north = distance_m * std::cos(bearing) / kEarthRadiusM / kDegree;
  const double east = distance_m * std::sin(bearing) / kEarthRadiusM / kDegree /
                      std::max(0.05, std::cos(dc.latitude * kDegree));
  const double longitude = dc.longitude + east;
  return {std::clamp(dc.latitude + north, -90.0, 90.0),
          longitude > 180 ? longitude - 360 : (longitude < -180 ? longitude + 360 : longitude)};
}

}  // namespace darkstore::traffic
