#include "backend/rpc/ledger_codec.h"

namespace darkstore::rpc {

v1::LedgerEntry encode_ledger(const storage::LedgerRow& row, const catalog::Catalogue& catalogue) {
  v1::LedgerEntry entry;
  entry.set_dc_id(row.key.dc.value());
  entry.set_item_id(row.key.item.value());
  if (const auto* item = catalogue.find(row.key.item)) {
    entry.set_item_name(item->name);
  }
  entry.set_version(row.version);
  entry.set_position(row.position);
  entry.set_delta(row.delta);
  entry.set_quantity_after(row.quantity_after);
  entry.set_kind(static_cast<v1::LedgerKind>(row.kind));
  entry.set_order_id(row.order);
  entry.set_request_id(row.request);
  entry.set_reason(row.reason);
  entry.set_actor(row.actor);
  entry.set_at_ms(row.at.time_since_epoch().count());
  return entry;
}

}  // namespace darkstore::rpc
