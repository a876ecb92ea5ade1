#pragma once

#include "backend/storage/statement.h"

namespace darkstore::storage {

inline constexpr Statement kReadCategories{"read_categories", R"sql(
  SELECT id, name, picture FROM category ORDER BY id)sql"};

inline constexpr Statement kReadItems{"read_items", R"sql(
  SELECT id, gtin, name, brand, size, category_id, popularity, coalesce(nutrition, '{}')
    FROM item ORDER BY id)sql"};

inline constexpr Statement kReadCurrencies{"read_currencies", R"sql(
  SELECT DISTINCT currency FROM item_price ORDER BY currency)sql"};

inline constexpr Statement kReadPrices{"read_prices", R"sql(
  SELECT item_id, currency, minor FROM item_price)sql"};

// $1 pattern of the longest word, which the trigram index serves; $2 patterns of all words; $3 category or 0;
// $4 limit.
inline constexpr Statement kSearchBegun{"search_begun", R"sql(
  SELECT id FROM item
   WHERE words LIKE lower($1) AND words LIKE ALL (SELECT lower(p) FROM unnest($2::text[]) p)
     AND ($3 = 0 OR category_id = $3)
   ORDER BY popularity LIMIT $4)sql"};

// $1 the query; $2 patterns of all words, whose hits were listed before; $3 category or 0; $4 limit.
inline constexpr Statement kSearchLike{"search_like", R"sql(
  SELECT id FROM item
   WHERE $1 <% words AND NOT words LIKE ALL (SELECT lower(p) FROM unnest($2::text[]) p)
     AND ($3 = 0 OR category_id = $3)
   ORDER BY round(word_similarity($1, words)::numeric, 1) DESC, popularity LIMIT $4)sql"};

}  // namespace darkstore::storage
