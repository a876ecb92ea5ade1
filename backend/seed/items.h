#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "backend/seed/vocabulary.h"
#include "backend/storage/seed_writer.h"
#include "shared/ids.h"
#include "shared/result.h"

namespace darkstore::seed {

/// One item of the made catalogue.
struct MadeItem {
  ItemId id;
  std::string gtin;  ///< 952 (GS1's prefix for demonstrations), four digits of the brand, five of its item,
                     ///< check digit
  std::string name;
  std::string brand;
  std::string size;
  std::int32_t category_id = 0;
  std::int32_t popularity = 0;          ///< rank, 1 sells most
  std::vector<std::int32_t> nutrition;  ///< empty where it is no food
  std::int64_t euro_cents = 0;
  bool optimistic = false;
  bool launch = false;
};

struct MadeCatalogue {
  std::vector<storage::SeedCategory> categories;  ///< by id, from 1
  std::vector<MadeItem> items;                    ///< by id, from 1: category by category
};

/// The fixed items, which sell best, and for the rest of `count` a choice of all combinations of brand,
/// variant, product and size; no two items bear the same name, brand and size. A smaller catalogue of the
/// same seed holds the best sellers of a larger one.
/// @return kInternal when the words make fewer than `count` items
[[nodiscard]] Result<MadeCatalogue> make_items(const Vocabulary& vocabulary, std::int64_t seed, int count);

}  // namespace darkstore::seed
