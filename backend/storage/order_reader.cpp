#include "backend/storage/order_reader.h"

#include "backend/storage/array_text.h"
#include "backend/storage/attempt_rows.h"
#include "backend/storage/order_read_statements.h"
#include "backend/storage/order_statements.h"
#include "backend/storage/query.h"
#include "shared/invariant.h"

namespace darkstore::storage {
namespace {

WallTime wall(const pqxx::field& ms) {
  return WallTime{std::chrono::milliseconds{ms.as<std::int64_t>()}};
}

Uuid uuid(const pqxx::field& field) {
  auto parsed = Uuid::parse(field.view(), "id");
  invariant(parsed.has_value(), "the database holds version 7 UUIDs only");
  return *parsed;
}

TimingRecord timing_of(const pqxx::field& field) {
  const auto t = numbers<std::int64_t>(field);
  return t.size() == 6 ? TimingRecord{t[0], t[1], t[2], t[3], t[4], t[5]} : TimingRecord{};
}

OrderRecord order_of(const pqxx::row& row) {
  OrderRecord order;
  order.id = uuid(row["id"]);
  order.region = RegionId{row["region_id"].as<int>()};
  order.customer = CustomerId{row["customer_id"].as<std::int64_t>()};
  order.state = static_cast<OrderState>(row["state"].as<int>());
  order.position = {row["latitude"].as<double>(), row["longitude"].as<double>()};
  const auto items = numbers<std::int64_t>(row["item_ids"]);
  const auto wanted = numbers<std::int32_t>(row["wanted"]);
  const auto granted = numbers<std::int32_t>(row["granted"]);
  const auto each = numbers<std::int64_t>(row["each_minor"]);
  for (std::size_t i = 0; i < items.size(); ++i) {
    order.lines.push_back({ItemId{items[i]}, wanted.at(i), granted.at(i), -1, 0, each.at(i)});
  }
  order.total_minor = row["total_minor"].as<std::int64_t>();
  order.currency = row["currency"].as<std::string>();
  order.partial = row["partial"].as<bool>();
  order.timing = timing_of(row["timing_us"]);
  order.placed_at = wall(row["placed_ms"]);
  return order;
}

FulfilmentRecord fulfilment_of(const pqxx::row& row) {
  FulfilmentRecord fulfilment;
  fulfilment.number = row["number"].as<int>();
  fulfilment.dc = DcId{row["dc_id"].as<int>()};
  fulfilment.state = static_cast<FulfilmentState>(row["state"].as<int>());
  fulfilment.minutes = row["minutes"].as<float>();
  const auto items = numbers<std::int64_t>(row["item_ids"]);
  const auto quantities = numbers<std::int32_t>(row["quantities"]);
  const auto versions = numbers<std::int64_t>(row["versions"]);
  for (std::size_t i = 0; i < items.size(); ++i) {
    fulfilment.lines.push_back({ItemId{items[i]}, quantities.at(i), versions.at(i)});
  }
  return fulfilment;
}

OrderSummaryRecord summary_of(const pqxx::row& row) {
  OrderSummaryRecord summary;
  summary.id = uuid(row["id"]);
  summary.region = RegionId{row["region_id"].as<int>()};
  summary.customer = CustomerId{row["customer_id"].as<std::int64_t>()};
  summary.state = static_cast<OrderState>(row["state"].as<int>());
  summary.fulfilment = static_cast<FulfilmentState>(row["fulfilment"].as<int>());
  summary.refusal = static_cast<Refusal>(row["refusal"].as<int>());
  summary.partial = row["partial"].as<bool>();
  for (const auto dc : numbers<std::int32_t>(row["dcs"])) {
    summary.dcs.emplace_back(dc);
  }
  summary.lines = row["lines"].as<int>();
  summary.total_minor = row["total_minor"].as<std::int64_t>();
  summary.currency = row["currency"].as<std::string>();
  summary.timing = timing_of(row["timing_us"]);
  summary.placed_at = wall(row["placed_ms"]);
  return summary;
}

const Statement& statement_for(const OrderQuery& query) {
  if (query.id) {
    return kListOrdersById;
  }
  if (query.tail) {
    return kListOrdersByTail;
  }
  if (!query.customers.empty()) {
    return kListOrdersOfCustomers;
  }
  if (query.dc) {
    return kListOrdersOfDc;
  }
  return query.filter == OrderFilter::kRefused ? kListRefused : kListOrders;
}

}  // namespace

Result<std::optional<OrderRecord>> OrderReader::order(const OrderId& id, Deadline until) {
  return run(database_, until, Access::kReadOnly, [&](Transaction& tx) -> Result<std::optional<OrderRecord>> {
    const auto rows = tx.exec(kGetOrder, id.text());
    if (rows.empty()) {
      return std::optional<OrderRecord>{};
    }
    auto order = order_of(rows[0]);
    for (const auto& row : tx.exec(kGetFulfilments, id.text())) {
      order.fulfilments.push_back(fulfilment_of(row));
    }
    for (const auto& row : tx.exec(kGetOrderEvents, id.text())) {
      order.events.push_back({wall(row[0]), row[1].as<int>(), row[2].as<std::string>(),
                              row[3].as<std::string>(), row[4].as<std::string>()});
    }
    return std::optional(std::move(order));
  });
}

Result<std::vector<OrderSummaryRecord>> OrderReader::list(const OrderQuery& query, Deadline until) {
  std::vector<std::int64_t> customers;
  for (const auto customer : query.customers) {
    customers.push_back(customer.value());
  }
  const auto before =
      query.before ? query.before->text() : std::string("ffffffff-ffff-7fff-bfff-ffffffffffff");
  const auto region = query.region ? query.region->value() : -1;
  const auto filter = static_cast<int>(query.filter);
  return run(database_, until, Access::kReadOnly,
             [&](Transaction& tx) -> Result<std::vector<OrderSummaryRecord>> {
               const auto& statement = statement_for(query);
               pqxx::result rows;
               if (&statement == &kListOrdersById) {
                 rows = tx.exec(statement, before, query.limit, region, filter, query.id->text());
               } else if (&statement == &kListOrdersByTail) {
                 rows = tx.exec(statement, before, query.limit, region, filter, *query.tail);
               } else if (&statement == &kListOrdersOfCustomers) {
                 rows = tx.exec(statement, before, query.limit, region, filter, customers);
               } else if (&statement == &kListOrdersOfDc) {
                 rows = tx.exec(statement, before, query.limit, region, filter, query.dc->value());
               } else if (&statement == &kListRefused) {
                 rows = tx.exec(statement, before, query.limit, region);
               } else {
                 rows = tx.exec(statement, before, query.limit, region, filter);
               }
               std::vector<OrderSummaryRecord> summaries;
               for (const auto& row : rows) {
                 summaries.push_back(summary_of(row));
               }
               return summaries;
             });
}

Result<std::optional<AttemptRecord>> OrderReader::attempt(const Uuid& key, Deadline until) {
  const std::vector<std::string> days{key_day(key)};
  const std::vector<std::string> keys{key.text()};
  return run(database_, until, Access::kReadWrite,
             [&](Transaction& tx) -> Result<std::optional<AttemptRecord>> {
               const auto rows = tx.exec(kFindAttempts, days, keys);
               if (rows.empty()) {
                 return std::optional<AttemptRecord>{};
               }
               tx.exec(kAwaitDurable);
               return std::optional(attempt_from(rows[0]));
             });
}

}  // namespace darkstore::storage
