#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "backend/availability/menu_order.h"
#include "backend/storage/change_feed.h"
#include "backend/storage/stock_reader.h"
#include "shared/deadline.h"
#include "shared/ids.h"
#include "shared/result.h"

namespace darkstore::availability {

struct AssortmentOptions {
  std::size_t dcs_max = 2'000;                      ///< kept in memory, 12.5 kB each
  std::chrono::milliseconds refresh_after{60'000};  ///< a DC's assortment changes rarely
};

/// Which items each DC carries (has a row of, be it of none): what menus are made of. Read once a DC,
/// refreshed now and then by one caller while the others go on with what is known, and told of new rows by
/// the change feed. Thread-safe.
class Assortments : public storage::ChangeSink {
 public:
  using ShardOf = std::function<std::optional<ShardId>(DcId)>;

  Assortments(AssortmentOptions options, std::shared_ptr<const MenuOrder> order, ShardOf shard_of,
              std::map<ShardId, storage::StockReader*> readers);

  /// What any of these DCs carries.
  /// @return kNotFound naming "dc_id"; the database's error when nothing is known of a DC and it cannot be
  /// read
  [[nodiscard]] Result<ItemSet> carried_by(std::span<const DcId> dcs, Deadline until);

  void on_changes(ShardId shard, std::span<const storage::StockChange> changes,
                  WallTime received_at) override;
  /// Everything of the shard is read again when it is next asked for.
  void on_gap(ShardId shard) override;
  void on_live(ShardId shard) override;

 private:
  using Moment = std::chrono::steady_clock::time_point;
  struct Entry {
    DcId dc;
    ShardId shard;
    std::shared_ptr<const ItemSet> items;  ///< null until it was read once
    Moment fresh_until{};
    bool reading = false;
    std::vector<std::size_t> added;  ///< while reading: places that the read may not show yet
  };
  using Entries = std::list<Entry>;

  [[nodiscard]] Result<std::shared_ptr<const ItemSet>> of(DcId dc, Deadline until);
  [[nodiscard]] Entry& entry_of(DcId dc, ShardId shard);
  [[nodiscard]] std::shared_ptr<const ItemSet> set_of(std::span<const ItemId> items) const;
  [[nodiscard]] static std::shared_ptr<const ItemSet> with(std::shared_ptr<const ItemSet> items,
                                                           std::span<const std::size_t> added);

  AssortmentOptions options_;
  std::shared_ptr<const MenuOrder> order_;
  ShardOf shard_of_;
  std::map<ShardId, storage::StockReader*> readers_;

  std::mutex mutex_;
  std::condition_variable read_;
  Entries entries_;                                    ///< lately asked for first; guarded by mutex_
  std::unordered_map<DcId, Entries::iterator> by_dc_;  ///< guarded by mutex_
};

}  // namespace darkstore::availability
