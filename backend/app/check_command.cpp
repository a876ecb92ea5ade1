#include "backend/app/check_command.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <cstdio>
#include <deque>
#include <format>
#include <string>
#include <vector>

#include "backend/storage/check.h"
#include "backend/storage/watchdog.h"
#include "shared/invariant.h"

namespace darkstore::app {
namespace {

using google::protobuf::Struct;
using storage::CheckReport;
using storage::ShardCheck;

constexpr std::size_t kConnectionsAShard = 2;

CheckExit exit_of(const CheckReport& report) {
  if (report.differences() > 0) {
    return CheckExit::kDifference;
  }
  return report.counted() == 0 ? CheckExit::kCountedNothing : CheckExit::kClean;
}

void set(Struct& object, const char* key, std::int64_t value) {
  (*object.mutable_fields())[key].set_number_value(static_cast<double>(value));
}

Struct json_of(const ShardCheck& shard) {
  Struct object;
  set(object, "shard", shard.shard.value());
  (*object.mutable_fields())["name"].set_string_value(shard.name);
  set(object, "inventory_rows", shard.inventory_rows);
  set(object, "ledger_entries", shard.ledger_entries);
  set(object, "orders", shard.orders);
  set(object, "attempts", shard.attempts);
  set(object, "differences", shard.differences);
  auto* samples = (*object.mutable_fields())["samples"].mutable_list_value();
  for (const auto& sample : shard.samples) {
    samples->add_values()->set_string_value(sample);
  }
  return object;
}

void print_json(const CheckReport& report, bool full) {
  Struct object;
  auto& fields = *object.mutable_fields();
  fields["clean"].set_bool_value(exit_of(report) == CheckExit::kClean);
  fields["full"].set_bool_value(full);
  set(object, "counted", report.counted());
  set(object, "differences", report.differences());
  auto* shards = fields["shards"].mutable_list_value();
  for (const auto& shard : report.shards) {
    *shards->add_values()->mutable_struct_value() = json_of(shard);
  }
  std::string line;
  const auto written = google::protobuf::util::MessageToJsonString(object, &line);
  invariant(written.ok(), "a Struct is JSON by nature");
  std::puts(line.c_str());
}

void print_text(const CheckReport& report) {
  for (const auto& shard : report.shards) {
    std::puts(std::format(
                  "shard {} {}: {} inventory rows, {} ledger entries, {} orders, {} attempts; {} differences",
                  shard.shard.value(), shard.name, shard.inventory_rows, shard.ledger_entries, shard.orders,
                  shard.attempts, shard.differences)
                  .c_str());
    for (const auto& sample : shard.samples) {
      std::puts(std::format("  {}", sample).c_str());
    }
    if (std::ssize(shard.samples) < shard.differences) {
      std::puts(std::format("  .. and {} more", shard.differences - std::ssize(shard.samples)).c_str());
    }
  }
  const auto exit = exit_of(report);
  std::puts(exit == CheckExit::kClean        ? "clean"
            : exit == CheckExit::kDifference ? "the books differ"
                                             : "nothing was counted");
}

}  // namespace

Result<CheckExit> check_all(const Config& config, bool full, bool json) {
  storage::Watchdog watchdog;
  std::deque<storage::Database> primaries;  // they stay where they are
  std::vector<storage::CheckTarget> targets;
  for (const auto& shard : config.shards) {
    auto& primary =
        primaries.emplace_back("shard " + shard.name, shard.primary, kConnectionsAShard, watchdog);
    targets.push_back({shard.id, shard.name, primary});
  }
  const auto report = storage::check(targets, {.full = full});
  if (!report) {
    return tl::unexpected(report.error());
  }
  json ? print_json(*report, full) : print_text(*report);
  return exit_of(*report);
}

}  // namespace darkstore::app
