#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <vector>

#include "backend/seed/items.h"
#include "backend/seed/network.h"
#include "backend/seed/people.h"
#include "backend/seed/prices.h"
#include "backend/seed/scale.h"
#include "backend/seed/stock.h"
#include "backend/storage/seed_writer.h"
#include "shared/result.h"

namespace darkstore::seed {

/// Everything that is made before a row is written. Immutable: every thread reads it and gets the same rows.
class World {
 public:
  /// Reads the seed files and makes network, catalogue and people of them. kInternal names what a file lacks.
  [[nodiscard]] static Result<World> make(const std::filesystem::path& files, std::int64_t seed,
                                          const Scale& scale);

  [[nodiscard]] const Network& network() const { return network_; }
  [[nodiscard]] const MadeCatalogue& catalogue() const { return catalogue_; }
  [[nodiscard]] std::vector<ItemId> optimistic() const;
  [[nodiscard]] std::vector<RegionId> regions_of(ShardId shard) const;

  // Rows of the tables, in the order of their keys.
  void push_items(const std::function<void(const storage::SeedItem&)>& sink) const;
  void push_prices(const std::function<void(const storage::SeedPrice&)>& sink) const;
  void push_customers(const std::function<void(const storage::SeedCustomer&)>& sink) const;
  void push_stock(ShardId shard, const std::function<void(const storage::SeedStock&)>& sink) const;

  /// About how many rows all tables get.
  [[nodiscard]] std::int64_t rows_expected() const;

 private:
  World(Network network, MadeCatalogue catalogue, std::vector<PriceList> price_lists, People people,
        std::int64_t seed, const Scale& scale);

  Network network_;
  MadeCatalogue catalogue_;
  std::vector<PriceList> price_lists_;
  People people_;
  Stock full_shelves_;
  Stock elsewhere_;
  int customers_;
};

}  // namespace darkstore::seed
