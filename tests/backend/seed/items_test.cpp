#include "backend/seed/items.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "backend/catalog/gtin.h"

namespace darkstore::seed {
namespace {

// 2 x (3 + 12) + 4 x 2 = 38 combinations, one of which is fixed, and what is launched.
Vocabulary words() {
  const Product milk{
      "milk", {""}, {{"1 l", 100}, {"500 ml", 60}, {"2 l", 180}}, {270, 3600, 4700, 4700, 3300, 120}, 8};
  const Product yoghurt{"yoghurt",
                        {"", "Plain", "Vanilla"},
                        {{"150 g", 50}, {"500 g", 150}, {"1 kg", 280}, {"4 kg", 900}},
                        {},
                        1};
  const Product paste{"toothpaste", {""}, {{"75 ml", 180}, {"100 ml", 230}}, {}, 1, true};
  return {.categories = {{"Dairy", "milk", {"Moorfeld", "Ostara"}, {milk, yoghurt}},
                         {"Care", "brush", {"Albaro", "Brisk", "Clarin", "Moorfeld"}, {paste}}},
          .fixed = {{.name = "Game console",
                     .brand = "Kite",
                     .size = "1 TB",
                     .gtin = "9520088012012",
                     .category = "Care",
                     .euro_cents = 49'900,
                     .nutrition = {},
                     .launch = true},
                    {.name = "Toothpaste",
                     .brand = "Brisk",
                     .size = "75 ml",
                     .gtin = "",
                     .category = "Care",
                     .euro_cents = 199,
                     .nutrition = {},
                     .optimistic = true}},
          .minor_a_euro_cent = {}};
}

MadeCatalogue made(std::int64_t seed, int count) {
  auto catalogue = make_items(words(), seed, count);
  EXPECT_TRUE(catalogue) << catalogue.error().reason;
  return catalogue.value_or(MadeCatalogue{});
}

auto name_of(const MadeItem& item) {
  return std::tuple(item.brand, item.name, item.size);
}

TEST(Items, AreTheSameForTheSameSeed) {
  const auto first = made(7, 30);
  const auto second = made(7, 30);
  ASSERT_EQ(first.items.size(), second.items.size());
  for (std::size_t i = 0; i < first.items.size(); ++i) {
    EXPECT_EQ(name_of(first.items[i]), name_of(second.items[i]));
    EXPECT_EQ(first.items[i].gtin, second.items[i].gtin);
    EXPECT_EQ(first.items[i].euro_cents, second.items[i].euro_cents);
    EXPECT_EQ(first.items[i].popularity, second.items[i].popularity);
  }
}

TEST(Items, DifferForAnotherSeed) {
  const auto first = made(7, 20);
  const auto second = made(8, 20);
  EXPECT_FALSE(std::ranges::equal(first.items, second.items, {}, name_of, name_of));
}

TEST(Items, HaveGtinsOfTheDemonstrationPrefixEachItsOwn) {
  const auto catalogue = made(1, 39);
  std::set<std::string> gtins;
  for (const auto& item : catalogue.items) {
    EXPECT_TRUE(catalog::is_gtin13(item.gtin)) << item.gtin;
    EXPECT_TRUE(item.gtin.starts_with("952"));
    EXPECT_TRUE(gtins.insert(item.gtin).second) << item.gtin;
  }
  EXPECT_EQ(gtins.size(), 39U);
  EXPECT_TRUE(gtins.contains("9520088012012"));
}

TEST(Items, HaveIdsFromOneOnAndRanksEachOnce) {
  const auto catalogue = made(1, 25);
  std::set<int> ranks;
  std::int64_t id = 0;
  for (const auto& item : catalogue.items) {
    EXPECT_EQ(item.id, ItemId{++id});
    ranks.insert(item.popularity);
  }
  EXPECT_EQ(ranks.size(), 25U);
  EXPECT_EQ(*ranks.begin(), 1);
  EXPECT_EQ(*ranks.rbegin(), 25);
}

TEST(Items, OfASmallCatalogueAreTheBestSellersOfALargeOne) {
  const auto small = made(3, 12);
  const auto large = made(3, 39);
  std::set<std::tuple<std::string, std::string, std::string>> best;
  for (const auto& item : large.items) {
    if (item.popularity <= 11) {
      best.insert(name_of(item));
    }
  }
  for (const auto& item : small.items) {
    EXPECT_TRUE(item.launch || best.contains(name_of(item))) << item.name;
  }
}

TEST(Items, AlwaysIncludeWhatIsFixedAndItSellsBest) {
  const auto catalogue = made(1, 5);
  const auto paste = std::ranges::find(catalogue.items, "Toothpaste", &MadeItem::name);
  ASSERT_NE(paste, catalogue.items.end());
  EXPECT_EQ(paste->popularity, 1);
  EXPECT_EQ(paste->euro_cents, 199);
}

TEST(Items, AlwaysIncludeWhatIsLaunchedWhichSellsMiddlingly) {
  const auto catalogue = made(1, 39);
  ASSERT_EQ(std::ranges::count(catalogue.items, true, &MadeItem::launch), 1);
  const auto console = std::ranges::find(catalogue.items, true, &MadeItem::launch);
  EXPECT_EQ(console->popularity, 20);
  EXPECT_FALSE(console->optimistic);
}

TEST(Items, BearNoNameTwiceAndBeginWithACapital) {
  const auto catalogue = made(1, 39);
  std::set<std::tuple<std::string, std::string, std::string>> names;
  for (const auto& item : catalogue.items) {
    EXPECT_TRUE(names.insert(name_of(item)).second) << item.name;
    EXPECT_TRUE(item.name[0] >= 'A' && item.name[0] <= 'Z') << item.name;
  }
  EXPECT_TRUE(names.contains(std::tuple("Ostara", "Plain yoghurt", "500 g")));
  EXPECT_TRUE(names.contains(std::tuple("Ostara", "Milk", "2 l")));
}

TEST(Items, OfAWeightierProductSellBetter) {
  // Milk weighs eight times as much as yoghurt: over many seeds its items come first, behind what is fixed,
  // far more often.
  int milk_first = 0;
  for (std::int64_t seed = 0; seed < 200; ++seed) {
    const auto catalogue = made(seed, 39);
    milk_first += std::ranges::find(catalogue.items, 2, &MadeItem::popularity)->name == "Milk" ? 1 : 0;
  }
  // 6 items of weight 8 against 32 of weight 1: 60 % of 200, five standard deviations either way.
  EXPECT_NEAR(milk_first, 120, 35);
}

TEST(Items, AreOptimisticWhereTheyAreCheapAndSellLittleOrTheWordsSaySo) {
  for (const auto& item : made(1, 39).items) {
    const bool paste = item.name == "Toothpaste";
    const bool cheap_and_slow = item.euro_cents < 300 && item.popularity > 39 * 0.8;
    EXPECT_EQ(item.optimistic, !item.launch && (paste || cheap_and_slow))
        << item.name << " " << item.popularity;
  }
}

TEST(Items, NameTheShortageOfWords) {
  const auto catalogue = make_items(words(), 1, 40);
  ASSERT_FALSE(catalogue);
  EXPECT_THAT(catalogue.error().reason, testing::AllOf(testing::HasSubstr("39"), testing::HasSubstr("40")));
}

}  // namespace
}  // namespace darkstore::seed
