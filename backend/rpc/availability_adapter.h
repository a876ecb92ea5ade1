#pragma once

#include <functional>

#include "backend/availability/availability.h"
#include "backend/availability/menu.h"
#include "backend/availability/read_token.h"
#include "backend/catalog/catalogue.h"
#include "backend/nearby/reach.h"
#include "backend/ordering/mode_table.h"
#include "backend/ordering/regions.h"
#include "backend/rpc/adapter.h"
#include "backend/rpc/page_token.h"
#include "darkstore/v1/availability.grpc.pb.h"

namespace darkstore::rpc {

/// AvailabilityService: the reach of a point, then the cached view of it.
class AvailabilityAdapter final : public Adapter<v1::AvailabilityService> {
 public:
  struct Parts {
    const catalog::Catalogue& catalogue;
    const nearby::ReachFinder& finder;
    const ordering::Regions& regions;
    const ordering::ModeTable& modes;
    availability::Availability& availability;
    availability::Menu& menu;
    const availability::ReadTokens& read_tokens;
    const PageTokens& page_tokens;
    std::function<WallTime()> clock;
  };
  AvailabilityAdapter(Gate& gate, Parts parts);

 private:
  /// A point's reach and region, and what a read of it must not fall behind.
  struct Point {
    std::vector<availability::ServingDc> reach;
    const ordering::RegionInfo* region = nullptr;  ///< null when nobody is near
    availability::ReadFloors floors;
    [[nodiscard]] availability::ReadOptions options(bool from_primary) const {
      return {.at_least = floors.rows, .from_primary = from_primary || floors.from_primary};
    }
  };
  template <class Request>
  [[nodiscard]] Result<Point> point_of(const Request& request) const;
  void encode(const availability::ItemAvailability& item, const ordering::RegionInfo& region,
              v1::MenuItem* out) const;

  Result<v1::GetMenuResponse> menu(const v1::GetMenuRequest& request, const Call& call);
  Result<v1::GetAvailabilityResponse> availability(const v1::GetAvailabilityRequest& request,
                                                   const Call& call);

  Parts parts_;
};

}  // namespace darkstore::rpc
