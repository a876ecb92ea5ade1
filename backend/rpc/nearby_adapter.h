#pragma once

#include <functional>

#include "backend/nearby/reach.h"
#include "backend/ordering/regions.h"
#include "backend/rpc/adapter.h"
#include "darkstore/v1/nearby.grpc.pb.h"

namespace darkstore::rpc {

/// NearbyService over the in-process funnel.
class NearbyAdapter final : public Adapter<v1::NearbyService> {
 public:
  NearbyAdapter(Gate& gate, const nearby::ReachFinder& finder, const ordering::Regions& regions,
                std::function<WallTime()> clock);

 private:
  Result<v1::FindReachResponse> find(const v1::FindReachRequest& request, const Call& call) const;

  const nearby::ReachFinder& finder_;
  const ordering::Regions& regions_;
  std::function<WallTime()> clock_;
};

}  // namespace darkstore::rpc
