#include "backend/inventory/shelf_page.h"

#include <algorithm>
#include <charconv>
#include <tuple>

namespace darkstore::inventory {
namespace {

// ASCII case only: the catalogue's own words are looked for as they are typed, accents included.
std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

bool matches_search(const catalog::Item& item, const std::string& words) {
  if (item.gtin.find(words) != std::string::npos) {
    return true;
  }
  const auto text = lower(item.name + " " + item.brand + " " + item.size);
  for (std::size_t at = 0; at < words.size();) {
    const auto end = std::min(words.find(' ', at), words.size());
    if (end > at && text.find(words.substr(at, end - at)) == std::string::npos) {
      return false;
    }
    at = end + 1;
  }
  return true;
}

std::int64_t sort_key(const storage::ShelfRow& row, Sort sort) {
  switch (sort) {
    case Sort::kByItem:
      return 0;
    case Sort::kByQuantity:
      return row.quantity;
    case Sort::kByChange:
      return -row.changed_at.time_since_epoch().count();
  }
  return 0;
}

}  // namespace

std::string PagePlace::text() const {
  return std::to_string(sort_key) + ":" + std::to_string(item.value());
}

std::optional<PagePlace> PagePlace::parse(const std::string& text) {
  const auto colon = text.find(':');
  std::int64_t key = 0;
  std::int64_t item = 0;
  const auto read = [](std::string_view from, std::int64_t& into) {
    return std::from_chars(from.data(), from.data() + from.size(), into).ptr == from.data() + from.size();
  };
  if (colon == std::string::npos || !read(std::string_view(text).substr(0, colon), key) ||
      !read(std::string_view(text).substr(colon + 1), item)) {
    return std::nullopt;
  }
  return PagePlace{key, ItemId{item}};
}

ShelfPage page_of(std::vector<storage::ShelfRow> shelf, const ShelfQuery& query,
                  const catalog::Catalogue& catalogue,
                  const std::function<storage::LockMode(ItemId)>& mode_of) {
  ShelfPage page;
  page.total = static_cast<int>(shelf.size());
  const auto words = lower(query.search);
  std::erase_if(shelf, [&](const storage::ShelfRow& row) {
    page.low += is_low(row) ? 1 : 0;
    page.out += is_out(row) ? 1 : 0;
    if ((query.filter == Filter::kLow && !is_low(row)) || (query.filter == Filter::kOut && !is_out(row)) ||
        (query.mode && mode_of(row.item) != *query.mode)) {
      return true;
    }
    const auto* item = catalogue.find(row.item);
    return !words.empty() && (item == nullptr || !matches_search(*item, words));
  });
  page.matching = static_cast<int>(shelf.size());
  const auto place = [&](const storage::ShelfRow& row) {
    return std::tuple{sort_key(row, query.sort), row.item};
  };
  std::ranges::sort(shelf, {}, place);
  auto first = shelf.begin();
  if (query.after) {
    first = std::ranges::upper_bound(shelf, std::tuple{query.after->sort_key, query.after->item}, {}, place);
  }
  const auto left = static_cast<std::size_t>(shelf.end() - first);
  const auto last = first + static_cast<std::ptrdiff_t>(std::min(left, query.limit));
  page.rows.assign(first, last);
  if (left > query.limit) {
    page.next = PagePlace{sort_key(page.rows.back(), query.sort), page.rows.back().item};
  }
  return page;
}

}  // namespace darkstore::inventory
