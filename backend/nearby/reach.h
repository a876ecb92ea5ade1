#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "backend/nearby/dc.h"
#include "backend/nearby/dc_index.h"
#include "backend/nearby/travel_time.h"
#include "shared/geo.h"
#include "shared/uuid.h"

namespace darkstore::nearby {

/// Why a DC does or does not deliver to a point; the first reason met in the funnel's order.
enum class Verdict : std::uint8_t {
  kServes,
  kOutsideRadius,      ///< near, but the point lies outside its delivery radius
  kClosed,             ///< by its hours or by hand (Dc::closed_by_hand tells which)
  kNotAmongNearest,    ///< could serve; others are nearer, so its travel time was never asked
  kTooSlow,            ///< the way takes longer than the promise allows
  kTooSlowOverBridge,  ///< the same, and it is the way over a bridge that makes it so long
  kNoWay,              ///< water lies between and no bridge is known
};

[[nodiscard]] std::string_view to_string(Verdict verdict);

/// What one caller asks for.
struct ReachOptions {
  std::chrono::minutes reach_within{60};           ///< the promise: picking and travel together; 1..1440
  std::chrono::milliseconds travel_wait_max{150};  ///< how long a road server may keep the caller waiting
  bool explain = false;                            ///< fill Reach::explained and the funnel's times
};

/// What holds for all calls, from the configuration.
struct FunnelOptions {
  int candidates = 50;  ///< 1..1000: how many of the nearest are looked at; widened when it must be
  int nearest = 5;      ///< 1..50: of how many the travel time is asked at once
  std::chrono::minutes picking{5};  ///< taken off the promise before a rider leaves
};

/// One DC of a reach with its way. `dc` lives with Reach::dcs, `bridge` with the ReachFinder.
struct ReachedDc {
  const Dc* dc = nullptr;
  double distance_m = 0;      ///< straight line (great circle)
  double way_m = 0;           ///< length of the way
  double travel_minutes = 0;  ///< riding only
  double minutes = 0;         ///< picking and riding: what is compared with the promise and shown
  std::string_view bridge;    ///< empty unless the way goes over one because of water
  TravelSource source = TravelSource::kEstimate;
};

/// A candidate and what became of it. Way and minutes are infinite for those whose travel time was not asked.
struct ExplainedDc {
  ReachedDc reached;
  Verdict verdict = Verdict::kServes;
};

/// How many DCs are left after each step, and what each step took (times only when explained, else 0).
struct Funnel {
  int all = 0;             ///< DCs in the index
  int in_range = 0;        ///< within the search range: the longest delivery radius there is
  int candidates = 0;      ///< the nearest of those; Reach::explained has one row for each
  int eligible = 0;        ///< candidates that are open and whose radius holds the point
  int nearest = 0;         ///< the nearest of those, whose travel time was asked
  int serves = 0;          ///< within the promise
  double index_us = 0;     ///< all -> in_range, with all distances
  double nearest_us = 0;   ///< ordering in_range by distance
  double eligible_us = 0;  ///< candidates -> eligible: radius and hours
  double travel_us = 0;    ///< nearest -> serves
};

/// The answer: who can deliver to a point within the promise.
struct Reach {
  std::shared_ptr<const DcIndex> dcs;  ///< keeps what the pointers point at
  std::vector<ReachedDc> serves;       ///< soonest first, then nearest, then by id
  std::optional<Verdict> why_none;  ///< set when nobody serves: kNoWay, kTooSlow.., kClosed or kOutsideRadius
  /// Of the soonest that serves, else of the nearest whose time was asked; the provider's usual one when none
  /// was.
  TravelSource source = TravelSource::kEstimate;
  Funnel funnel;
  std::vector<ExplainedDc> explained;  ///< all candidates, nearest first; empty unless asked for
};

/// Finds the DCs that can serve a point. Thread-safe; holds no lock while it works.
class ReachFinder {
 public:
  /// @param travel shared by all calls; must outlive every Reach it answered (bridge names)
  ReachFinder(FunnelOptions options, std::shared_ptr<const DcIndex> dcs,
              std::shared_ptr<const TravelTimeProvider> travel);

  /// Goes down the funnel: all DCs, those in range, about 50 candidates, open and inside the radius, the 5
  /// nearest, travel time, promise. A cap never hides an answer: candidates are widened until 5 are eligible
  /// or none is left, and when water cuts all of the 5 off (a bridge or no way at all), the next 5 are asked,
  /// at most three times. Whom it asks does not depend on the promise, so a longer promise never loses a DC.
  /// Takes microseconds, except with a road server: then up to `travel_wait_max`, so not on a gRPC thread.
  /// @param to valid (GeoPoint::parse)
  /// @param at when the order is made; hours and traffic are those of this moment
  [[nodiscard]] Reach reach(GeoPoint to, const ReachOptions& options, WallTime at) const;

  /// Replaces the DCs; calls under way finish on the old ones.
  void reload(std::shared_ptr<const DcIndex> dcs);
  [[nodiscard]] std::shared_ptr<const DcIndex> dcs() const;

 private:
  FunnelOptions options_;
  std::shared_ptr<const TravelTimeProvider> travel_;
  std::atomic<std::shared_ptr<const DcIndex>> dcs_;
};

}  // namespace darkstore::nearby
