#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/ids.h"
#include "shared/result.h"

namespace darkstore::storage {

/// One committed change of one inventory row, as RETURNING gave it.
struct StockChange {
  ShelfKey key;
  std::int64_t version = 0;   ///< after the change, >= 1
  std::int32_t quantity = 0;  ///< after the change, >= 0
  std::int32_t delta = 0;     ///< of the whole transaction, 0 for a count that found what was known
  int kind = 0;               ///< LedgerKind of the contract, 1..99
  bool operator==(const StockChange&) const = default;
};

/// The channel that carries stock changes: NOTIFY inside the transaction that makes them, so that they come
/// out at its COMMIT and only then.
inline constexpr const char* kInventoryChannel = "inventory";

/// Channel with payloads that only the subscribers understand.
inline constexpr const char* kOrdersChannel = "orders";

/// PostgreSQL refuses payloads of 8000 bytes and more.
inline constexpr std::size_t kPayloadBytesMax = 7900;

/// Payloads for kInventoryChannel, in the order given, as few as fit:
/// "dc,item,version,quantity,delta,kind;..".
/// @return none for no changes
[[nodiscard]] std::vector<std::string> encode_changes(std::span<const StockChange> changes);

/// @return kInvalidArgument naming "payload" for anything that encode_changes does not write: a listener
///         that meets it has missed changes and must act as after a gap
[[nodiscard]] Result<std::vector<StockChange>> decode_changes(std::string_view payload);

}  // namespace darkstore::storage
