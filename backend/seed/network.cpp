#include "backend/seed/network.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "backend/seed/csv.h"
#include "shared/geo.h"
#include "shared/invariant.h"
#include "shared/money.h"

namespace darkstore::seed {
namespace {

// The directory's `density` is the place in this list.
constexpr std::array<std::string_view, 4> kDensities{"rural", "suburban", "urban", "dense"};

struct Metro {
  std::string name;
  bool full_shelf = false;
};

std::vector<storage::SeedRegion> regions_of(Csv& csv) {
  std::vector<storage::SeedRegion> regions;
  for (std::size_t row = 0; row < csv.rows(); ++row) {
    storage::SeedRegion region{.id = RegionId{csv.integer(row, "id")},
                               .code = csv.text(row, "code"),
                               .name = csv.text(row, "name"),
                               .shard = ShardId{csv.integer(row, "shard")},
                               .currency = csv.text(row, "currency")};
    if (!Currency::parse(region.currency)) {
      csv.blame(row, "currency", region.currency + " is no currency that Darkstore knows");
    }
    regions.push_back(std::move(region));
  }
  std::ranges::sort(regions, {}, &storage::SeedRegion::id);
  return regions;
}

std::unordered_map<std::string, Metro> metros_of(Csv& csv) {
  std::unordered_map<std::string, Metro> metros;
  for (std::size_t row = 0; row < csv.rows(); ++row) {
    metros[csv.text(row, "code")] = {.name = csv.text(row, "local_name"),
                                     .full_shelf = csv.integer(row, "full_shelf") == 1};
  }
  return metros;
}

storage::SeedDc dc_of(Csv& csv, std::size_t row) {
  const auto point = GeoPoint::parse(csv.real(row, "lat"), csv.real(row, "lon"));
  if (!point) {
    csv.blame(row, "lat, lon", point.error().reason);
  }
  const auto density = std::ranges::find(kDensities, csv.text(row, "density"));
  if (density == kDensities.end()) {
    csv.blame(row, "density", "is none of rural, suburban, urban, dense");
  }
  return {.id = DcId{csv.integer(row, "id")},
          .code = csv.text(row, "code"),
          .name = csv.text(row, "name"),
          .metro = {},
          .region = {},
          .position = point.value_or(GeoPoint{}),
          .radius_m = csv.integer(row, "radius_m"),
          .time_zone = csv.text(row, "tz"),
          .open_minute = csv.integer(row, "open_minute"),
          .close_minute = csv.integer(row, "close_minute"),
          .density = static_cast<std::int32_t>(density - kDensities.begin())};
}

}  // namespace

ShardId Network::shard_of(RegionId region) const {
  const auto at = std::ranges::lower_bound(regions, region, {}, &storage::SeedRegion::id);
  invariant(at != regions.end() && at->id == region, "a DC's region was looked up when it was read");
  return at->shard;
}

Result<Network> read_network(const std::filesystem::path& folder) {
  Csv regions(folder / "regions.csv");
  Csv metros(folder / "metros.csv");
  Csv dcs(folder / "dcs.csv");
  Network network;
  network.regions = regions_of(regions);
  const auto metro_by_code = metros_of(metros);
  for (std::size_t row = 0; row < dcs.rows(); ++row) {
    auto dc = dc_of(dcs, row);
    const auto region =
        std::ranges::find(network.regions, dcs.text(row, "region"), &storage::SeedRegion::code);
    const auto metro = metro_by_code.find(dcs.text(row, "metro"));
    if (region == network.regions.end() || metro == metro_by_code.end()) {
      dcs.blame(row, "region, metro", "is not in its own table");
      continue;
    }
    dc.region = region->id;
    dc.metro = metro->second.name;
    if (metro->second.full_shelf) {
      network.full_shelves.insert(dc.id);
    }
    network.dcs.push_back(std::move(dc));
  }
  std::ranges::sort(network.dcs, {}, &storage::SeedDc::id);
  for (const auto* csv : {&regions, &metros, &dcs}) {
    if (const auto& failure = csv->failure(); failure) {
      return tl::unexpected(*failure);
    }
  }
  return network;
}

}  // namespace darkstore::seed
