#include "tests/backend/storage/a_shard.h"

#include <format>

namespace darkstore::storage {
namespace {

std::string as_superuser(std::string conninfo) {
  const std::string_view user = "darkstore_app";
  return conninfo.replace(conninfo.find(user), user.size(), "postgres");
}

}  // namespace

AShard::AShard() : server_(testing::PostgresServer::With::kPrimaryOnly) {
  server_.on_primary("ALTER SYSTEM SET max_prepared_transactions = 2");
  server_.kill_primary();
  server_.start_primary();
  connection_.emplace(as_superuser(server_.primary()));
}

std::string AShard::sql(const std::string& text) const {
  const auto rows = pqxx::nontransaction(*connection_).exec(text);
  return rows.empty() || rows.columns() == 0 || rows[0][0].is_null() ? "" : rows[0][0].as<std::string>();
}

void AShard::clear() const {
  // Quicker than TRUNCATE, which makes files for every partition and index.
  for (const auto* table : {"inventory", "shelf", "balance", "ledger", "attempt", "orders", "fulfilment",
                            "order_event", "check_mark"}) {
    sql(std::format("DELETE FROM {}", table));
  }
}

std::string AShard::next_id() const {
  const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  return Uuid::v7(now, 9, ++ids_).text();
}

std::string AShard::change(int dc, int item, int delta, int kind, const std::string& order) {
  return std::format(
      "WITH row AS (UPDATE inventory SET quantity = quantity + {2}, version = version + 1"
      " WHERE dc_id = {0} AND item_id = {1} RETURNING quantity, version)"
      " INSERT INTO ledger (dc_id, item_id, version, position, delta, quantity_after, kind, order_id, actor, "
      "at)"
      " SELECT {0}, {1}, version, 0, {2}, quantity, {3}, {4}, 'test', clock_timestamp() FROM row;",
      dc, item, delta, kind, order.empty() ? "NULL" : "'" + order + "'");
}

void AShard::opens(int dc, int item, int quantity) const {
  sql(
      std::format("BEGIN; INSERT INTO inventory VALUES ({0}, {1}, {2}, 1);"
                  "INSERT INTO balance VALUES ({0}, {1}, 1, {2}, '2026-01-01'); COMMIT",
                  dc, item, quantity));
}

void AShard::changes(int dc, int item, int delta, int kind) const {
  sql("BEGIN;" + change(dc, item, delta, kind, "") + "COMMIT");
}

std::string AShard::sells(int dc, int item, int quantity) const {
  const auto order = next_id();
  const auto key = next_id();
  const auto day =
      std::format("{:%F}", std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
  sql("BEGIN;" + change(dc, item, -quantity, 2, order) +
      std::format("INSERT INTO orders (id, tail, region_id, customer_id, key, state, latitude, longitude, "
                  "item_ids, wanted,"
                  " granted, each_minor, total_minor, currency, fulfilments, partial, timing_us, placed_at)"
                  " VALUES ('{0}', 0, 9, 1, '{1}', 2, 0, 0, '{{{2}}}', '{{{3}}}', '{{{3}}}', '{{100}}', 100, "
                  "'EUR', 1, false,"
                  " '{{}}', now());"
                  "INSERT INTO fulfilment (order_id, number, dc_id, state, minutes, item_ids, quantities, "
                  "versions, granted_at)"
                  " SELECT '{0}', 1, {5}, 1, 9, '{{{2}}}', '{{{3}}}', ARRAY[version], now() FROM inventory"
                  " WHERE dc_id = {5} AND item_id = {2};"
                  "INSERT INTO attempt (key_day, key, region_id, customer_id, hash, outcome, order_id, "
                  "item_ids, wanted, granted,"
                  " left_over, retries, part_item, part_dc, part_quantity, part_version, part_mode, "
                  "part_minutes, each_minor,"
                  " currency, timing_us, decided_at) VALUES ('{4}', '{1}', 9, 1, '', 1, '{0}', '{{{2}}}', "
                  "'{{{3}}}', '{{{3}}}',"
                  " '{{0}}', '{{0}}', '{{}}', '{{}}', '{{}}', '{{}}', '{{}}', '{{}}', '{{100}}', 'EUR', "
                  "'{{}}', now()); COMMIT",
                  order, key, item, quantity, day, dc));
  return order;
}

std::string AShard::refuses(int item, int quantity) const {
  const auto key = next_id();
  sql(
      std::format("INSERT INTO attempt (key_day, key, region_id, customer_id, hash, outcome, refusal, "
                  "order_id, item_ids, wanted,"
                  " granted, left_over, retries, part_item, part_dc, part_quantity, part_version, part_mode, "
                  "part_minutes, each_minor,"
                  " currency, timing_us, decided_at) VALUES ((now() AT TIME ZONE 'UTC')::date, '{}', 9, 1, "
                  "'', 2, 1, '{}', '{{{}}}',"
                  " '{{{}}}', '{{0}}', '{{0}}', '{{0}}', '{{}}', '{{}}', '{{}}', '{{}}', '{{}}', '{{}}', "
                  "'{{100}}', 'EUR', '{{}}',"
                  " now())",
                  key, next_id(), item, quantity));
  return key;
}

void AShard::cancels(const std::string& order, bool picked) const {
  const auto part = [&](const char* column) {
    return std::stoi(sql(std::format("SELECT {} FROM fulfilment WHERE order_id = '{}'", column, order)));
  };
  const auto back = change(part("dc_id"), part("item_ids[1]"), part("quantities[1]"), 3, order);
  sql(std::format(
      "BEGIN; UPDATE orders SET state = 3 WHERE id = '{0}';"
      "UPDATE fulfilment SET state = 6, picked_at = {1} WHERE order_id = '{0}'; {2}"
      "INSERT INTO order_event VALUES ('{0}', clock_timestamp(), 1, 'cancelled', 'test', ''); COMMIT",
      order, picked ? "now()" : "NULL", picked ? "" : back));
}

}  // namespace darkstore::storage
