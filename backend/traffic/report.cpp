#include "backend/traffic/report.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <format>

#include "shared/invariant.h"

namespace darkstore::traffic {
namespace {

using Counts = std::map<std::string, std::int64_t>;

std::int64_t sum(const Counts& counts) {
  std::int64_t all = 0;
  for (const auto& [name, count] : counts) {
    all += count;
  }
  return all;
}

void set(google::protobuf::Struct& object, const std::string& name, double value) {
  (*object.mutable_fields())[name].set_number_value(value);
}

void set(google::protobuf::Struct& object, const std::string& name, std::int64_t value) {
  set(object, name, static_cast<double>(value));
}

void set(google::protobuf::Struct& object, const std::string& name, const Counts& counts) {
  auto& inner = *(*object.mutable_fields())[name].mutable_struct_value();
  for (const auto& [key, count] : counts) {
    set(inner, key, count);
  }
}

}  // namespace

void Tally::floor_error(const std::string& code, const std::string& said) {
  ++floor_errors[code];
  if (first_error.empty()) {
    first_error = said;
  }
}

std::int64_t Tally::refused_in_all() const {
  return sum(refused);
}

std::int64_t Tally::failed() const {
  return sum(errors);
}

std::string summary_json(const Tally& tally, const Book::Totals& book, std::chrono::milliseconds ran) {
  google::protobuf::Struct json;
  set(json, "seconds", static_cast<double>(ran.count()) / 1000);
  set(json, "orders", tally.orders);
  set(json, "placed", tally.placed);
  set(json, "placed_partial", tally.placed_partial);
  set(json, "refused", tally.refused);
  set(json, "failed", tally.failed());
  set(json, "errors", tally.errors);
  (*json.mutable_fields())["first_error"].set_string_value(tally.first_error);
  set(json, "retries", tally.retries);
  set(json, "unknown_settled", tally.unknown_settled);
  set(json, "p50_ms", tally.order_time.quantile_ms(0.5));
  set(json, "p99_ms", tally.order_time.quantile_ms(0.99));
  set(json, "browse_calls", tally.browse_calls);
  set(json, "browse_errors", tally.browse_errors);
  set(json, "browse_left_out", tally.browse_left_out);
  set(json, "browse_p50_ms", tally.browse_time.quantile_ms(0.5));
  set(json, "browse_p99_ms", tally.browse_time.quantile_ms(0.99));
  set(json, "units_sold", book.units_sold);
  set(json, "units_unchecked", book.units_unchecked);
  set(json, "oversold", book.oversold);
  set(json, "rows_checked", book.rows_checked);
  set(json, "receipts", tally.receipts);
  set(json, "units_received", tally.units_received);
  set(json, "units_of_others", tally.units_of_others);
  set(json, "cancels", tally.cancels);
  set(json, "fulfilments_advanced", tally.fulfilments_advanced);
  set(json, "floor_errors", tally.floor_errors);
  std::string text;
  const auto written = google::protobuf::util::MessageToJsonString(json, &text);
  invariant(written.ok(), "figures are JSON");
  return text;
}

std::string Progress::line(Tally& tally, std::chrono::milliseconds since_start, std::size_t in_flight) {
  const double seconds = std::max(0.001, static_cast<double>((since_start - at_).count()) / 1000);
  std::string reasons;
  for (const auto& [reason, count] : tally.refused) {
    reasons += std::format(" {} {}", reason, count);
  }
  for (const auto& [code, count] : tally.errors) {
    reasons += std::format(" {} {}", code, count);
  }
  std::string text = std::format(
      "{:5.0f} s  {:5.0f} orders/s  {:5.0f} placed/s  {:5.0f} looks/s  p50 {:.1f} ms  p99 {:.1f} ms  {} in "
      "flight  "
      "{} retries  placed {}, refused {}, failed {}{}",
      static_cast<double>(since_start.count()) / 1000, static_cast<double>(tally.orders - orders_) / seconds,
      static_cast<double>(tally.placed - placed_) / seconds,
      static_cast<double>(tally.browse_calls - browse_calls_) / seconds, tally.second_time.quantile_ms(0.5),
      tally.second_time.quantile_ms(0.99), in_flight, tally.retries, tally.placed, tally.refused_in_all(),
      tally.failed(), reasons.empty() ? "" : ":" + reasons);
  orders_ = tally.orders;
  placed_ = tally.placed;
  browse_calls_ = tally.browse_calls;
  at_ = since_start;
  tally.second_time = {};
  return text;
}

int exit_code(const Book::Totals& book) {
  if (book.oversold > 0) {
    return 1;
  }
  return book.rows_checked == 0 ? 2 : 0;
}

}  // namespace darkstore::traffic
