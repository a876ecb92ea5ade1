#pragma once

#include <QList>
#include <QString>
#include <functional>

#include "console/pages/entry/entry_rows.h"
#include "darkstore/v1/nearby.pb.h"
#include "darkstore/v1/order.pb.h"

namespace darkstore::console {

/// Answers of Nearby and Order as rows and words.

[[nodiscard]] ReachRow reachRow(const v1::ReachCandidate& candidate);
/// "10,000 → 55 → 5 → 4"
[[nodiscard]] QString funnelText(const v1::FindReachResponse& reach);
/// "Out of stock", "Nobody is near", ...
[[nodiscard]] QString refusalText(v1::RefusalReason reason);
/// Where the time of an order went; parts that were not measured are left out.
[[nodiscard]] QList<TimePart> timeParts(const v1::Timing& timing);
/// "6 min", "< 1 min"
[[nodiscard]] QString minutesText(double minutes);

/// Names by id, where an answer has ids only.
using NameOf = std::function<QString(std::int64_t)>;
[[nodiscard]] QList<PlannedPart> plannedParts(const v1::PlanOrderResponse& plan, const NameOf& itemName,
                                              std::int64_t nowMs);
/// @param seen  units of the item that the plan saw; -1 when it did not
[[nodiscard]] OutcomeRow outcomeRow(const v1::LineOutcome& line, int seen, const NameOf& itemName,
                                    const NameOf& dcCode);

}  // namespace darkstore::console
