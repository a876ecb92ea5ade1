#include "backend/ordering/states.h"

#include <gtest/gtest.h>

#include <set>

namespace darkstore::ordering {
namespace {

TEST(States, AllowExactlyTheStepsOfTheDrawing) {
  using S = FulfilmentState;
  const std::set<std::pair<S, S>> drawn{{S::kGranted, S::kPicking},   {S::kPicking, S::kPicked},
                                        {S::kPicked, S::kOnTheWay},   {S::kOnTheWay, S::kDelivered},
                                        {S::kGranted, S::kCancelled}, {S::kPicking, S::kCancelled},
                                        {S::kPicked, S::kCancelled}};
  for (int from = 1; from <= 6; ++from) {
    for (int to = 1; to <= 6; ++to) {
      EXPECT_EQ(allowed(static_cast<S>(from), static_cast<S>(to)),
                drawn.contains({static_cast<S>(from), static_cast<S>(to)}))
          << from << " -> " << to;
    }
  }
}

TEST(States, ReturnStockOnlyBeforeItIsPicked) {
  EXPECT_TRUE(cancel_returns_stock(FulfilmentState::kPicking));
  EXPECT_FALSE(cancel_returns_stock(FulfilmentState::kPicked));
}

}  // namespace
}  // namespace darkstore::ordering
