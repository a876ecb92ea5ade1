#include "console/pages/inventory/shelf_text.h"

#include <QCoreApplication>
#include <cstdlib>

#include "console/client/format.h"
#include "console/controls/vocabulary.h"
#include "darkstore/v1/inventory.pb.h"
#include "darkstore/v1/network.pb.h"
#include "shared/uuid.h"

namespace darkstore::console {
namespace {

QString tr(const char* text) {
  return QCoreApplication::translate("shelf", text);
}

QString joined(const QString& first, const QString& second) {
  return first.isEmpty() || second.isEmpty() ? first + second : first + QStringLiteral(" · ") + second;
}

}  // namespace

QString brandSize(const v1::InventoryRow& row) {
  return joined(QString::fromStdString(row.brand()), QString::fromStdString(row.size()));
}

int stockTone(const v1::InventoryRow& row) {
  if (row.quantity() == 0) {
    return Tone::Bad;
  }
  return row.quantity() <= row.low_below() ? Tone::Warn : Tone::Neutral;
}

QString lastChange(const v1::InventoryRow& row) {
  if (row.changed_at_ms() == 0) {
    return QStringLiteral("–");
  }
  const bool isCorrection = row.last_kind() == v1::COUNTED || row.last_kind() == v1::ADJUSTED;
  const auto units = isCorrection ? formatDelta(row.last_delta()) : formatCount(std::abs(row.last_delta()));
  const auto what = row.last_kind() == v1::SOLD && row.quantity() == 0
                        ? tr("sold out")
                        : kindText(row.last_kind()).toLower() + QLatin1Char(' ') + units;
  return formatClock(row.changed_at_ms()) + QLatin1Char(' ') + what;
}

QString kindText(v1::LedgerKind kind) {
  switch (kind) {
    case v1::OPENING:
      return tr("Opened");
    case v1::SOLD:
      return tr("Sold");
    case v1::RETURNED:
      return tr("Returned");
    case v1::RECEIVED:
      return tr("Received");
    case v1::COUNTED:
      return tr("Counted");
    case v1::ADJUSTED:
      return tr("Adjusted");
    default:
      return tr("Changed");
  }
}

int kindTone(v1::LedgerKind kind) {
  switch (kind) {
    case v1::RECEIVED:
    case v1::RETURNED:
      return Tone::Ok;
    case v1::COUNTED:
    case v1::ADJUSTED:
      return Tone::Warn;
    default:
      return Tone::Neutral;
  }
}

QString entryNote(const v1::LedgerEntry& entry) {
  if (!entry.order_id().empty()) {
    const auto id = Uuid::parse(entry.order_id(), "order_id");
    return tr("order %1").arg(QString::fromStdString(id ? id->short_text() : entry.order_id()));
  }
  return joined(QString::fromStdString(entry.reason()), QString::fromStdString(entry.actor()));
}

int lockModeOf(v1::LockMode mode) {
  return mode == v1::OPTIMISTIC ? LockMode::Optimistic : LockMode::Pessimistic;
}

v1::LockMode protoModeOf(int lockMode) {
  return lockMode == LockMode::Optimistic ? v1::OPTIMISTIC : v1::PESSIMISTIC;
}

}  // namespace darkstore::console
