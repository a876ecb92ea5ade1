#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace darkstore {

/// A number that only compares with its own kind: a DcId passed for an ItemId does not compile.
template <class Tag, class Rep>
class Id {
 public:
  using rep = Rep;
  constexpr Id() = default;
  constexpr explicit Id(Rep value) : value_(value) {}
  [[nodiscard]] constexpr Rep value() const { return value_; }
  constexpr auto operator<=>(const Id&) const = default;

 private:
  Rep value_{};
};

using DcId = Id<struct DcTag, std::int32_t>;
using ItemId = Id<struct ItemTag, std::int64_t>;
using CustomerId = Id<struct CustomerTag, std::int64_t>;
using RegionId = Id<struct RegionTag, std::int32_t>;  ///< 0..4095: it travels in an order id's rand_a
using ShardId = Id<struct ShardTag, std::int32_t>;

/// One inventory row. Its order is the lock order of every writer in every mode.
struct ShelfKey {
  DcId dc;
  ItemId item;
  constexpr auto operator<=>(const ShelfKey&) const = default;
};

}  // namespace darkstore

template <class Tag, class Rep>
struct std::hash<darkstore::Id<Tag, Rep>> {
  std::size_t operator()(darkstore::Id<Tag, Rep> id) const noexcept { return std::hash<Rep>{}(id.value()); }
};

template <>
struct std::hash<darkstore::ShelfKey> {
  std::size_t operator()(const darkstore::ShelfKey& key) const noexcept {
    const auto dc = static_cast<std::uint64_t>(static_cast<std::uint32_t>(key.dc.value()));
    const auto mixed = (dc << 40U) ^ static_cast<std::uint64_t>(key.item.value());
    return static_cast<std::size_t>(mixed * 0x9E3779B97F4A7C15ULL >> 7U);
  }
};
