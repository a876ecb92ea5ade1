#pragma once

#include "backend/storage/statement.h"

namespace darkstore::storage {

inline constexpr Statement kRegions{"regions", R"sql(
  SELECT r.id, r.code, r.name, r.shard_id, s.name, r.epoch, r.currency
    FROM region r JOIN shard s ON s.id = r.shard_id ORDER BY r.id)sql"};

inline constexpr Statement kDcs{"dcs", R"sql(
  SELECT id, code, name, metro, region_id, latitude, longitude, radius_m, time_zone, open_minute, close_minute, density,
         closed
    FROM dc ORDER BY id)sql"};

inline constexpr Statement kEpoch{"epoch", R"sql(SELECT value FROM epoch WHERE name = $1)sql"};

inline constexpr Statement kRaiseEpoch{"raise_epoch", R"sql(
  UPDATE epoch SET value = value + 1 WHERE name = $1 RETURNING value)sql"};

inline constexpr Statement kFindRequest{"find_request", R"sql(
  SELECT method, encode(hash, 'hex'), result FROM request WHERE id = $1)sql"};

inline constexpr Statement kInsertRequest{"insert_request", R"sql(
  INSERT INTO request (id, actor, method, hash, result) VALUES ($1, $2, $3, decode($4, 'hex'), $5))sql"};

inline constexpr Statement kSetDcClosed{"set_dc_closed", R"sql(
  UPDATE dc SET closed = $2, closed_why = $3, changed_at = clock_timestamp() WHERE id = $1)sql"};

inline constexpr Statement kInsertDcHistory{"insert_dc_history", R"sql(
  INSERT INTO dc_history (dc_id, closed, actor, reason) VALUES ($1, $2, $3, $4))sql"};

inline constexpr Statement kModesSince{"modes_since", R"sql(
  SELECT item_id, dc_id, mode, epoch FROM lock_mode WHERE epoch > $1 ORDER BY epoch)sql"};

inline constexpr Statement kModeOf{"mode_of", R"sql(
  SELECT mode FROM lock_mode WHERE item_id = $1 AND dc_id = $2)sql"};

inline constexpr Statement kSetMode{"set_mode", R"sql(
  INSERT INTO lock_mode (item_id, dc_id, mode, epoch, actor, reason) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (item_id, dc_id) DO UPDATE
     SET mode = excluded.mode, epoch = excluded.epoch, actor = excluded.actor, reason = excluded.reason,
         at = clock_timestamp())sql"};

inline constexpr Statement kInsertModeHistory{"insert_mode_history", R"sql(
  INSERT INTO lock_mode_history (epoch, item_id, dc_id, mode, mode_was, actor, reason)
  VALUES ($1, $2, $3, $4, $5, $6, $7))sql"};

// position() matches literally: what people type holds no pattern.
inline constexpr Statement kFindCustomers{"find_customers", R"sql(
  SELECT id, name, phone FROM customer
   WHERE position(lower($1) IN lower(name)) > 0 OR position($1 IN phone) > 0
      OR position(regexp_replace($1, '[^0-9]', '', 'g') IN regexp_replace(phone, '[^0-9]', '', 'g')) > 0
         AND length(regexp_replace($1, '[^0-9]', '', 'g')) >= 4
   ORDER BY name, id LIMIT $2)sql"};

inline constexpr Statement kCustomers{"customers", R"sql(
  SELECT id, name, phone FROM customer WHERE id = ANY ($1::bigint[]))sql"};

inline constexpr Statement kHeartbeat{"backend_heartbeat", R"sql(
  INSERT INTO backend (name, address, seen_at) VALUES ($1, $2, now())
  ON CONFLICT (name) DO UPDATE SET address = excluded.address, seen_at = now())sql"};

inline constexpr Statement kForgetBackends{"forget_backends", R"sql(
  DELETE FROM backend WHERE seen_at < now() - interval '1 minute')sql"};

}  // namespace darkstore::storage
