#pragma once

#include "backend/storage/statement.h"

namespace darkstore::storage {

// Each judging statement answers one row: what it counted (one or two numbers), how many rows are wrong, and
// the first of them in words.

// Looks among the $4 rows after ($1, $2) for a slice whose work is at most $3: a row is as much work as it
// has ledger entries, but at least one. Answers the last row of the slice (null when the first one alone is
// too much), how many rows it has, and the first one; no row at all at the end of the table.
inline constexpr Statement kCheckSlice{"check_slice", R"sql(
  WITH ahead AS (
    SELECT dc_id, item_id, version FROM inventory WHERE (dc_id, item_id) > ($1::int, $2::bigint)
     ORDER BY dc_id, item_id LIMIT $4::bigint),
  work AS (
    SELECT dc_id, item_id,
           sum(greatest(1, version - coalesce((SELECT b.version FROM balance b WHERE b.dc_id = ahead.dc_id
                                                  AND b.item_id = ahead.item_id), 0)))
             OVER (ORDER BY dc_id, item_id) AS done
      FROM ahead),
  fitting AS (SELECT dc_id, item_id, done, count(*) OVER () AS rows FROM work WHERE done <= $3::bigint)
  SELECT f.dc_id, f.item_id, f.rows, w.dc_id, w.item_id
    FROM (SELECT dc_id, item_id FROM work ORDER BY done LIMIT 1) w
    LEFT JOIN (SELECT dc_id, item_id, rows FROM fitting ORDER BY done DESC LIMIT 1) f ON true)sql"};

// Rows after ($1, $2) up to ($3, $4), recounted from nothing but balance and ledger.
inline constexpr Statement kCheckRows{"check_rows", R"sql(
  WITH i AS (
    SELECT dc_id, item_id, quantity, version FROM inventory
     WHERE (dc_id, item_id) > ($1::int, $2::bigint) AND (dc_id, item_id) <= ($3::int, $4::bigint)),
  b AS MATERIALIZED (
    SELECT dc_id, item_id, quantity, version FROM balance
     WHERE (dc_id, item_id) > ($1::int, $2::bigint) AND (dc_id, item_id) <= ($3::int, $4::bigint)),
  chained AS (
    SELECT dc_id, item_id, l.version, l.position, l.delta, l.quantity_after, l.kind, l.order_id,
           coalesce(lag(l.version) OVER w, b.version, 0) AS version_before,
           coalesce(lag(l.quantity_after) OVER w, b.quantity, 0) AS quantity_before
      FROM ledger l LEFT JOIN b USING (dc_id, item_id)
     WHERE (dc_id, item_id) > ($1::int, $2::bigint) AND (dc_id, item_id) <= ($3::int, $4::bigint)
       AND l.version > coalesce(b.version, 0)
    WINDOW w AS (PARTITION BY dc_id, item_id ORDER BY l.version, l.position)),
  judged AS MATERIALIZED (
    SELECT dc_id, item_id, version, position, delta,
           CASE
             WHEN version NOT IN (version_before, version_before + 1)
               THEN format('version %s follows %s', version, version_before)
             WHEN quantity_after <> quantity_before + delta OR quantity_after < 0
               THEN format('version %s: %s%s is not %s', version, quantity_before, to_char(delta, 'FMSG999999999'),
                           quantity_after)
             WHEN kind = 2 AND NOT EXISTS (
               SELECT FROM fulfilment f, unnest(f.item_ids, f.versions) AS p(item_id, version)
                WHERE f.order_id = chained.order_id AND f.dc_id + 0 = chained.dc_id AND p.item_id = chained.item_id
                  AND p.version = chained.version)
               THEN format('version %s: sold to order %s, which has no such fulfilment', version, order_id)
             WHEN kind = 3 AND NOT EXISTS (
               SELECT FROM fulfilment f
                WHERE f.order_id = chained.order_id AND f.dc_id + 0 = chained.dc_id AND f.state = 6
                  AND chained.item_id = ANY (f.item_ids))
               THEN format('version %s: returned by order %s, which has no such cancelled fulfilment', version,
                           order_id)
           END AS fault
      FROM chained),
  s AS (
    SELECT dc_id, item_id, count(*) AS entries, max(version) AS version, sum(delta) AS delta,
           (array_agg(fault ORDER BY version, position) FILTER (WHERE fault IS NOT NULL))[1] AS fault
      FROM judged GROUP BY dc_id, item_id),
  verdict AS MATERIALIZED (
    SELECT dc_id, item_id, i.version IS NOT NULL AS there, coalesce(s.entries, 0) AS entries,
           CASE
             WHEN i.version IS NULL THEN 'in balance or ledger, but not in inventory'
             WHEN s.fault IS NOT NULL THEN 'ledger ' || s.fault
             WHEN i.version <> coalesce(s.version, b.version, 0)
               THEN format('inventory is at version %s, balance and ledger end at %s', i.version,
                           coalesce(s.version, b.version, 0))
             WHEN i.quantity <> coalesce(b.quantity, 0) + coalesce(s.delta, 0)
               THEN format('inventory says %s, balance and ledger say %s', i.quantity,
                           coalesce(b.quantity, 0) + coalesce(s.delta, 0))
           END AS fault
      FROM i FULL JOIN b USING (dc_id, item_id) FULL JOIN s USING (dc_id, item_id))
  SELECT count(*) FILTER (WHERE there), coalesce(sum(entries), 0)::bigint, count(fault),
         (array_agg(format('dc %s item %s: %s', dc_id, item_id, fault)) FILTER (WHERE fault IS NOT NULL))[1:20]
    FROM verdict)sql"};

// What a row ($1, $2) with too many ledger entries for one statement begins with.
inline constexpr Statement kCheckRowStart{"check_row_start", R"sql(
  SELECT coalesce(max(version), 0), coalesce(max(quantity), 0) FROM balance WHERE dc_id = $1 AND item_id = $2)sql"};

// Entries of a row ($1, $2) after version $3, which left quantity $4, up to version $5. After the usual four:
// the last version and quantity met, and those of inventory at the same moment.
inline constexpr Statement kCheckRowPart{"check_row_part", R"sql(
  WITH chained AS (
    SELECT l.dc_id, l.item_id, l.version, l.position, l.delta, l.quantity_after, l.kind, l.order_id,
           coalesce(lag(l.version) OVER w, $3::bigint) AS version_before,
           coalesce(lag(l.quantity_after) OVER w, $4::bigint) AS quantity_before
      FROM ledger l
     WHERE l.dc_id = $1::int AND l.item_id = $2::bigint AND l.version > $3::bigint AND l.version <= $5::bigint
    WINDOW w AS (ORDER BY l.version, l.position)),
  judged AS MATERIALIZED (
    SELECT version, position, quantity_after,
           CASE
             WHEN version NOT IN (version_before, version_before + 1)
               THEN format('version %s follows %s', version, version_before)
             WHEN quantity_after <> quantity_before + delta OR quantity_after < 0
               THEN format('version %s: %s%s is not %s', version, quantity_before, to_char(delta, 'FMSG999999999'),
                           quantity_after)
             WHEN kind = 2 AND NOT EXISTS (
               SELECT FROM fulfilment f, unnest(f.item_ids, f.versions) AS p(item_id, version)
                WHERE f.order_id = chained.order_id AND f.dc_id + 0 = chained.dc_id AND p.item_id = chained.item_id
                  AND p.version = chained.version)
               THEN format('version %s: sold to order %s, which has no such fulfilment', version, order_id)
             WHEN kind = 3 AND NOT EXISTS (
               SELECT FROM fulfilment f
                WHERE f.order_id = chained.order_id AND f.dc_id + 0 = chained.dc_id AND f.state = 6
                  AND chained.item_id = ANY (f.item_ids))
               THEN format('version %s: returned by order %s, which has no such cancelled fulfilment', version,
                           order_id)
           END AS fault
      FROM chained)
  SELECT count(*), 0, count(fault),
         (array_agg(format('dc %s item %s: ledger %s', $1::int, $2::bigint, fault)) FILTER (WHERE fault IS NOT NULL))[1:20],
         coalesce((array_agg(version ORDER BY version DESC, position DESC))[1], $3::bigint),
         coalesce((array_agg(quantity_after ORDER BY version DESC, position DESC))[1], $4::bigint),
         (SELECT version FROM inventory WHERE dc_id = $1::int AND item_id = $2::bigint),
         (SELECT quantity FROM inventory WHERE dc_id = $1::int AND item_id = $2::bigint)
    FROM judged)sql"};

// Ledger entries of the time $1 .. $2 (ms, end excluded): each against the one before it, which an earlier
// check has proven, and the rows they changed against the newest entry. $3: the orders whose returns lie here
// are answered too.
inline constexpr Statement kCheckLedger{"check_ledger", R"sql(
  WITH entry AS MATERIALIZED (
    SELECT dc_id, item_id, version, position, delta, quantity_after, kind, order_id, at,
           lag(version) OVER w AS version_near, lag(quantity_after) OVER w AS quantity_near
      FROM ledger WHERE at >= to_timestamp($1::bigint / 1000.0) AND at < to_timestamp($2::bigint / 1000.0)
    WINDOW w AS (PARTITION BY dc_id, item_id ORDER BY version, position)),
  chained AS (
    SELECT e.*, coalesce(p.version, e.version_near, 0) AS version_before,
           coalesce(p.quantity, e.quantity_near, 0) AS quantity_before
      FROM entry e
      LEFT JOIN LATERAL (
        SELECT x.version, x.quantity FROM (
          (SELECT l.version, l.quantity_after AS quantity FROM ledger l
            WHERE l.dc_id = e.dc_id AND l.item_id = e.item_id AND (l.version, l.position) < (e.version, e.position)
              AND l.at < e.at + interval '1 day'
            ORDER BY l.version DESC, l.position DESC LIMIT 1)
          UNION ALL
          SELECT b.version, b.quantity FROM balance b
           WHERE b.dc_id = e.dc_id AND b.item_id = e.item_id AND b.version < e.version) x
         ORDER BY x.version DESC LIMIT 1) p
        -- An entry outside this time may stand between, for clocks are set: the near one counts only when it is next.
        ON e.version_near IS NULL OR e.version_near NOT IN (e.version, e.version - 1)),
  judged AS MATERIALIZED (
    SELECT dc_id, item_id,
           CASE
             WHEN version NOT IN (version_before, version_before + 1)
               THEN format('ledger version %s follows %s', version, version_before)
             WHEN quantity_after <> quantity_before + delta OR quantity_after < 0
               THEN format('ledger version %s: %s%s is not %s', version, quantity_before,
                           to_char(delta, 'FMSG999999999'), quantity_after)
             WHEN kind = 2 AND NOT EXISTS (
               SELECT FROM fulfilment f, unnest(f.item_ids, f.versions) AS p(item_id, version)
                WHERE f.order_id = chained.order_id AND f.dc_id + 0 = chained.dc_id AND p.item_id = chained.item_id
                  AND p.version = chained.version)
               THEN format('ledger version %s: sold to order %s, which has no such fulfilment', version, order_id)
             WHEN kind = 3 AND NOT EXISTS (
               SELECT FROM fulfilment f
                WHERE f.order_id = chained.order_id AND f.dc_id + 0 = chained.dc_id AND f.state = 6
                  AND chained.item_id = ANY (f.item_ids))
               THEN format('ledger version %s: returned by order %s, which has no such cancelled fulfilment', version,
                           order_id)
           END AS fault
      FROM chained
    UNION ALL
    SELECT k.dc_id, k.item_id,
           CASE
             WHEN i.version IS NULL THEN 'in the ledger, but not in inventory'
             WHEN i.version <> n.version
               THEN format('inventory is at version %s, the ledger ends at %s', i.version, n.version)
             WHEN i.quantity <> n.quantity_after
               THEN format('inventory says %s, the ledger %s', i.quantity, n.quantity_after)
           END
      FROM (SELECT DISTINCT dc_id, item_id FROM entry) k
      LEFT JOIN inventory i ON i.dc_id = k.dc_id AND i.item_id = k.item_id
     CROSS JOIN LATERAL (
       SELECT l.version, l.quantity_after FROM ledger l
        WHERE l.dc_id = k.dc_id AND l.item_id = k.item_id AND l.at > to_timestamp($1::bigint / 1000.0) - interval '1 day'
        ORDER BY l.version DESC, l.position DESC LIMIT 1) n)
  SELECT (SELECT count(*) FROM entry), 0, count(fault),
         (array_agg(format('dc %s item %s: %s', dc_id, item_id, fault)) FILTER (WHERE fault IS NOT NULL))[1:20],
         (SELECT array_agg(DISTINCT order_id) FROM entry WHERE kind = 3 AND order_id IS NOT NULL)
    FROM judged)sql"};

// The next $2 order ids after $1, of orders and of fulfilments that may have lost theirs.
inline constexpr Statement kCheckOrderIds{"check_order_ids", R"sql(
  SELECT array_agg(id ORDER BY id) FROM (
    SELECT id FROM (
      (SELECT id FROM orders WHERE id > $1::uuid ORDER BY id LIMIT $2)
      UNION
      (SELECT DISTINCT order_id FROM fulfilment WHERE order_id > $1::uuid ORDER BY order_id LIMIT $2)) e
     ORDER BY id LIMIT $2) ids)sql"};

// Orders of which a part was cancelled in the time $1 .. $2 (ms, end excluded).
inline constexpr Statement kCheckCancelledIds{"check_cancelled_ids", R"sql(
  SELECT array_agg(DISTINCT order_id) FROM order_event
   WHERE at >= to_timestamp($1::bigint / 1000.0) AND at < to_timestamp($2::bigint / 1000.0)
     AND what = 'cancelled')sql"};

// Orders by id ($1), each against its fulfilments, its ledger entries and its attempt. What a dropped ledger
// day told is in the balance only, and not asked for; nor is an attempt whose day was dropped.
inline constexpr Statement kCheckOrders{"check_orders", R"sql(
  WITH part AS MATERIALIZED (
    SELECT f.order_id, f.number, f.dc_id, f.state, f.picked_at, p.item_id, p.quantity, p.version,
           coalesce((SELECT b.version FROM balance b WHERE b.dc_id = f.dc_id AND b.item_id = p.item_id), 0) < p.version
             AS in_ledger,
           coalesce((SELECT -sum(l.delta) FROM ledger l
                      WHERE l.dc_id = f.dc_id AND l.item_id = p.item_id AND l.version = p.version
                        AND l.order_id = f.order_id AND l.kind = 2
                        AND l.at > f.granted_at - interval '1 day' AND l.at < f.granted_at + interval '1 day'), 0)
             AS sold,
           coalesce((SELECT sum(l.delta) FROM ledger l
                      WHERE l.order_id = f.order_id AND l.kind = 3 AND l.dc_id = f.dc_id AND l.item_id = p.item_id
                        AND l.at > f.granted_at - interval '1 day'), 0) AS returned
      FROM fulfilment f
     CROSS JOIN LATERAL unnest(f.item_ids, f.quantities, f.versions) AS p(item_id, quantity, version)
     WHERE f.order_id = ANY ($1::uuid[])),
  part_fault AS (
    SELECT order_id, min(CASE
             WHEN in_ledger AND sold <> quantity
               THEN format('fulfilment %s has %s of item %s of dc %s, the ledger sold %s', number, quantity, item_id,
                           dc_id, sold)
             WHEN in_ledger AND returned <> CASE WHEN state = 6 AND picked_at IS NULL THEN quantity ELSE 0 END
               THEN format('fulfilment %s: %s of item %s of dc %s came back, not %s', number, returned, item_id, dc_id,
                           CASE WHEN state = 6 AND picked_at IS NULL THEN quantity ELSE 0 END)
           END) AS fault
      FROM part GROUP BY order_id),
  line_fault AS (
    SELECT order_id, min(format('item %s: %s granted, %s in the fulfilments', item_id, coalesce(g.units, 0),
                                coalesce(p.units, 0))) AS fault
      FROM (SELECT o.id AS order_id, l.item_id, sum(l.granted) AS units
              FROM orders o CROSS JOIN LATERAL unnest(o.item_ids, o.granted) AS l(item_id, granted)
             WHERE o.id = ANY ($1::uuid[]) AND l.granted <> 0 GROUP BY o.id, l.item_id) g
      FULL JOIN (SELECT order_id, item_id, sum(quantity) AS units FROM part GROUP BY order_id, item_id) p
           USING (order_id, item_id)
     WHERE g.units IS DISTINCT FROM p.units GROUP BY order_id),
  verdict AS MATERIALIZED (
    SELECT k.id, o.id IS NOT NULL AS there,
           CASE
             WHEN o.id IS NULL THEN 'has fulfilments, but is not in orders'
             WHEN f.parts <> o.fulfilments THEN format('has %s fulfilments, not %s', f.parts, o.fulfilments)
             WHEN line_fault.fault IS NOT NULL THEN line_fault.fault
             WHEN part_fault.fault IS NOT NULL THEN part_fault.fault
             WHEN EXISTS (SELECT FROM unnest(o.wanted, o.granted) AS l(wanted, granted)
                           WHERE l.granted > l.wanted OR l.granted < 0) THEN 'more was granted than wanted'
             WHEN to_regclass('attempt_' || to_char(y.day, 'YYYYMMDD')) IS NOT NULL AND NOT EXISTS (
               SELECT FROM attempt a
                WHERE a.key_day = y.day AND a.key = o.key AND a.outcome = 1 AND a.order_id = o.id)
               THEN format('has no placed attempt under its key %s', o.key)
           END AS fault
      FROM unnest($1::uuid[]) AS k(id)
      LEFT JOIN orders o ON o.id = k.id
     CROSS JOIN LATERAL (SELECT count(*) AS parts FROM fulfilment f WHERE f.order_id = k.id) f
     CROSS JOIN LATERAL (
       SELECT (to_timestamp(('x' || left(replace(o.key::text, '-', ''), 12))::bit(48)::bigint / 1000.0)
               AT TIME ZONE 'UTC')::date AS day) y
      LEFT JOIN line_fault ON line_fault.order_id = k.id
      LEFT JOIN part_fault ON part_fault.order_id = k.id
     WHERE o.id IS NOT NULL OR f.parts > 0)
  SELECT count(*) FILTER (WHERE there), 0, count(fault),
         (array_agg(format('order %s: %s', id, fault)) FILTER (WHERE fault IS NOT NULL))[1:20]
    FROM verdict)sql"};

// Attempts of the time $1 .. $2 (ms, end excluded). On its own day a key is unique by the primary key, so on
// the whole.
inline constexpr Statement kCheckAttempts{"check_attempts", R"sql(
  WITH verdict AS MATERIALIZED (
    SELECT a.key,
           CASE
             WHEN a.key_day <> (to_timestamp(('x' || left(replace(a.key::text, '-', ''), 12))::bit(48)::bigint / 1000.0)
                                AT TIME ZONE 'UTC')::date
               THEN format('stands on %s, not on the day of its key', a.key_day)
             WHEN a.outcome = 1 AND o.id IS NULL THEN format('was placed, but its order %s is absent', a.order_id)
             WHEN a.outcome = 1 AND (o.key, o.customer_id, o.item_ids, o.granted)
                                    IS DISTINCT FROM (a.key, a.customer_id, a.item_ids, a.granted)
               THEN format('was placed, but order %s says something else', a.order_id)
             WHEN a.outcome <> 1 AND o.id IS NOT NULL
               THEN format('was not placed, but order %s is there', a.order_id)
           END AS fault
      FROM attempt a LEFT JOIN LATERAL (SELECT * FROM orders x WHERE x.id = a.order_id LIMIT 1) o ON true
     WHERE a.decided_at >= to_timestamp($1::bigint / 1000.0) AND a.decided_at < to_timestamp($2::bigint / 1000.0))
  SELECT count(*), 0, count(fault),
         (array_agg(format('attempt %s: %s', key, fault)) FILTER (WHERE fault IS NOT NULL))[1:20]
    FROM verdict)sql"};

// $1 the age in seconds from which one is left over.
inline constexpr Statement kCheckPrepared{"check_prepared", R"sql(
  SELECT 0, 0, count(*), (array_agg(format('prepared transaction %s: left over since %s', gid, prepared)))[1:20]
    FROM pg_prepared_xacts WHERE database = current_database() AND prepared < now() - make_interval(secs => $1::bigint))sql"};

// The cores are for orders.
inline constexpr Statement kCheckSettings{"check_settings", R"sql(
  SELECT set_config('max_parallel_workers_per_gather', '0', true))sql"};

inline constexpr Statement kCheckNow{"check_now", R"sql(
  SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint)sql"};

inline constexpr Statement kReadCheckMark{"read_check_mark", R"sql(
  SELECT value FROM check_mark WHERE name = $1)sql"};

inline constexpr Statement kWriteCheckMark{"write_check_mark", R"sql(
  INSERT INTO check_mark (name, value) VALUES ($1, $2)
  ON CONFLICT (name) DO UPDATE SET value = excluded.value, at = clock_timestamp())sql"};

}  // namespace darkstore::storage
