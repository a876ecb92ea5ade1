#include "backend/catalog/search.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "backend/storage/catalog_repository.h"

namespace darkstore::catalog {
namespace {

using storage::CatalogRepository;

constexpr std::size_t kQueryBytesMax = 100;
constexpr std::size_t kDigitsMin = 4;  // shorter ones are sizes: "500"
constexpr int kPageSizeMax = 1'000;

bool is_digits(std::string_view query) {
  return query.size() >= kDigitsMin &&
         std::ranges::all_of(query, [](char c) { return c >= '0' && c <= '9'; });
}

std::vector<const Item*> by_id(const Catalogue& catalogue, std::int32_t category, std::size_t offset,
                               std::size_t count) {
  std::vector<const Item*> page;
  for (const auto& item : catalogue.items()) {
    if (category != 0 && item.category_id != category) {
      continue;
    }
    if (offset > 0) {
      --offset;
    } else if (page.size() < count) {
      page.push_back(&item);
    } else {
      break;
    }
  }
  return page;
}

// Each search asks for one more than the page holds, to know whether there is a next one.
std::optional<SearchCursor> next_of(std::size_t found, int page_size, SearchCursor cursor) {
  const auto next = cursor.offset + page_size;
  const bool more =
      found > static_cast<std::size_t>(page_size) && next <= CatalogRepository::kSearchOffsetMax;
  return more ? std::optional(SearchCursor{next}) : std::nullopt;
}

SearchPage page_of(std::vector<const Item*> found, int page_size, SearchCursor cursor) {
  const auto next = next_of(found.size(), page_size, cursor);
  found.resize(std::min(found.size(), static_cast<std::size_t>(page_size)));
  return {.items = std::move(found), .next = next};
}

}  // namespace

Result<SearchPage> Search::search(std::string_view query, std::int32_t category, int page_size,
                                  SearchCursor cursor, Deadline until) const {
  if (query.size() > kQueryBytesMax) {
    return invalid("query", "at most 100 bytes");
  }
  if (category != 0 && catalogue_->category(category) == nullptr) {
    return invalid("category_id", "no such category");
  }
  if (page_size < 1 || page_size > kPageSizeMax) {
    return invalid("page_size", "1..1,000");
  }
  if (cursor.offset < 0 || cursor.offset > CatalogRepository::kSearchOffsetMax) {
    return invalid("page_token", "not a page of this search");
  }
  const auto offset = static_cast<std::size_t>(cursor.offset);
  const auto count = static_cast<std::size_t>(page_size) + 1;
  if (query.empty()) {
    return page_of(by_id(*catalogue_, category, offset, count), page_size, cursor);
  }
  if (is_digits(query)) {
    return page_of(catalogue_->with_digits(query, category, offset, count), page_size, cursor);
  }
  auto ids = repository_.search(query, category, cursor.offset, page_size + 1, until);
  if (!ids) {
    return tl::unexpected(ids.error());
  }
  SearchPage page{.items = {}, .next = next_of(ids->size(), page_size, cursor)};
  ids->resize(std::min(ids->size(), static_cast<std::size_t>(page_size)));
  for (const auto id : *ids) {
    // An item newer than this snapshot is left out: nothing could be said about it.
    if (const auto* item = catalogue_->find(id); item != nullptr) {
      page.items.push_back(item);
    }
  }
  return page;
}

}  // namespace darkstore::catalog
