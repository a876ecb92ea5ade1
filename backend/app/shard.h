#pragma once

#include <memory>
#include <string>
#include <vector>

#include "backend/app/config.h"
#include "backend/storage/change_feed.h"
#include "backend/storage/database.h"
#include "backend/storage/dc_reader.h"
#include "backend/storage/inventory_repository.h"
#include "backend/storage/order_changes.h"
#include "backend/storage/order_reader.h"
#include "backend/storage/stock_reader.h"
#include "backend/storage/wal_clock.h"

namespace darkstore::app {

/// How old a replica's rows may be before the primary is read instead.
inline constexpr std::chrono::milliseconds kReplicaLagMax{2000};

/// One shard's servers and everything of storage that reads or writes them.
struct Shard {
  Shard(const ShardConfig& config, std::size_t connections, storage::Watchdog& watchdog)
      : id(config.id),
        name(config.name),
        primary("shard " + config.name + " primary", config.primary, connections, watchdog),
        replica(config.replica.empty()
                    ? nullptr
                    : std::make_unique<storage::Database>("shard " + config.name + " replica", config.replica,
                                                          connections, watchdog)),
        stock(primary, replica.get(), clock, kReplicaLagMax),
        orders(primary),
        listed(replica == nullptr ? primary : *replica),
        changes(primary),
        inventory(primary),
        dcs(primary),
        listed_dcs(replica == nullptr ? primary : *replica) {}

  ShardId id;
  std::string name;
  storage::Database primary;
  std::unique_ptr<storage::Database> replica;  ///< null where there is none
  storage::WalClock clock;
  storage::StockReader stock;
  storage::OrderReader orders;  ///< from the primary
  storage::OrderReader listed;  ///< from the replica if there is one
  storage::OrderChanges changes;
  storage::InventoryRepository inventory;
  storage::DcReader dcs;                      ///< from the primary
  storage::DcReader listed_dcs;               ///< from the replica if there is one
  std::unique_ptr<storage::ChangeFeed> feed;  ///< started last, when its sinks exist
};

}  // namespace darkstore::app
