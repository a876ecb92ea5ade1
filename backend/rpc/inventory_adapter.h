#pragma once

#include <functional>
#include <map>
#include <string>

#include "backend/catalog/catalogue.h"
#include "backend/inventory/shelf_page.h"
#include "backend/nearby/reach.h"
#include "backend/ordering/lane.h"
#include "backend/ordering/mode_table.h"
#include "backend/rpc/adapter.h"
#include "backend/rpc/inventory_feed.h"
#include "backend/rpc/page_token.h"
#include "backend/storage/directory_repository.h"
#include "backend/storage/inventory_repository.h"
#include "darkstore/v1/inventory.grpc.pb.h"

namespace darkstore::rpc {

/// InventoryService: decode, call a repository, encode.
class InventoryAdapter final : public Adapter<v1::InventoryService> {
 public:
  struct Parts {
    const catalog::Catalogue& catalogue;
    const nearby::ReachFinder& finder;
    const ordering::ModeTable& modes;
    storage::DirectoryRepository& directory;
    std::map<ShardId, storage::InventoryRepository*> shards;
    InventoryFeed& feed;
    const PageTokens& page_tokens;
    ordering::CommitSink& sink;           ///< hears of every change made here
    std::function<void()> modes_flipped;  ///< after a flip, so that this backend follows at once
    std::function<WallTime()> clock;
  };
  InventoryAdapter(Gate& gate, Parts parts);

 private:
  Result<v1::ListInventoryResponse> list(const v1::ListInventoryRequest& request, const Call& call);
  Result<v1::ListLedgerResponse> ledger(const v1::ListLedgerRequest& request, const Call& call);
  Result<v1::StockChangeResponse> receive(const v1::ReceiveRequest& request, const Call& call);
  Result<v1::StockChangeResponse> count(const v1::CountRequest& request, const Call& call);
  Result<v1::StockChangeResponse> adjust(const v1::AdjustRequest& request, const Call& call);
  Result<v1::SetLockModeResponse> set_mode(const v1::SetLockModeRequest& request, const Call& call);
  Result<std::shared_ptr<FrameSource>> watch(const v1::WatchInventoryRequest& request);

  [[nodiscard]] Result<ShardId> shard_of(std::int32_t dc) const;
  [[nodiscard]] Result<ShelfKey> check_row(std::int32_t dc, std::int64_t item) const;
  Result<v1::StockChangeResponse> changed(const Result<storage::StockOutcome>& outcome, const Call& call);
  [[nodiscard]] v1::InventoryRow encode(DcId dc, const storage::ShelfRow& row) const;
  void add_last_changes(DcId dc, ShardId shard, google::protobuf::RepeatedPtrField<v1::InventoryRow>& rows,
                        const Call& call);

  Parts parts_;
};

}  // namespace darkstore::rpc
