#include "backend/availability/menu.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <thread>

#include "backend/catalog/gtin.h"
#include "backend/storage/catalog_repository.h"
#include "tests/backend/support/postgres_server.h"
#include "tests/backend/support/valkey_server.h"

namespace darkstore::availability {
namespace {

using namespace std::chrono_literals;
using ::darkstore::testing::PostgresServer;
using ::darkstore::testing::ValkeyServer;

constexpr ShardId kShard{1};
constexpr std::int64_t kItems = 300;

Deadline soon() {
  return within(10s);
}

std::optional<ShardId> shard_of(DcId dc) {
  return dc.value() < 100 ? std::optional(kShard) : std::nullopt;
}

std::string gtin_of(std::int64_t item) {
  const auto twelve = std::to_string(400'000'000'000 + item);
  return twelve + catalog::gtin_check_digit(twelve);
}

// Popularity runs against the ids; items 10, 20, 30 .. are of category 2.
std::shared_ptr<const catalog::Catalogue> catalogue() {
  storage::CatalogRows rows;
  rows.categories = {{.id = 1, .name = "dairy", .picture = "milk"},
                     {.id = 2, .name = "tea", .picture = "leaf"}};
  for (std::int64_t item = 1; item <= kItems; ++item) {
    rows.items.push_back({.id = ItemId{item},
                          .gtin = gtin_of(item),
                          .name = "item",
                          .brand = "brand",
                          .size = "1 l",
                          .category_id = item % 10 == 0 ? 2 : 1,
                          .popularity = static_cast<std::int32_t>(kItems + 1 - item),
                          .nutrition = {}});
  }
  return catalog::Catalogue::make(std::move(rows)).value();
}

class MenuOf : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    shared = std::make_unique<PostgresServer>(PostgresServer::With::kPrimaryOnly);
    shared_cache = std::make_unique<ValkeyServer>();
  }
  static void TearDownTestSuite() {
    shared.reset();
    shared_cache.reset();
  }
  // DC 1 carries the multiples of 2, DC 2 those of 3, DC 3 everything; of every seventh item nobody has any
  // left.
  void SetUp() override {
    valkey.admin({"FLUSHALL"});
    postgres.on_primary(
        "INSERT INTO inventory SELECT dc, item, CASE WHEN item % 7 = 0 THEN 0 ELSE 5 END, 1"
        " FROM generate_series(1, 3) dc, generate_series(1, 300) item"
        " WHERE (dc = 1 AND item % 2 = 0) OR (dc = 2 AND item % 3 = 0) OR dc = 3");
  }
  void TearDown() override { postgres.heal(); }

  static bool carried(std::int64_t item) { return item % 2 == 0 || item % 3 == 0; }

  // All pages, one after the other.
  std::vector<std::int64_t> list(MenuQuery query) {
    std::vector<std::int64_t> items;
    std::optional<std::uint32_t> next = 0;
    while (next) {
      query.from = *next;
      const auto page = menu.page(query, soon());
      if (!page) {
        ADD_FAILURE() << page.error().field << ": " << page.error().reason;
        return items;
      }
      EXPECT_LE(page->items.size(), static_cast<std::size_t>(query.page_size));
      for (const auto& item : page->items) {
        items.push_back(item.item.value());
      }
      next = page->next;
    }
    return items;
  }
  // What list must give: the items that fit, the best sellers first.
  template <class Fits>
  static std::vector<std::int64_t> expected(Fits fits) {
    std::vector<std::int64_t> items;
    for (auto item = kItems; item >= 1; --item) {
      if (fits(item)) {
        items.push_back(item);
      }
    }
    return items;
  }
  void expect_invalid(const MenuQuery& query, std::string_view field) {
    const auto page = menu.page(query, soon());
    ASSERT_FALSE(page.has_value()) << field;
    EXPECT_EQ(page.error().kind, ErrorKind::kInvalidArgument);
    EXPECT_EQ(page.error().field, field);
  }

  static inline std::unique_ptr<PostgresServer> shared;
  static inline std::unique_ptr<ValkeyServer> shared_cache;
  PostgresServer& postgres = *shared;
  ValkeyServer& valkey = *shared_cache;
  storage::Watchdog watchdog;
  storage::WalClock clock;
  storage::Database primary{"primary", postgres.primary(), 4, watchdog};
  storage::StockReader reader{primary, nullptr, clock, 1s};
  storage::CacheClient cache{valkey.options()};
  Availability availability{{}, shard_of, {{kShard, &reader}}, cache};
  std::shared_ptr<const catalog::Catalogue> known = catalogue();
  storage::CatalogRepository repository{primary};  // asked for words only, and no test searches for words
  catalog::Search search{known, repository};
  std::shared_ptr<const MenuOrder> order = std::make_shared<MenuOrder>(known);
  Assortments assortments{{}, order, shard_of, {{kShard, &reader}}};
  Menu menu{order, search, availability, assortments};
  const std::vector<ServingDc> reach{{.dc = DcId{1}, .minutes = 10}, {.dc = DcId{2}, .minutes = 20}};
};

TEST_F(MenuOf, AReachIsEverythingThatAnyDcCarriesTheBestSellersFirst) {
  for (const int page_size : {1, 7, 20, 100}) {
    EXPECT_EQ(list({.reach = reach, .page_size = page_size}), expected(carried)) << page_size << " a page";
  }
}

TEST_F(MenuOf, AReachTellsWhoHasHowMany) {
  const auto page = menu.page({.reach = reach, .page_size = 3}, soon()).value();
  ASSERT_EQ(page.items.size(), 3U);
  EXPECT_EQ(page.items[0].item, ItemId{300});
  EXPECT_EQ(page.items[0].available, 10);
  EXPECT_EQ(page.items[0].at.size(), 2U);
  EXPECT_EQ(page.items[1].item, ItemId{298});
  EXPECT_EQ(page.items[1].at.size(), 1U) << "DC 2 does not carry it";
  EXPECT_EQ(page.report.from_primary, 6);
}

TEST_F(MenuOf, ACategoryIsThatPartOfIt) {
  EXPECT_EQ(list({.reach = reach, .category = 2}), expected([](auto item) { return item % 10 == 0; }));
}

TEST_F(MenuOf, ASearchIsWhatMatchesAndIsCarried) {
  const auto found = list({.reach = reach, .search = "400000000", .page_size = 7});
  const std::set<std::int64_t> each(found.begin(), found.end());
  EXPECT_EQ(each.size(), found.size()) << "nothing twice";
  std::set<std::int64_t> matches;
  for (std::int64_t item = 1; item <= kItems; ++item) {
    if (gtin_of(item).find("400000000") != std::string::npos && carried(item)) {
      matches.insert(item);
    }
  }
  EXPECT_EQ(matches.size(), 200U) << "of 300 matches, more than are looked through at once";
  EXPECT_EQ(each, matches);
}

TEST_F(MenuOf, InStockOnlyLeavesOutWhatIsSoldOut) {
  for (const int page_size : {1, 7, 100}) {
    EXPECT_EQ(list({.reach = reach, .page_size = page_size, .in_stock_only = true}),
              expected([](auto item) { return carried(item) && item % 7 != 0; }))
        << page_size << " a page";
  }
}

TEST_F(MenuOf, NobodyIsEmpty) {
  EXPECT_TRUE(list({.reach = {}}).empty());
}

TEST_F(MenuOf, WrongQuestionsAreRefusedByField) {
  expect_invalid({.reach = reach, .page_size = 0}, "page_size");
  expect_invalid({.reach = reach, .page_size = 101}, "page_size");
  expect_invalid({.reach = reach, .category = 9}, "category_id");
  const std::string long_text(101, 'x');
  expect_invalid({.reach = reach, .search = long_text}, "search");
  expect_invalid({.reach = reach, .search = "4000", .from = 10'001}, "page_token");
}

TEST_F(MenuOf, ANewRowIsListedAsSoonAsItsChangeIsHeard) {
  const std::vector<ServingDc> two{{.dc = DcId{2}, .minutes = 20}};
  ASSERT_EQ(list({.reach = two}), expected([](auto item) { return item % 3 == 0; }));
  postgres.on_primary("INSERT INTO inventory VALUES (2, 100, 9, 1)");
  EXPECT_EQ(list({.reach = two}).size(), 100U) << "nobody has said so yet";
  const storage::StockChange opening{
      .key = {DcId{2}, ItemId{100}}, .version = 1, .quantity = 9, .delta = 9, .kind = 1};
  assortments.on_changes(kShard, {&opening, 1}, WallTime{});
  EXPECT_EQ(list({.reach = two}), expected([](auto item) { return item % 3 == 0 || item == 100; }));
}

TEST_F(MenuOf, AfterAGapAssortmentsAreReadAgain) {
  const std::vector<ServingDc> two{{.dc = DcId{2}, .minutes = 20}};
  ASSERT_EQ(list({.reach = two}).size(), 100U);
  postgres.on_primary("INSERT INTO inventory VALUES (2, 100, 9, 1)");
  assortments.on_gap(kShard);
  EXPECT_EQ(list({.reach = two}).size(), 101U);
}

TEST_F(MenuOf, AnAssortmentOutlivesItsDatabase) {
  ASSERT_EQ(assortments.carried_by(std::vector{DcId{2}}, soon())->first_from(0), 0U);
  postgres.kill_primary();
  assortments.on_gap(kShard);
  EXPECT_TRUE(assortments.carried_by(std::vector{DcId{2}}, soon()).has_value());
  const auto unknown = assortments.carried_by(std::vector{DcId{1}}, soon());
  ASSERT_FALSE(unknown.has_value());
  EXPECT_EQ(unknown.error().kind, ErrorKind::kUnavailable);
  EXPECT_EQ(assortments.carried_by(std::vector{DcId{500}}, soon()).error().kind, ErrorKind::kNotFound);
}

TEST_F(MenuOf, ManyDcsKeepToTheBoundOfAssortments) {
  Assortments two_only({.dcs_max = 2}, order, shard_of, {{kShard, &reader}});
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 30; ++i) {
        const DcId dc{1 + (i + t) % 3};
        const auto carried = two_only.carried_by(std::vector{dc}, soon());
        ASSERT_TRUE(carried.has_value()) << carried.error().reason;
        EXPECT_EQ(carried->has(*order->place(ItemId{1})), dc == DcId{3});
      }
    });
  }
  for (auto& thread : threads) {
    thread.join();
  }
}

TEST(ItemSet, FindsItsMembersInOrder) {
  ItemSet set(200);
  for (const std::size_t place : {0U, 63U, 64U, 130U, 199U}) {
    set.add(place);
  }
  std::vector<std::size_t> found;
  for (auto place = set.first_from(0); place; place = set.first_from(*place + 1)) {
    found.push_back(*place);
  }
  EXPECT_EQ(found, (std::vector<std::size_t>{0, 63, 64, 130, 199}));
  EXPECT_FALSE(ItemSet(0).first_from(0).has_value());
  EXPECT_FALSE(ItemSet(64).first_from(64).has_value());
}

}  // namespace
}  // namespace darkstore::availability
