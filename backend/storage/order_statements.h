#pragma once

#include "backend/storage/statement.h"

namespace darkstore::storage {

// Lock order of every order transaction: regions (shared), keys, then rows by (dc_id, item_id).

inline constexpr Statement kLockRegionsAndKeys{"lock_regions_and_keys", R"sql(
  SELECT (SELECT count(pg_advisory_xact_lock_shared(4712, r)) FROM unnest($1::int[]) r),
         (SELECT count(pg_advisory_xact_lock(k)) FROM unnest($2::bigint[]) k))sql"};

inline constexpr Statement kOwnedRegions{"owned_regions", R"sql(
  SELECT region_id, epoch FROM owned_region WHERE region_id = ANY ($1::int[]))sql"};

inline constexpr Statement kFindAttempts{"find_attempts", R"sql(
  SELECT a.key::text, a.region_id, a.customer_id, encode(a.hash, 'hex') AS hash, a.outcome, a.refusal, a.order_id::text,
         a.item_ids, a.wanted, a.granted, a.left_over, a.retries, a.part_item, a.part_dc, a.part_quantity,
         a.part_version, a.part_mode, a.part_minutes, a.each_minor, a.currency, a.timing_us,
         (extract(epoch FROM a.decided_at) * 1000)::bigint AS decided_ms, o.latitude, o.longitude
    FROM unnest($1::date[], $2::uuid[]) AS k(day, key)
    JOIN attempt a ON a.key_day = k.day AND a.key = k.key
    LEFT JOIN orders o ON o.id = a.order_id)sql"};

// A replay is answered only once what it reports is durable: a transaction that writes no WAL would not wait
// for a synchronous standby, so it writes a message (facts: an idempotent replay can acknowledge what
// failover loses).
inline constexpr Statement kAwaitDurable{"await_durable", R"sql(
  SELECT pg_logical_emit_message(true, 'darkstore.replay', ''))sql"};

inline constexpr Statement kLockShelfRows{"lock_shelf_rows", R"sql(
  SELECT i.dc_id, i.item_id, i.quantity, i.version
    FROM unnest($1::int[], $2::bigint[], $3::bigint[]) AS w(dc_id, item_id, expected)
    JOIN inventory i ON i.dc_id = w.dc_id AND i.item_id = w.item_id
   WHERE w.expected = 0 OR i.version = w.expected
   ORDER BY i.dc_id, i.item_id  -- one order everywhere: no deadlock
     FOR UPDATE OF i)sql"};

inline constexpr Statement kReadShelfRows{"read_shelf_rows", R"sql(
  SELECT i.dc_id, i.item_id, i.quantity, i.version
    FROM unnest($1::int[], $2::bigint[]) AS w(dc_id, item_id)
    JOIN inventory i ON i.dc_id = w.dc_id AND i.item_id = w.item_id)sql"};

inline constexpr Statement kNow{"now", R"sql(
  SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint)sql"};

inline constexpr Statement kTakeStock{"take_stock", R"sql(
  UPDATE inventory i SET quantity = i.quantity - t.taken, version = i.version + 1
    FROM unnest($1::int[], $2::bigint[], $3::int[]) AS t(dc_id, item_id, taken)
   WHERE i.dc_id = t.dc_id AND i.item_id = t.item_id
  RETURNING i.dc_id, i.item_id, i.quantity, i.version)sql"};

inline constexpr Statement kInsertLedgerOfOrders{"insert_ledger_of_orders", R"sql(
  INSERT INTO ledger (dc_id, item_id, version, position, delta, quantity_after, kind, order_id, actor, at)
  SELECT l.dc_id, l.item_id, l.version, l.position, -l.quantity, l.quantity_after, 2, l.order_id, l.actor,
         to_timestamp($9::bigint / 1000.0)
    FROM unnest($1::int[], $2::bigint[], $3::bigint[], $4::int[], $5::int[], $6::int[], $7::uuid[], $8::text[])
      AS l(dc_id, item_id, version, position, quantity, quantity_after, order_id, actor))sql"};

inline constexpr Statement kInsertAttempts{"insert_attempts", R"sql(
  INSERT INTO attempt (key_day, key, region_id, customer_id, hash, outcome, refusal, order_id, item_ids, wanted, granted,
                       left_over, retries, part_item, part_dc, part_quantity, part_version, part_mode, part_minutes,
                       each_minor, currency, timing_us, decided_at)
  SELECT a.day, a.key, a.region, a.customer, decode(a.hash, 'hex'), a.outcome, a.refusal, a.order_id, a.items::bigint[],
         a.wanted::int[], a.granted::int[], a.left_over::int[], a.retries::int[], a.part_item::bigint[],
         a.part_dc::int[], a.part_quantity::int[], a.part_version::bigint[], a.part_mode::int[],
         a.part_minutes::real[], a.each_minor::bigint[], a.currency, a.timing::bigint[],
         to_timestamp($23::bigint / 1000.0)
    FROM unnest($1::date[], $2::uuid[], $3::int[], $4::bigint[], $5::text[], $6::smallint[], $7::smallint[], $8::uuid[],
                $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[],
                $17::text[], $18::text[], $19::text[], $20::text[], $21::text[], $22::text[])
      AS a(day, key, region, customer, hash, outcome, refusal, order_id, items, wanted, granted, left_over, retries,
           part_item, part_dc, part_quantity, part_version, part_mode, part_minutes, each_minor, currency, timing))sql"};

inline constexpr Statement kInsertOrders{"insert_orders", R"sql(
  INSERT INTO orders (id, tail, region_id, customer_id, key, state, latitude, longitude, item_ids, wanted, granted,
                      each_minor, total_minor, currency, fulfilments, partial, timing_us, placed_at)
  SELECT o.id, o.tail, o.region, o.customer, o.key, 2, o.latitude, o.longitude, o.items::bigint[], o.wanted::int[],
         o.granted::int[], o.each_minor::bigint[], o.total, o.currency, o.fulfilments, o.partial, o.timing::bigint[],
         to_timestamp($17::bigint / 1000.0)
    FROM unnest($1::uuid[], $2::bigint[], $3::int[], $4::bigint[], $5::uuid[], $6::float8[], $7::float8[], $8::text[],
                $9::text[], $10::text[], $11::text[], $12::bigint[], $13::text[], $14::smallint[], $15::boolean[],
                $16::text[])
      AS o(id, tail, region, customer, key, latitude, longitude, items, wanted, granted, each_minor, total, currency,
           fulfilments, partial, timing))sql"};

inline constexpr Statement kInsertFulfilments{"insert_fulfilments", R"sql(
  INSERT INTO fulfilment (order_id, number, dc_id, state, minutes, item_ids, quantities, versions, granted_at)
  SELECT f.order_id, f.number, f.dc_id, 1, f.minutes, f.items::bigint[], f.quantities::int[], f.versions::bigint[],
         to_timestamp($8::bigint / 1000.0)
    FROM unnest($1::uuid[], $2::smallint[], $3::int[], $4::real[], $5::text[], $6::text[], $7::text[])
      AS f(order_id, number, dc_id, minutes, items, quantities, versions))sql"};

inline constexpr Statement kNotify{"notify", R"sql(SELECT pg_notify($1, $2))sql"};

}  // namespace darkstore::storage
