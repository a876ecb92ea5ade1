#include "backend/storage/catalog_repository.h"

#include <algorithm>
#include <string>
#include <utility>

#include "backend/storage/catalog_statements.h"
#include "backend/storage/query.h"
#include "shared/invariant.h"

namespace darkstore::storage {
namespace {

void read_categories(Transaction& transaction, CatalogRows& rows) {
  for (const auto& [id, name, picture] :
       transaction.exec(kReadCategories).iter<std::int32_t, std::string, std::string>()) {
    rows.categories.push_back({id, name, picture});
  }
}

void read_items(Transaction& transaction, CatalogRows& rows) {
  using Text = std::string_view;
  for (const auto& [id, gtin, name, brand, size, category, popularity, nutrition] :
       transaction.raw().stream<std::int64_t, Text, Text, Text, Text, std::int32_t, std::int32_t, Text>(
           kReadItems.sql)) {
    const pqxx::array<std::int32_t> facts(nutrition, transaction.session().raw());
    rows.items.push_back({.id = ItemId{id},
                          .gtin = std::string(gtin),
                          .name = std::string(name),
                          .brand = std::string(brand),
                          .size = std::string(size),
                          .category_id = category,
                          .popularity = popularity,
                          .nutrition = {facts.cbegin(), facts.cend()}});
  }
}

// A price of an item that the same snapshot does not hold cannot be: the seed writes both in one transaction.
Result<void> read_prices(Transaction& transaction, CatalogRows& rows) {
  for (const auto& [currency] : transaction.exec(kReadCurrencies).iter<std::string>()) {
    rows.currencies.push_back(currency);
  }
  rows.minor.assign(rows.items.size() * rows.currencies.size(), 0);
  for (const auto& [id, currency, minor] :
       transaction.raw().stream<std::int64_t, std::string_view, std::int64_t>(kReadPrices.sql)) {
    const auto item = std::ranges::lower_bound(rows.items, ItemId{id}, {}, &ItemRow::id);
    const auto column = std::ranges::lower_bound(rows.currencies, currency);
    if (item == rows.items.end() || item->id != ItemId{id} || column == rows.currencies.end()) {
      return fail(ErrorKind::kInternal, "", "item_price names the unknown item " + std::to_string(id));
    }
    rows.minor[static_cast<std::size_t>(item - rows.items.begin()) * rows.currencies.size() +
               static_cast<std::size_t>(column - rows.currencies.begin())] = minor;
  }
  return {};
}

bool is_word_byte(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
}

std::vector<std::string> words_of(std::string_view query) {
  std::vector<std::string> words(1);
  for (const char c : query) {
    if (is_word_byte(c)) {
      words.back() += c;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) {
    words.pop_back();
  }
  return words;
}

}  // namespace

Result<CatalogRows> CatalogRepository::read_all(Deadline until) {
  return run(directory_, until, Access::kReadOnly, [](Transaction& transaction) -> Result<CatalogRows> {
    CatalogRows rows;
    read_categories(transaction, rows);
    read_items(transaction, rows);
    if (auto read = read_prices(transaction, rows); !read) {
      return tl::unexpected(read.error());
    }
    return rows;
  });
}

Result<std::vector<ItemId>> CatalogRepository::search(std::string_view query, std::int32_t category,
                                                      int offset, int limit, Deadline until) {
  invariant(offset >= 0 && offset <= kSearchOffsetMax && limit >= 1 && limit <= 1'001,
            "the caller checked the page");
  const auto words = words_of(query);
  if (words.empty()) {
    return std::vector<ItemId>{};
  }
  std::vector<std::string> patterns;  // `words` begins with a blank, so every word has one before it
  for (const auto& word : words) {
    patterns.push_back("% " + word + "%");
  }
  const auto longest = *std::ranges::max_element(patterns, {}, &std::string::size);
  return run(directory_, until, Access::kReadOnly,
             [&](Transaction& transaction) -> Result<std::vector<ItemId>> {
               const auto wanted = offset + limit;
               std::vector<ItemId> ids;
               const auto take = [&ids](const pqxx::result& found) {
                 for (const auto& [id] : found.iter<std::int64_t>()) {
                   ids.emplace_back(id);
                 }
               };
               take(transaction.exec(kSearchBegun, longest, patterns, category, wanted));
               if (const auto missing = wanted - static_cast<int>(ids.size()); missing > 0) {
                 take(transaction.exec(kSearchLike, query, patterns, category, missing));
               }
               ids.erase(ids.begin(), ids.begin() + std::min<std::ptrdiff_t>(offset, std::ssize(ids)));
               return ids;
             });
}

}  // namespace darkstore::storage
