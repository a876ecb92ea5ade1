#pragma once

#include <QList>
#include <QString>
#include <QStringList>
#include <cstdint>
#include <span>

namespace darkstore::v1 {
class LedgerEntry;
}

namespace darkstore::console {

/// A row's quantity over a span of time, ready to be drawn as steps.
struct ShelfHistory {
  QList<qreal> values;       ///< evenly spaced over the span, oldest first; NaN before the oldest entry known
  QStringList timeLabels;    ///< five, evenly spaced
  QList<qreal> scaleValues;  ///< 0, half, top
  QStringList scaleLabels;
  qreal top = 1;  ///< of the scale: a round number at or above every value
};

/// Samples the ledger's steps. @param newestFirst  the row's entries; @param now, span  milliseconds
[[nodiscard]] ShelfHistory shelfHistory(std::span<const v1::LedgerEntry> newestFirst, std::int64_t now,
                                        std::int64_t span);

}  // namespace darkstore::console
