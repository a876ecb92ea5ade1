#include "backend/traffic/others.h"

#include "darkstore/v1/network.pb.h"

namespace darkstore::traffic {

std::int64_t units_of_others(const std::vector<v1::LedgerEntry>& entries, std::int64_t opening_version,
                             const OurDoings& ours) {
  std::int64_t units = 0;
  for (const auto& entry : entries) {
    const bool came = entry.delta() > 0 && entry.kind() != v1::SOLD && entry.version() > opening_version;
    // A receipt is ours by its request, a return by its order.
    const auto& id = entry.kind() == v1::RETURNED ? entry.order_id() : entry.request_id();
    if (came && !ours.contains(id)) {
      units += entry.delta();
    }
  }
  return units;
}

}  // namespace darkstore::traffic
