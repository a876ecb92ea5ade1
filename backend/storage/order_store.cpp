#include "backend/storage/order_store.h"

#include <algorithm>
#include <numeric>
#include <optional>

#include "backend/storage/attempt_rows.h"
#include "backend/storage/batch_writer.h"
#include "backend/storage/order_statements.h"
#include "backend/storage/session.h"
#include "backend/storage/stock_reader_statements.h"
#include "shared/invariant.h"

namespace darkstore::storage {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kLogEndTimeMax{200};

std::chrono::microseconds since(Clock::time_point start) {
  return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start);
}

// The advisory lock of a key: its random tail. Two keys that share it merely wait for one another.
std::int64_t lock_number(const Uuid& key) {
  return static_cast<std::int64_t>(std::hash<Uuid>{}(key));
}

Result<void> lock_scope(Transaction& tx, const BatchScope& scope) {
  std::vector<int> regions;
  std::vector<std::int64_t> keys;
  for (const auto& owned : scope.regions) {
    regions.push_back(owned.region.value());
  }
  for (const auto& key : scope.keys) {
    keys.push_back(lock_number(key));
  }
  std::ranges::sort(regions);
  std::ranges::sort(keys);
  tx.exec(kLockRegionsAndKeys, regions, keys);

  std::size_t owned_here = 0;
  for (const auto& row : tx.exec(kOwnedRegions, regions)) {
    const RegionId region{row[0].as<int>()};
    const auto epoch = row[1].as<std::int64_t>();
    owned_here += static_cast<std::size_t>(std::ranges::count_if(
        scope.regions, [&](const auto& want) { return want.region == region && want.epoch == epoch; }));
  }
  if (owned_here != scope.regions.size()) {
    return fail(ErrorKind::kFailedPrecondition, "region",
                "the region has moved to another shard; ask Nearby again");
  }
  return {};
}

std::vector<AttemptRecord> find_attempts(Transaction& tx, const BatchScope& scope) {
  std::vector<std::string> days;
  std::vector<std::string> keys;
  for (const auto& key : scope.keys) {
    days.push_back(key_day(key));
    keys.push_back(key.text());
  }
  std::vector<AttemptRecord> found;
  for (const auto& row : tx.exec(kFindAttempts, days, keys)) {
    found.push_back(attempt_from(row));
  }
  if (!found.empty()) {
    tx.exec(kAwaitDurable);
  }
  return found;
}

struct KeyArrays {
  std::vector<int> dcs;
  std::vector<std::int64_t> items;
  void add(const ShelfKey& key) {
    dcs.push_back(key.dc.value());
    items.push_back(key.item.value());
  }
};

std::vector<LockedRow> rows_of(const pqxx::result& result) {
  std::vector<LockedRow> rows;
  for (const auto& row : result) {
    rows.push_back({{DcId{row[0].as<int>()}, ItemId{row[1].as<std::int64_t>()}},
                    row[2].as<int>(),
                    row[3].as<std::int64_t>()});
  }
  return rows;
}

std::vector<LockedRow> lock_rows(Transaction& tx, std::span<const RowLock> wanted) {
  if (wanted.empty()) {
    return {};
  }
  invariant(std::ranges::adjacent_find(wanted, [](const auto& a, const auto& b) { return a.key >= b.key; }) ==
                wanted.end(),
            "rows are locked in key order, each once");
  KeyArrays keys;
  std::vector<std::int64_t> expected;
  for (const auto& row : wanted) {
    keys.add(row.key);
    expected.push_back(row.expected);
  }
  return rows_of(tx.exec(kLockShelfRows, keys.dcs, keys.items, expected));
}

// Rows that were not locked because their version had moved: what they are now, so that the next try can
// expect it.
std::vector<LockedRow> read_missed(Transaction& tx, std::span<const RowLock> wanted,
                                   std::span<const LockedRow> locked) {
  KeyArrays missed;
  for (const auto& row : wanted) {
    if (row.expected != 0 && !std::ranges::binary_search(locked, row.key, {}, &LockedRow::key)) {
      missed.add(row.key);
    }
  }
  if (missed.dcs.empty()) {
    return {};
  }
  return rows_of(tx.exec(kReadShelfRows, missed.dcs, missed.items));
}

// How far the log is after a COMMIT. The batch is durable whatever becomes of this question: a connection
// that is lost over it is not the orders' concern.
std::optional<Lsn> log_end(Session& session, Watchdog& watchdog) {
  const Watchdog::Guard guard(watchdog, session.socket(), within(kLogEndTimeMax));
  try {
    session.prepare_once(kFlushedPosition);
    pqxx::nontransaction work(session.raw());
    return Lsn{work.exec(pqxx::prepped{kFlushedPosition.name}).one_field().as<std::uint64_t>()};
  } catch (const std::exception&) {
    session.mark_broken();
    return std::nullopt;
  }
}

}  // namespace

std::int32_t TakenRow::taken() const {
  return std::accumulate(lines.begin(), lines.end(), 0,
                         [](std::int32_t sum, const Line& line) { return sum + line.quantity; });
}

struct OrderStore::State {
  std::string conninfo;
  Watchdog& watchdog;
  std::optional<Session> session;

  // Nested loops on the key keep the lock order that the arrays have, and are what the batches were measured
  // with.
  void connect() {
    if (!session || session->broken() || !session->raw().is_open()) {
      session.reset();
      session.emplace(conninfo, "-c enable_hashjoin=off -c enable_mergejoin=off -c enable_seqscan=off");
    }
  }
};

OrderStore::OrderStore(std::string conninfo, Watchdog& watchdog)
    : state_(std::make_unique<State>(State{std::move(conninfo), watchdog, std::nullopt})) {}

OrderStore::~OrderStore() = default;

Result<BatchTimes> OrderStore::run(const BatchScope& scope, BatchLogic& logic, Deadline until) {
  try {
    state_->connect();
  } catch (const std::exception& failure) {
    state_->session.reset();
    return tl::unexpected(describe(failure));
  }
  const auto start = Clock::now();
  auto last_write = start;
  auto done = transact(
      *state_->session, state_->watchdog, until, Access::kReadWrite, [&](Transaction& tx) -> Result<bool> {
        if (auto locked = lock_scope(tx, scope); !locked) {
          return tl::unexpected(locked.error());
        }
        const auto known = find_attempts(tx, scope);
        const auto wanted = logic.rows_to_lock(known);
        const auto locked = lock_rows(tx, wanted);
        const auto current = read_missed(tx, wanted, locked);
        const WallTime now{std::chrono::milliseconds{tx.exec(kNow)[0][0].as<std::int64_t>()}};
        write_batch(tx, logic.decide(locked, current, now), now);
        last_write = Clock::now();
        return true;
      });
  if (!done) {
    return tl::unexpected(done.error());
  }
  const auto commit = since(last_write);
  return BatchTimes{std::chrono::duration_cast<std::chrono::microseconds>(last_write - start), commit,
                    log_end(*state_->session, state_->watchdog)};
}

}  // namespace darkstore::storage
