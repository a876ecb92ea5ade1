#pragma once

#include "backend/storage/statement.h"

namespace darkstore::storage {

inline constexpr Statement kChangeStock{"change_stock", R"sql(
  UPDATE inventory i SET quantity = i.quantity + c.delta, version = i.version + 1
    FROM unnest($1::int[], $2::bigint[], $3::int[]) AS c(dc_id, item_id, delta)
   WHERE i.dc_id = c.dc_id AND i.item_id = c.item_id)sql"};

inline constexpr Statement kInsertLedger{"insert_ledger", R"sql(
  INSERT INTO ledger (dc_id, item_id, version, position, delta, quantity_after, kind, order_id, request_id, reason, actor,
                      at)
  VALUES ($1, $2, $3, 0, $4, $5, $6, $7, $8, $9, $10, clock_timestamp()))sql"};

// Request ids of a shard: an advisory lock of their own class, so that two calls under one id meet here.
inline constexpr Statement kLockRequest{"lock_request", R"sql(
  SELECT pg_advisory_xact_lock(4713, hashtext($1)))sql"};

inline constexpr Statement kFindShardRequest{"find_shard_request", R"sql(
  SELECT method, encode(hash, 'hex'), result FROM request WHERE day = $1::date AND id = $2::uuid)sql"};

inline constexpr Statement kInsertShardRequest{"insert_shard_request", R"sql(
  INSERT INTO request (day, id, actor, method, hash, result)
  VALUES ($1::date, $2::uuid, $3, $4, decode($5, 'hex'), $6))sql"};

}  // namespace darkstore::storage
