#include "backend/storage/check_walk.h"

#include <algorithm>
#include <format>
#include <iterator>
#include <limits>
#include <utility>

#include "backend/storage/check_statements.h"
#include "shared/uuid.h"

namespace darkstore::storage {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kSliceEmpty{25};
constexpr milliseconds kSliceQuick{250};
constexpr milliseconds kSliceSlow{1'000};
constexpr std::int64_t kFew = 1'000;
constexpr milliseconds kAskMax{6'000};  // the session's own statement_timeout is 5 s

// A transaction may commit this long after the time that its rows bear (transaction_timeout is 8 s), and
// clocks of backends may differ: a check proves what is older.
constexpr std::int64_t kSettledAfterMs = 60'000;

constexpr std::int64_t kOldestMs = std::int64_t{40} * 24 * 3'600'000;
constexpr std::int64_t kEndOfTimeMs = 32'503'680'000'000;  // the year 3000
constexpr int kOrdersASlice = 1'000;

constexpr auto kProvenMark = "proven_ms";
constexpr auto kRowDcMark = "row_dc";
constexpr auto kRowItemMark = "row_item";

// Every order placed at a time or later has this id or a greater one.
std::string first_id_of(std::int64_t time_ms) {
  return Uuid::v7(WallTime{milliseconds{time_ms}}, 0, 0).text();
}

constexpr CheckWalk::RowKey kLastRow{std::numeric_limits<std::int32_t>::max(),
                                     std::numeric_limits<std::int64_t>::max()};

CheckWalk::RowKey key_of(const pqxx::row& row, pqxx::row::size_type column) {
  return {row[column].as<std::int32_t>(), row[column + 1].as<std::int64_t>()};
}

milliseconds since(std::chrono::steady_clock::time_point began) {
  return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - began);
}

std::vector<std::string> texts(const pqxx::field& field) {
  if (field.is_null()) {
    return {};
  }
  const auto array = field.as_sql_array<std::string>();
  return {array.cbegin(), array.cend()};
}

}  // namespace

void Pace::took(milliseconds time, std::int64_t found) {
  if (time < kSliceQuick || found < kFew) {
    size_ = std::min(most_, size_ * (time < kSliceEmpty ? 8 : 2));
  } else if (time > kSliceSlow) {
    size_ = std::max(least_, size_ / 2);
  }
}

bool Pace::retry_smaller() {
  if (size_ == least_) {
    return false;
  }
  size_ = std::max(least_, size_ / 16);
  return true;
}

template <class... Args>
Result<pqxx::result> CheckWalk::ask(const Statement& statement, Args... args) {
  return run(target_.primary, within(kAskMax), Access::kReadOnly,
             [&](Transaction& transaction) -> Result<pqxx::result> {
               transaction.exec(kCheckSettings);
               return transaction.exec(statement, args...);
             });
}

void CheckWalk::count(const pqxx::result& answer, std::int64_t& first, std::int64_t& second) {
  first += answer[0][0].as<std::int64_t>();
  second += answer[0][1].as<std::int64_t>();
  found_.differences += answer[0][2].as<std::int64_t>();
  for (auto& sample : texts(answer[0][3])) {
    tell(std::move(sample));
  }
}

void CheckWalk::tell(std::string sample) {
  const bool told = std::ranges::find(found_.samples, sample) != found_.samples.end();
  if (!told && found_.samples.size() < kSamplesMax) {
    found_.samples.push_back(std::move(sample));
  }
}

std::int64_t CheckWalk::count(const pqxx::result& answer, std::int64_t& first) {
  std::int64_t none = 0;
  count(answer, first, none);
  return answer[0][0].as<std::int64_t>();
}

Result<ShardCheck> CheckWalk::walk() {
  auto place = read_place();
  if (!place) {
    return tl::unexpected(place.error());
  }
  const auto now = shard_now_ms();
  if (!now) {
    return tl::unexpected(now.error());
  }
  full_ = options_.full || place->proven_ms == 0;
  const auto since = full_ ? 0 : place->proven_ms;
  std::vector<std::string> returned;
  Result<void> done;
  if (!full_) {
    done = check_ledger(since, returned);
  }
  if (done) {
    auto end = check_rows(full_ ? RowKey{} : place->row,
                          full_ ? std::numeric_limits<std::int64_t>::max() : kRowsARound);
    done = end ? Result<void>{} : tl::unexpected(end.error());
    place->row = end.value_or(RowKey{});
  }
  for (const auto step :
       {&CheckWalk::check_orders_from, &CheckWalk::check_cancelled, &CheckWalk::check_attempts}) {
    // A full walk meets every order by its id; what was cancelled is among them.
    if (done && !(full_ && step == &CheckWalk::check_cancelled)) {
      done = (this->*step)(since);
    }
  }
  if (done) {
    done = check_older_orders(std::move(returned), since);
  }
  if (done) {
    done = check_prepared();
  }
  // What is wrong is found again by the next check, until it is right.
  if (done && found_.differences == 0) {
    place->proven_ms = *now - kSettledAfterMs;
    done = write_place(*place);
  }
  if (!done) {
    return tl::unexpected(done.error());
  }
  return std::move(found_);
}

Result<CheckWalk::Place> CheckWalk::read_place() {
  return run(target_.primary, within(kAskMax), Access::kReadOnly,
             [](Transaction& transaction) -> Result<Place> {
               const auto value = [&transaction](const char* name) {
                 const auto rows = transaction.exec(kReadCheckMark, name);
                 return rows.empty() ? std::int64_t{0} : rows[0][0].as<std::int64_t>();
               };
               return Place{
                   .proven_ms = value(kProvenMark),
                   .row = {.dc = static_cast<std::int32_t>(value(kRowDcMark)), .item = value(kRowItemMark)}};
             });
}

Result<void> CheckWalk::write_place(const Place& place) {
  return run(target_.primary, within(kAskMax), Access::kReadWrite,
             [&place](Transaction& transaction) -> Result<void> {
               transaction.exec(kWriteCheckMark, kProvenMark, place.proven_ms);
               transaction.exec(kWriteCheckMark, kRowDcMark, std::int64_t{place.row.dc});
               transaction.exec(kWriteCheckMark, kRowItemMark, place.row.item);
               return {};
             });
}

Result<std::int64_t> CheckWalk::shard_now_ms() {
  auto now = ask(kCheckNow);
  if (!now) {
    return tl::unexpected(now.error());
  }
  return (*now)[0][0].as<std::int64_t>();
}

Result<CheckWalk::RowKey> CheckWalk::check_rows(RowKey from, std::int64_t rows_max) {
  Pace pace(100, std::min<std::int64_t>(5'000, options_.slice_max), options_.slice_max);
  // Where rows have many ledger entries, few rows fill a slice: it pays not to look at more of them.
  std::int64_t ahead = pace.size();
  for (std::int64_t rows = 0; rows < rows_max;) {
    const auto began = std::chrono::steady_clock::now();
    const auto work_max = std::min(pace.size(), rows_max - rows);
    const auto found = ask(kCheckSlice, from.dc, from.item, work_max, std::min(ahead, work_max));
    if (!found) {
      return tl::unexpected(found.error());
    }
    if (found->empty()) {
      // Balance and ledger may name rows behind the last one of inventory.
      const auto done = check_slice(from, kLastRow);
      return done ? Result<RowKey>{RowKey{}} : tl::unexpected(done.error());
    }
    const auto& slice = (*found)[0];
    const bool fits = !slice[0].is_null();
    const auto to = key_of(slice, fits ? 0 : 3);
    auto done = check_slice(from, fits ? to : RowKey{to.dc, to.item - 1});
    if (done && !fits) {
      done = check_row(to);
    }
    if (!done && done.error().kind == ErrorKind::kDeadlineExceeded && pace.retry_smaller()) {
      continue;
    }
    if (!done) {
      return tl::unexpected(done.error());
    }
    from = to;
    const auto taken = fits ? slice[2].as<std::int64_t>() : 1;
    rows += taken;
    ahead = std::max<std::int64_t>(100, 4 * taken);
    pace.took(since(began), work_max);
  }
  return from;
}

Result<void> CheckWalk::check_slice(RowKey from, RowKey to) {
  const auto answer = ask(kCheckRows, from.dc, from.item, to.dc, to.item);
  if (!answer) {
    return tl::unexpected(answer.error());
  }
  std::int64_t entries = 0;
  count(*answer, found_.inventory_rows, entries);
  found_.ledger_entries += full_ ? entries : 0;
  return {};
}

Result<void> CheckWalk::check_row(RowKey row) {
  const auto start = ask(kCheckRowStart, row.dc, row.item);
  if (!start) {
    return tl::unexpected(start.error());
  }
  auto version = (*start)[0][0].as<std::int64_t>();
  auto quantity = (*start)[0][1].as<std::int64_t>();
  Pace pace(100, std::min<std::int64_t>(5'000, options_.slice_max), options_.slice_max);
  while (true) {
    const auto began = std::chrono::steady_clock::now();
    const auto until = version + pace.size();
    const auto answer = ask(kCheckRowPart, row.dc, row.item, version, quantity, until);
    if (!answer) {
      if (answer.error().kind == ErrorKind::kDeadlineExceeded && pace.retry_smaller()) {
        continue;
      }
      return tl::unexpected(answer.error());
    }
    std::int64_t entries = 0;
    const auto found = count(*answer, entries);
    found_.ledger_entries += full_ ? entries : 0;
    const auto& end = (*answer)[0];
    const auto before = std::exchange(version, end[4].as<std::int64_t>());
    quantity = end[5].as<std::int64_t>();
    const bool gone = end[6].is_null();
    if (!gone && end[6].as<std::int64_t>() > until && version > before) {
      pace.took(since(began), found);
      continue;
    }
    ++found_.inventory_rows;
    if (gone || end[6].as<std::int64_t>() != version || end[7].as<std::int64_t>() != quantity) {
      ++found_.differences;
      tell(std::format("dc {} item {}: inventory says {} at version {}, the ledger {} at version {}", row.dc,
                       row.item, end[7].view(), end[6].view(), quantity, version));
    }
    return {};
  }
}

Result<void> CheckWalk::each_window(
    std::int64_t from_ms, const std::function<Result<std::int64_t>(std::int64_t, std::int64_t)>& slice) {
  const auto now = shard_now_ms();
  if (!now) {
    return tl::unexpected(now.error());
  }
  // Nothing is older than a few weeks, and nothing should be newer than now; whatever is, is in the first or
  // last one.
  const auto oldest = *now - kOldestMs;
  Pace pace(100, 600'000, kOldestMs);
  while (from_ms < kEndOfTimeMs) {
    auto to = from_ms < oldest ? oldest : from_ms + pace.size();
    if (to > *now) {
      to = kEndOfTimeMs;
    }
    const auto began = std::chrono::steady_clock::now();
    const auto found = slice(from_ms, to);
    if (!found && found.error().kind == ErrorKind::kDeadlineExceeded && pace.retry_smaller()) {
      continue;
    }
    if (!found) {
      return tl::unexpected(found.error());
    }
    from_ms = to;
    pace.took(since(began), *found);
  }
  return {};
}

Result<void> CheckWalk::check_ledger(std::int64_t from_ms, std::vector<std::string>& returned) {
  return each_window(from_ms, [&](std::int64_t from, std::int64_t to) -> Result<std::int64_t> {
    auto answer = ask(kCheckLedger, from, to);
    if (!answer) {
      return tl::unexpected(answer.error());
    }
    std::ranges::move(texts((*answer)[0][4]), std::back_inserter(returned));
    return count(*answer, found_.ledger_entries);
  });
}

Result<void> CheckWalk::check_attempts(std::int64_t from_ms) {
  return each_window(from_ms, [this](std::int64_t from, std::int64_t to) -> Result<std::int64_t> {
    auto answer = ask(kCheckAttempts, from, to);
    if (!answer) {
      return tl::unexpected(answer.error());
    }
    return count(*answer, found_.attempts);
  });
}

Result<void> CheckWalk::check_cancelled(std::int64_t from_ms) {
  return each_window(from_ms, [this, from_ms](std::int64_t from, std::int64_t to) -> Result<std::int64_t> {
    auto ids = ask(kCheckCancelledIds, from, to);
    if (!ids) {
      return tl::unexpected(ids.error());
    }
    auto cancelled = texts((*ids)[0][0]);
    const auto found = std::ssize(cancelled);
    return check_older_orders(std::move(cancelled), from_ms).map([found] { return found; });
  });
}

Result<void> CheckWalk::check_older_orders(std::vector<std::string> ids, std::int64_t from_ms) {
  std::erase_if(ids, [first = first_id_of(from_ms)](const std::string& id) { return id > first; });
  return check_orders(ids);
}

Result<void> CheckWalk::check_orders_from(std::int64_t from_ms) {
  auto after = first_id_of(from_ms);
  while (true) {
    auto answer = ask(kCheckOrderIds, after, kOrdersASlice);
    if (!answer) {
      return tl::unexpected(answer.error());
    }
    const auto ids = texts((*answer)[0][0]);
    if (ids.empty()) {
      return {};
    }
    if (auto done = check_orders(ids); !done) {
      return done;
    }
    after = ids.back();
  }
}

Result<void> CheckWalk::check_orders(const std::vector<std::string>& ids) {
  for (std::size_t at = 0; at < ids.size(); at += kOrdersASlice) {
    const auto end = std::min(ids.size(), at + kOrdersASlice);
    const std::vector<std::string> slice(ids.begin() + static_cast<std::ptrdiff_t>(at),
                                         ids.begin() + static_cast<std::ptrdiff_t>(end));
    auto answer = ask(kCheckOrders, slice);
    if (!answer) {
      return tl::unexpected(answer.error());
    }
    count(*answer, found_.orders);
  }
  return {};
}

Result<void> CheckWalk::check_prepared() {
  auto answer = ask(kCheckPrepared, options_.prepared_age_max.count());
  if (!answer) {
    return tl::unexpected(answer.error());
  }
  std::int64_t none = 0;
  count(*answer, none);
  return {};
}

}  // namespace darkstore::storage
