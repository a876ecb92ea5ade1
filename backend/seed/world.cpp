#include "backend/seed/world.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "backend/seed/seed_files.h"

namespace darkstore::seed {
namespace {

constexpr int kStockTables = 3;  // inventory, shelf and balance each hold every row

// The launch is told of DC 14 of Lisbon; the other metros with full shelves have theirs in their number 14,
// too.
constexpr std::string_view kLaunchDcSuffix = "-014";

// One a currency of the regions, sorted by its code: that is the order of the prices' keys.
Result<std::vector<PriceList>> price_lists_of(const Network& network,
                                              const std::map<std::string, double>& rates) {
  std::vector<std::string> codes;
  codes.reserve(network.regions.size());
  for (const auto& region : network.regions) {
    codes.push_back(region.currency);
  }
  std::ranges::sort(codes);
  const auto repeated = std::ranges::unique(codes);
  codes.erase(repeated.begin(), repeated.end());
  std::vector<PriceList> lists;
  for (const auto& code : codes) {
    const auto currency = Currency::parse(code);
    const auto rate = rates.find(code);
    if (!currency || rate == rates.end()) {
      return fail(ErrorKind::kInternal, "", "catalogue.toml has no rate for the currency " + code);
    }
    lists.emplace_back(*currency, rate->second);
  }
  return lists;
}

std::vector<StockedItem> stocked(const MadeCatalogue& catalogue) {
  std::vector<StockedItem> items;
  items.reserve(catalogue.items.size());
  for (const auto& item : catalogue.items) {
    items.push_back({item.id, item.popularity, item.category_id, item.launch});
  }
  return items;
}

}  // namespace

World::World(Network network, MadeCatalogue catalogue, std::vector<PriceList> price_lists, People people,
             std::int64_t seed, const Scale& scale)
    : network_(std::move(network)),
      catalogue_(std::move(catalogue)),
      price_lists_(std::move(price_lists)),
      people_(std::move(people)),
      full_shelves_(seed, stocked(catalogue_), scale.full),
      elsewhere_(seed, stocked(catalogue_), scale.elsewhere),
      customers_(scale.customers) {}

Result<World> World::make(const std::filesystem::path& files, std::int64_t seed, const Scale& scale) {
  auto network = read_network(files);
  if (!network) {
    return tl::unexpected(network.error());
  }
  const auto words = read_vocabulary(files / "catalogue.toml");
  if (!words) {
    return tl::unexpected(words.error());
  }
  auto catalogue = make_items(*words, seed, scale.items);
  if (!catalogue) {
    return tl::unexpected(catalogue.error());
  }
  auto lists = price_lists_of(*network, words->minor_a_euro_cent);
  if (!lists) {
    return tl::unexpected(lists.error());
  }
  auto people = read_cultures(files / "people.toml").and_then([&](std::vector<Culture> cultures) {
    return People::make(std::move(cultures), *network, seed);
  });
  if (!people) {
    return tl::unexpected(people.error());
  }
  return World(*std::move(network), *std::move(catalogue), *std::move(lists), *std::move(people), seed,
               scale);
}

std::vector<ItemId> World::optimistic() const {
  std::vector<ItemId> ids;
  for (const auto& item : catalogue_.items) {
    if (item.optimistic) {
      ids.push_back(item.id);
    }
  }
  return ids;
}

std::vector<RegionId> World::regions_of(ShardId shard) const {
  std::vector<RegionId> ids;
  for (const auto& region : network_.regions) {
    if (region.shard == shard) {
      ids.push_back(region.id);
    }
  }
  return ids;
}

void World::push_items(const std::function<void(const storage::SeedItem&)>& sink) const {
  for (const auto& item : catalogue_.items) {
    sink({.id = item.id,
          .gtin = item.gtin,
          .name = item.name,
          .brand = item.brand,
          .size = item.size,
          .category_id = item.category_id,
          .popularity = item.popularity,
          .nutrition = item.nutrition});
  }
}

void World::push_prices(const std::function<void(const storage::SeedPrice&)>& sink) const {
  for (const auto& item : catalogue_.items) {
    for (const auto& list : price_lists_) {
      const auto currency = list.currency();
      sink({.item = item.id, .currency = currency.code(), .minor = list.minor(item.euro_cents)});
    }
  }
}

void World::push_customers(const std::function<void(const storage::SeedCustomer&)>& sink) const {
  for (std::int64_t number = 1; number <= customers_; ++number) {
    const auto person = people_.person(number);
    sink({.id = CustomerId{number}, .name = person.name, .phone = person.phone, .region = person.region});
  }
}

void World::push_stock(ShardId shard, const std::function<void(const storage::SeedStock&)>& sink) const {
  for (const auto& dc : network_.dcs) {
    if (network_.shard_of(dc.region) == shard) {
      const bool full = network_.full_shelves.contains(dc.id);
      (full ? full_shelves_ : elsewhere_).of(dc.id, full && dc.code.ends_with(kLaunchDcSuffix), sink);
    }
  }
}

std::int64_t World::rows_expected() const {
  const auto full = static_cast<double>(network_.full_shelves.size());
  const auto elsewhere = static_cast<double>(network_.dcs.size()) - full;
  const auto stock = full * full_shelves_.rows_expected() + elsewhere * elsewhere_.rows_expected();
  const auto items = std::ssize(catalogue_.items);
  return static_cast<std::int64_t>(stock) * kStockTables + items * (1 + std::ssize(price_lists_)) +
         customers_;
}

}  // namespace darkstore::seed
