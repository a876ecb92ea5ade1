#include "backend/seed/stock.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <thread>
#include <tuple>

namespace darkstore::seed {
namespace {

constexpr int kItems = 10'000;
constexpr std::int64_t kConsole = 5'000;

// Ids run against the ranks, so that one taken for the other shows.
std::vector<StockedItem> items() {
  std::vector<StockedItem> all;
  for (int id = 1; id <= kItems; ++id) {
    all.push_back({ItemId{id}, kItems + 1 - id, id % 30 + 1, id == kConsole});
  }
  return all;
}

struct Row {
  std::int64_t item;
  std::int32_t quantity;
  std::int32_t low_below;
  std::string bin;
  bool operator==(const Row&) const = default;
};

std::vector<Row> rows(const Stock& stock, std::int32_t dc, bool launches = false) {
  std::vector<Row> found;
  stock.of(DcId{dc}, launches, [&](const storage::SeedStock& row) {
    EXPECT_EQ(row.key.dc, DcId{dc});
    found.push_back({row.key.item.value(), row.quantity, row.low_below, std::string(row.bin)});
  });
  return found;
}

constexpr Breadth kWide{800, 400, 10'000};

TEST(Stock, IsTheSameWhateverTheOrderAndTheThread) {
  const Stock stock(1, items(), kWide);
  const auto first = rows(stock, 7);
  static_cast<void>(rows(stock, 8));
  std::vector<Row> elsewhere;
  std::thread([&] { elsewhere = rows(Stock(1, items(), kWide), 7); }).join();
  EXPECT_EQ(rows(stock, 7), first);
  EXPECT_EQ(elsewhere, first);
}

TEST(Stock, DiffersBetweenDcsAndSeeds) {
  const Stock stock(1, items(), kWide);
  EXPECT_NE(rows(stock, 7), rows(stock, 8));
  EXPECT_NE(rows(stock, 7), rows(Stock(2, items(), kWide), 7));
}

TEST(Stock, HoldsTheBestSellersEverywhereAndOthersTheRarerTheLessTheySell) {
  const Stock stock(1, items(), kWide);
  std::map<std::int64_t, int> dcs_by_rank;
  double sum = 0;
  for (int dc = 1; dc <= 100; ++dc) {
    const auto found = rows(stock, dc);
    sum += static_cast<double>(found.size());
    for (const auto& row : found) {
      ++dcs_by_rank[kItems + 1 - row.item];
    }
  }
  EXPECT_NEAR(sum / 100, 800, 10);
  EXPECT_NEAR(stock.rows_expected(), 800, 1);
  for (int rank = 1; rank <= 400; ++rank) {
    EXPECT_EQ(dcs_by_rank[rank], 100) << rank;
  }
  const auto carried = [&](int from, int to) {
    int dcs = 0;
    for (int rank = from; rank < to; ++rank) {
      dcs += dcs_by_rank[rank];
    }
    return dcs;
  };
  EXPECT_GT(carried(401, 901), 3 * carried(5'001, 5'501));
  EXPECT_GT(carried(9'001, 10'001), 0);
}

TEST(Stock, GoesNoFurtherThanItsReach) {
  for (const auto& row : rows(Stock(1, items(), {57, 30, 500}), 3)) {
    EXPECT_LE(kItems + 1 - row.item, 500);
  }
}

TEST(Stock, IsSortedByItemAndPlausible) {
  const Stock stock(1, items(), kWide);
  int low_or_out = 0;
  int all = 0;
  for (int dc = 1; dc <= 50; ++dc) {
    std::int64_t before = 0;
    for (const auto& row : rows(stock, dc)) {
      EXPECT_GT(row.item, before);
      before = row.item;
      EXPECT_GE(row.quantity, 0);
      EXPECT_LE(row.quantity, 200);
      EXPECT_TRUE(row.bin.size() == 4 && row.bin[0] >= 'A' && row.bin[0] <= 'Z' && row.bin[1] == '-')
          << row.bin;
      EXPECT_NE(row.bin.substr(2), "00");
      low_or_out += row.quantity <= row.low_below ? 1 : 0;
      ++all;
    }
  }
  // About 2 %, and 16 % in three of two hundred DCs: nobody starts in trouble.
  EXPECT_GT(low_or_out, all / 100);
  EXPECT_LT(low_or_out, all * 4 / 100);
}

TEST(Stock, HasFromTenToTwoHundredOfABestseller) {
  std::vector<int> amounts;
  const Stock stock(1, items(), {57, 30, 100});
  for (int dc = 1; dc <= 200; ++dc) {
    for (const auto& row : rows(stock, dc)) {
      if (row.quantity > row.low_below) {
        amounts.push_back(row.quantity);
      }
    }
  }
  EXPECT_GE(*std::ranges::min_element(amounts), 10);
  EXPECT_GT(*std::ranges::max_element(amounts), 180);
  EXPECT_LE(*std::ranges::max_element(amounts), 200);
}

TEST(Stock, HasTenOfTheLaunchedItemWhereItIsLaunchedAndNoneElsewhere) {
  const Stock stock(1, items(), kWide);
  const auto console = [&](bool launches) {
    const auto found = rows(stock, 14, launches);
    const auto at = std::ranges::find(found, kConsole, &Row::item);
    return at == found.end() ? 0 : at->quantity;
  };
  EXPECT_EQ(console(true), Stock::kLaunchUnits);
  EXPECT_EQ(console(false), 0);
}

TEST(Stock, OfNoBreadthIsEmpty) {
  const Stock stock(1, items(), {});
  EXPECT_TRUE(rows(stock, 1, true).empty());
  EXPECT_EQ(stock.rows_expected(), 0);
}

}  // namespace
}  // namespace darkstore::seed
