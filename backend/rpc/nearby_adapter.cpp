#include "backend/rpc/nearby_adapter.h"

#include <cmath>

#include "backend/rpc/checks.h"

namespace darkstore::rpc {
namespace {

v1::ReachVerdict encode(nearby::Verdict verdict) {
  switch (verdict) {
    case nearby::Verdict::kServes:
      return v1::SERVES;
    case nearby::Verdict::kOutsideRadius:
      return v1::OUTSIDE_RADIUS;
    case nearby::Verdict::kClosed:
      return v1::CLOSED;
    case nearby::Verdict::kNotAmongNearest:
      return v1::NOT_AMONG_NEAREST;
    case nearby::Verdict::kTooSlow:
      return v1::TOO_SLOW;
    case nearby::Verdict::kTooSlowOverBridge:
      return v1::TOO_SLOW_OVER_BRIDGE;
    case nearby::Verdict::kNoWay:
      return v1::NO_WAY;
  }
  return v1::REACH_VERDICT_UNSPECIFIED;
}

void encode(const nearby::ReachedDc& reached, nearby::Verdict verdict, v1::ReachCandidate* out) {
  const auto& dc = *reached.dc;
  out->set_dc_id(dc.id.value());
  out->set_code(dc.code);
  out->set_name(dc.name);
  out->mutable_position()->set_latitude(dc.position.latitude);
  out->mutable_position()->set_longitude(dc.position.longitude);
  out->set_straight_m(reached.distance_m);
  out->set_minutes(std::isfinite(reached.minutes) ? reached.minutes : -1);
  out->set_radius_m(static_cast<std::int32_t>(dc.radius_m));
  out->set_verdict(encode(verdict));
  out->set_region_id(dc.region.value());
  out->set_shard_id(dc.shard.value());
  out->set_over_bridge(!reached.bridge.empty());
}

void encode_steps(const nearby::Funnel& funnel, v1::FindReachResponse& response) {
  const auto add = [&](const char* name, int left, double micros) {
    auto* step = response.add_steps();
    step->set_name(name);
    step->set_left(left);
    step->set_micros(micros);
  };
  add("all", funnel.all, 0);
  add("index", funnel.candidates, funnel.index_us);
  add("radius", funnel.eligible, funnel.eligible_us);
  add("haversine", funnel.nearest, funnel.nearest_us);
  add("travel", funnel.serves, funnel.travel_us);
}

const char* source_text(nearby::TravelSource source) {
  switch (source) {
    case nearby::TravelSource::kEstimate:
      return "estimate";
    case nearby::TravelSource::kOsrm:
      return "osrm";
    case nearby::TravelSource::kEstimateOsrmDown:
      return "estimate (osrm away)";
  }
  return "";
}

}  // namespace

NearbyAdapter::NearbyAdapter(Gate& gate, const nearby::ReachFinder& finder, const ordering::Regions& regions,
                             std::function<WallTime()> clock)
    : Adapter(gate), finder_(finder), regions_(regions), clock_(std::move(clock)) {
  unary<v1::FindReachRequest, v1::FindReachResponse>("FindReach",
                                                     std::bind_front(&NearbyAdapter::find, this));
}

Result<v1::FindReachResponse> NearbyAdapter::find(const v1::FindReachRequest& request,
                                                  const Call& /*call*/) const {
  const auto position = check_position(request.position(), request.has_position());
  if (!position) {
    return tl::unexpected(position.error());
  }
  const auto within_minutes = check_reach(request.reach_within_minutes());
  if (!within_minutes) {
    return tl::unexpected(within_minutes.error());
  }
  constexpr std::int64_t kYear2200Ms = 7'258'118'400'000;
  if (request.depart_at_ms() < 0 || request.depart_at_ms() > kYear2200Ms) {
    return invalid("depart_at_ms", "must be Unix milliseconds, or 0 for now");
  }
  const auto at =
      request.depart_at_ms() == 0 ? clock_() : WallTime{std::chrono::milliseconds{request.depart_at_ms()}};
  const auto reach =
      finder_.reach(*position, {.reach_within = *within_minutes, .explain = request.explain()}, at);
  v1::FindReachResponse response;
  for (const auto& reached : reach.serves) {
    encode(reached, nearby::Verdict::kServes, response.add_reach());
  }
  if (!reach.serves.empty()) {
    const auto* region = regions_.find(reach.serves.front().dc->region);
    response.set_region(region == nullptr ? "" : region->code);
    response.set_region_id(reach.serves.front().dc->region.value());
  }
  response.set_travel_time_source(source_text(reach.source));
  if (request.explain()) {
    encode_steps(reach.funnel, response);
    for (const auto& explained : reach.explained) {
      encode(explained.reached, explained.verdict, response.add_considered());
    }
  }
  return response;
}

}  // namespace darkstore::rpc
