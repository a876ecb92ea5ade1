#include "backend/nearby/osrm_provider.h"

#include <algorithm>
#include <utility>

#include "backend/nearby/osrm_table.h"
#include "shared/invariant.h"

namespace darkstore::nearby {
namespace {
constexpr int kOk = 200;
constexpr int kServerErrors = 500;
constexpr double kSecondsPerMinute = 60;
}  // namespace

Result<std::unique_ptr<OsrmProvider>> OsrmProvider::create(const OsrmOptions& options,
                                                           std::shared_ptr<const EstimateProvider> estimate) {
  auto http = HttpClient::create(options.url);
  if (!http) {
    return tl::unexpected(http.error());
  }
  return std::unique_ptr<OsrmProvider>(new OsrmProvider(options, std::move(*http), std::move(estimate)));
}

OsrmProvider::OsrmProvider(const OsrmOptions& options, std::unique_ptr<HttpClient> http,
                           std::shared_ptr<const EstimateProvider> estimate)
    : options_(options),
      http_(std::move(http)),
      breaker_(std::make_unique<CircuitBreaker>(options.breaker)),
      estimate_(std::move(estimate)) {
  invariant(estimate_ != nullptr, "an estimate serves when OSRM does not");
}

void OsrmProvider::travel(std::span<const Departure> from, GeoPoint to, std::chrono::milliseconds wait_max,
                          std::span<Travel> out) const {
  invariant(from.size() == out.size(), "one travel a departure");
  if (!from.empty() && !ask(from, to, std::min(wait_max, options_.wait_max), out)) {
    estimate_->travel(from, to, wait_max, out);
    for (Travel& each : out) {
      each.source = TravelSource::kEstimateOsrmDown;
    }
  }
}

bool OsrmProvider::ask(std::span<const Departure> from, GeoPoint to, std::chrono::milliseconds wait_max,
                       std::span<Travel> out) const {
  const auto now = CircuitBreaker::Clock::now();
  if (wait_max.count() <= 0 || !breaker_->lets_through(now)) {
    return false;
  }
  const auto answer = http_->get(osrm_table_target(from, to), now + wait_max);
  // A caller in a hurry learns nothing about the server by leaving early.
  const bool left_early =
      !answer && answer.error().kind == ErrorKind::kDeadlineExceeded && wait_max < options_.wait_max;
  if (left_early) {
    return false;
  }
  // A client error is about this question (a point far from any road) and shows a server that works.
  const bool works = answer && answer->status < kServerErrors;
  const bool refused = works && answer->status != kOk;
  const auto ways =
      works && !refused ? parse_osrm_table(answer->body, from.size()) : Result<std::vector<OsrmWay>>{};
  if (!works || (!refused && !ways)) {
    breaker_->failed(CircuitBreaker::Clock::now());
    return false;
  }
  breaker_->succeeded();
  if (refused) {
    return false;
  }
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = {.minutes = estimate_->minutes_in_traffic(from[i], (*ways)[i].seconds / kSecondsPerMinute),
              .way_m = (*ways)[i].metres,
              .bridge = {},
              .source = TravelSource::kOsrm};
  }
  return true;
}

}  // namespace darkstore::nearby
