#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "backend/seed/dice.h"
#include "backend/seed/scale.h"
#include "backend/storage/seed_writer.h"
#include "shared/ids.h"

namespace darkstore::seed {

/// What decides where an item lies and how much of it there is.
struct StockedItem {
  ItemId id;
  std::int32_t popularity = 0;  ///< rank, 1 sells most
  std::int32_t category_id = 0;
  bool launch =
      false;  ///< fought over at its launch: ten units in one DC a metro with full shelves, none elsewhere
};

/// What lies on the shelves of the DCs of one breadth at the opening. The same for the same seed, whatever
/// the order of the questions. Thread-safe.
class Stock {
 public:
  /// @param items by id; ranks are 1..items.size(), each once
  Stock(std::int64_t seed, const std::vector<StockedItem>& items, Breadth breadth);

  /// Rows of one DC, by item id.
  /// @param launches whether the items that are launched lie here
  void of(DcId dc, bool launches, const std::function<void(const storage::SeedStock&)>& sink) const;

  /// Rows of a DC, on average.
  [[nodiscard]] double rows_expected() const { return rows_expected_; }

  static constexpr std::int32_t kLaunchUnits = 10;

 private:
  struct Candidate {
    ItemId id;
    std::uint64_t chance = 0;  ///< of 2^32
    std::int32_t fewest = 0;
    std::int32_t most = 0;
    std::int32_t low_below = 0;
    char aisle = 'A';
    bool launch = false;
  };
  [[nodiscard]] std::int32_t quantity(const Candidate& candidate, double scarcity, DcId dc) const;

  Dice carried_;
  Dice amount_;
  Dice place_;
  std::vector<Candidate> candidates_;  ///< by id
  double rows_expected_ = 0;
};

}  // namespace darkstore::seed
