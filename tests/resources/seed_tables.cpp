#include "tests/resources/seed_tables.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "backend/seed/csv.h"

namespace darkstore::resources {
namespace {

template <class Row, class Read>
std::vector<Row> read(const std::string& file, Read read_row) {
  seed::Csv csv(std::string(kSeedFolder) + "/" + file);
  std::vector<Row> rows;
  for (std::size_t row = 0; row < csv.rows(); ++row) {
    rows.push_back(read_row(csv, row));
  }
  EXPECT_FALSE(csv.failure()) << csv.failure()->reason;
  EXPECT_FALSE(rows.empty()) << file;
  return csv.failure() ? std::vector<Row>{} : rows;
}

GeoPoint point(seed::Csv& csv, std::size_t row, std::string_view latitude, std::string_view longitude) {
  return {.latitude = csv.real(row, latitude), .longitude = csv.real(row, longitude)};
}

}  // namespace

std::vector<RegionRow> read_regions() {
  return read<RegionRow>("regions.csv", [](seed::Csv& csv, std::size_t row) {
    return RegionRow{.id = csv.integer(row, "id"),
                     .code = csv.text(row, "code"),
                     .shard = csv.integer(row, "shard"),
                     .currency = csv.text(row, "currency")};
  });
}

std::vector<MetroRow> read_metros() {
  return read<MetroRow>("metros.csv", [](seed::Csv& csv, std::size_t row) {
    return MetroRow{.code = csv.text(row, "code"),
                    .middle = point(csv, row, "lat", "lon"),
                    .population = csv.integer(row, "population"),
                    .region = csv.text(row, "region"),
                    .east_region = csv.text(row, "east_region"),
                    .zone = csv.text(row, "tz"),
                    .currency = csv.text(row, "currency"),
                    .density = csv.text(row, "density"),
                    .dc_count = csv.integer(row, "dc_count"),
                    .full_shelf = csv.integer(row, "full_shelf") == 1};
  });
}

std::vector<DcRow> read_dcs() {
  return read<DcRow>("dcs.csv", [](seed::Csv& csv, std::size_t row) {
    return DcRow{.id = csv.integer(row, "id"),
                 .code = csv.text(row, "code"),
                 .name = csv.text(row, "name"),
                 .metro = csv.text(row, "metro"),
                 .region = csv.text(row, "region"),
                 .position = point(csv, row, "lat", "lon"),
                 .zone = csv.text(row, "tz"),
                 .radius_m = csv.integer(row, "radius_m"),
                 .open_minute = csv.integer(row, "open_minute"),
                 .close_minute = csv.integer(row, "close_minute"),
                 .density = csv.text(row, "density")};
  });
}

std::vector<BridgeRow> read_bridges() {
  return read<BridgeRow>("bridges.csv", [](seed::Csv& csv, std::size_t row) {
    return BridgeRow{.name = csv.text(row, "name"),
                     .metro = csv.text(row, "metro"),
                     .from = point(csv, row, "lat1", "lon1"),
                     .to = point(csv, row, "lat2", "lon2")};
  });
}

std::map<std::string, std::vector<DcRow>> by_metro(const std::vector<DcRow>& dcs) {
  std::map<std::string, std::vector<DcRow>> metros;
  for (const auto& dc : dcs) {
    metros[dc.metro].push_back(dc);
  }
  return metros;
}

std::vector<double> nearest_neighbour_m(const std::vector<DcRow>& dcs) {
  // Sorted by latitude, only those within a tenth of a degree (11 km) need be looked at.
  std::vector<std::size_t> order(dcs.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::sort(order, {}, [&](std::size_t i) { return dcs[i].position.latitude; });
  std::vector<double> nearest(dcs.size(), std::numeric_limits<double>::infinity());
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto& here = dcs[order[i]].position;
    for (auto j = i + 1; j < order.size(); ++j) {
      const auto& there = dcs[order[j]].position;
      if (there.latitude - here.latitude > 0.1) {
        break;
      }
      if (std::abs(there.longitude - here.longitude) < 0.3) {
        const auto metres = haversine_m(here, there);
        nearest[order[i]] = std::min(nearest[order[i]], metres);
        nearest[order[j]] = std::min(nearest[order[j]], metres);
      }
    }
  }
  return nearest;
}

}  // namespace darkstore::resources
