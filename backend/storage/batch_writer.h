#pragma once

// Inside storage only: this header brings libpqxx along.

#include "backend/storage/order_store.h"
#include "backend/storage/session.h"

namespace darkstore::storage {

/// Writes what a batch decided, set by set: stock, ledger, orders, fulfilments, attempts, notices. Throws
/// what libpqxx throws; aborts on a bug (a row that moved although it is locked).
void write_batch(Transaction& tx, const BatchWrites& writes, WallTime now);

}  // namespace darkstore::storage
