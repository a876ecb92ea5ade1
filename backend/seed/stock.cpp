#include "backend/seed/stock.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string_view>

namespace darkstore::seed {
namespace {

constexpr double kSurely = 0x1p32;
constexpr std::int32_t kBinsAnAisle = 99;
constexpr int kAisles = 26;

// How often a row is low or out at the opening; an operator's eye goes to the few DCs where it is often.
constexpr double kScarcityUsual = 0.02;
constexpr double kScarcityOfPoorDcs = 0.16;
constexpr double kPoorDcs = 0.015;
constexpr double kOutOfTheLow = 0.25;

struct Amounts {
  std::int32_t fewest;
  std::int32_t most;
  std::int32_t low_below;
};

// By how much of the catalogue sells better: the first percent turns over several times a day.
Amounts amounts_of(double rank_share) {
  if (rank_share <= 0.01) {
    return {20, 200, 12};
  }
  return rank_share <= 0.05 ? Amounts{10, 80, 6} : Amounts{4, 36, 3};
}

// Past the core an item is carried by c / rank of the DCs; c makes the sum of it what the breadth asks for.
double tail_weight(const Breadth& breadth) {
  double harmonic = 0;
  for (int rank = breadth.core + 1; rank <= breadth.reach; ++rank) {
    harmonic += 1.0 / rank;
  }
  return harmonic > 0 ? (breadth.items - breadth.core) / harmonic : 0;
}

}  // namespace

Stock::Stock(std::int64_t seed, const std::vector<StockedItem>& items, Breadth breadth)
    : carried_(seed, "carried"), amount_(seed, "amount"), place_(seed, "place") {
  if (breadth.items == 0) {
    return;
  }
  const auto weight = tail_weight(breadth);
  for (const auto& item : items) {
    const auto chance = item.popularity <= breadth.core    ? 1.0
                        : item.popularity <= breadth.reach ? std::min(1.0, weight / item.popularity)
                                                           : 0.0;
    if (chance == 0 && !item.launch) {
      continue;
    }
    const auto amounts = amounts_of(static_cast<double>(item.popularity) / static_cast<double>(items.size()));
    candidates_.push_back({.id = item.id,
                           .chance = static_cast<std::uint64_t>(chance * kSurely),
                           .fewest = amounts.fewest,
                           .most = amounts.most,
                           .low_below = amounts.low_below,
                           .aisle = static_cast<char>('A' + item.category_id % kAisles),
                           .launch = item.launch});
    rows_expected_ += item.launch ? 0 : chance;
  }
}

std::int32_t Stock::quantity(const Candidate& candidate, double scarcity, DcId dc) const {
  const auto luck = amount_.unit(dc.value(), candidate.id.value());
  if (luck < scarcity * kOutOfTheLow) {
    return 0;
  }
  if (luck < scarcity) {
    const auto share = (luck / scarcity - kOutOfTheLow) / (1 - kOutOfTheLow);
    return 1 + static_cast<std::int32_t>(share * candidate.low_below);
  }
  // Squared: most shelves are nearer to their least than to their most.
  const auto share = std::pow((luck - scarcity) / (1 - scarcity), 2);
  return candidate.fewest + static_cast<std::int32_t>(share * (candidate.most - candidate.fewest + 1));
}

void Stock::of(DcId dc, bool launches, const std::function<void(const storage::SeedStock&)>& sink) const {
  const auto scarcity = amount_.unit(dc.value()) < kPoorDcs ? kScarcityOfPoorDcs : kScarcityUsual;
  char bin[] = "A-00";
  for (const auto& candidate : candidates_) {
    const auto carried = candidate.launch
                             ? launches
                             : carried_.roll(dc.value(), candidate.id.value()) >> 32U < candidate.chance;
    if (!carried) {
      continue;
    }
    const auto number = place_.between(1, kBinsAnAisle, dc.value(), candidate.id.value());
    bin[0] = candidate.aisle;
    bin[2] = static_cast<char>('0' + number / 10);
    bin[3] = static_cast<char>('0' + number % 10);
    sink({.key = {dc, candidate.id},
          .quantity = candidate.launch ? kLaunchUnits : quantity(candidate, scarcity, dc),
          .low_below = candidate.launch ? 0 : candidate.low_below,
          .bin = std::string_view(bin, 4)});
  }
}

}  // namespace darkstore::seed
