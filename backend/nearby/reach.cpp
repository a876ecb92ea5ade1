#include "backend/nearby/reach.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <tuple>
#include <utility>

#include "shared/invariant.h"

namespace darkstore::nearby {
namespace {
constexpr int kRoundsMax = 4;  ///< the nearest five, and three times the next five while water cuts all off

/// Buffers of one thread's calls. They only grow, to the size of the busiest place, so a call allocates its
/// answer and nothing else.
struct Scratch {
  std::vector<DcDistance> in_range;
  std::vector<Verdict> verdicts;        ///< of the candidates, the first of in_range
  std::vector<std::uint32_t> eligible;  ///< places in in_range, nearest first
  std::vector<Departure> departures;
  std::vector<Travel> travels;
};

/// Measures consecutive steps, if somebody wants to know: reading the clock costs as much as ten distances.
class StepTimer {
 public:
  explicit StepTimer(bool on) : on_(on), last_(on ? Clock::now() : Clock::time_point{}) {}
  void add_to(double& step_us) {
    if (on_) {
      const auto now = Clock::now();
      step_us += std::chrono::duration<double, std::micro>(now - last_).count();
      last_ = now;
    }
  }

 private:
  using Clock = std::chrono::steady_clock;
  bool on_;
  Clock::time_point last_;
};

bool nearer(const DcDistance& a, const DcDistance& b) {
  return std::tie(a.distance_m, a.dc->id) < std::tie(b.distance_m, b.dc->id);
}

bool sooner(const ReachedDc& a, const ReachedDc& b) {
  return std::tie(a.minutes, a.distance_m, a.dc->id) < std::tie(b.minutes, b.distance_m, b.dc->id);
}

/// One call on its way down the funnel.
class Descent {
 public:
  Descent(const FunnelOptions& funnel, const ReachOptions& options, GeoPoint to, WallTime at,
          const TravelTimeProvider& travel, std::shared_ptr<const DcIndex> dcs, Scratch& scratch)
      : funnel_(funnel),
        options_(options),
        to_(to),
        at_(at),
        travel_(travel),
        scratch_(scratch),
        timer_(options.explain) {
    reach_.dcs = std::move(dcs);
    scratch_.verdicts.clear();
    scratch_.eligible.clear();
  }

  Reach go() {
    reach_.funnel.all = static_cast<int>(reach_.dcs->dcs().size());
    reach_.dcs->within(to_, reach_.dcs->radius_m_max(), scratch_.in_range);
    reach_.funnel.in_range = static_cast<int>(scratch_.in_range.size());
    timer_.add_to(reach_.funnel.index_us);
    for (int round = 0; round < kRoundsMax && !by_land_; ++round) {
      const auto five = next_nearest();
      if (five.empty()) {
        break;
      }
      ask(five);
      timer_.add_to(reach_.funnel.travel_us);
    }
    finish();
    return std::move(reach_);
  }

 private:
  /// The next few eligible DCs, looking at more candidates as long as there are too few.
  std::span<const std::uint32_t> next_nearest() {
    const auto asked = static_cast<std::size_t>(reach_.funnel.nearest);
    const auto wanted = asked + static_cast<std::size_t>(funnel_.nearest);
    while (scratch_.eligible.size() < wanted && scratch_.verdicts.size() < scratch_.in_range.size()) {
      look_at_more();
    }
    const auto until = std::min(wanted, scratch_.eligible.size());
    return std::span(scratch_.eligible).subspan(asked, until - asked);
  }

  void look_at_more() {
    const auto first = scratch_.verdicts.size();
    const auto last =
        std::min(first + static_cast<std::size_t>(funnel_.candidates), scratch_.in_range.size());
    const auto place = [this](std::size_t i) {
      return scratch_.in_range.begin() + static_cast<std::ptrdiff_t>(i);
    };
    std::partial_sort(place(first), place(last), scratch_.in_range.end(), nearer);
    timer_.add_to(reach_.funnel.nearest_us);
    for (auto i = first; i < last; ++i) {
      scratch_.verdicts.push_back(before_travel(scratch_.in_range[i]));
      if (scratch_.verdicts.back() == Verdict::kNotAmongNearest) {
        scratch_.eligible.push_back(static_cast<std::uint32_t>(i));
      }
    }
    timer_.add_to(reach_.funnel.eligible_us);
  }

  /// kNotAmongNearest stands for "eligible" until its travel time is asked.
  [[nodiscard]] Verdict before_travel(const DcDistance& candidate) const {
    const Dc& dc = *candidate.dc;
    if (!(candidate.distance_m <= dc.radius_m)) {
      return Verdict::kOutsideRadius;
    }
    const bool open = !dc.closed_by_hand && dc.hours.open_at(reach_.dcs->local_time(dc, at_).minute_of_day);
    return open ? Verdict::kNotAmongNearest : Verdict::kClosed;
  }

  void ask(std::span<const std::uint32_t> places) {
    const auto first = static_cast<std::size_t>(reach_.funnel.nearest);
    const auto leaves = at_ + funnel_.picking;
    scratch_.departures.clear();
    for (const auto place : places) {
      const Dc* dc = scratch_.in_range[place].dc;
      scratch_.departures.push_back({dc, reach_.dcs->local_time(*dc, leaves)});
    }
    scratch_.travels.resize(first + places.size());
    const auto travels = std::span(scratch_.travels).subspan(first);
    travel_.travel(scratch_.departures, to_, options_.travel_wait_max, travels);
    for (std::size_t i = 0; i < places.size(); ++i) {
      const auto reached = with_way(scratch_.in_range[places[i]], travels[i]);
      const auto verdict = after_travel(reached);
      by_land_ = by_land_ || (verdict != Verdict::kNoWay && reached.bridge.empty());
      scratch_.verdicts[places[i]] = verdict;
      if (verdict == Verdict::kServes) {
        reach_.serves.push_back(reached);
      }
    }
    reach_.funnel.nearest += static_cast<int>(places.size());
  }

  [[nodiscard]] ReachedDc with_way(const DcDistance& candidate, const Travel& travel) const {
    return {.dc = candidate.dc,
            .distance_m = candidate.distance_m,
            .way_m = travel.way_m,
            .travel_minutes = travel.minutes,
            .minutes = travel.minutes + static_cast<double>(funnel_.picking.count()),
            .bridge = travel.bridge,
            .source = travel.source};
  }

  [[nodiscard]] Verdict after_travel(const ReachedDc& reached) const {
    if (!std::isfinite(reached.minutes)) {
      return Verdict::kNoWay;
    }
    if (reached.minutes <= static_cast<double>(options_.reach_within.count())) {
      return Verdict::kServes;
    }
    return reached.bridge.empty() ? Verdict::kTooSlow : Verdict::kTooSlowOverBridge;
  }

  void finish() {
    std::ranges::sort(reach_.serves, sooner);
    reach_.funnel.candidates = static_cast<int>(scratch_.verdicts.size());
    reach_.funnel.eligible = static_cast<int>(scratch_.eligible.size());
    reach_.funnel.serves = static_cast<int>(reach_.serves.size());
    if (!reach_.serves.empty()) {
      reach_.source = reach_.serves.front().source;
    } else {
      reach_.source = reach_.funnel.nearest > 0 ? scratch_.travels.front().source : travel_.usual_source();
      reach_.why_none = why_none();
    }
    if (options_.explain) {
      explain();
    }
  }

  /// The verdict of the DC that came farthest: the one a person would want to hear.
  [[nodiscard]] Verdict why_none() const {
    const auto has = [this](Verdict verdict) {
      return std::ranges::find(scratch_.verdicts, verdict) != scratch_.verdicts.end();
    };
    for (const auto verdict :
         {Verdict::kTooSlow, Verdict::kTooSlowOverBridge, Verdict::kNoWay, Verdict::kClosed}) {
      if (has(verdict)) {
        return verdict;
      }
    }
    return Verdict::kOutsideRadius;
  }

  void explain() {
    reach_.explained.reserve(scratch_.verdicts.size());
    for (std::size_t i = 0; i < scratch_.verdicts.size(); ++i) {
      reach_.explained.push_back({with_way(scratch_.in_range[i], Travel{}), scratch_.verdicts[i]});
    }
    for (std::size_t i = 0; i < static_cast<std::size_t>(reach_.funnel.nearest); ++i) {
      const auto place = scratch_.eligible[i];
      reach_.explained[place].reached = with_way(scratch_.in_range[place], scratch_.travels[i]);
    }
  }

  const FunnelOptions& funnel_;
  const ReachOptions& options_;
  GeoPoint to_;
  WallTime at_;
  const TravelTimeProvider& travel_;
  Scratch& scratch_;
  StepTimer timer_;
  Reach reach_;
  bool by_land_ = false;  ///< somebody asked so far gets there without a bridge
};
}  // namespace

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::kServes:
      return "serves";
    case Verdict::kOutsideRadius:
      return "outside radius";
    case Verdict::kClosed:
      return "closed";
    case Verdict::kNotAmongNearest:
      return "not among the nearest";
    case Verdict::kTooSlow:
      return "too slow";
    case Verdict::kTooSlowOverBridge:
      return "too slow, over a bridge";
    case Verdict::kNoWay:
      return "no way over the water";
  }
  invariant(false, "a verdict of the list");
  return {};
}

ReachFinder::ReachFinder(FunnelOptions options, std::shared_ptr<const DcIndex> dcs,
                         std::shared_ptr<const TravelTimeProvider> travel)
    : options_(options), travel_(std::move(travel)), dcs_(std::move(dcs)) {
  invariant(options_.candidates >= 1 && options_.nearest >= 1, "a funnel that lets somebody through");
  invariant(dcs_.load() != nullptr && travel_ != nullptr, "a finder has DCs and a travel time provider");
}

Reach ReachFinder::reach(GeoPoint to, const ReachOptions& options, WallTime at) const {
  thread_local Scratch scratch;
  return Descent(options_, options, to, at, *travel_, dcs_.load(), scratch).go();
}

void ReachFinder::reload(std::shared_ptr<const DcIndex> dcs) {
  invariant(dcs != nullptr, "a finder has DCs");
  dcs_.store(std::move(dcs));
}

std::shared_ptr<const DcIndex> ReachFinder::dcs() const {
  return dcs_.load();
}

}  // namespace darkstore::nearby
