#pragma once

#include "backend/storage/statement.h"

namespace darkstore::storage {

inline constexpr Statement kShelf{"shelf", R"sql(
  SELECT i.item_id, i.quantity, i.version, coalesce(u.units, 0), coalesce(s.bin, ''), coalesce(s.low_below, 0),
         coalesce((extract(epoch FROM c.at) * 1000)::bigint, 0)
    FROM inventory i
    LEFT JOIN shelf s ON s.dc_id = i.dc_id AND s.item_id = i.item_id
    LEFT JOIN (SELECT l.item_id, sum(l.quantity)::int AS units
                 FROM fulfilment f CROSS JOIN unnest(f.item_ids, f.quantities) AS l(item_id, quantity)
                WHERE f.dc_id = $1 AND f.state < 3 GROUP BY l.item_id) u ON u.item_id = i.item_id
    LEFT JOIN (SELECT item_id, max(at) AS at FROM ledger
                WHERE dc_id = $1 AND at > now() - interval '1 day' GROUP BY item_id) c ON c.item_id = i.item_id
   WHERE i.dc_id = $1 ORDER BY i.item_id)sql"};

inline constexpr Statement kShelfOf{"shelf_of", R"sql(
  SELECT i.item_id, i.quantity, i.version,
         coalesce((SELECT sum(l.quantity)::int
                     FROM fulfilment f CROSS JOIN unnest(f.item_ids, f.quantities) AS l(item_id, quantity)
                    WHERE f.dc_id = $1 AND f.state < 3 AND l.item_id = i.item_id), 0),
         coalesce(s.bin, ''), coalesce(s.low_below, 0), 0::bigint
    FROM unnest($2::bigint[]) AS w(item_id)
    JOIN inventory i ON i.dc_id = $1 AND i.item_id = w.item_id
    LEFT JOIN shelf s ON s.dc_id = i.dc_id AND s.item_id = i.item_id
   ORDER BY i.item_id)sql"};

inline constexpr Statement kLastChanges{"last_changes", R"sql(
  SELECT DISTINCT ON (l.item_id) l.item_id, l.kind, sum(l.delta) OVER (PARTITION BY l.item_id)::int,
         (extract(epoch FROM l.at) * 1000)::bigint
    FROM unnest($2::bigint[]) AS w(item_id)
    JOIN inventory i ON i.dc_id = $1 AND i.item_id = w.item_id
    JOIN ledger l ON l.dc_id = i.dc_id AND l.item_id = i.item_id AND l.version = i.version
   ORDER BY l.item_id, l.position DESC)sql"};

inline constexpr Statement kLedgerOfRow{"ledger_of_row", R"sql(
  SELECT version, position, delta, quantity_after, kind, coalesce(order_id::text, ''), coalesce(request_id::text, ''),
         coalesce(reason, ''), actor, (extract(epoch FROM at) * 1000)::bigint
    FROM (SELECT version, position, delta, quantity_after, kind, order_id, request_id, reason, actor, at
            FROM ledger WHERE dc_id = $1 AND item_id = $2 AND (version, position) < ($3::bigint, $4::int)
          UNION ALL
          SELECT version, 0, quantity, quantity, 1, NULL, NULL, 'opening stock', 'seed', at
            FROM balance WHERE dc_id = $1 AND item_id = $2 AND version < $3::bigint) all_entries
   ORDER BY version DESC, position DESC LIMIT $5)sql"};

inline constexpr Statement kOpenRow{"open_row", R"sql(
  INSERT INTO inventory (dc_id, item_id, quantity, version) VALUES ($1, $2, 0, 1) ON CONFLICT DO NOTHING)sql"};

inline constexpr Statement kOpenBalance{"open_balance", R"sql(
  INSERT INTO balance (dc_id, item_id, version, quantity, at) VALUES ($1, $2, 1, 0, clock_timestamp())
  ON CONFLICT DO NOTHING)sql"};

inline constexpr Statement kOpenShelf{"open_shelf", R"sql(
  INSERT INTO shelf (dc_id, item_id, bin, low_below) VALUES ($1, $2, '', 0) ON CONFLICT DO NOTHING)sql"};

// One snapshot for all three sums: a fulfilment that is picked right now counts in exactly one of them.
inline constexpr Statement kCountBasis{"count_basis", R"sql(
  SELECT (SELECT quantity FROM inventory WHERE dc_id = $1 AND item_id = $2),
         coalesce((SELECT sum(l.quantity) FROM fulfilment f
                    CROSS JOIN unnest(f.item_ids, f.quantities) AS l(item_id, quantity)
                    WHERE f.dc_id = $1 AND f.state < 3 AND l.item_id = $2), 0),
         coalesce((SELECT sum(l.quantity) FROM fulfilment f
                    CROSS JOIN unnest(f.item_ids, f.quantities) AS l(item_id, quantity)
                    WHERE f.dc_id = $1 AND f.picked_at > to_timestamp($3::bigint / 1000.0) AND l.item_id = $2), 0),
         coalesce((SELECT sum(delta) FROM ledger
                    WHERE dc_id = $1 AND item_id = $2 AND kind IN (4, 6)
                      AND at > to_timestamp($3::bigint / 1000.0)), 0))sql"};

inline constexpr Statement kInsertShortPick{"insert_short_pick", R"sql(
  INSERT INTO short_pick (dc_id, item_id, missing, request_id, at) VALUES ($1, $2, $3, $4, clock_timestamp()))sql"};

}  // namespace darkstore::storage
