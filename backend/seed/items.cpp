#include "backend/seed/items.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <format>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>

#include "backend/catalog/gtin.h"
#include "backend/seed/dice.h"
#include "shared/invariant.h"

namespace darkstore::seed {
namespace {

constexpr double kOptimisticRankShare =
    0.2;  // whatever sells less than the first fifth is seldom fought over ..
constexpr std::int64_t kOptimisticCentsMax = 400;  // .. unless it is worth a fight
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
  std::string next(const std::string& brand) {
    auto& [brand_number, items] =
        brands_.try_emplace(brand, static_cast<int>(brands_.size()) + 1, 0).first->second;
    ++items;
    invariant(brand_number < kBrandsMax && items < kItemsABrandMax,
              "a GTIN has room for the brand and its item");
    auto gtin = std::format("952{:04}{:05}", brand_number, items);
    gtin += catalog::gtin_check_digit(gtin);
    return gtin;
  }

 private:
  std::map<std::string, std::pair<int, int>> brands_;  // number, items so far
};

std::int64_t price_of(const Combination& made, const Dice& tier, const Dice& whim) {
  // A brand is dear or cheap in all it makes; 0.8 to 1.5 of the usual, and a whim of 5 % an item.
  const auto brand = 0.8 + 0.7 * std::pow(tier.unit(made.category_id, made.brand), 2);
  const auto own = 0.95 + 0.1 * whim.unit(made.number);
  const auto cents = static_cast<double>(made.product->sizes[made.size].euro_cents) * brand * own;
  return std::max<std::int64_t>(1, std::llround(cents));
}

MadeItem item_of(const Combination& made) {
  const auto& variant = made.product->variants[made.variant];
  return {.id = {},
          .gtin = {},
          .name = variant.empty() ? made.product->name : variant + " " + made.product->name,
          .brand = made.category->brands[made.brand],
          .size = made.product->sizes[made.size].text,
          .category_id = made.category_id,
          .popularity = 0,
          .nutrition = made.product->nutrition,
          .euro_cents = 0,
          .optimistic = false,
          .launch = false};
}

Result<std::vector<MadeItem>> launches_of(const Vocabulary& vocabulary) {
  std::vector<MadeItem> made;
  for (const auto& launch : vocabulary.launches) {
    const auto category = std::ranges::find(vocabulary.categories, launch.category, &CategoryWords::name);
    if (category == vocabulary.categories.end()) {
      return fail(ErrorKind::kInternal, "", "the launch of " + launch.name + " has an unknown category");
    }
    made.push_back({.id = {},
                    .gtin = {},
                    .name = launch.name,
                    .brand = launch.brand,
                    .size = launch.size,
                    .category_id = static_cast<std::int32_t>(category - vocabulary.categories.begin()) + 1,
                    .popularity = 0,
                    .nutrition = {},
                    .euro_cents = launch.euro_cents,
                    .optimistic = false,
                    .launch = true});
  }
  return made;
}

// The `wanted` that sell best, in the order of that.
std::vector<Combination> pick(std::vector<Combination> all, std::size_t wanted) {
  const auto by_order = [](const Combination& made) { return std::tuple(made.order, made.number); };
  std::ranges::nth_element(all, all.begin() + static_cast<std::ptrdiff_t>(wanted), {}, by_order);
  all.resize(wanted);
  std::ranges::sort(all, {}, by_order);
  return all;
}

// Ranks the picked ones from 1 on. A launch is no daily seller: its rank is in the middle.
std::vector<MadeItem> ranked(std::vector<Combination> picked, std::vector<MadeItem> launches,
                             std::int64_t seed) {
  const Dice tier(seed, "brand price");
  const Dice whim(seed, "item price");
  const auto count = static_cast<double>(picked.size() + launches.size());
  std::vector<std::pair<std::int64_t, MadeItem>> placed;  // by the place among the words, for the ids
  for (std::size_t i = 0; i < picked.size(); ++i) {
    const auto before = i < picked.size() / 2 ? 0 : launches.size();
    auto item = item_of(picked[i]);
    item.popularity = static_cast<std::int32_t>(i + before) + 1;
    item.euro_cents = price_of(picked[i], tier, whim);
    item.optimistic = picked[i].product->optimistic || (item.euro_cents < kOptimisticCentsMax &&
                                                        item.popularity > kOptimisticRankShare * count);
    placed.emplace_back(picked[i].number, std::move(item));
  }
  std::ranges::sort(placed, {}, [](const auto& item) { return item.first; });
  std::vector<MadeItem> items;
  for (auto& [place, item] : placed) {
    items.push_back(std::move(item));
  }
  for (auto& launch : launches) {
    launch.popularity = static_cast<std::int32_t>(picked.size() / 2 + (items.size() - picked.size())) + 1;
    items.push_back(std::move(launch));
  }
  return items;
}

}  // namespace

Result<MadeCatalogue> make_items(const Vocabulary& vocabulary, std::int64_t seed, int count) {
  auto launches = launches_of(vocabulary);
  if (!launches) {
    return tl::unexpected(launches.error());
  }
  auto all = combinations_of(vocabulary, seed);
  if (all.size() + launches->size() < static_cast<std::size_t>(count)) {
    return fail(
        ErrorKind::kInternal, "",
        std::format("the catalogue's words make {} items, not {}", all.size() + launches->size(), count));
  }
  invariant(launches->size() < static_cast<std::size_t>(count),
            "a catalogue holds more than what is launched");
  const auto wanted = static_cast<std::size_t>(count) - launches->size();
  MadeCatalogue made;
  for (const auto& category : vocabulary.categories) {
    const auto id = static_cast<std::int32_t>(made.categories.size()) + 1;
    made.categories.push_back({id, category.name, category.picture});
  }
  made.items = ranked(pick(std::move(all), wanted), *std::move(launches), seed);
  std::ranges::stable_sort(made.items, {}, &MadeItem::category_id);
  Gtins gtins;
  std::int64_t id = 0;
  for (auto& item : made.items) {
    item.id = ItemId{++id};
    item.gtin = gtins.next(item.brand);
  }
  return made;
}

}  // namespace darkstore::seed
