#pragma once

#include <pqxx/pqxx>

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "backend/storage/check.h"
#include "backend/storage/query.h"
#include "backend/storage/statement.h"

namespace darkstore::storage {

/// How large the next slice is: halved when much was found in it and that took long, doubled when it was
/// quick, eightfold when there was next to nothing in it. No slice may take five seconds.
class Pace {
 public:
  Pace(std::int64_t least, std::int64_t first, std::int64_t most)
      : least_(least), size_(first), most_(most) {}

  [[nodiscard]] std::int64_t size() const { return size_; }
  /// @param found rows in the slice: a slow slice with few of them would be no faster if it were smaller
  void took(std::chrono::milliseconds time, std::int64_t found);
  /// After a slice ran out of time. @return false when it cannot be made smaller
  [[nodiscard]] bool retry_smaller();

 private:
  std::int64_t least_;
  std::int64_t size_;
  std::int64_t most_;
};

/// The walk over one shard: slice by slice, each one statement. One thread.
class CheckWalk {
 public:
  struct RowKey {
    std::int32_t dc = 0;
    std::int64_t item = 0;
  };

  CheckWalk(const CheckTarget& target, CheckOptions options) : target_(target), options_(options) {
    found_.shard = target.shard;
    found_.name = target.name;
  }

  [[nodiscard]] Result<ShardCheck> walk();

 private:
  struct Place {
    std::int64_t proven_ms = 0;  ///< everything written before is proven; 0 = nothing
    RowKey row;                  ///< the last inventory row of the round
  };

  [[nodiscard]] Result<Place> read_place();
  [[nodiscard]] Result<void> write_place(const Place& place);
  [[nodiscard]] Result<std::int64_t> shard_now_ms();

  /// Inventory rows after `from`: about `rows_max`, or all. @return where it ended; {0, 0} at the end of the
  /// table
  [[nodiscard]] Result<RowKey> check_rows(RowKey from, std::int64_t rows_max);
  /// Everything after `from` up to and with `to`, in one statement.
  [[nodiscard]] Result<void> check_slice(RowKey from, RowKey to);
  /// One row, version by version: it has too many ledger entries for a slice.
  [[nodiscard]] Result<void> check_row(RowKey row);
  /// @param returned gets the orders whose stock came back
  [[nodiscard]] Result<void> check_ledger(std::int64_t from_ms, std::vector<std::string>& returned);
  [[nodiscard]] Result<void> check_attempts(std::int64_t from_ms);
  /// Orders placed before `from_ms` of which a part was cancelled since.
  [[nodiscard]] Result<void> check_cancelled(std::int64_t from_ms);
  [[nodiscard]] Result<void> check_orders_from(std::int64_t from_ms);
  /// @param ids those placed since `from_ms` are left out: check_orders_from meets them
  [[nodiscard]] Result<void> check_older_orders(std::vector<std::string> ids, std::int64_t from_ms);
  [[nodiscard]] Result<void> check_orders(const std::vector<std::string>& ids);
  [[nodiscard]] Result<void> check_prepared();

  /// Runs `slice(from, to)`, which tells how many rows it found, over the time from `from_ms` on, in windows
  /// that fit.
  [[nodiscard]] Result<void> each_window(
      std::int64_t from_ms, const std::function<Result<std::int64_t>(std::int64_t, std::int64_t)>& slice);
  template <class... Args>
  [[nodiscard]] Result<pqxx::result> ask(const Statement& statement, Args... args);
  /// Adds the answer of a judging statement.
  void count(const pqxx::result& answer, std::int64_t& first, std::int64_t& second);
  /// @return the first number
  std::int64_t count(const pqxx::result& answer, std::int64_t& first);
  void tell(std::string sample);

  const CheckTarget& target_;
  CheckOptions options_;
  bool full_ = false;  ///< everything; a shard without a mark has no other choice
  ShardCheck found_;
};

}  // namespace darkstore::storage
