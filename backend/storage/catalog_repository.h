#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "backend/storage/database.h"
#include "shared/deadline.h"
#include "shared/ids.h"
#include "shared/result.h"

namespace darkstore::storage {

/// A row of `category`.
struct CategoryRow {
  std::int32_t id = 0;
  std::string name;
  std::string picture;
};

/// A row of `item`.
struct ItemRow {
  ItemId id;
  std::string gtin;
  std::string name;
  std::string brand;
  std::string size;
  std::int32_t category_id = 0;
  std::int32_t popularity = 0;
  std::vector<std::int32_t>
      nutrition;  ///< kJ, mg of fat, carbohydrate, sugar, protein, salt; empty where it is no food
};

/// The whole catalogue as it lies in the directory.
struct CatalogRows {
  std::vector<CategoryRow> categories;  ///< by id
  std::vector<ItemRow> items;           ///< by id, each once
  std::vector<std::string> currencies;  ///< ISO 4217, sorted
  std::vector<std::int64_t> minor;      ///< items x currencies, an item's prices side by side; 0 = no price
};

/// Reads items from the directory database. Thread-safe.
class CatalogRepository {
 public:
  explicit CatalogRepository(Database& directory) : directory_(directory) {}

  /// Everything, in one snapshot: 100,000 items in well under a second. Called once, at a backend's start.
  [[nodiscard]] Result<CatalogRows> read_all(Deadline until);

  /// Items with words that begin with each word of the query, the best sellers first; after them, if these
  /// are fewer than `offset + limit`, items with words spelt like them, likewise. Accents, case and
  /// punctuation do not matter.
  /// @param query    as typed, at most 100 bytes of UTF-8; its first ten words count
  /// @param category 0 = any
  /// @param offset   0..kSearchOffsetMax
  /// @param limit    1..1,001
  [[nodiscard]] Result<std::vector<ItemId>> search(std::string_view query, std::int32_t category, int offset,
                                                   int limit, Deadline until);

  static constexpr int kSearchOffsetMax = 10'000;

 private:
  Database& directory_;
};

}  // namespace darkstore::storage
