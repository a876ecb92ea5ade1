#pragma once

#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "backend/catalog/catalogue.h"
#include "backend/nearby/reach.h"
#include "backend/ordering/mode_table.h"
#include "backend/ordering/regions.h"
#include "backend/rpc/adapter.h"
#include "backend/rpc/network_feed.h"
#include "backend/rpc/page_token.h"
#include "backend/storage/dc_reader.h"
#include "backend/storage/directory_repository.h"
#include "darkstore/v1/network.grpc.pb.h"

namespace darkstore::rpc {

/// NetworkService: regions, DCs, frames of the whole, the state of the servers.
class NetworkAdapter final : public Adapter<v1::NetworkService> {
 public:
  struct Parts {
    std::string backend;
    const catalog::Catalogue& catalogue;
    const nearby::ReachFinder& finder;
    const ordering::Regions& regions;
    const std::unordered_map<DcId, std::string>& metros;
    const ordering::ModeTable& modes;
    storage::DirectoryRepository& directory;
    std::map<ShardId, storage::DcReader*> shards;
    const contention::DcHealth& health;
    NetworkFeed& feed;
    std::function<ServerStatus()> servers;
    const PageTokens& page_tokens;
    std::function<void()> dcs_changed;  ///< so that this backend follows at once
    std::function<WallTime()> clock;
  };
  NetworkAdapter(Gate& gate, Parts parts);

 private:
  Result<v1::ListRegionsResponse> regions(const v1::ListRegionsRequest& request, const Call& call) const;
  Result<v1::ListDcsResponse> dcs(const v1::ListDcsRequest& request, const Call& call) const;
  Result<v1::GetDcResponse> get(const v1::GetDcRequest& request, const Call& call) const;
  Result<v1::SetDcOpenResponse> set_open(const v1::SetDcOpenRequest& request, const Call& call);
  Result<v1::GetStatusResponse> status(const v1::GetStatusRequest& request, const Call& call) const;
  [[nodiscard]] v1::Dc encode(const nearby::Dc& dc) const;

  Parts parts_;
};

}  // namespace darkstore::rpc
