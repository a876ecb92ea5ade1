#include "backend/storage/directory_repository.h"

#include <optional>

#include "backend/storage/array_text.h"
#include "backend/storage/directory_statements.h"
#include "backend/storage/hex.h"
#include "backend/storage/query.h"

namespace darkstore::storage {
namespace {

// The first outcome of a request, if there is one. The same id with another body is the caller's mistake.
Result<std::optional<std::vector<std::int64_t>>> earlier(Transaction& tx, const ChangeRequest& request) {
  const auto rows = tx.exec(kFindRequest, request.id.text());
  if (rows.empty()) {
    return std::optional<std::vector<std::int64_t>>{};
  }
  if (rows[0][0].as<std::string>() != request.method || from_hex(rows[0][1].view()) != request.hash) {
    return invalid("request_id", "this request id was used for another change; make a new one");
  }
  return std::optional(numbers<std::int64_t>(rows[0][2]));
}

void remember(Transaction& tx, const ChangeRequest& request, const std::vector<std::int64_t>& result) {
  tx.exec(kInsertRequest, request.id.text(), request.actor, request.method, to_hex(request.hash), result);
}

std::vector<CustomerRow> customers_of(const pqxx::result& rows) {
  std::vector<CustomerRow> customers;
  for (const auto& row : rows) {
    customers.push_back(
        {CustomerId{row[0].as<std::int64_t>()}, row[1].as<std::string>(), row[2].as<std::string>()});
  }
  return customers;
}

}  // namespace

Result<std::vector<RegionRow>> DirectoryRepository::regions(Deadline until) {
  return run(database_, until, Access::kReadOnly, [](Transaction& tx) -> Result<std::vector<RegionRow>> {
    std::vector<RegionRow> regions;
    for (const auto& row : tx.exec(kRegions)) {
      regions.push_back({RegionId{row[0].as<int>()}, row[1].as<std::string>(), row[2].as<std::string>(),
                         ShardId{row[3].as<int>()}, row[4].as<std::string>(), row[5].as<std::int64_t>(),
                         row[6].as<std::string>()});
    }
    return regions;
  });
}

Result<std::vector<DcRow>> DirectoryRepository::dcs(Deadline until) {
  return run(database_, until, Access::kReadOnly, [](Transaction& tx) -> Result<std::vector<DcRow>> {
    std::vector<DcRow> dcs;
    for (const auto& row : tx.exec(kDcs)) {
      dcs.push_back({DcId{row[0].as<int>()}, row[1].as<std::string>(), row[2].as<std::string>(),
                     row[3].as<std::string>(), RegionId{row[4].as<int>()},
                     GeoPoint{row[5].as<double>(), row[6].as<double>()}, row[7].as<int>(),
                     row[8].as<std::string>(), row[9].as<int>(), row[10].as<int>(), row[11].as<int>(),
                     row[12].as<bool>()});
    }
    return dcs;
  });
}

Result<std::int64_t> DirectoryRepository::dc_epoch(Deadline until) {
  return run(database_, until, Access::kReadOnly, [](Transaction& tx) -> Result<std::int64_t> {
    return tx.exec(kEpoch, "dc").one_field().as<std::int64_t>();
  });
}

Result<void> DirectoryRepository::set_dc_open(const ChangeRequest& request, DcId dc, bool open,
                                              const std::string& reason, Deadline until) {
  return run(database_, until, Access::kReadWrite, [&](Transaction& tx) -> Result<void> {
    tx.exec(kRaiseEpoch, "dc");  // first: its row lock serialises the writers
    auto first = earlier(tx, request);
    if (!first) {
      return tl::unexpected(first.error());
    }
    if (*first) {
      return {};
    }
    if (tx.exec(kSetDcClosed, dc.value(), !open, open ? std::string{} : reason).affected_rows() == 0) {
      return fail(ErrorKind::kNotFound, "dc_id", "no such DC");
    }
    tx.exec(kInsertDcHistory, dc.value(), !open, request.actor, reason);
    remember(tx, request, {dc.value(), open ? 1 : 0});
    return {};
  });
}

Result<std::vector<ModeRow>> DirectoryRepository::modes_since(std::int64_t epoch, Deadline until) {
  return run(database_, until, Access::kReadOnly, [epoch](Transaction& tx) -> Result<std::vector<ModeRow>> {
    std::vector<ModeRow> modes;
    for (const auto& row : tx.exec(kModesSince, epoch)) {
      const auto mode = row[2].as<int>();
      modes.push_back({ItemId{row[0].as<std::int64_t>()}, DcId{row[1].as<int>()},
                       mode == 0 ? LockMode::kPessimistic : static_cast<LockMode>(mode), mode == 0,
                       row[3].as<std::int64_t>()});
    }
    return modes;
  });
}

Result<std::int64_t> DirectoryRepository::set_mode(const ChangeRequest& request, const ModeRow& mode,
                                                   const std::string& reason, Deadline until) {
  return run(database_, until, Access::kReadWrite, [&](Transaction& tx) -> Result<std::int64_t> {
    const auto epoch = tx.exec(kRaiseEpoch, "lock_mode").one_field().as<std::int64_t>();
    auto first = earlier(tx, request);
    if (!first) {
      return tl::unexpected(first.error());
    }
    if (*first) {
      return (*first)->at(0);
    }
    const int number = mode.removed ? 0 : static_cast<int>(mode.mode);
    const auto was = tx.exec(kModeOf, mode.item.value(), mode.dc.value());
    tx.exec(kSetMode, mode.item.value(), mode.dc.value(), number, epoch, request.actor, reason);
    tx.exec(kInsertModeHistory, epoch, mode.item.value(), mode.dc.value(), number,
            was.empty() ? 0 : was[0][0].as<int>(), request.actor, reason);
    remember(tx, request, {epoch});
    return epoch;
  });
}

Result<std::vector<CustomerRow>> DirectoryRepository::find_customers(std::string_view part, int limit,
                                                                     Deadline until) {
  return run(database_, until, Access::kReadOnly, [&](Transaction& tx) -> Result<std::vector<CustomerRow>> {
    return customers_of(tx.exec(kFindCustomers, std::string(part), limit));
  });
}

Result<std::vector<CustomerRow>> DirectoryRepository::customers(const std::vector<CustomerId>& ids,
                                                                Deadline until) {
  std::vector<std::int64_t> numbers;
  for (const auto id : ids) {
    numbers.push_back(id.value());
  }
  return run(database_, until, Access::kReadOnly, [&](Transaction& tx) -> Result<std::vector<CustomerRow>> {
    return customers_of(tx.exec(kCustomers, numbers));
  });
}

Result<void> DirectoryRepository::heartbeat(const std::string& name, const std::string& address,
                                            Deadline until) {
  return run(database_, until, Access::kReadWrite, [&](Transaction& tx) -> Result<void> {
    tx.exec(kHeartbeat, name, address);
    tx.exec(kForgetBackends);
    return {};
  });
}

}  // namespace darkstore::storage
