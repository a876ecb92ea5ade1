#include "backend/seed/items.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <format>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "backend/catalog/gtin.h"
#include "backend/seed/dice.h"
#include "backend/seed/prices.h"
#include "shared/invariant.h"

namespace darkstore::seed {
namespace {

// What the slowest fifth of the catalogue is, is seldom fought over unless it is worth a fight; so are the
// kinds that the words say so of.
constexpr double kOptimisticRankShare = 0.8;
constexpr std::int64_t kOptimisticCentsMax = 300;
constexpr int kItemsABrandMax = 100'000;
constexpr int kBrandsMax = 10'000;

// One brand's product in one variant and size.
struct Combination {
  const CategoryWords* category;
  const Product* product;
  std::int32_t category_id;
  std::uint32_t brand;
  std::uint32_t variant;
  std::uint32_t size;
  std::int64_t number;  // among all combinations
  double order;         // the less, the sooner it is picked and the better it sells
};

// Weighted sampling without replacement (Efraimidis, Spirakis 2006): exponential times of arrival.
double arrival(double chance, double weight) {
  return -std::log1p(-chance) / weight;
}

std::vector<Combination> combinations_of(const Vocabulary& vocabulary, std::int64_t seed) {
  const Dice luck(seed, "popularity");
  std::vector<Combination> all;
  std::int32_t category_id = 0;
  for (const auto& category : vocabulary.categories) {
    ++category_id;
    for (const auto& product : category.products) {
      for (std::uint32_t brand = 0; brand < category.brands.size(); ++brand) {
        for (std::uint32_t variant = 0; variant < product.variants.size(); ++variant) {
          for (std::uint32_t size = 0; size < product.sizes.size(); ++size) {
            const auto number = std::ssize(all);
            all.push_back({&category, &product, category_id, brand, variant, size, number,
                           arrival(luck.unit(number), product.weight)});
          }
        }
      }
    }
  }
  return all;
}

// Numbers brands as they first come, and the items of each.
class Gtins {
 public:
  /// @param given taken by fixed items
  explicit Gtins(std::set<std::string> given) : taken_(std::move(given)) {}

  std::string next(const std::string& brand) {
    auto& [brand_number, items] =
        brands_.try_emplace(brand, static_cast<int>(brands_.size()) + 1, 0).first->second;
    std::string gtin;
    do {
      ++items;
      invariant(brand_number < kBrandsMax && items < kItemsABrandMax,
                "a GTIN has room for the brand and its item");
      gtin = std::format("952{:04}{:05}", brand_number, items);
      gtin += catalog::gtin_check_digit(gtin);
    } while (taken_.contains(gtin));
    return gtin;
  }

 private:
  std::set<std::string> taken_;
  std::map<std::string, std::pair<int, int>> brands_;  // number, items so far
};

std::int64_t price_of(const Combination& made, const Dice& tier, const Dice& whim) {
  // A brand is dear or cheap in all it makes; 0.8 to 1.5 of the usual, and a whim of 5 % an item.
  const auto brand = 0.8 + 0.7 * std::pow(tier.unit(made.category_id, made.brand), 2);
  const auto own = 0.95 + 0.1 * whim.unit(made.number);
  return shop_price(static_cast<double>(made.product->sizes[made.size].euro_cents) * brand * own, Currency{});
}

// "Organic whole milk", "Whole milk".
std::string name_of(const Combination& made) {
  const auto& variant = made.product->variants[made.variant];
  auto name = variant.empty() ? made.product->name : variant + " " + made.product->name;
  if (name.front() >= 'a' && name.front() <= 'z') {
    name.front() = static_cast<char>(name.front() - 'a' + 'A');
  }
  return name;
}

MadeItem item_of(const Combination& made) {
  return {.id = {},
          .gtin = {},
          .name = name_of(made),
          .brand = made.category->brands[made.brand],
          .size = made.product->sizes[made.size].text,
          .category_id = made.category_id,
          .popularity = 0,
          .nutrition = made.product->nutrition,
          .euro_cents = 0,
          .optimistic = made.product->optimistic,
          .launch = false};
}

Result<std::vector<MadeItem>> fixed_of(const Vocabulary& vocabulary) {
  std::vector<MadeItem> made;
  for (const auto& fixed : vocabulary.fixed) {
    const auto category = std::ranges::find(vocabulary.categories, fixed.category, &CategoryWords::name);
    if (category == vocabulary.categories.end()) {
      return fail(ErrorKind::kInternal, "", "the fixed item " + fixed.name + " has an unknown category");
    }
    made.push_back({.id = {},
                    .gtin = fixed.gtin,
                    .name = fixed.name,
                    .brand = fixed.brand,
                    .size = fixed.size,
                    .category_id = static_cast<std::int32_t>(category - vocabulary.categories.begin()) + 1,
                    .popularity = 0,
                    .nutrition = fixed.nutrition,
                    .euro_cents = fixed.euro_cents,
                    .optimistic = fixed.optimistic,
                    .launch = fixed.launch});
  }
  return made;
}

// What no two items share.
using Label = std::tuple<std::string, std::string, std::string>;
Label label_of(const MadeItem& item) {
  return {item.brand, item.name, item.size};
}

// Fills the catalogue up to `count` with combinations, those that sell best first.
void fill_up(std::vector<MadeItem>& items, const Vocabulary& vocabulary, std::int64_t seed,
             std::size_t count) {
  auto all = combinations_of(vocabulary, seed);
  std::ranges::sort(all, {}, [](const Combination& made) { return std::tuple(made.order, made.number); });
  std::set<Label> labels;
  for (const auto& item : items) {
    labels.insert(label_of(item));
  }
  const Dice tier(seed, "brand price");
  const Dice whim(seed, "item price");
  for (auto made = all.begin(); made != all.end() && items.size() < count; ++made) {
    auto item = item_of(*made);
    if (labels.insert(label_of(item)).second) {
      item.euro_cents = price_of(*made, tier, whim);
      items.push_back(std::move(item));
    }
  }
}

// Ranks items from 1 on in their order. A launch is no daily seller: its rank is in the middle.
void rank(std::vector<MadeItem>& items) {
  const auto launches =
      std::ranges::stable_partition(items, [](const MadeItem& item) { return !item.launch; });
  std::rotate(items.begin() + std::ssize(items) / 2, launches.begin(), items.end());
  for (std::size_t i = 0; i < items.size(); ++i) {
    auto& item = items[i];
    item.popularity = static_cast<std::int32_t>(i) + 1;
    const bool slow = item.popularity > kOptimisticRankShare * static_cast<double>(items.size());
    item.optimistic = !item.launch && (item.optimistic || (slow && item.euro_cents < kOptimisticCentsMax));
  }
}

}  // namespace

Result<MadeCatalogue> make_items(const Vocabulary& vocabulary, std::int64_t seed, int count) {
  auto items = fixed_of(vocabulary);
  if (!items) {
    return tl::unexpected(items.error());
  }
  invariant(items->size() < static_cast<std::size_t>(count), "a catalogue holds more than what is fixed");
  fill_up(*items, vocabulary, seed, static_cast<std::size_t>(count));
  if (items->size() < static_cast<std::size_t>(count)) {
    return fail(ErrorKind::kInternal, "",
                std::format("the catalogue's words make {} items, not {}", items->size(), count));
  }
  rank(*items);
  MadeCatalogue made;
  for (const auto& category : vocabulary.categories) {
    const auto id = static_cast<std::int32_t>(made.categories.size()) + 1;
    made.categories.push_back({id, category.name, category.picture});
  }
  made.items = *std::move(items);
  std::ranges::sort(made.items, {}, [](const MadeItem& item) {
    return std::tie(item.category_id, item.name, item.brand, item.size);
  });
  std::set<std::string> given;
  for (const auto& item : made.items) {
    given.insert(item.gtin);
  }
  Gtins gtins(std::move(given));
  std::int64_t id = 0;
  for (auto& item : made.items) {
    item.id = ItemId{++id};
    item.gtin = item.gtin.empty() ? gtins.next(item.brand) : item.gtin;
  }
  return made;
}

}  // namespace darkstore::seed
