#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "backend/storage/database.h"
#include "backend/storage/order_records.h"
#include "shared/deadline.h"
#include "shared/geo.h"
#include "shared/ids.h"
#include "shared/result.h"
#include "shared/uuid.h"

namespace darkstore::storage {

/// A region, the shard that owns it and its currency (ISO 4217); each move to another shard raises the epoch.
struct RegionRow {
  RegionId id;
  std::string code;
  std::string name;
  ShardId shard;
  std::string shard_name;
  std::int64_t epoch = 0;
  std::string currency;
};

/// A DC as the directory knows it; opening hours are minutes of its own local day.
struct DcRow {
  DcId id;
  std::string code;
  std::string name;
  std::string metro;
  RegionId region;
  GeoPoint position;
  std::int32_t radius_m = 0;
  std::string time_zone;
  std::int32_t open_minute = 0;
  std::int32_t close_minute = 1440;
  std::int32_t density = 1;
  bool closed = false;
};

/// A customer as the directory knows them.
struct CustomerRow {
  CustomerId id;
  std::string name;
  std::string phone;
};

/// A lock mode as it is now; dc 0 is the item everywhere. `removed`: the override is gone.
struct ModeRow {
  ItemId item;
  DcId dc;
  LockMode mode = LockMode::kPessimistic;
  bool removed = false;
  std::int64_t epoch = 0;
};

/// Who asks for a change, under which request id, with a hash of its body: a retry finds the first outcome.
struct ChangeRequest {
  RequestId id;
  std::string actor;
  std::string method;
  std::string hash;  ///< 32 bytes
};

/// The directory database: regions, DCs, customers, lock modes, backends. Every call is one short
/// transaction. Errors of all: kUnavailable, kDeadlineExceeded, kResourceExhausted.
class DirectoryRepository {
 public:
  explicit DirectoryRepository(Database& database) : database_(database) {}

  [[nodiscard]] Result<std::vector<RegionRow>> regions(Deadline until);
  [[nodiscard]] Result<std::vector<DcRow>> dcs(Deadline until);
  /// Raised by every opening and closing of a DC.
  [[nodiscard]] Result<std::int64_t> dc_epoch(Deadline until);
  /// Opens or closes a DC by hand. kNotFound "dc_id"; kInvalidArgument "request_id" for another body.
  [[nodiscard]] Result<void> set_dc_open(const ChangeRequest& request, DcId dc, bool open,
                                         const std::string& reason, Deadline until);

  /// Modes that changed after `epoch`, in epoch order.
  [[nodiscard]] Result<std::vector<ModeRow>> modes_since(std::int64_t epoch, Deadline until);
  /// @param mode  removed = take the override away (dc must not be 0)
  /// @return the epoch that carries it; the same again for the same request
  [[nodiscard]] Result<std::int64_t> set_mode(const ChangeRequest& request, const ModeRow& mode,
                                              const std::string& reason, Deadline until);

  /// By part of name or phone, at most `limit`.
  [[nodiscard]] Result<std::vector<CustomerRow>> find_customers(std::string_view part, int limit,
                                                                Deadline until);
  /// Those that exist of the ids given.
  [[nodiscard]] Result<std::vector<CustomerRow>> customers(const std::vector<CustomerId>& ids,
                                                           Deadline until);

  /// Says that this backend serves; forgets those not seen for a minute.
  [[nodiscard]] Result<void> heartbeat(const std::string& name, const std::string& address, Deadline until);

 private:
  Database& database_;
};

}  // namespace darkstore::storage
