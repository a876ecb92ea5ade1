#pragma once

#include "backend/storage/statement.h"

namespace darkstore::storage {

inline constexpr Statement kLockOrder{"lock_order", R"sql(
  SELECT state, region_id, customer_id, cardinality(item_ids), total_minor, currency, partial,
         (extract(epoch FROM placed_at) * 1000)::bigint
    FROM orders WHERE id = $1 FOR UPDATE)sql"};

inline constexpr Statement kLockFulfilments{"lock_fulfilments", R"sql(
  SELECT number, dc_id, state, item_ids, quantities FROM fulfilment WHERE order_id = $1 ORDER BY number FOR UPDATE)sql"};

inline constexpr Statement kMoveFulfilment{"move_fulfilment", R"sql(
  UPDATE fulfilment SET state = $4::smallint, picked_at = CASE WHEN $4::smallint = 3 THEN clock_timestamp() ELSE picked_at END
   WHERE order_id = $1 AND number = $2 AND state = $3)sql"};

inline constexpr Statement kSetOrderState{"set_order_state", R"sql(
  UPDATE orders SET state = $2::smallint WHERE id = $1 AND state <> $2::smallint)sql"};

inline constexpr Statement kInsertOrderEvent{"insert_order_event", R"sql(
  INSERT INTO order_event (order_id, at, number, what, actor, note) VALUES ($1, clock_timestamp(), $2, $3, $4, $5))sql"};

inline constexpr Statement kInsertAbandoned{"insert_abandoned", R"sql(
  INSERT INTO attempt (key_day, key, region_id, customer_id, hash, outcome, refusal, order_id, item_ids, wanted, granted,
                       left_over, retries, part_item, part_dc, part_quantity, part_version, part_mode, part_minutes,
                       each_minor, currency, timing_us, decided_at)
  VALUES ($1::date, $2::uuid, $3, $4, '', 3, 6, $5::uuid, '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}',
          '{}', '{}', '', '{}', clock_timestamp()))sql"};

}  // namespace darkstore::storage
