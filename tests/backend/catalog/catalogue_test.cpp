#include "backend/catalog/catalogue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "backend/storage/catalog_repository.h"

namespace darkstore::catalog {
namespace {

storage::ItemRow item(std::int64_t id, std::string gtin, int popularity) {
  return {.id = ItemId{id},
          .gtin = std::move(gtin),
          .name = "Oat drink",
          .brand = "Haferland",
          .size = "1 l",
          .category_id = 3,
          .popularity = popularity,
          .nutrition = {}};
}

storage::CatalogRows three_items() {
  storage::CatalogRows rows;
  rows.categories = {{3, "Dairy", "milk"}};
  rows.items = {item(10, "9520000000035", 3), item(11, "9520000000011", 2), item(70, "1952000000000", 1)};
  rows.items[0].nutrition = {190, 1500, 6600, 4000, 1000, 100};
  rows.currencies = {"EUR", "JPY"};
  rows.minor = {199, 330, 249, 0, 5, 1};
  return rows;
}

Currency currency(std::string_view code) {
  return *Currency::parse(code);
}

TEST(Catalogue, FindsItemsWhoseIdsLeaveGaps) {
  const auto catalogue = *Catalogue::make(three_items());
  EXPECT_EQ(catalogue->find(ItemId{11})->gtin, "9520000000011");
  EXPECT_EQ(catalogue->find(ItemId{70})->gtin, "1952000000000");
  for (const auto absent : {-1, 0, 9, 12, 69, 71}) {
    EXPECT_EQ(catalogue->find(ItemId{absent}), nullptr) << absent;
  }
}

TEST(Catalogue, FindsAnItemByItsGtin) {
  const auto catalogue = *Catalogue::make(three_items());
  EXPECT_EQ(catalogue->by_gtin("9520000000035")->id, ItemId{10});
  EXPECT_EQ(catalogue->by_gtin("9520000000036"), nullptr);
  EXPECT_EQ(catalogue->by_gtin("952"), nullptr);
  EXPECT_EQ(catalogue->by_gtin("99"), nullptr);
}

TEST(Catalogue, HasAPriceOnlyWhereTheItemIsSold) {
  const auto catalogue = *Catalogue::make(three_items());
  EXPECT_EQ(catalogue->price(ItemId{10}, currency("JPY")), Money(330, currency("JPY")));
  EXPECT_EQ(catalogue->price(ItemId{11}, currency("JPY")), std::nullopt);
  EXPECT_EQ(catalogue->price(ItemId{10}, currency("USD")), std::nullopt);
  EXPECT_EQ(catalogue->price(ItemId{12}, currency("EUR")), std::nullopt);
  EXPECT_EQ(catalogue->prices(ItemId{11}), std::vector{Money(249, currency("EUR"))});
}

TEST(Catalogue, KnowsNutritionOnlyWhereThereIsSome) {
  const auto catalogue = *Catalogue::make(three_items());
  EXPECT_EQ(catalogue->find(ItemId{10})->nutrition, (Nutrition{190, 1500, 6600, 4000, 1000, 100}));
  EXPECT_EQ(catalogue->find(ItemId{11})->nutrition, std::nullopt);
}

TEST(Catalogue, ListsGtinsThatBeginWithTheDigitsBeforeThoseThatHoldThem) {
  const auto catalogue = *Catalogue::make(three_items());
  const auto ids = [&](std::string_view digits, std::size_t offset, std::size_t count) {
    std::vector<std::int64_t> found;
    for (const auto* hit : catalogue->with_digits(digits, 0, offset, count)) {
      found.push_back(hit->id.value());
    }
    return found;
  };
  EXPECT_EQ(ids("9520000", 0, 10), (std::vector<std::int64_t>{11, 10, 70}));
  EXPECT_EQ(ids("9520000", 1, 1), (std::vector<std::int64_t>{10}));
  EXPECT_EQ(ids("0035", 0, 10), (std::vector<std::int64_t>{10}));
  EXPECT_TRUE(catalogue->with_digits("9520000", 4, 0, 10).empty());
}

TEST(Catalogue, RefusesRowsThatCannotBe) {
  const auto refused = [](auto spoil) {
    auto rows = three_items();
    spoil(rows);
    const auto made = Catalogue::make(std::move(rows));
    return made ? std::string("accepted") : made.error().reason;
  };
  EXPECT_THAT(refused([](auto& rows) { rows.items[1].category_id = 4; }), testing::HasSubstr("11"));
  EXPECT_THAT(refused([](auto& rows) { rows.items[1].id = ItemId{10}; }), testing::HasSubstr("order"));
  EXPECT_THAT(refused([](auto& rows) { rows.currencies[0] = "EUX"; }), testing::HasSubstr("EUX"));
  EXPECT_THAT(refused([](auto& rows) { rows.minor.pop_back(); }), testing::HasSubstr("price"));
  EXPECT_THAT(refused([](auto& rows) { rows.items[0].nutrition.pop_back(); }), testing::HasSubstr("10"));
}

}  // namespace
}  // namespace darkstore::catalog
