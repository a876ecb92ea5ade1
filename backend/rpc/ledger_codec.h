#pragma once

#include "backend/catalog/catalogue.h"
#include "backend/storage/inventory_repository.h"
#include "darkstore/v1/network.pb.h"

namespace darkstore::rpc {

[[nodiscard]] v1::LedgerEntry encode_ledger(const storage::LedgerRow& row,
                                            const catalog::Catalogue& catalogue);

}  // namespace darkstore::rpc
