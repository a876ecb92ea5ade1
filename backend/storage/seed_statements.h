#pragma once

#include "backend/storage/statement.h"

namespace darkstore::storage {

inline constexpr Statement kSeedLock{"seed_lock", "SELECT pg_advisory_xact_lock(4711002)"};

inline constexpr Statement kReadSeedMark{"read_seed_mark", "SELECT seed, scale, rows FROM seed_mark"};

inline constexpr Statement kWriteSeedMark{"write_seed_mark",
                                          "INSERT INTO seed_mark (seed, scale, rows) VALUES ($1, $2, $3)"};

inline constexpr Statement kHoldsStock{"holds_stock", "SELECT 1 FROM inventory LIMIT 1"};
inline constexpr Statement kHoldsNetwork{"holds_network",
                                         "SELECT 1 FROM region UNION ALL SELECT 1 FROM item LIMIT 1"};

// Truncated in the transaction that fills them, tables may be frozen as they are copied: no vacuum has to
// follow.
inline constexpr Statement kEmptyDirectory{
    "empty_directory",
    "TRUNCATE shard, region, dc, category, item, item_word, item_price, customer, lock_mode"};
inline constexpr Statement kEmptyShard{"empty_shard", "TRUNCATE inventory, shelf, balance, owned_region"};

// Sorting once is several times faster than inserting into an index row by row; parallel workers would only
// take the cores from the other databases.
inline constexpr Statement kSeedSettings{
    "seed_settings",
    "SET LOCAL maintenance_work_mem = '256MB'; SET LOCAL max_parallel_maintenance_workers = 0"};

// A table's keys and indexes: what drops each, and what makes it again.
inline constexpr Statement kIndexesOf{"indexes_of", R"sql(
  SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),
         format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE conrelid = $1::regclass AND contype IN ('p', 'u')
  UNION ALL
  SELECT format('DROP INDEX %s', x.indexrelid::regclass), pg_get_indexdef(x.indexrelid)
    FROM pg_index x
   WHERE x.indrelid = $1::regclass AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = x.indexrelid))sql"};

inline constexpr Statement kCopyShards{"copy_shards",
                                       "COPY shard (id, name) FROM STDIN (FORMAT binary, FREEZE)"};
inline constexpr Statement kCopyRegions{
    "copy_regions", "COPY region (id, code, name, shard_id, currency) FROM STDIN (FORMAT binary, FREEZE)"};
inline constexpr Statement kCopyDcs{"copy_dcs", R"sql(
  COPY dc (id, code, name, metro, region_id, latitude, longitude, radius_m, time_zone, open_minute, close_minute, density,
           changed_at)
  FROM STDIN (FORMAT binary, FREEZE))sql"};
inline constexpr Statement kCopyCategories{
    "copy_categories", "COPY category (id, name, picture) FROM STDIN (FORMAT binary, FREEZE)"};
inline constexpr Statement kCopyItems{"copy_items", R"sql(
  COPY item (id, gtin, name, brand, size, category_id, popularity, nutrition) FROM STDIN (FORMAT binary, FREEZE))sql"};
inline constexpr Statement kFillItemWords{"fill_item_words", R"sql(
  INSERT INTO item_word (word)
  SELECT DISTINCT word FROM item, unnest(string_to_array(trim(words), ' ')) AS word WHERE word <> '')sql"};
inline constexpr Statement kCopyPrices{
    "copy_prices", "COPY item_price (item_id, currency, minor) FROM STDIN (FORMAT binary, FREEZE)"};
inline constexpr Statement kCopyCustomers{
    "copy_customers", "COPY customer (id, name, phone, region_id) FROM STDIN (FORMAT binary, FREEZE)"};
inline constexpr Statement kCopyLockModes{"copy_lock_modes", R"sql(
  COPY lock_mode (item_id, dc_id, mode, epoch, actor, reason, at) FROM STDIN (FORMAT binary, FREEZE))sql"};
inline constexpr Statement kRaiseModeEpoch{
    "raise_mode_epoch", "UPDATE epoch SET value = value + 1 WHERE name = 'lock_mode' RETURNING value"};

inline constexpr Statement kCopyInventory{
    "copy_inventory",
    "COPY inventory (dc_id, item_id, quantity, version) FROM STDIN (FORMAT binary, FREEZE)"};
inline constexpr Statement kCopyShelf{
    "copy_shelf", "COPY shelf (dc_id, item_id, bin, low_below) FROM STDIN (FORMAT binary, FREEZE)"};
inline constexpr Statement kCopyBalance{
    "copy_balance",
    "COPY balance (dc_id, item_id, version, quantity, at) FROM STDIN (FORMAT binary, FREEZE)"};
inline constexpr Statement kCopyOwnedRegions{
    "copy_owned_regions", "COPY owned_region (region_id, epoch) FROM STDIN (FORMAT binary, FREEZE)"};

// Yesterday for keys made before midnight, and a week ahead.
inline constexpr Statement kMakePartitions{"make_partitions",
                                           "SELECT ensure_days((now() AT TIME ZONE 'UTC')::date - 1, 9)"};

inline constexpr Statement kAnalyzeDirectory{
    "analyze_directory", "ANALYZE region, dc, category, item, item_word, item_price, customer, lock_mode"};
inline constexpr Statement kAnalyzeShard{"analyze_shard", "ANALYZE inventory, shelf, balance"};

}  // namespace darkstore::storage
