#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <vector>

#include "shared/ids.h"

namespace darkstore::availability {

/// Where a number was found; each is asked only for what those before it did not know.
enum class ReadSource : std::uint8_t { kNearCache, kCache, kReplica, kPrimary };

/// What is known of one inventory row. quantity 0 and version 0: the DC has no row of the item.
struct RowView {
  ShelfKey key;
  std::int32_t quantity = 0;
  std::int64_t version = 0;
  std::chrono::milliseconds age{};  ///< it holds everything acknowledged longer ago than this; <= 60 s unless
                                    ///< the primary is away
  ReadSource source = ReadSource::kNearCache;
};

/// A version that a read must not fall behind.
struct RowFloor {
  ShelfKey key;
  std::int64_t version = 0;
  bool operator==(const RowFloor&) const = default;
};

struct ReadOptions {
  std::span<const RowFloor> at_least{};  ///< sorted by key, each once; of a read token
  bool from_primary = false;             ///< ask no cache and no replica
};

/// How a read was answered.
struct ReadReport {
  int from_near_cache = 0;
  int from_cache = 0;
  int from_replica = 0;
  int from_primary = 0;
  int replica_lag_ms = -1;  ///< of the laggiest replica read; -1 when none was
  int oldest_age_ms = 0;
  bool cache_away = false;
};

struct View {
  std::vector<RowView> rows;  ///< one a key, same order
  ReadReport report;
};

}  // namespace darkstore::availability
