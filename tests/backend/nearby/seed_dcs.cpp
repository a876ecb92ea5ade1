#include "tests/backend/nearby/seed_dcs.h"

#include <charconv>
#include <fstream>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace darkstore::nearby {
namespace {

using Row = std::unordered_map<std::string, std::string>;

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> fields;
  std::size_t from = 0;
  for (auto comma = line.find(','); comma != std::string::npos; comma = line.find(',', from)) {
    fields.push_back(line.substr(from, comma - from));
    from = comma + 1;
  }
  fields.push_back(line.substr(from));
  return fields;
}

/// Seed files hold no quotes, so a split at commas reads them.
Result<std::vector<Row>> read_csv(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  if (!std::getline(file, line)) {
    return fail(ErrorKind::kInternal, path, "cannot be read");
  }
  const auto names = split(line);
  std::vector<Row> rows;
  while (std::getline(file, line)) {
    const auto fields = split(line);
    if (fields.size() != names.size()) {
      return fail(ErrorKind::kInternal, path, "line " + std::to_string(rows.size() + 2) + " lacks fields");
    }
    Row row;
    for (std::size_t i = 0; i < names.size(); ++i) {
      row[names[i]] = fields[i];
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

template <class Number>
bool read_number(const std::string& text, Number& into) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), into);
  return error == std::errc{} && end == text.data() + text.size();
}

struct RegionPlace {
  RegionId id;
  ShardId shard;
};

Result<std::unordered_map<std::string, RegionPlace>> read_regions(const std::string& path) {
  auto rows = read_csv(path);
  if (!rows) {
    return tl::unexpected(rows.error());
  }
  std::unordered_map<std::string, RegionPlace> regions;
  for (Row& row : *rows) {
    int id = 0;
    int shard = 0;
    if (!read_number(row["id"], id) || !read_number(row["shard"], shard)) {
      return fail(ErrorKind::kInternal, path, "region " + row["code"] + " has no numbers");
    }
    regions[row["code"]] = {RegionId(id), ShardId(shard)};
  }
  return regions;
}

std::optional<Dc> dc_of(Row& row, const std::unordered_map<std::string, RegionPlace>& regions) {
  Dc dc;
  int id = 0;
  const auto density = parse_density(row["density"]);
  const auto region = regions.find(row["region"]);
  if (!read_number(row["id"], id) || !read_number(row["lat"], dc.position.latitude) ||
      !read_number(row["lon"], dc.position.longitude) || !read_number(row["radius_m"], dc.radius_m) ||
      !read_number(row["open_minute"], dc.hours.open_minute) ||
      !read_number(row["close_minute"], dc.hours.close_minute) || !density || region == regions.end()) {
    return std::nullopt;
  }
  dc.id = DcId(id);
  dc.code = row["code"];
  dc.name = row["name"];
  dc.region = region->second.id;
  dc.shard = region->second.shard;
  dc.zone = row["tz"];
  dc.density = *density;
  return dc;
}
}  // namespace

Result<std::vector<Dc>> read_seed_dcs(const std::string& folder) {
  const auto regions = read_regions(folder + "/regions.csv");
  auto rows = read_csv(folder + "/dcs.csv");
  if (!regions || !rows) {
    return tl::unexpected(regions ? rows.error() : regions.error());
  }
  std::vector<Dc> dcs;
  for (Row& row : *rows) {
    auto dc = dc_of(row, *regions);
    if (!dc) {
      return fail(ErrorKind::kInternal, folder + "/dcs.csv", "DC " + row["code"] + " cannot be read");
    }
    dcs.push_back(std::move(*dc));
  }
  return dcs;
}

}  // namespace darkstore::nearby
