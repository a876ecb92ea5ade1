#include "backend/catalog/search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <format>
#include <memory>
#include <string>
#include <vector>

#include "backend/storage/catalog_repository.h"
#include "tests/backend/seed/four_databases.h"

namespace darkstore::catalog {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Popularity is the order of the rows: what stands first sells most.
struct Row {
  const char* name;
  const char* brand;
  const char* size;
  int category;
};

const std::vector<Row> kRows{
    {"Whole milk", "Moorfeld", "1 L", 1},        // 1
    {"Milk chocolate", "Cacaolat", "100 g", 2},  // 2
    {"Jalapeño kettle chips", "Ridgeway", "150 g", 2},
    {"Organic oat drink", "Milkwood", "1 L", 1},  // 4
    {"Plain yoghurt", "Halden", "500 g", 1},
    {"Dark chocolate", "Butcher's Row", "100 g", 2},  // 6
    {"Toothpaste", "Dentavia", "75 ml", 3},
    {"Cumberland-style sausages", "Castagno", "8", 1},  // 8
    {"Crème fraîche", "Moorfeld", "200 g", 1},
};

class SearchItems : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    shared = std::make_unique<seed::FourDatabases>();
    shared->sql(
        0, "INSERT INTO category VALUES (1, 'Dairy', 'milk'), (2, 'Sweets', 'bar'), (3, 'Care', 'brush')");
    int id = 0;
    for (const auto& row : kRows) {
      ++id;
      std::string brand = row.brand;
      if (const auto quote = brand.find('\''); quote != std::string::npos) {
        brand.insert(quote, 1, '\'');
      }
      shared->sql(0,
                  std::format("INSERT INTO item (id, gtin, name, brand, size, category_id, popularity) VALUES"
                              " ({0}, '95200000{1:04}{2}', '{3}', '{4}', '{5}', {6}, {0})",
                              id, id * 111, id, row.name, brand, row.size, row.category));
      shared->sql(0, std::format("INSERT INTO item_price VALUES ({}, 'EUR', {})", id, id * 100));
    }
    shared->sql(0,
                "INSERT INTO item_word SELECT DISTINCT word FROM item,"
                " unnest(string_to_array(trim(words), ' ')) word");
  }
  static void TearDownTestSuite() { shared.reset(); }

  SearchItems() : catalogue(*Catalogue::load(repository, within(10s))) {}

  // Ids found, best match first.
  std::vector<std::int64_t> find(std::string_view query, std::int32_t category = 0, int page_size = 100) {
    const auto page = Search(catalogue, repository).search(query, category, page_size, {}, within(10s));
    EXPECT_TRUE(page) << page.error().reason;
    std::vector<std::int64_t> ids;
    for (const auto* item : page ? page->items : std::vector<const Item*>{}) {
      ids.push_back(item->id.value());
    }
    return ids;
  }

  static inline std::unique_ptr<seed::FourDatabases> shared;
  storage::Watchdog watchdog;
  storage::Database directory{"directory", shared->conninfo(0, "darkstore_app"), 2, watchdog};
  storage::CatalogRepository repository{directory};
  std::shared_ptr<const Catalogue> catalogue;
};

TEST_F(SearchItems, FindsWordsThatBeginSoAndTheBestSellersFirst) {
  EXPECT_THAT(find("mil"), ElementsAre(1, 2, 4));
  EXPECT_THAT(find("choc"), ElementsAre(2, 6));
  EXPECT_THAT(find("m"), ElementsAre(1, 2, 4, 7, 9));  // milk, Milkwood, ml, Moorfeld
}

TEST_F(SearchItems, NeedsEveryWordInAnyOrder) {
  EXPECT_THAT(find("chocolate milk"), ElementsAre(2));
  EXPECT_THAT(find("moor wh"), ElementsAre(1));
}

TEST_F(SearchItems, DoesNotMindCaseAccentsOrPunctuation) {
  EXPECT_THAT(find("JALAPENO"), ElementsAre(3));
  EXPECT_THAT(find("jalapeño kettle-chips"), ElementsAre(3));
  EXPECT_THAT(find("creme fraiche"), ElementsAre(9));
  EXPECT_THAT(find("butcher s"), ElementsAre(6));
  EXPECT_THAT(find("style"), ElementsAre(8));
}

TEST_F(SearchItems, ForgivesSpelling) {
  EXPECT_THAT(find("choclate"), ElementsAre(2, 6));
  EXPECT_THAT(find("yogurt"), ElementsAre(5));
  EXPECT_THAT(find("toothpast"), ElementsAre(7));
  EXPECT_THAT(find("tothpaste"), ElementsAre(7));
  EXPECT_THAT(find("organc oat"), ElementsAre(4));
  EXPECT_THAT(find("sausges castagno"), ElementsAre(8));
  EXPECT_THAT(find("darc choclate"), ElementsAre(6));
}

TEST_F(SearchItems, ListsExactBeginningsBeforeLikelyOnes) {
  // "Milkwood" begins with it; "milk" is only like it.
  EXPECT_THAT(find("milkw"), ElementsAre(4, 1, 2));
}

TEST_F(SearchItems, FindsNothingForWhatIsNoWord) {
  for (const auto* query : {"xyzzyx", "%", "_", "\\", "' OR true --", "((([", "🍓", "qqqq milk"}) {
    EXPECT_THAT(find(query), IsEmpty()) << query;
  }
}

TEST_F(SearchItems, KeepsToACategory) {
  EXPECT_THAT(find("mil", 1), ElementsAre(1, 4));
  EXPECT_THAT(find("m", 3), ElementsAre(7));
  EXPECT_THAT(find("choclate", 1), IsEmpty());
  EXPECT_THAT(find("", 2), ElementsAre(2, 3, 6));
}

TEST_F(SearchItems, ListsByIdWithoutAQuery) {
  EXPECT_THAT(find("", 0, 3), ElementsAre(1, 2, 3));
}

TEST_F(SearchItems, FindsDigitsInGtinsAndShortOnesInSizes) {
  EXPECT_THAT(find("9520000001111"), ElementsAre(1));
  EXPECT_THAT(find("0222"), ElementsAre(2));
  EXPECT_THAT(find("500"), ElementsAre(5));
}

TEST_F(SearchItems, TurnsPagesWithoutLosingOrRepeatingAnItem) {
  for (const auto* query : {"", "m", "9520", "milkw"}) {
    const auto all = find(query);
    std::vector<std::int64_t> turned;
    std::optional<SearchCursor> cursor = SearchCursor{};
    while (cursor) {
      const auto page = Search(catalogue, repository).search(query, 0, 2, *cursor, within(10s));
      ASSERT_TRUE(page) << page.error().reason;
      ASSERT_LE(page->items.size(), 2U);
      for (const auto* item : page->items) {
        turned.push_back(item->id.value());
      }
      cursor = page->next;
    }
    EXPECT_EQ(turned, all) << query;
  }
}

TEST_F(SearchItems, RefusesWhatIsOutOfBoundsAndNamesIt) {
  const auto field = [&](std::string_view query, std::int32_t category, int page_size, SearchCursor cursor) {
    const auto page = Search(catalogue, repository).search(query, category, page_size, cursor, within(10s));
    return page ? "accepted" : page.error().field;
  };
  EXPECT_EQ(field(std::string(101, 'a'), 0, 20, {}), "query");
  EXPECT_EQ(field(std::string(100, 'a'), 0, 20, {}), "accepted");
  EXPECT_EQ(field("milk", 4, 20, {}), "category_id");
  EXPECT_EQ(field("milk", -1, 20, {}), "category_id");
  EXPECT_EQ(field("milk", 0, 0, {}), "page_size");
  EXPECT_EQ(field("milk", 0, 1'001, {}), "page_size");
  EXPECT_EQ(field("milk", 0, 20, {-1}), "page_token");
  EXPECT_EQ(field("milk", 0, 20, {10'001}), "page_token");
  EXPECT_EQ(field("milk", 0, 1'000, {10'000}), "accepted");
}

TEST_F(SearchItems, ReadsThePricesOfTheDirectory) {
  EXPECT_EQ(catalogue->items().size(), kRows.size());
  EXPECT_EQ(catalogue->price(ItemId{3}, *Currency::parse("EUR"))->minor(), 300);
  EXPECT_EQ(catalogue->find(ItemId{3})->name, "Jalapeño kettle chips");
}

TEST_F(SearchItems, NamesTheMissingSeed) {
  const seed::FourDatabases empty;
  storage::Database other("directory", empty.conninfo(0, "darkstore_app"), 1, watchdog);
  storage::CatalogRepository nothing(other);
  const auto loaded = Catalogue::load(nothing, within(10s));
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().kind, ErrorKind::kFailedPrecondition);
  EXPECT_THAT(loaded.error().reason, HasSubstr("seed"));
}

}  // namespace
}  // namespace darkstore::catalog
