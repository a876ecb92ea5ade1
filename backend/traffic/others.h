#pragma once

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

namespace darkstore::v1 {
class LedgerEntry;
}

namespace darkstore::traffic {

/// The trucks' request ids and the orders that our customers cancelled: stock that came back by us, which the
/// book has.
using OurDoings = std::unordered_set<std::string>;

/// Units that others put on a row since its opening: a person at a console receives goods, counts, adjusts or
/// cancels an order, and nobody tells the buyers. Sales are never read from the ledger, only what was there
/// to be sold.
/// @param entries  of one row
[[nodiscard]] std::int64_t units_of_others(const std::vector<v1::LedgerEntry>& entries,
                                           std::int64_t opening_version, const OurDoings& ours);

}  // namespace darkstore::traffic
