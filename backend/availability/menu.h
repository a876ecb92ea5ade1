#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "backend/availability/assortments.h"
#include "backend/availability/availability.h"
#include "backend/availability/menu_order.h"
#include "backend/catalog/search.h"
#include "shared/deadline.h"
#include "shared/result.h"

namespace darkstore::availability {

struct MenuQuery {
  std::span<const ServingDc> reach;  ///< soonest first
  std::string_view search{};         ///< as catalog::Search takes it; empty lists by popularity
  std::int32_t category = 0;         ///< 0 = any
  int page_size = 20;                ///< 1..100
  std::uint32_t from = 0;            ///< MenuPage::next of the page before; 0 for the first
  bool in_stock_only = false;
  ReadOptions options{};
};

struct MenuPage {
  std::vector<ItemAvailability> items;  ///< may be fewer than a page although more pages follow
  std::optional<std::uint32_t> next;    ///< where the next page begins; none at the end
  ReadReport report;
};

/// What a point can buy: the items that anyone in its reach carries, the best sellers first or the best
/// matches of a search, with their effective availability. Thread-safe; blocks, so never on a gRPC thread.
class Menu {
 public:
  /// @param search, availability, assortments  outlive this
  Menu(std::shared_ptr<const MenuOrder> order, const catalog::Search& search, Availability& availability,
       Assortments& assortments);

  /// @return kInvalidArgument naming "search", "category_id", "page_size" or "page_token" (a place that no
  ///         page has); else what view and the assortments fail with
  [[nodiscard]] Result<MenuPage> page(const MenuQuery& query, Deadline until);

 private:
  struct Candidate;
  struct Candidates;
  [[nodiscard]] Result<Candidates> candidates(const MenuQuery& query, const ItemSet& carried,
                                              std::uint32_t from, std::size_t count, Deadline until) const;

  std::shared_ptr<const MenuOrder> order_;
  const catalog::Search& search_;
  Availability& availability_;
  Assortments& assortments_;
};

}  // namespace darkstore::availability
