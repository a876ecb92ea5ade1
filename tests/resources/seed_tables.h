#pragma once

#include <map>
#include <string>
#include <vector>

#include "shared/geo.h"

namespace darkstore::resources {

inline constexpr auto kSeedFolder = "resources/seed";
inline constexpr auto kBasemapFolder = "resources/basemap";

struct RegionRow {
  int id = 0;
  std::string code;
  int shard = 0;
  std::string currency;
};

struct MetroRow {
  std::string code;
  GeoPoint middle;
  int population = 0;
  std::string region;
  std::string east_region;  ///< empty but where a metro lies in two regions
  std::string zone;
  std::string currency;
  std::string density;
  int dc_count = 0;
  bool full_shelf = false;
};

struct DcRow {
  int id = 0;
  std::string code;
  std::string name;
  std::string metro;
  std::string region;
  GeoPoint position;
  std::string zone;
  int radius_m = 0;
  int open_minute = 0;
  int close_minute = 0;
  std::string density;
};

struct BridgeRow {
  std::string name;
  std::string metro;
  GeoPoint from;
  GeoPoint to;
};

/// The committed tables as they stand in resources/seed, columns by name. A table that cannot be read fails
/// the test and is empty.
[[nodiscard]] std::vector<RegionRow> read_regions();
[[nodiscard]] std::vector<MetroRow> read_metros();
[[nodiscard]] std::vector<DcRow> read_dcs();
[[nodiscard]] std::vector<BridgeRow> read_bridges();

/// DCs by their metro's code.
[[nodiscard]] std::map<std::string, std::vector<DcRow>> by_metro(const std::vector<DcRow>& dcs);

/// Metres from each DC to the nearest other one, in the order of the DCs.
[[nodiscard]] std::vector<double> nearest_neighbour_m(const std::vector<DcRow>& dcs);

}  // namespace darkstore::resources
