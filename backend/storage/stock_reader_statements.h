#pragma once

#include "backend/storage/statement.h"

namespace darkstore::storage {

/// Rows of the read path, one a key in the keys' order, nulls where there is none.
inline constexpr Statement kReadStock{"read_stock", R"sql(
  SELECT i.quantity, i.version
    FROM unnest($1::int[], $2::bigint[]) WITH ORDINALITY AS k(dc_id, item_id, place)
    LEFT JOIN inventory i ON i.dc_id = k.dc_id AND i.item_id = k.item_id
   ORDER BY k.place)sql"};

/// What a DC carries.
inline constexpr Statement kReadAssortment{"read_assortment", R"sql(
  SELECT item_id FROM inventory WHERE dc_id = $1 ORDER BY item_id)sql"};

/// How far a replica is; the first column is null on a server that is none.
inline constexpr Statement kReplicaProgress{"replica_progress", R"sql(
  SELECT (pg_last_wal_replay_lsn() - '0/0'::pg_lsn)::bigint,
         (extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()) * 1000)::bigint,
         pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn())sql"};

/// This backend's sign of life on a shard, heard by all backends.
inline constexpr Statement kNotifyHeartbeat{"notify_heartbeat", "SELECT pg_notify('heartbeat', $1)"};

/// Everything acknowledged so far lies at or below it.
inline constexpr Statement kFlushedPosition{"flushed_position",
                                            "SELECT (pg_current_wal_flush_lsn() - '0/0'::pg_lsn)::bigint"};

}  // namespace darkstore::storage
