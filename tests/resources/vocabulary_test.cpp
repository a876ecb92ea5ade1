#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <regex>
#include <set>
#include <tuple>

#include "backend/catalog/gtin.h"
#include "backend/seed/items.h"
#include "backend/seed/people.h"
#include "backend/seed/seed_files.h"
#include "tests/resources/seed_tables.h"

namespace darkstore::resources {
namespace {

const std::filesystem::path kSeed = kSeedFolder;

seed::Vocabulary words() {
  auto read = seed::read_vocabulary(kSeed / "catalogue.toml");
  EXPECT_TRUE(read) << read.error().reason;
  return read.value_or(seed::Vocabulary{});
}

TEST(CatalogueWords, MakeMoreThanAHundredThousandItems) {
  std::size_t combinations = 0;
  for (const auto& category : words().categories) {
    for (const auto& product : category.products) {
      combinations += category.brands.size() * product.variants.size() * product.sizes.size();
    }
  }
  EXPECT_GE(combinations, 150'000U) << "the seed needs some to choose from";
}

TEST(CatalogueWords, MakeNoItemTwice) {
  const auto vocabulary = words();
  const auto made_or_not = seed::make_items(vocabulary, 1, 100'000);
  ASSERT_TRUE(made_or_not) << made_or_not.error().reason;
  const auto& made = *made_or_not;
  EXPECT_EQ(made.items.size(), 100'000U);
  std::set<std::tuple<std::string, std::string, std::string>> labels;
  std::set<std::string> gtins;
  for (const auto& item : made.items) {
    EXPECT_TRUE(labels.emplace(item.name, item.brand, item.size).second) << item.brand << " " << item.name;
    EXPECT_TRUE(gtins.insert(item.gtin).second) << item.gtin;
    EXPECT_TRUE(catalog::is_gtin13(item.gtin)) << item.gtin;
  }
}

TEST(CatalogueWords, AreSoundInEveryCategory) {
  const auto vocabulary = words();
  EXPECT_GE(vocabulary.categories.size(), 40U);
  std::set<std::string> names;
  for (const auto& category : vocabulary.categories) {
    EXPECT_TRUE(names.insert(category.name).second) << category.name;
    EXPECT_GE(category.brands.size(), 8U) << category.name;
    EXPECT_GE(category.products.size(), 8U) << category.name;
    for (const auto& product : category.products) {
      const auto facts = product.nutrition;
      for (const auto& size : product.sizes) {
        EXPECT_THAT(size.euro_cents, testing::AllOf(testing::Ge(10), testing::Le(100'000))) << product.name;
      }
      if (!facts.empty()) {
        // No 100 g hold more than 100 g, no sugar that is not carbohydrate, no energy beyond that of fat.
        EXPECT_LE(facts[1] + facts[2] + facts[4] + facts[5], 102'000) << product.name;
        EXPECT_LE(facts[3], facts[2]) << product.name;
        EXPECT_LE(facts[0], 3'800) << product.name;
      }
    }
  }
}

TEST(CatalogueWords, HaveTheItemsThatPeopleAreShown) {
  const auto vocabulary = words();
  std::set<std::string> shown;
  int launches = 0;
  for (const auto& item : vocabulary.fixed) {
    shown.insert(item.brand + " " + item.name + " " + item.size);
    launches += item.launch ? 1 : 0;
    if (!item.gtin.empty()) {
      EXPECT_EQ(item.gtin.substr(0, 3), "952") << item.name;
    }
  }
  EXPECT_EQ(shown.size(), vocabulary.fixed.size());
  EXPECT_EQ(launches, 1);
  for (const auto* item : {"Meridian Orbit 5 game console 1 TB", "Deli Lane Chicken Caesar wrap 250 g",
                           "Ridgeway Jalapeño kettle chips 150 g", "Volt Volt cola zero 1.5 L",
                           "Nordkilde Still water 6 × 1.5 L", "Halden Vanilla ice cream 900 ml"}) {
    EXPECT_TRUE(shown.contains(item)) << item;
  }
}

TEST(CatalogueWords, PriceInTheCurrencyOfEveryMetroAndRegion) {
  const auto rates = words().minor_a_euro_cent;
  for (const auto& metro : read_metros()) {
    EXPECT_TRUE(rates.contains(metro.currency)) << metro.currency;
  }
  for (const auto& region : read_regions()) {
    EXPECT_TRUE(rates.contains(region.currency)) << region.currency;
  }
  EXPECT_EQ(rates.at("EUR"), 1);
}

// What nobody can have: ranges that regulators keep for fiction, and national numbers that begin with 000.
bool is_fictitious(const std::string& phone) {
  static const std::array kReserved{
      std::regex(R"(\+1 [2-9]\d\d 555 01##)"),
      std::regex(R"(\+44 (20 7946|1[1-6]1 496|113 496) 0###)"),
      std::regex(R"(\+44 191 498 0###)"),
      std::regex(R"(\+44 7700 900###)"),
      std::regex(R"(\+353 20 91# ####)"),
      std::regex(R"(\+33 (1 99 00|2 61 91|3 53 01|4 65 71|5 36 49|6 39 98) ## ##)"),
      std::regex(R"(\+49 (30 23125|40 66969|69 90009|221 4710|89 99998) ###)"),
      std::regex(R"(\+49 (171 39200|176 040690) ##)"),
      std::regex(R"(\+46 (8 465 004 ##|31 390 06 0#|40 628 04 0#))"),
      std::regex(R"(\+61 [2378] (5550|7010) ####)"),
      std::regex(R"(\+\d{2,3} 00 ?0[0-9# ]+)")};
  return std::ranges::any_of(kReserved,
                             [&](const std::regex& range) { return std::regex_match(phone, range); });
}

TEST(Cultures, LiveInEveryRegionAndHaveNumbersThatNobodyHas) {
  const auto cultures = seed::read_cultures(kSeed / "people.toml");
  ASSERT_TRUE(cultures) << cultures.error().reason;
  std::set<std::string> inhabited;
  for (const auto& culture : *cultures) {
    inhabited.insert(culture.regions.begin(), culture.regions.end());
    EXPECT_GE(culture.given.size(), 20U) << culture.regions.front();
    EXPECT_GE(culture.family.size(), 20U) << culture.regions.front();
    for (const auto& phone : culture.phones) {
      EXPECT_TRUE(is_fictitious(phone)) << phone;
    }
  }
  std::set<std::string> regions;
  for (const auto& region : read_regions()) {
    regions.insert(region.code);
  }
  EXPECT_EQ(inhabited, regions);
}

}  // namespace
}  // namespace darkstore::resources
