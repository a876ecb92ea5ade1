#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "backend/storage/database.h"
#include "shared/ids.h"
#include "shared/result.h"

namespace darkstore::storage {

/// A shard to be recounted, on its primary: a replica may not have what was acknowledged.
struct CheckTarget {
  ShardId shard;
  std::string name;
  Database& primary;  ///< two connections are enough
};

struct CheckOptions {
  /// Everything there is. Otherwise what was written since the last check that found no difference, and the
  /// next kRowsARound inventory rows, so that those which nobody touches come round as well.
  bool full = false;
  /// Rows and ledger entries that one statement may read, at least 100.
  std::int64_t slice_max = 100'000;
  /// An older prepared transaction is left over: one that is being committed lives for milliseconds.
  std::chrono::seconds prepared_age_max{10};
};

/// What was counted in one shard, and what is wrong with it.
struct ShardCheck {
  ShardId shard;
  std::string name;
  std::int64_t inventory_rows = 0;  ///< recounted from balance and ledger
  std::int64_t ledger_entries = 0;  ///< chained: version, quantity before and after, the order they belong to
  std::int64_t orders = 0;          ///< held against their fulfilments, ledger entries and attempts
  std::int64_t attempts = 0;        ///< held against their orders
  std::int64_t differences = 0;     ///< a row that two rules find wrong counts twice
  std::vector<std::string> samples;  ///< the first of them, each naming its row; at most kSamplesMax

  [[nodiscard]] std::int64_t counted() const { return inventory_rows + ledger_entries + orders + attempts; }
};

inline constexpr std::size_t kSamplesMax = 50;
inline constexpr int kRowsARound = 50'000;

/// What a recount of all shards found.
struct CheckReport {
  std::vector<ShardCheck> shards;

  [[nodiscard]] std::int64_t counted() const;
  [[nodiscard]] std::int64_t differences() const;
};

/// Recounts shards beside each other, in SQL, while they serve. Each statement sees one moment and takes
/// seconds at most: a slice that takes longer is cut in halves, so no snapshot holds vacuum up, and memory
/// stays bounded.
///  - balance + ledger = inventory; versions without gap from the balance's on; every quantity follows from
///  the one
///    before and none is negative; no row of one table without the others
///  - an order's granted lines = its fulfilments = what the ledger sold under its id; what was cancelled
///  before it was
///    picked came back, nothing else did; every sale and return belongs to a fulfilment
///  - a placed attempt has its order and an order its attempt; other attempts have none; a key stands on its
///  own day
///  - no prepared transaction is left over
/// An error means that the check itself failed; a difference is no error.
[[nodiscard]] Result<CheckReport> check(std::span<const CheckTarget> targets, CheckOptions options);

}  // namespace darkstore::storage
