#include "backend/storage/stock_reader.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "backend/storage/query.h"
#include "backend/storage/stock_reader_statements.h"

namespace darkstore::storage {
namespace {

using Millis = std::chrono::milliseconds;

// How long a replica that failed is left alone, and how long it may keep a read that the primary could
// answer.
constexpr Millis kReplicaRest{500};
constexpr Millis kReplicaWaitMax{500};
constexpr Millis kCheckedFor{50};

Deadline for_the_replica(Deadline until) {
  const auto now = std::chrono::steady_clock::now();
  return std::min(until, now + std::min<Deadline::duration>((until - now) / 2, kReplicaWaitMax));
}

bool is_the_servers(const Error& error) {
  return error.kind == ErrorKind::kUnavailable || error.kind == ErrorKind::kDeadlineExceeded;
}

// A replica may fail where the primary does not: it cancels reads that stand in the way of replay. When reads
// keep all its connections busy, though, the primary is not for them: it has orders to take.
bool is_for_the_primary(const Error& error) {
  return error.kind != ErrorKind::kResourceExhausted;
}

std::vector<StockRow> select_rows(Transaction& transaction, std::span<const ShelfKey> keys) {
  std::vector<std::int32_t> dcs;
  std::vector<std::int64_t> items;
  for (const auto key : keys) {
    dcs.push_back(key.dc.value());
    items.push_back(key.item.value());
  }
  std::vector<StockRow> rows;
  rows.reserve(keys.size());
  for (const auto& row : transaction.exec(kReadStock, dcs, items)) {
    rows.push_back({.quantity = row[0].as<std::int32_t>(0), .version = row[1].as<std::int64_t>(0)});
  }
  return rows;
}

// How far a replica is, by its own account.
struct Progress {
  std::optional<Lsn> replayed;  // none when the server is no replica
  Millis behind{};        // since the last commit it has replayed, 0 when it has replayed all it received
  Millis since_commit{};  // since the last commit it has replayed
};

Progress read_progress(Transaction& transaction) {
  const auto row = transaction.exec(kReplicaProgress)[0];
  if (row[0].is_null()) {
    return {};
  }
  const Millis since_commit{std::max<std::int64_t>(0, row[1].as<std::int64_t>(0))};
  return {.replayed = Lsn{row[0].as<std::uint64_t>()},
          .behind = row[2].as<bool>(false) ? Millis{0} : since_commit,
          .since_commit = since_commit};
}

}  // namespace

StockReader::StockReader(Database& primary, Database* replica, const WalClock& clock, Millis lag_max)
    : primary_(primary), replica_(replica), clock_(clock), lag_max_(lag_max) {}

Result<StockRows> StockReader::read(std::span<const ShelfKey> keys, Deadline until) {
  auto from_replica = read_replica(keys, LaggingReplica::kIsNotRead, for_the_replica(until));
  if (!from_replica && !is_for_the_primary(from_replica.error())) {
    return tl::unexpected(std::move(from_replica.error()));
  }
  if (auto rows = std::move(from_replica).value_or(std::nullopt)) {
    return std::move(*rows);
  }
  auto from_primary = read_primary(keys, until);
  if (from_primary || from_primary.error().kind != ErrorKind::kUnavailable) {
    return from_primary;
  }
  if (auto rows = read_replica(keys, LaggingReplica::kIsRead, until).value_or(std::nullopt)) {
    return std::move(*rows);
  }
  return from_primary;
}

Result<StockRows> StockReader::read_primary(std::span<const ShelfKey> keys, Deadline until) {
  return run(primary_, until, Access::kReadOnly, [&](Transaction& transaction) -> Result<StockRows> {
    StockRows rows{.as_of = std::chrono::steady_clock::now(), .from_primary = true};
    rows.rows = select_rows(transaction, keys);
    return rows;
  });
}

// None when the replica is missing, resting or too far behind.
Result<std::optional<StockRows>> StockReader::read_replica(std::span<const ShelfKey> keys,
                                                           LaggingReplica lagging, Deadline until) {
  if (replica_ == nullptr || std::chrono::steady_clock::now() < replica_rests_until_.load()) {
    return std::nullopt;
  }
  auto rows = run(*replica_, until, Access::kReadOnly,
                  [&](Transaction& transaction) -> Result<std::optional<StockRows>> {
                    const auto checked = check_replica(transaction, lagging);
                    if (!checked) {
                      return std::nullopt;
                    }
                    return StockRows{
                        .rows = select_rows(transaction, keys), .as_of = checked->as_of, .lag = checked->lag};
                  });
  if (!rows) {
    note_failure(rows.error());
  }
  return rows;
}

void StockReader::note_failure(const Error& error) {
  if (is_the_servers(error)) {
    replica_rests_until_ = std::chrono::steady_clock::now() + kReplicaRest;
  }
}

// How old the replica is; none when that is too old. Looked at in a statement of its own, before the rows:
// what is visible afterwards is at least that, and so it is for a while, for a replica only goes forward.
std::optional<StockReader::Checked> StockReader::check_replica(Transaction& transaction,
                                                               LaggingReplica lagging) {
  const auto now = std::chrono::steady_clock::now();
  {
    const std::lock_guard lock(mutex_);
    if (fresh_ && now - fresh_->at < kCheckedFor) {
      return fresh_;
    }
  }
  const auto progress = read_progress(transaction);
  if (!progress.replayed) {
    return std::nullopt;
  }
  const auto standing = clock_.standing(*progress.replayed, now).value_or(WalClock::Standing{});
  const Checked checked{.at = now,
                        .as_of = standing.as_of.value_or(now - progress.since_commit),
                        .lag = std::max(standing.lag, progress.behind)};
  if (standing.as_of && standing.lag <= lag_max_) {
    const std::lock_guard lock(mutex_);
    fresh_ = checked;
    return checked;
  }
  return lagging == LaggingReplica::kIsRead ? std::optional(checked) : std::nullopt;
}

Result<std::vector<ItemId>> StockReader::assortment(DcId dc, Deadline until) {
  const auto work = [&](Transaction& transaction) -> Result<std::vector<ItemId>> {
    std::vector<ItemId> items;
    for (const auto& row : transaction.exec(kReadAssortment, dc.value())) {
      items.emplace_back(row[0].as<std::int64_t>());
    }
    return items;
  };
  if (replica_ != nullptr && std::chrono::steady_clock::now() >= replica_rests_until_.load()) {
    auto items = run(*replica_, for_the_replica(until), Access::kReadOnly, work);
    if (items || !is_for_the_primary(items.error())) {
      return items;
    }
    note_failure(items.error());
  }
  return run(primary_, until, Access::kReadOnly, work);
}

Result<bool> StockReader::replica_reached(Lsn floor, Deadline until) {
  if (replica_ == nullptr) {
    return false;
  }
  return run(*replica_, for_the_replica(until), Access::kReadOnly,
             [&](Transaction& transaction) -> Result<bool> {
               const auto progress = read_progress(transaction);
               return progress.replayed && *progress.replayed >= floor;
             });
}

}  // namespace darkstore::storage
