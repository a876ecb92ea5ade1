#pragma once

#include <functional>
#include <optional>
#include <variant>

#include "console/client/client.h"
#include "darkstore/v1/inventory.pb.h"

namespace darkstore::console {

/// One mutating call on a shelf. Its request id makes it safe to send again.
using StockChange = std::variant<std::monostate, v1::ReceiveRequest, v1::CountRequest, v1::AdjustRequest,
                                 v1::SetLockModeRequest>;

/// What a change did.
struct StockChangeDone {
  std::optional<v1::InventoryRow> row;  ///< as it is now; none after a change of mode
  int delta = 0;
  bool shortPick = false;
};

/// Sends a change. @param context  when it is destroyed first, the answer is dropped
void sendChange(Client& client, QObject* context, const StockChange& change,
                std::function<void(Result<StockChangeDone>)> then);

/// The change that takes another back: an adjustment by the opposite delta with reason UNDO, or the mode as
/// it was.
/// @param before  the row before the change; @param delta  what the change added
/// @return monostate where there is nothing to take back
[[nodiscard]] StockChange undoOf(const StockChange& change, const v1::InventoryRow& before, int delta);

}  // namespace darkstore::console
