#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <vector>

#include "shared/deadline.h"
#include "shared/ids.h"
#include "shared/result.h"

namespace darkstore::ordering {

/// What the cached view says of one row. quantity 0 and version 0: no such row.
struct SeenRow {
  std::int32_t quantity = 0;
  std::int64_t version = 0;
  std::chrono::milliseconds age{};
};

/// The cached view that plans are made on. It never grants and never refuses.
class StockView {
 public:
  virtual ~StockView() = default;
  /// @return one row a key, same order
  [[nodiscard]] virtual Result<std::vector<SeenRow>> see(std::span<const ShelfKey> keys, Deadline until) = 0;
};

}  // namespace darkstore::ordering
