#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "backend/catalog/catalogue.h"
#include "backend/storage/inventory_repository.h"

namespace darkstore::inventory {

enum class Filter { kAll, kLow, kOut };
enum class Sort { kByItem, kByQuantity, kByChange };

/// Where a page ends and the next begins: the sort key and the item of its last row.
struct PagePlace {
  std::int64_t sort_key = 0;
  ItemId item;
  [[nodiscard]] std::string text() const;
  [[nodiscard]] static std::optional<PagePlace> parse(const std::string& text);
};

/// What of a shelf is wanted.
struct ShelfQuery {
  std::string search;  ///< in name, brand, size or GTIN; case does not matter
  Filter filter = Filter::kAll;
  Sort sort = Sort::kByItem;
  std::optional<storage::LockMode> mode;
  std::optional<PagePlace> after;
  std::size_t limit = 100;
};

/// In stock, low (at or below the row's own mark) or out.
[[nodiscard]] constexpr bool is_out(const storage::ShelfRow& row) {
  return row.quantity == 0;
}
[[nodiscard]] constexpr bool is_low(const storage::ShelfRow& row) {
  return row.quantity > 0 && row.quantity <= row.low_below;
}

struct ShelfPage {
  std::vector<storage::ShelfRow> rows;
  std::optional<PagePlace> next;
  int total = 0;  ///< rows of the DC
  int low = 0;
  int out = 0;
  int matching = 0;  ///< rows that match search, filter and mode
};

/// Filters, sorts and cuts a DC's shelf. In memory: a shelf has at most some 10,000 rows, and names live
/// here.
[[nodiscard]] ShelfPage page_of(std::vector<storage::ShelfRow> shelf, const ShelfQuery& query,
                                const catalog::Catalogue& catalogue,
                                const std::function<storage::LockMode(ItemId)>& mode_of);

}  // namespace darkstore::inventory
