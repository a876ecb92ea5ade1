#pragma once

// Inside storage only: this header brings libpqxx along.

#include <pqxx/pqxx>

#include <string>

#include "backend/storage/order_records.h"

namespace darkstore::storage {

/// "2026-11-24": the UTC day of a key, by which attempts are partitioned.
[[nodiscard]] std::string key_day(const Uuid& key);

/// A row of kFindAttempts.
[[nodiscard]] AttemptRecord attempt_from(const pqxx::row& row);

}  // namespace darkstore::storage
