#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "shared/ids.h"
#include "shared/result.h"
#include "tests/integration/support/embedded_cluster.h"

namespace darkstore::bench {

inline constexpr int kLines = 3;

/// What one order wants: one unit each of three items that the soonest DC of the position has.
struct Basket {
  double latitude = 0;
  double longitude = 0;
  std::string region;  ///< code, the first part of a key
  int region_id = 0;
  int shard = 0;
  DcId dc;
  std::array<ItemId, kLines> items;  ///< ascending: the lock order
};

/// Units of inventory rows.
using Units = std::map<ShelfKey, std::int64_t>;

/// What can be ordered now, where shelves are full and open: baskets of rows that no other basket has.
struct Offers {
  std::vector<Basket> spread;
  std::vector<Basket> hot;  ///< one basket a shard
};

/// Looks at the shelves of metropolises, and asks Nearby which DCs serve their own position now.
[[nodiscard]] Result<Offers> find_offers(const testing::EmbeddedCluster& cluster, unsigned seed);

/// Only those of the shard with the most baskets.
[[nodiscard]] Offers of_busiest_shard(const Offers& offers);

/// At most so many of the spread.
[[nodiscard]] Offers at_most(std::size_t baskets_max, Offers offers);

/// A text file, a basket a line.
[[nodiscard]] Result<void> write_baskets(const std::vector<Basket>& baskets,
                                         const std::filesystem::path& file);
[[nodiscard]] Result<std::vector<Basket>> read_baskets(const std::filesystem::path& file);

/// Adds units to every row of the baskets as a receipt would, in SQL, for there are too many for the RPC.
void stock_up(const testing::EmbeddedCluster& cluster, const std::vector<Basket>& baskets, int units);

/// Receives units for the rows of one basket, as a warehouse does.
[[nodiscard]] Result<void> receive(const testing::EmbeddedCluster& cluster, const Basket& basket,
                                   std::int64_t units);

/// Sets the lock mode of the basket's items at its DC, and waits until it is in force everywhere.
[[nodiscard]] Result<void> set_mode(const testing::EmbeddedCluster& cluster, const Basket& basket,
                                    bool optimistic);

/// What the rows of the baskets hold now.
[[nodiscard]] Units quantities(const testing::EmbeddedCluster& cluster, const std::vector<Basket>& baskets);

/// What rows held when their shard was opened, whichever shard it is. @param rows  only their keys count
[[nodiscard]] Units opening_stock(const testing::EmbeddedCluster& cluster, const Units& rows);

}  // namespace darkstore::bench
