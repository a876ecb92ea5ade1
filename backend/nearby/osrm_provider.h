#pragma once

#include <chrono>
#include <memory>
#include <span>
#include <string>

#include "backend/nearby/circuit_breaker.h"
#include "backend/nearby/estimate_provider.h"
#include "backend/nearby/http_client.h"
#include "backend/nearby/travel_time.h"
#include "shared/result.h"

namespace darkstore::nearby {

/// Where the road server is and how long it is waited for.
struct OsrmOptions {
  std::string url = "http://127.0.0.1:5000";  ///< plain HTTP; a prefix path may follow
  std::chrono::milliseconds wait_max{150};    ///< one call's limit; the caller's own may be shorter
  CircuitBreaker::Options breaker = {};
};

/// Travel times from an OSRM-compatible server's table service, slowed by the hour's traffic, which OSRM does
/// not know. Whenever it fails, the estimate serves and says so (kEstimateOsrmDown). Thread-safe; blocks the
/// caller.
class OsrmProvider final : public TravelTimeProvider {
 public:
  /// @param estimate serves when the server does not, and knows the hour's traffic
  /// @return the errors of HttpClient::create; a server that is down is no error
  [[nodiscard]] static Result<std::unique_ptr<OsrmProvider>> create(
      const OsrmOptions& options, std::shared_ptr<const EstimateProvider> estimate);

  void travel(std::span<const Departure> from, GeoPoint to, std::chrono::milliseconds wait_max,
              std::span<Travel> out) const override;
  [[nodiscard]] TravelSource usual_source() const override { return TravelSource::kOsrm; }

 private:
  OsrmProvider(const OsrmOptions& options, std::unique_ptr<HttpClient> http,
               std::shared_ptr<const EstimateProvider> estimate);
  [[nodiscard]] bool ask(std::span<const Departure> from, GeoPoint to, std::chrono::milliseconds wait_max,
                         std::span<Travel> out) const;

  OsrmOptions options_;
  std::unique_ptr<HttpClient> http_;
  std::unique_ptr<CircuitBreaker> breaker_;
  std::shared_ptr<const EstimateProvider> estimate_;
};

}  // namespace darkstore::nearby
