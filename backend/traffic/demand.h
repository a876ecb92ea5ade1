#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include "shared/geo.h"

namespace darkstore::traffic {

/// Luck, seeded once a run.
using Dice = std::mt19937_64;

/// Uniform in [0, 1).
[[nodiscard]] double unit(Dice& dice);

/// Popularity: rank r is drawn with a weight of 1 / (r + 1)^exponent.
class Zipf {
 public:
  /// @param ranks_max  the longest list that is ever drawn from
  Zipf(double exponent, std::size_t ranks_max);
  /// @param ranks  1..ranks_max: draws among the first so many
  /// @return 0..ranks - 1, 0 most often
  [[nodiscard]] std::size_t draw(std::size_t ranks, Dice& dice) const;

 private:
  std::vector<double> up_to_;  ///< sum of the weights of the ranks up to this one
};

/// Draws an index by its weight; weights of 0 are never drawn.
class Choice {
 public:
  explicit Choice(const std::vector<double>& weights);
  [[nodiscard]] bool empty() const { return up_to_.empty() || up_to_.back() <= 0; }
  /// Not when empty.
  [[nodiscard]] std::size_t draw(Dice& dice) const;

 private:
  std::vector<double> up_to_;
};

/// How much people order at an hour of their day against the busiest one: quiet before dawn, a peak at lunch
/// and a longer one in the evening.
/// @param local_hour  0..24, fractions too
/// @return 0..1
[[nodiscard]] double day_curve(double local_hour);

/// Lines of a basket, 1..8, three on average.
[[nodiscard]] int basket_lines(Dice& dice);

/// Units of a line, mostly 1, at most 3.
[[nodiscard]] int line_units(Dice& dice);

/// The pause until the next arrival of a Poisson process.
/// @param rate_per_s  above 0
[[nodiscard]] std::chrono::nanoseconds pause(double rate_per_s, Dice& dice);

/// A home some 200 m to 2 km from a DC, near ones as likely as far ones.
[[nodiscard]] GeoPoint home_near(GeoPoint dc, Dice& dice);

}  // namespace darkstore::traffic
