#pragma once

#include "backend/storage/statement.h"

namespace darkstore::storage {

// DC by DC along the primary key: a range would be planned as a scan of the whole table.
inline constexpr Statement kDcHealth{"dc_health", R"sql(
  SELECT d.id, c.rows, c.low, c.out
    FROM unnest($1::int[]) AS d(id)
   CROSS JOIN LATERAL (
     SELECT count(*)::int AS rows,
            count(*) FILTER (WHERE i.quantity > 0 AND i.quantity <= coalesce(s.low_below, 0))::int AS low,
            count(*) FILTER (WHERE i.quantity = 0)::int AS out
       FROM inventory i LEFT JOIN shelf s ON s.dc_id = i.dc_id AND s.item_id = i.item_id
      WHERE i.dc_id = d.id) c)sql"};

inline constexpr Statement kOrdersAMinute{"orders_a_minute", R"sql(
  SELECT (extract(epoch FROM date_trunc('minute', now()) - date_trunc('minute', granted_at)) / 60)::int, count(*)::int
    FROM fulfilment
   WHERE dc_id = $1 AND granted_at > date_trunc('minute', now()) - interval '59 minutes' GROUP BY 1)sql"};

inline constexpr Statement kHottest{"hottest", R"sql(
  SELECT h.item_id, h.orders, coalesce(i.quantity, 0)
    FROM (SELECT l.item_id, count(*)::int AS orders
            FROM fulfilment f CROSS JOIN unnest(f.item_ids) AS l(item_id)
           WHERE f.dc_id = $1 AND f.granted_at > now() - interval '5 minutes'
           GROUP BY l.item_id ORDER BY count(*) DESC, l.item_id LIMIT $2) h
    LEFT JOIN inventory i ON i.dc_id = $1 AND i.item_id = h.item_id
   ORDER BY h.orders DESC, h.item_id)sql"};

inline constexpr Statement kLastChangesOfDc{"last_changes_of_dc", R"sql(
  SELECT item_id, version, position, delta, quantity_after, kind, coalesce(order_id::text, ''),
         coalesce(request_id::text, ''), coalesce(reason, ''), actor, (extract(epoch FROM at) * 1000)::bigint
    FROM ledger WHERE dc_id = $1 AND kind <> 2 ORDER BY at DESC LIMIT $2)sql"};

inline constexpr Statement kItemsOfDc{"items_of_dc", R"sql(
  SELECT item_id FROM inventory WHERE dc_id = $1)sql"};

inline constexpr Statement kPing{"ping", R"sql(SELECT 1)sql"};

inline constexpr Statement kReplayLag{"replay_lag", R"sql(
  SELECT CASE WHEN NOT pg_is_in_recovery() OR pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
              ELSE coalesce((extract(epoch FROM now() - pg_last_xact_replay_timestamp()) * 1000)::int, 0) END)sql"};

}  // namespace darkstore::storage
