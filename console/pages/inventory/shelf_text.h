#pragma once

#include <QString>

#include "darkstore/v1/common.pb.h"

namespace darkstore::v1 {
class InventoryRow;
class LedgerEntry;
}  // namespace darkstore::v1

namespace darkstore::console {

/// Words and tones of a shelf's rows, for models.

/// "Deli Lane · 250 g"
[[nodiscard]] QString brandSize(const v1::InventoryRow& row);
/// A Tone: Bad when nothing is left, Warn when it is low, else Neutral.
[[nodiscard]] int stockTone(const v1::InventoryRow& row);
/// "12:42:05 sold 1", "12:38:11 sold out", "12:40:12 adjusted −1"; "–" when nothing happened since it opened.
[[nodiscard]] QString lastChange(const v1::InventoryRow& row);
/// "Sold", "Received": a ledger kind as a word.
[[nodiscard]] QString kindText(v1::LedgerKind kind);
/// The Tone of a ledger kind: Ok adds by delivery, Warn corrects, Neutral sells.
[[nodiscard]] int kindTone(v1::LedgerKind kind);
/// "order 3D8P-77A1", "delivery 55102", "damaged · R. Matos": what stands behind an entry.
[[nodiscard]] QString entryNote(const v1::LedgerEntry& entry);
/// A LockMode of the controls, and back.
[[nodiscard]] int lockModeOf(v1::LockMode mode);
[[nodiscard]] v1::LockMode protoModeOf(int lockMode);

}  // namespace darkstore::console
