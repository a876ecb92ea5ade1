#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "shared/result.h"

namespace darkstore::seed {

/// How many different items a DC carries: `core` of the best sellers that every such DC has, the others from
/// the next ones, the rarer the less they sell.
struct Breadth {
  int items = 0;  ///< on average; 0 = an empty shelf
  int core = 0;
  int reach = 0;  ///< the last popularity rank that is carried anywhere
};

/// How much of everything there is.
struct Scale {
  std::string_view name;
  int items = 0;
  int customers = 0;
  Breadth full;       ///< DCs of the three metros with full shelves, 180 in all
  Breadth elsewhere;  ///< the other 9,820
};

inline constexpr std::array kScales{
    // For tests: the whole network, but only three metros have stock. 180 x 30 = 5,400 rows.
    Scale{"small", 500, 2'000, {30, 15, 100}, {0, 0, 0}},
    // 180 x 8,000 + 9,820 x 57 = 2.0 M rows.
    Scale{"default", 100'000, 200'000, {8'000, 4'000, 100'000}, {57, 30, 500}},
    // 180 x 8,000 + 9,820 x 4,945 = 50 M rows.
    Scale{"full", 100'000, 200'000, {8'000, 4'000, 100'000}, {4'945, 2'500, 100'000}},
};

/// @return kInvalidArgument naming "scale" for anything but small, default and full
[[nodiscard]] Result<Scale> parse_scale(std::string_view name);

}  // namespace darkstore::seed
