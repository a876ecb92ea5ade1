#include "backend/nearby/osrm_table.h"

#include <cstdio>
#include <limits>
#include <optional>

#include <boost/json/src.hpp>  // header-only: Boost.JSON's library is not needed for one small answer

namespace darkstore::nearby {
namespace {
namespace json = boost::json;

void append(std::string& target, GeoPoint point) {
  char text[32];
  const int length = std::snprintf(text, sizeof text, "%.6f,%.6f", point.longitude, point.latitude);
  target.append(text, static_cast<std::size_t>(length));
}

/// The only column of one row; null says that no road leads there.
std::optional<double> cell(const json::value* table, std::size_t row) {
  const auto* rows = table != nullptr ? table->if_array() : nullptr;
  const auto* columns = rows != nullptr && row < rows->size() ? (*rows)[row].if_array() : nullptr;
  if (columns == nullptr || columns->size() != 1) {
    return std::nullopt;
  }
  const json::value& value = columns->front();
  if (value.is_null()) {
    return std::numeric_limits<double>::infinity();
  }
  if (!value.is_number()) {
    return std::nullopt;
  }
  const auto number = value.to_number<double>();
  return number >= 0 ? std::optional(number) : std::nullopt;
}
}  // namespace

std::string osrm_table_target(std::span<const Departure> from, GeoPoint to) {
  std::string target = "/table/v1/driving/";
  std::string sources;
  for (std::size_t i = 0; i < from.size(); ++i) {
    append(target, from[i].dc->position);
    target += ';';
    sources += (i == 0 ? "" : ";") + std::to_string(i);
  }
  append(target, to);
  return target + "?sources=" + sources + "&destinations=" + std::to_string(from.size()) +
         "&annotations=duration,distance";
}

Result<std::vector<OsrmWay>> parse_osrm_table(std::string_view body, std::size_t departures) {
  boost::system::error_code error;
  const json::value root = json::parse(body, error);
  const auto* answer = error ? nullptr : root.if_object();
  const auto* code = answer != nullptr ? answer->if_contains("code") : nullptr;
  if (code == nullptr || !code->is_string() || code->get_string() != "Ok") {
    return fail(ErrorKind::kUnavailable, "osrm", "answered something else than a table");
  }
  std::vector<OsrmWay> ways;
  for (std::size_t i = 0; i < departures; ++i) {
    const auto seconds = cell(answer->if_contains("durations"), i);
    const auto metres = cell(answer->if_contains("distances"), i);
    if (!seconds || !metres) {
      return fail(ErrorKind::kUnavailable, "osrm", "the table lacks row " + std::to_string(i));
    }
    ways.push_back({*seconds, *metres});
  }
  return ways;
}

}  // namespace darkstore::nearby
