#include "backend/storage/dc_reader.h"

#include "backend/storage/dc_statements.h"
#include "backend/storage/query.h"

namespace darkstore::storage {

Result<std::vector<DcStockHealth>> DcReader::health(std::span<const DcId> dcs, Deadline until) {
  std::vector<int> ids;
  for (const auto dc : dcs) {
    ids.push_back(dc.value());
  }
  return run(database_, until, Access::kReadOnly, [&](Transaction& tx) -> Result<std::vector<DcStockHealth>> {
    std::vector<DcStockHealth> all;
    for (const auto& row : tx.exec(kDcHealth, ids)) {
      all.push_back({DcId{row[0].as<int>()}, row[1].as<int>(), row[2].as<int>(), row[3].as<int>()});
    }
    return all;
  });
}

Result<std::array<std::int32_t, 60>> DcReader::orders_a_minute(DcId dc, Deadline until) {
  return run(database_, until, Access::kReadOnly,
             [&](Transaction& tx) -> Result<std::array<std::int32_t, 60>> {
               std::array<std::int32_t, 60> minutes{};
               for (const auto& row : tx.exec(kOrdersAMinute, dc.value())) {
                 const auto ago = row[0].as<int>();
                 if (ago >= 0 && ago < 60) {
                   minutes[static_cast<std::size_t>(59 - ago)] = row[1].as<int>();
                 }
               }
               return minutes;
             });
}

Result<std::vector<HotRow>> DcReader::hottest(DcId dc, int limit, Deadline until) {
  return run(database_, until, Access::kReadOnly, [&](Transaction& tx) -> Result<std::vector<HotRow>> {
    std::vector<HotRow> rows;
    for (const auto& row : tx.exec(kHottest, dc.value(), limit)) {
      rows.push_back({ItemId{row[0].as<std::int64_t>()}, row[1].as<int>(), row[2].as<int>()});
    }
    return rows;
  });
}

Result<std::vector<LedgerRow>> DcReader::last_changes(DcId dc, int limit, Deadline until) {
  return run(database_, until, Access::kReadOnly, [&](Transaction& tx) -> Result<std::vector<LedgerRow>> {
    std::vector<LedgerRow> entries;
    for (const auto& row : tx.exec(kLastChangesOfDc, dc.value(), limit)) {
      entries.push_back({{dc, ItemId{row[0].as<std::int64_t>()}},
                         row[1].as<std::int64_t>(),
                         row[2].as<int>(),
                         row[3].as<int>(),
                         row[4].as<int>(),
                         static_cast<LedgerKind>(row[5].as<int>()),
                         row[6].as<std::string>(),
                         row[7].as<std::string>(),
                         row[8].as<std::string>(),
                         row[9].as<std::string>(),
                         WallTime{std::chrono::milliseconds{row[10].as<std::int64_t>()}}});
    }
    return entries;
  });
}

Result<std::vector<ItemId>> DcReader::items(DcId dc, Deadline until) {
  return run(database_, until, Access::kReadOnly, [&](Transaction& tx) -> Result<std::vector<ItemId>> {
    std::vector<ItemId> items;
    for (const auto& row : tx.exec(kItemsOfDc, dc.value())) {
      items.emplace_back(row[0].as<std::int64_t>());
    }
    return items;
  });
}

Result<void> DcReader::ping(Deadline until) {
  return run(database_, until, Access::kReadOnly, [&](Transaction& tx) -> Result<void> {
    tx.exec(kPing);
    return {};
  });
}

Result<int> DcReader::replay_lag_ms(Deadline until) {
  return run(database_, until, Access::kReadOnly,
             [&](Transaction& tx) -> Result<int> { return tx.exec(kReplayLag).one_field().as<int>(); });
}

}  // namespace darkstore::storage
