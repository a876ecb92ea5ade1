#include "backend/storage/attempt_rows.h"

#include <format>
#include <numeric>

#include "backend/storage/array_text.h"
#include "backend/storage/hex.h"
#include "shared/invariant.h"

namespace darkstore::storage {
namespace {

Uuid uuid_of(const pqxx::field& field) {
  auto uuid = Uuid::parse(field.view(), "id");
  invariant(uuid.has_value(), "the database holds version 7 UUIDs only");
  return *uuid;
}

std::vector<LineRecord> lines_from(const pqxx::row& row) {
  const auto items = numbers<std::int64_t>(row["item_ids"]);
  const auto wanted = numbers<std::int32_t>(row["wanted"]);
  const auto granted = numbers<std::int32_t>(row["granted"]);
  const auto left = numbers<std::int32_t>(row["left_over"]);
  const auto retries = numbers<std::int32_t>(row["retries"]);
  const auto each = numbers<std::int64_t>(row["each_minor"]);
  std::vector<LineRecord> lines;
  for (std::size_t i = 0; i < items.size(); ++i) {
    lines.push_back({ItemId{items[i]}, wanted.at(i), granted.at(i), left.at(i), retries.at(i), each.at(i)});
  }
  return lines;
}

std::vector<PartRecord> parts_from(const pqxx::row& row) {
  const auto items = numbers<std::int64_t>(row["part_item"]);
  const auto dcs = numbers<std::int32_t>(row["part_dc"]);
  const auto quantities = numbers<std::int32_t>(row["part_quantity"]);
  const auto versions = numbers<std::int64_t>(row["part_version"]);
  const auto modes = numbers<int>(row["part_mode"]);
  const auto minutes = numbers<float>(row["part_minutes"]);
  std::vector<PartRecord> parts;
  for (std::size_t i = 0; i < items.size(); ++i) {
    parts.push_back({ItemId{items[i]}, DcId{dcs.at(i)}, quantities.at(i), versions.at(i),
                     static_cast<LockMode>(modes.at(i)), minutes.at(i)});
  }
  return parts;
}

}  // namespace

std::string key_day(const Uuid& key) {
  return std::format("{:%F}", std::chrono::floor<std::chrono::days>(key.time()));
}

AttemptRecord attempt_from(const pqxx::row& row) {
  const auto timing = numbers<std::int64_t>(row["timing_us"]);
  AttemptRecord attempt;
  attempt.key = uuid_of(row["key"]);
  attempt.region = RegionId{row["region_id"].as<int>()};
  attempt.customer = CustomerId{row["customer_id"].as<std::int64_t>()};
  attempt.hash = from_hex(row["hash"].view());
  attempt.outcome = static_cast<AttemptOutcome>(row["outcome"].as<int>());
  attempt.refusal = static_cast<Refusal>(row["refusal"].as<int>());
  attempt.order = uuid_of(row["order_id"]);
  attempt.lines = lines_from(row);
  attempt.parts = parts_from(row);
  attempt.currency = row["currency"].as<std::string>();
  if (timing.size() == 6) {
    attempt.timing = {timing[0], timing[1], timing[2], timing[3], timing[4], timing[5]};
  }
  if (!row["latitude"].is_null()) {
    attempt.position = {row["latitude"].as<double>(), row["longitude"].as<double>()};
  }
  attempt.decided_at = WallTime{std::chrono::milliseconds{row["decided_ms"].as<std::int64_t>()}};
  return attempt;
}

bool AttemptRecord::partial() const {
  return std::ranges::any_of(lines, [](const LineRecord& line) { return line.granted < line.wanted; });
}

std::int64_t AttemptRecord::total_minor() const {
  return std::accumulate(
      lines.begin(), lines.end(), std::int64_t{0},
      [](std::int64_t sum, const LineRecord& line) { return sum + line.each_minor * line.granted; });
}

}  // namespace darkstore::storage
