#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "backend/catalog/catalogue.h"
#include "shared/ids.h"

namespace darkstore::availability {

/// A set of the catalogue's items, each by its place in the order of popularity; 12.5 kB for 100,000 items.
class ItemSet {
 public:
  explicit ItemSet(std::size_t items) : words_((items + 63) / 64) {}
  void add(std::size_t place) { words_[place / 64] |= bit(place); }
  [[nodiscard]] bool has(std::size_t place) const { return (words_[place / 64] & bit(place)) != 0; }
  /// Sets of the same catalogue only.
  ItemSet& operator|=(const ItemSet& other);
  ItemSet& operator&=(const ItemSet& other);
  /// The first member at `from` or after it.
  [[nodiscard]] std::optional<std::size_t> first_from(std::size_t from) const;

 private:
  static std::uint64_t bit(std::size_t place) { return std::uint64_t{1} << (place % 64); }
  std::vector<std::uint64_t> words_;
};

/// The catalogue in the order in which menus list it: what sells most comes first. Immutable.
class MenuOrder {
 public:
  explicit MenuOrder(std::shared_ptr<const catalog::Catalogue> catalogue);

  [[nodiscard]] std::size_t size() const { return items_.size(); }
  [[nodiscard]] ItemId item(std::size_t place) const { return items_[place]; }
  /// @return none for an item that the catalogue does not know
  [[nodiscard]] std::optional<std::size_t> place(ItemId item) const;
  [[nodiscard]] bool knows_category(std::int32_t category) const {
    return catalogue_->category(category) != nullptr;
  }
  /// The items of a category; none for an unknown one.
  [[nodiscard]] const ItemSet& of_category(std::int32_t category) const;

 private:
  std::shared_ptr<const catalog::Catalogue> catalogue_;
  std::vector<ItemId> items_;
  std::vector<std::uint32_t> places_;  ///< by the item's index in the catalogue
  std::unordered_map<std::int32_t, ItemSet> categories_;
  ItemSet nothing_;
};

}  // namespace darkstore::availability
