#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "backend/storage/watchdog.h"
#include "shared/deadline.h"
#include "shared/geo.h"
#include "shared/ids.h"
#include "shared/result.h"

namespace darkstore::storage {

/// Rows of one table, pushed one by one into the sink. May be asked for more than once and pushes the same
/// every time.
template <class Row>
using RowSource = std::function<void(const std::function<void(const Row&)>&)>;

/// A row of the shard map.
struct SeedShard {
  ShardId id;
  std::string name;
};

/// A region, the shard that owns it and its currency (ISO 4217).
struct SeedRegion {
  RegionId id;
  std::string code;
  std::string name;
  ShardId shard;
  std::string currency;
};

struct SeedDc {
  DcId id;
  std::string code;
  std::string name;
  std::string metro;
  RegionId region;
  GeoPoint position;
  std::int32_t radius_m = 0;
  std::string time_zone;
  std::int32_t open_minute = 0;
  std::int32_t close_minute = 1440;
  std::int32_t density = 0;  ///< 0 sprawl .. 3 dense core
};

/// A category and the name of its drawing.
struct SeedCategory {
  std::int32_t id = 0;
  std::string name;
  std::string picture;
};

struct SeedItem {
  ItemId id;
  std::string_view gtin;
  std::string_view name;
  std::string_view brand;
  std::string_view size;
  std::int32_t category_id = 0;
  std::int32_t popularity = 0;
  std::span<const std::int32_t> nutrition;  ///< six facts, or none
};

/// What an item costs in one currency (ISO 4217), gross, in minor units.
struct SeedPrice {
  ItemId item;
  std::string_view currency;
  std::int64_t minor = 0;
};

/// A customer; the phone number is from a range reserved for fiction.
struct SeedCustomer {
  CustomerId id;
  std::string_view name;
  std::string_view phone;
  RegionId region;
};

/// What a DC has of an item when it opens.
struct SeedStock {
  ShelfKey key;
  std::int32_t quantity = 0;
  std::int32_t low_below = 0;
  std::string_view bin;
};

/// Everything of the directory database. The sources push in the order of their tables' keys.
struct DirectorySeed {
  std::vector<SeedShard> shards;
  std::vector<SeedRegion> regions;
  std::vector<SeedDc> dcs;
  std::vector<SeedCategory> categories;
  RowSource<SeedItem> items;
  RowSource<SeedPrice> prices;
  RowSource<SeedCustomer> customers;
  std::vector<ItemId> optimistic;  ///< items whose rows are locked optimistically; all others pessimistically
};

/// Everything of one shard.
struct ShardSeed {
  std::vector<RegionId> regions;
  RowSource<SeedStock> stock;
};

/// Which seed filled a database. Equal marks mean equal data.
struct SeedMark {
  std::int64_t seed = 0;
  std::string scale;
  bool operator==(const SeedMark&) const = default;
};

/// Where and how long.
struct SeedTarget {
  std::string name;      ///< for messages: "shard 2"
  std::string conninfo;  ///< as the owner: it truncates and builds indexes
  Watchdog& watchdog;
  Deadline until;
};

/// What a database holds after seeding.
struct Seeded {
  bool now =
      false;  ///< filled by this call; else by an earlier one under the same mark, and nothing was touched
  std::int64_t rows = 0;  ///< of its largest table: prices of the directory, inventory rows of a shard
};

/// The time at which every row was opened: the same for ever, so that the same seed gives the same data.
inline constexpr std::chrono::sys_seconds kOpenedAt = std::chrono::sys_days{std::chrono::year{2026} / 1 / 1};

/// Fills a migrated, empty database in one transaction: all of it is there afterwards, with its indexes and
/// statistics, or nothing. kFailedPrecondition when it holds another seed, or data that no seed put there.
/// Two callers at once: the second waits and finds it filled.
[[nodiscard]] Result<Seeded> seed_directory(const SeedTarget& target, const SeedMark& mark,
                                            const DirectorySeed& rows);
[[nodiscard]] Result<Seeded> seed_shard(const SeedTarget& target, const SeedMark& mark,
                                        const ShardSeed& rows);

}  // namespace darkstore::storage
