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

// The words of a query ($1) as items have them, ten at most.
inline constexpr Statement kSearchWords{"search_words", R"sql(
  SELECT word FROM unnest(string_to_array(fold($1), ' ')) AS word WHERE word <> '' LIMIT 10)sql"};

// Items with words that begin with each word of the query. $1 the pattern of the longest, which the trigram
// index serves; $2 the patterns of all; $3 category or 0; $4 limit.
inline constexpr Statement kSearchBegun{"search_begun", R"sql(
  SELECT id FROM item
   WHERE words LIKE $1 AND words LIKE ALL ($2::text[]) AND ($3 = 0 OR category_id = $3)
   ORDER BY popularity LIMIT $4)sql"};

// The same among the best sellers (up to rank $1): one letter begins words of a third of the catalogue, and
// the few that are shown are up here. Written so that the index on popularity is used.
inline constexpr Statement kSearchBegunBest{"search_begun_best", R"sql(
  SELECT id FROM item
   WHERE popularity <= $1 AND (words || '') LIKE ALL ($2::text[]) AND ($3 = 0 OR category_id = $3)
   ORDER BY popularity LIMIT $4)sql"};

// What each word ($1) may have been meant to be: the likest ones of the catalogue and how like they are,
// 0..1.
inline constexpr Statement kLikelyWords{"likely_words", R"sql(
  SELECT q.n::int - 1, w.word, w.likeness
    FROM unnest($1::text[]) WITH ORDINALITY AS q(word, n)
   CROSS JOIN LATERAL (
     SELECT i.word, (similarity(i.word, q.word) + word_similarity(q.word, i.word)) / 2 AS likeness
       FROM item_word i WHERE length(i.word) >= 3 ORDER BY likeness DESC LIMIT 8) w
   WHERE w.likeness >= 0.25
   ORDER BY q.n, w.likeness DESC)sql"};

// Items with a word like each word of the query, without those that kSearchBegun finds ($3). $1 patterns of
// what the longest word may be, $2 a regular expression for each of the others; $4 category or 0; $5 limit.
inline constexpr Statement kSearchLike{"search_like", R"sql(
  SELECT id FROM item
   WHERE words LIKE ANY ($1::text[]) AND words ~ ALL ($2::text[]) AND NOT words LIKE ALL ($3::text[])
     AND ($4 = 0 OR category_id = $4)
   ORDER BY popularity LIMIT $5)sql"};

}  // namespace darkstore::storage
