#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "shared/ids.h"
#include "shared/money.h"

namespace darkstore::ordering {

/// Where a region lives and what it pays with.
struct RegionInfo {
  RegionId id;
  std::string code;
  std::string name;
  ShardId shard;
  std::int64_t epoch = 0;
  Currency currency;
};

/// All regions; immutable.
class Regions {
 public:
  explicit Regions(std::vector<RegionInfo> regions) : regions_(std::move(regions)) {}
  [[nodiscard]] const RegionInfo* find(std::string_view code) const;
  [[nodiscard]] const RegionInfo* find(RegionId id) const;
  [[nodiscard]] const std::vector<RegionInfo>& all() const { return regions_; }

 private:
  std::vector<RegionInfo> regions_;
};

}  // namespace darkstore::ordering
