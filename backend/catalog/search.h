#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "backend/catalog/catalogue.h"
#include "shared/deadline.h"
#include "shared/result.h"

namespace darkstore::catalog {

/// Where the next page begins. Plain: who hands it to strangers makes it opaque.
struct SearchCursor {
  std::int32_t offset = 0;  ///< 0..10,000
};

struct SearchPage {
  std::vector<const Item*> items;    ///< best match first; they live as long as the catalogue
  std::optional<SearchCursor> next;  ///< nothing at the end, and past 10,000
};

/// Search as you type over names, brands, sizes and GTINs. Thread-safe. Blocks on the directory database only
/// for words; an empty query and digits are answered from memory.
class Search {
 public:
  Search(std::shared_ptr<const Catalogue> catalogue, storage::CatalogRepository& repository)
      : catalogue_(std::move(catalogue)), repository_(repository) {}

  /// @param query     0..100 bytes of UTF-8. Empty lists by id; four digits or more look in GTINs; anything
  /// else in
  ///                  words: whole and begun words first (the best sellers first), then words spelt like them
  /// @param category  0 = any
  /// @param page_size 1..1,000
  /// @return kInvalidArgument naming "query", "category_id", "page_size" or "page_token"
  [[nodiscard]] Result<SearchPage> search(std::string_view query, std::int32_t category, int page_size,
                                          SearchCursor cursor, Deadline until) const;

 private:
  std::shared_ptr<const Catalogue> catalogue_;
  storage::CatalogRepository& repository_;
};

}  // namespace darkstore::catalog
