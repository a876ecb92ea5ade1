#include "backend/ordering/regions.h"

#include <algorithm>

namespace darkstore::ordering {

const RegionInfo* Regions::find(std::string_view code) const {
  const auto at = std::ranges::find(regions_, code, &RegionInfo::code);
  return at == regions_.end() ? nullptr : &*at;
}

const RegionInfo* Regions::find(RegionId id) const {
  const auto at = std::ranges::find(regions_, id, &RegionInfo::id);
  return at == regions_.end() ? nullptr : &*at;
}

}  // namespace darkstore::ordering
