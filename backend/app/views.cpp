#include "backend/app/views.h"

namespace darkstore::app {

Result<std::vector<ordering::SeenRow>> CachedStockView::see(std::span<const ShelfKey> keys, Deadline until) {
  auto view = availability_.view(keys, {}, until);
  if (!view) {
    return tl::unexpected(view.error());
  }
  std::vector<ordering::SeenRow> rows;
  rows.reserve(view->rows.size());
  for (const auto& row : view->rows) {
    rows.push_back({row.quantity, row.version, row.age});
  }
  return rows;
}

std::optional<std::int64_t> CataloguePrices::price_minor(ItemId item, Currency currency) const {
  const auto price = catalogue_->price(item, currency);
  return price ? std::optional(price->minor()) : std::nullopt;
}

}  // namespace darkstore::app
