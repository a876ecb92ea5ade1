#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "shared/ids.h"

namespace darkstore::catalog {

/// What 100 g or 100 ml of a food hold.
struct Nutrition {
  std::int32_t energy_kj = 0;
  std::int32_t fat_mg = 0;
  std::int32_t carbohydrate_mg = 0;
  std::int32_t sugar_mg = 0;
  std::int32_t protein_mg = 0;
  std::int32_t salt_mg = 0;
  bool operator==(const Nutrition&) const = default;
};

/// What is on one shelf in every shop: dairy, batteries.
struct Category {
  std::int32_t id = 0;  ///< from 1
  std::string name;
  std::string picture;  ///< name of the drawing that its items share
};

/// The definition of a product; the same everywhere.
struct Item {
  ItemId id;
  std::string gtin;  ///< GTIN-13
  std::string name;
  std::string brand;
  std::string size;  ///< "150 g"
  std::int32_t category_id = 0;
  std::int32_t popularity = 0;         ///< rank: 1 sells most
  std::optional<Nutrition> nutrition;  ///< nothing where it is no food
};

}  // namespace darkstore::catalog
