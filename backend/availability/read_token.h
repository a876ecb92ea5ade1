#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "backend/availability/row_view.h"
#include "backend/storage/wal_clock.h"
#include "shared/ids.h"
#include "shared/result.h"
#include "shared/uuid.h"

namespace darkstore::availability {

/// A list must show a shard's log at least up to here.
struct ShardFloor {
  ShardId shard;
  storage::Lsn lsn;
  bool operator==(const ShardFloor&) const = default;
};

/// What a customer's reads must not fall behind after a purchase.
struct ReadFloors {
  CustomerId customer;
  std::vector<RowFloor> rows{};      ///< sorted by key, each once
  std::vector<ShardFloor> shards{};  ///< for lists of orders
  bool from_primary = false;  ///< more was written than a token holds: read the primary while it is good
  bool operator==(const ReadFloors&) const = default;
};

/// Makes and reads the opaque tokens that carry ReadFloors through the client: base64url text, sealed by
/// HMAC, so any backend with the same secret takes it and nobody else can make one. Thread-safe.
class ReadTokens {
 public:
  static constexpr std::size_t kRowsMax = 1000;
  static constexpr std::chrono::seconds kGoodFor{60};

  /// @param secret  at least 16 bytes, the same at every backend
  explicit ReadTokens(std::string_view secret);

  /// @param floors  rows in any order; the newest version of each counts
  [[nodiscard]] std::string issue(ReadFloors floors, WallTime now) const;

  /// @return no floors for an empty text or a token that is past its time; kInvalidArgument naming
  ///         "read_token" for anything that issue() did not make
  [[nodiscard]] Result<ReadFloors> parse(std::string_view token, WallTime now) const;

 private:
  std::array<unsigned char, 32> key_{};
};

}  // namespace darkstore::availability
