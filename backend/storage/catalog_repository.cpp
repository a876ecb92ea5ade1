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

// A search in its transaction: what was typed, as patterns over `item.words`.
class WordSearch {
 public:
  WordSearch(Transaction& transaction, std::string_view query, std::int32_t category)
      : transaction_(transaction), category_(category) {
    for (const auto& [word] : transaction_.exec(kSearchWords, query).iter<std::string>()) {
      words_.push_back(word);
      patterns_.push_back(begins_with(word));
    }
  }

  /// The first `wanted` hits.
  std::vector<ItemId> find(int wanted) {
    if (words_.empty()) {
      return {};
    }
    longest_ =
        static_cast<std::size_t>(std::ranges::max_element(words_, {}, &std::string::size) - words_.begin());
    auto ids = find_begun(wanted);
    if (std::ssize(ids) < wanted) {
      const auto likely = transaction_.exec(kLikelyWords, words_);
      const auto missing = wanted - static_cast<int>(ids.size());
      auto more = find_like(likely, kLittleLess, missing);
      if (ids.empty() && more.empty()) {
        more = find_like(likely, kMuchLess, missing);
      }
      ids.insert(ids.end(), more.begin(), more.end());
    }
    return ids;
  }

 private:
  static constexpr std::size_t kShortWord = 2;  // bytes
  static constexpr int kBestSellers = 5'000;
  // How much less like a word may be than the likest one.
  static constexpr double kLittleLess = 0.1;
  static constexpr double kMuchLess = 0.3;

  static std::string begins_with(const std::string& word) { return "% " + word + "%"; }

  static std::vector<ItemId> ids_of(const pqxx::result& found) {
    std::vector<ItemId> ids;
    for (const auto& [id] : found.iter<std::int64_t>()) {
      ids.emplace_back(id);
    }
    return ids;
  }

  std::vector<ItemId> find_begun(int wanted) {
    std::vector<ItemId> ids;
    if (words_[longest_].size() <= kShortWord) {
      ids = ids_of(transaction_.exec(kSearchBegunBest, kBestSellers, patterns_, category_, wanted));
    }
    if (std::ssize(ids) < wanted) {
      ids = ids_of(transaction_.exec(kSearchBegun, patterns_[longest_], patterns_, category_, wanted));
    }
    return ids;
  }

  // Each word as it was typed, or as it may have been meant. Words are letters and digits: no pattern is
  // among them.
  std::vector<ItemId> find_like(const pqxx::result& likely, double less_max, int wanted) {
    std::vector<std::string> patterns{patterns_[longest_]};
    auto others = words_;
    std::vector<double> best(words_.size(), 0);
    bool any = false;
    for (const auto& [n, word, likeness] : likely.iter<std::size_t, std::string, double>()) {
      best[n] = std::max(best[n], likeness);
      if (likeness < best[n] - less_max) {
        continue;
      }
      any = true;
      if (n == longest_) {
        patterns.push_back(begins_with(word));
      } else {
        others[n] += "|" + word;
      }
    }
    if (!any) {
      return {};
    }
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(longest_));
    for (auto& expression : others) {
      expression = " (" + expression + ")";
    }
    return ids_of(transaction_.exec(kSearchLike, patterns, others, patterns_, category_, wanted));
  }

  Transaction& transaction_;
  std::int32_t category_;
  std::vector<std::string> words_;
  std::vector<std::string> patterns_;  // `item.words` begins with a blank, so every word has one before it
  std::size_t longest_ = 0;            // of the words: the most telling one
};

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
  return run(directory_, until, Access::kReadOnly,
             [&](Transaction& transaction) -> Result<std::vector<ItemId>> {
               auto ids = WordSearch(transaction, query, category).find(offset + limit);
               ids.erase(ids.begin(), ids.begin() + std::min<std::ptrdiff_t>(offset, std::ssize(ids)));
               return ids;
             });
}

}  // namespace darkstore::storage
