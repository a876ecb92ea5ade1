#pragma once

#include "backend/storage/statement.h"

namespace darkstore::storage {

inline constexpr Statement kGetOrder{"get_order", R"sql(
  SELECT id::text, region_id, customer_id, state, latitude, longitude, item_ids, wanted, granted, each_minor,
         total_minor, currency, partial, timing_us, (extract(epoch FROM placed_at) * 1000)::bigint AS placed_ms
    FROM orders WHERE id = $1)sql"};

inline constexpr Statement kGetFulfilments{"get_fulfilments", R"sql(
  SELECT number, dc_id, state, minutes, item_ids, quantities, versions
    FROM fulfilment WHERE order_id = $1 ORDER BY number)sql"};

inline constexpr Statement kGetOrderEvents{"get_order_events", R"sql(
  SELECT (extract(epoch FROM at) * 1000)::bigint, number, what, actor, note
    FROM order_event WHERE order_id = $1 ORDER BY at, number)sql"};

// The five lists differ in what leads to the rows; what they return and the filter are the same.
#define DARKSTORE_LIST_ORDERS(found)                                                                    \
  "SELECT o.id::text AS id, o.region_id, o.customer_id, o.state, f.least AS fulfilment, 0 AS refusal, " \
  "o.partial,"                                                                                          \
  " f.dcs AS dcs, cardinality(o.item_ids) AS lines, o.total_minor, o.currency, o.timing_us,"            \
  " (extract(epoch FROM o.placed_at) * 1000)::bigint AS placed_ms"                                      \
  " FROM (" found                                                                                       \
  ") o CROSS JOIN LATERAL (SELECT coalesce(min(state) FILTER (WHERE state < 6), 6) AS least,"           \
  " array_agg(dc_id ORDER BY number) AS dcs FROM fulfilment WHERE order_id = o.id) f ORDER BY o.id DESC"

// $4 is OrderFilter: 0 any, 1 open, 2 in part, 4 split, 5 done; 3 (refused) has no orders.
#define DARKSTORE_ORDER_FILTER                                                                            \
  " o.id < $1::uuid AND ($3::int < 0 OR o.region_id = $3) AND CASE $4::int WHEN 0 THEN true WHEN 1 THEN"  \
  " o.state IN (1, 2) WHEN 2 THEN o.partial WHEN 4 THEN o.fulfilments > 1 WHEN 5 THEN o.state IN (3, 4) " \
  "ELSE false"                                                                                            \
  " END ORDER BY o.id DESC LIMIT $2::int"

inline constexpr Statement kListOrders{
    "list_orders", DARKSTORE_LIST_ORDERS("SELECT * FROM orders o WHERE" DARKSTORE_ORDER_FILTER)};

inline constexpr Statement kListOrdersById{
    "list_orders_by_id",
    DARKSTORE_LIST_ORDERS("SELECT * FROM orders o WHERE o.id = $5::uuid AND" DARKSTORE_ORDER_FILTER)};

inline constexpr Statement kListOrdersByTail{
    "list_orders_by_tail",
    DARKSTORE_LIST_ORDERS("SELECT * FROM orders o WHERE o.tail = $5::bigint AND" DARKSTORE_ORDER_FILTER)};

inline constexpr Statement kListOrdersOfCustomers{
    "list_orders_of_customers",
    DARKSTORE_LIST_ORDERS(
        "SELECT * FROM orders o WHERE o.customer_id = ANY ($5::bigint[]) AND" DARKSTORE_ORDER_FILTER)};

inline constexpr Statement kListOrdersOfDc{
    "list_orders_of_dc",
    DARKSTORE_LIST_ORDERS("SELECT o.* FROM (SELECT order_id FROM fulfilment WHERE dc_id = $5::int"
                          " ORDER BY granted_at DESC LIMIT 5000) w JOIN orders o ON o.id = w.order_id "
                          "WHERE" DARKSTORE_ORDER_FILTER)};

inline constexpr Statement kListRefused{"list_refused", R"sql(
  SELECT a.order_id::text AS id, a.region_id, a.customer_id, 0 AS state, 0 AS fulfilment, a.refusal, false AS partial,
         '{}'::int[] AS dcs, cardinality(a.item_ids) AS lines, 0::bigint AS total_minor, a.currency, a.timing_us,
         (extract(epoch FROM a.decided_at) * 1000)::bigint AS placed_ms
    FROM attempt a
   WHERE a.outcome = 2 AND a.order_id < $1::uuid AND ($3::int < 0 OR a.region_id = $3)
   ORDER BY a.order_id DESC LIMIT $2::int)sql"};

}  // namespace darkstore::storage
