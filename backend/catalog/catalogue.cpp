#include "backend/catalog/catalogue.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>

#include "backend/storage/catalog_repository.h"

namespace darkstore::catalog {
namespace {

Result<std::optional<Nutrition>> nutrition_of(const storage::ItemRow& row) {
  if (row.nutrition.empty()) {
    return std::nullopt;
  }
  if (row.nutrition.size() != 6) {
    return fail(ErrorKind::kInternal, "",
                "item " + std::to_string(row.id.value()) + " has not six nutrition facts");
  }
  const auto& n = row.nutrition;
  return Nutrition{n[0], n[1], n[2], n[3], n[4], n[5]};
}

}  // namespace

Result<std::shared_ptr<const Catalogue>> Catalogue::load(storage::CatalogRepository& repository,
                                                         Deadline until) {
  auto rows = repository.read_all(until);
  if (!rows) {
    return tl::unexpected(rows.error());
  }
  if (rows->items.empty()) {
    return fail(ErrorKind::kFailedPrecondition, "", "the catalogue is empty; run `darkstored seed` first");
  }
  return make(*std::move(rows));
}

Result<std::shared_ptr<const Catalogue>> Catalogue::make(storage::CatalogRows rows) {
  std::shared_ptr<Catalogue> made(new Catalogue);  // its constructor is private: make_shared cannot
  for (auto& row : rows.categories) {
    made->categories_.push_back({row.id, std::move(row.name), std::move(row.picture)});
  }
  for (const auto& code : rows.currencies) {
    auto currency = Currency::parse(code);
    if (!currency) {
      return fail(ErrorKind::kInternal, "", "item_price has the unknown currency " + code);
    }
    made->currencies_.push_back(*currency);
  }
  if (rows.minor.size() != rows.items.size() * rows.currencies.size()) {
    return fail(ErrorKind::kInternal, "", "the price table does not fit the items");
  }
  made->minor_ = std::move(rows.minor);
  made->items_.reserve(rows.items.size());
  for (auto& row : rows.items) {
    if (!made->items_.empty() && made->items_.back().id >= row.id) {
      return fail(ErrorKind::kInternal, "", "items are not in the order of their ids");
    }
    if (made->category(row.category_id) == nullptr) {
      return fail(ErrorKind::kInternal, "",
                  "item " + std::to_string(row.id.value()) + " has an unknown category");
    }
    auto nutrition = nutrition_of(row);
    if (!nutrition) {
      return tl::unexpected(nutrition.error());
    }
    made->items_.push_back({row.id, std::move(row.gtin), std::move(row.name), std::move(row.brand),
                            std::move(row.size), row.category_id, row.popularity, *nutrition});
  }
  made->by_gtin_.resize(made->items_.size());
  std::iota(made->by_gtin_.begin(), made->by_gtin_.end(), 0U);
  std::ranges::sort(made->by_gtin_, {},
                    [&](std::uint32_t at) -> const std::string& { return made->items_[at].gtin; });
  return made;
}

std::size_t Catalogue::index_of(ItemId id) const {
  if (items_.empty() || id < items_.front().id) {
    return kNone;
  }
  // Ids are dense in practice: the place is the distance from the first.
  const auto guess = static_cast<std::size_t>(id.value() - items_.front().id.value());
  if (guess < items_.size() && items_[guess].id == id) {
    return guess;
  }
  const auto at = std::ranges::lower_bound(items_, id, {}, &Item::id);
  return at != items_.end() && at->id == id ? static_cast<std::size_t>(at - items_.begin()) : kNone;
}

const Item* Catalogue::find(ItemId id) const {
  const auto at = index_of(id);
  return at == kNone ? nullptr : &items_[at];
}

const Item* Catalogue::by_gtin(std::string_view gtin) const {
  const auto gtin_at = [this](std::uint32_t at) -> std::string_view { return items_[at].gtin; };
  const auto at = std::ranges::lower_bound(by_gtin_, gtin, {}, gtin_at);
  return at != by_gtin_.end() && gtin_at(*at) == gtin ? &items_[*at] : nullptr;
}

std::optional<Money> Catalogue::price(ItemId id, Currency currency) const {
  const auto item = index_of(id);
  const auto column = std::ranges::lower_bound(currencies_, currency);
  if (item == kNone || column == currencies_.end() || *column != currency) {
    return std::nullopt;
  }
  const auto minor =
      minor_[item * currencies_.size() + static_cast<std::size_t>(column - currencies_.begin())];
  return minor > 0 ? std::optional(Money{minor, currency}) : std::nullopt;
}

std::vector<Money> Catalogue::prices(ItemId id) const {
  std::vector<Money> prices;
  const auto item = index_of(id);
  if (item == kNone) {
    return prices;
  }
  for (std::size_t column = 0; column < currencies_.size(); ++column) {
    if (const auto minor = minor_[item * currencies_.size() + column]; minor > 0) {
      prices.emplace_back(minor, currencies_[column]);
    }
  }
  return prices;
}

const Category* Catalogue::category(std::int32_t id) const {
  const auto at = std::ranges::lower_bound(categories_, id, {}, &Category::id);
  return at != categories_.end() && at->id == id ? &*at : nullptr;
}

std::vector<const Item*> Catalogue::with_digits(std::string_view digits, std::int32_t category,
                                                std::size_t offset, std::size_t count) const {
  struct Hit {
    bool inside;  // not at the front: such ones come last
    const Item* item;
  };
  std::vector<Hit> hits;
  for (const auto& item : items_) {
    if (category != 0 && item.category_id != category) {
      continue;
    }
    if (const auto at = item.gtin.find(digits); at != std::string::npos) {
      hits.push_back({at != 0, &item});
    }
  }
  const auto shown = std::min(hits.size(), offset + count);
  std::ranges::partial_sort(hits, hits.begin() + static_cast<std::ptrdiff_t>(shown), {},
                            [](const Hit& hit) { return std::pair(hit.inside, hit.item->popularity); });
  std::vector<const Item*> page;
  for (auto at = offset; at < shown; ++at) {
    page.push_back(hits[at].item);
  }
  return page;
}

}  // namespace darkstore::catalog
