#include "backend/availability/menu.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace darkstore::availability {
namespace {

constexpr int kPageSizeMax = 100;
constexpr int kSearchedAtOnce =
    200;                      // matches looked through in one step; a reach carries one in ten, or more
constexpr int kStepsMax = 8;  // then a page is short rather than late

void add(ReadReport& sum, const ReadReport& more) {
  sum.from_near_cache += more.from_near_cache;
  sum.from_cache += more.from_cache;
  sum.from_replica += more.from_replica;
  sum.from_primary += more.from_primary;
  sum.replica_lag_ms = std::max(sum.replica_lag_ms, more.replica_lag_ms);
  sum.oldest_age_ms = std::max(sum.oldest_age_ms, more.oldest_age_ms);
  sum.cache_away = sum.cache_away || more.cache_away;
}

}  // namespace

// An item that could be listed, and where the list goes on after it.
struct Menu::Candidate {
  ItemId item;
  std::uint32_t after = 0;
};

struct Menu::Candidates {
  std::vector<Candidate> found;
  std::optional<std::uint32_t> next;  // where to look for more; none at the end
};

Menu::Menu(std::shared_ptr<const MenuOrder> order, const catalog::Search& search, Availability& availability,
           Assortments& assortments)
    : order_(std::move(order)), search_(search), availability_(availability), assortments_(assortments) {}

Result<MenuPage> Menu::page(const MenuQuery& query, Deadline until) {
  if (query.page_size < 1 || query.page_size > kPageSizeMax) {
    return invalid("page_size", "1..100");
  }
  if (query.category != 0 && !order_->knows_category(query.category)) {
    return invalid("category_id", "no such category");
  }
  std::vector<DcId> dcs;
  for (const auto& serving : query.reach) {
    dcs.push_back(serving.dc);
  }
  auto carried = assortments_.carried_by(dcs, until);
  if (!carried) {
    return tl::unexpected(std::move(carried.error()));
  }
  if (query.category != 0) {
    *carried &= order_->of_category(query.category);
  }

  MenuPage page;
  const auto full = static_cast<std::size_t>(query.page_size);
  std::optional<std::uint32_t> position = query.from;
  for (int step = 0; step < kStepsMax && position && page.items.size() < full; ++step) {
    // Of the items that must be in stock some are not: a few more are looked at together.
    const auto wanted = query.in_stock_only ? full : full - page.items.size();
    auto some = candidates(query, *carried, *position, wanted, until);
    if (!some) {
      return tl::unexpected(std::move(some.error()));
    }
    std::vector<ItemId> items;
    for (const auto& candidate : some->found) {
      items.push_back(candidate.item);
    }
    auto seen = availability_.effective(query.reach, items, query.options, until);
    if (!seen) {
      return tl::unexpected(std::move(seen.error()));
    }
    add(page.report, seen->report);
    position = some->next;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (page.items.size() == full) {
        position = some->found[i - 1].after;
        break;
      }
      if (!query.in_stock_only || seen->items[i].available > 0) {
        page.items.push_back(std::move(seen->items[i]));
      }
    }
  }
  page.next = position;
  return page;
}

Result<Menu::Candidates> Menu::candidates(const MenuQuery& query, const ItemSet& carried, std::uint32_t from,
                                          std::size_t count, Deadline until) const {
  Candidates some;
  if (query.search.empty()) {
    auto place = carried.first_from(from);
    for (; place && some.found.size() < count; place = carried.first_from(*place + 1)) {
      some.found.push_back({.item = order_->item(*place), .after = static_cast<std::uint32_t>(*place + 1)});
    }
    if (place) {
      some.next = static_cast<std::uint32_t>(*place);
    }
    return some;
  }
  auto matches = search_.search(query.search, query.category, kSearchedAtOnce,
                                {.offset = static_cast<std::int32_t>(from)}, until);
  if (!matches) {
    if (matches.error().field == "query") {
      matches.error().field = "search";
    }
    return tl::unexpected(std::move(matches.error()));
  }
  auto after = from;
  for (const auto* item : matches->items) {
    ++after;
    const auto place = order_->place(item->id);
    if (place && carried.has(*place)) {
      some.found.push_back({.item = item->id, .after = after});
      if (some.found.size() == count) {
        some.next = after;  // an empty page at the end is possible, a lost item is not
        return some;
      }
    }
  }
  if (const auto& more = matches->next; more.has_value()) {
    some.next = static_cast<std::uint32_t>(more->offset);
  }
  return some;
}

}  // namespace darkstore::availability
