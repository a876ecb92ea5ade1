#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "backend/catalog/item.h"
#include "shared/deadline.h"
#include "shared/ids.h"
#include "shared/money.h"
#include "shared/result.h"

namespace darkstore::storage {
class CatalogRepository;
struct CatalogRows;
}  // namespace darkstore::storage

namespace darkstore::catalog {

/// All items with their prices, in memory: an immutable snapshot that every thread reads without a lock.
/// About 30 MB at 100,000 items in 15 currencies. Pointers and spans live as long as the snapshot.
class Catalogue {
 public:
  /// Reads the directory once. kFailedPrecondition when it holds no items: `darkstored seed` was not run.
  [[nodiscard]] static Result<std::shared_ptr<const Catalogue>> load(storage::CatalogRepository& repository,
                                                                     Deadline until);
  /// The snapshot of rows at hand. kInternal names a row that cannot be: an unknown category or currency, ids
  /// unsorted.
  [[nodiscard]] static Result<std::shared_ptr<const Catalogue>> make(storage::CatalogRows rows);

  /// @return nullptr when there is no such item
  [[nodiscard]] const Item* find(ItemId id) const;
  /// @param gtin 13 digits
  [[nodiscard]] const Item* by_gtin(std::string_view gtin) const;
  /// What one unit costs, gross; nothing when the item is unknown or is not sold in that currency.
  [[nodiscard]] std::optional<Money> price(ItemId id, Currency currency) const;
  /// The price in every currency that the item is sold in, by currency code.
  [[nodiscard]] std::vector<Money> prices(ItemId id) const;

  /// By id.
  [[nodiscard]] std::span<const Item> items() const { return items_; }
  /// By id.
  [[nodiscard]] std::span<const Category> categories() const { return categories_; }
  /// @return nullptr when there is no such category
  [[nodiscard]] const Category* category(std::int32_t id) const;
  /// Currencies that anything is sold in, by code.
  [[nodiscard]] std::span<const Currency> currencies() const { return currencies_; }

  /// Items whose GTIN holds the digits anywhere, those that begin with them first, each part by popularity.
  /// @param category 0 = any
  /// @param count    at most so many from `offset` on
  [[nodiscard]] std::vector<const Item*> with_digits(std::string_view digits, std::int32_t category,
                                                     std::size_t offset, std::size_t count) const;

 private:
  Catalogue() = default;
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  [[nodiscard]] std::size_t index_of(ItemId id) const;

  std::vector<Category> categories_;
  std::vector<Item> items_;
  std::vector<std::uint32_t> by_gtin_;  ///< indexes of items_, by GTIN
  std::vector<Currency> currencies_;
  std::vector<std::int64_t> minor_;  ///< items x currencies; 0 = not sold in it
};

}  // namespace darkstore::catalog
