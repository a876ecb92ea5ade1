#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "shared/deadline.h"
#include "shared/ids.h"
#include "shared/result.h"

namespace darkstore::storage {

/// A cached inventory row. version 0 with quantity 0: the DC has no row of the item.
struct CachedRow {
  std::int32_t quantity = 0;
  std::int64_t version = 0;
  std::chrono::steady_clock::time_point as_of;  ///< it held everything acknowledged before this moment
};

/// A row to be cached.
struct CacheRefill {
  ShelfKey key;
  CachedRow row;
};

struct CacheOptions {
  std::string socket_path;
  std::string user = "darkstore";
  std::string password;
  std::string admin_user = "admin";  ///< only to load the function library
  std::string admin_password;
  std::string functions;                       ///< text of resources/valkey/darkstore.lua
  std::size_t connections = 4;                 ///< 1..64
  std::chrono::milliseconds call_max{50};      ///< longest a call may take, whatever the caller's deadline
  std::chrono::milliseconds retry_every{500};  ///< how often one call tries again while Valkey is away
  std::chrono::milliseconds keep{60'000};      ///< an entry vanishes when its first value is this old
  std::chrono::milliseconds refill_age_max{5'000};  ///< an older value is not taken
};

/// Valkey, seen as a map from inventory row to its newest known value. Nothing is ever deleted: the entry
/// carries its version and a write takes effect only if it is newer, so a late refill cannot put an older
/// number back. A write never extends an entry's life, so whatever is wrong in it is gone after `keep`.
/// Thread-safe.
///
/// Layout: one key an inventory row, "stock:<dc>:<item>". Measured against blocks of neighbouring items: a
/// menu page of 20 items at 5 DCs takes 55 us as keys, 149 us as blocks of 64 and 1208 us as blocks of 512,
/// because a page in order of popularity is scattered over the ids; and a block can expire only as a whole.
/// (Neighbours: 58, 40 and 107 us.)
class CacheClient {
 public:
  explicit CacheClient(CacheOptions options);
  ~CacheClient();
  CacheClient(const CacheClient&) = delete;
  CacheClient& operator=(const CacheClient&) = delete;

  /// One round trip.
  /// @return one a key, same order; none where nothing useful is cached. kUnavailable at once while Valkey
  ///         is away
  [[nodiscard]] Result<std::vector<std::optional<CachedRow>>> read(std::span<const ShelfKey> keys,
                                                                   Deadline until);

  /// Caches each row if it is newer than what is there and not older than refill_age_max. One round trip.
  /// @return how many were taken
  [[nodiscard]] Result<int> put_if_newer(std::span<const CacheRefill> rows, Deadline until);

  /// False while calls fail at once.
  [[nodiscard]] bool reachable() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace darkstore::storage
