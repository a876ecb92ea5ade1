#include "backend/availability/menu_order.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <tuple>
#include <utility>

namespace darkstore::availability {

ItemSet& ItemSet::operator|=(const ItemSet& other) {
  for (std::size_t i = 0; i < words_.size(); ++i) {
    words_[i] |= other.words_[i];
  }
  return *this;
}

ItemSet& ItemSet::operator&=(const ItemSet& other) {
  for (std::size_t i = 0; i < words_.size(); ++i) {
    words_[i] &= other.words_[i];
  }
  return *this;
}

std::optional<std::size_t> ItemSet::first_from(std::size_t from) const {
  auto mask = ~std::uint64_t{0} << (from % 64);
  for (std::size_t i = from / 64; i < words_.size(); ++i, mask = ~std::uint64_t{0}) {
    if (const auto members = words_[i] & mask; members != 0) {
      return i * 64 + static_cast<std::size_t>(std::countr_zero(members));
    }
  }
  return std::nullopt;
}

MenuOrder::MenuOrder(std::shared_ptr<const catalog::Catalogue> catalogue)
    : catalogue_(std::move(catalogue)),
      places_(catalogue_->items().size()),
      nothing_(catalogue_->items().size()) {
  const auto all = catalogue_->items();
  std::vector<std::uint32_t> order(all.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::tie(all[a].popularity, all[a].id) < std::tie(all[b].popularity, all[b].id);
  });
  items_.reserve(order.size());
  for (const auto index : order) {
    const auto place = items_.size();
    places_[index] = static_cast<std::uint32_t>(place);
    items_.push_back(all[index].id);
    categories_.try_emplace(all[index].category_id, all.size()).first->second.add(place);
  }
}

std::optional<std::size_t> MenuOrder::place(ItemId item) const {
  const auto* found = catalogue_->find(item);
  if (found == nullptr) {
    return std::nullopt;
  }
  return places_[static_cast<std::size_t>(found - catalogue_->items().data())];
}

const ItemSet& MenuOrder::of_category(std::int32_t category) const {
  const auto found = categories_.find(category);
  return found == categories_.end() ? nothing_ : found->second;
}

}  // namespace darkstore::availability
