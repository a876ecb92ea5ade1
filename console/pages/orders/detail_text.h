#pragma once

#include <QList>

#include "console/pages/orders/detail_rows.h"
#include "darkstore/v1/order.pb.h"

namespace darkstore::console {

/// An order's answer as rows.
[[nodiscard]] QList<DetailLine> detailLines(const v1::Order& order);
[[nodiscard]] QList<DetailPart> detailParts(const v1::Order& order);
/// The steps up to the answer with how long each took, then what happened on shelf and street with when.
[[nodiscard]] QList<DetailStep> detailSteps(const v1::Order& order);
/// "13 min": from placing to the last delivery; "–" while something is under way.
[[nodiscard]] QString doorToDoor(const v1::Order& order);

}  // namespace darkstore::console
