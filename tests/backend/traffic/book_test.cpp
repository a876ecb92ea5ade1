#include "backend/traffic/book.h"

#include <gtest/gtest.h>

namespace darkstore::traffic {
namespace {

constexpr ShelfKey kMilk{DcId{7}, ItemId{1}};
constexpr ShelfKey kBread{DcId{7}, ItemId{2}};

TEST(Book, FindsTheUnitThatWasSoldTwice) {
  Book book;
  book.open(kMilk, 3, 1);
  book.sold(kMilk, 2, 2);
  book.sold(kMilk, 1, 3);
  EXPECT_EQ(book.totals().oversold, 0);
  book.sold(kMilk, 1, 4);
  EXPECT_EQ(book.totals().oversold, 1);
  EXPECT_EQ(book.oversold_rows(), std::vector{kMilk});
}

TEST(Book, NeverSetsOneRowsSlackAgainstAnother) {
  Book book;
  book.open(kMilk, 100, 1);
  book.open(kBread, 1, 1);
  book.sold(kBread, 3, 2);
  book.sold(kMilk, 1, 2);
  EXPECT_EQ(book.totals().oversold, 2);
  EXPECT_EQ(book.totals().rows_checked, 2);
}

TEST(Book, LetsReceiptsAndReturnsBeSold) {
  Book book;
  book.open(kMilk, 1, 1);
  book.received(kMilk, 5);
  book.sold(kMilk, 6, 3);
  EXPECT_EQ(book.totals().oversold, 0);
  book.returned(kMilk, 6);
  book.sold(kMilk, 6, 5);
  EXPECT_EQ(book.totals().oversold, 0);
  book.sold(kMilk, 1, 6);
  EXPECT_EQ(book.totals().oversold, 1);
}

TEST(Book, LeavesOutASaleThatTheOpeningAlreadyKnew) {
  Book book;
  book.open(kMilk, 0, 5);
  book.sold(kMilk, 2, 5);
  EXPECT_EQ(book.totals().oversold, 0);
  EXPECT_EQ(book.totals().rows_checked, 0);
  book.sold(kMilk, 2, 6);
  EXPECT_EQ(book.totals().oversold, 2);
}

TEST(Book, KeepsTheFirstOpening) {
  Book book;
  book.open(kMilk, 1, 1);
  book.sold(kMilk, 1, 2);
  book.open(kMilk, 100, 9);
  book.sold(kMilk, 1, 10);
  EXPECT_EQ(book.totals().oversold, 1);
  EXPECT_EQ(book.opening_version(kMilk), 1);
}

TEST(Book, CountsApartWhatItCannotCheck) {
  Book book;
  book.sold(kMilk, 4, 2);
  EXPECT_EQ(book.totals().units_unchecked, 4);
  EXPECT_EQ(book.totals().units_sold, 4);
  EXPECT_EQ(book.totals().rows_checked, 0);
  EXPECT_EQ(book.totals().oversold, 0);
}

}  // namespace
}  // namespace darkstore::traffic
