#pragma once

// Inside storage only: this header brings libpqxx along.

#include <pqxx/pqxx>

#include <exception>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "backend/storage/database_error.h"
#include "backend/storage/statement.h"
#include "backend/storage/watchdog.h"
#include "shared/deadline.h"
#include "shared/result.h"

namespace darkstore::storage {

/// One PostgreSQL connection with its prepared statements. One thread at a time.
class Session {
 public:
  /// Connects and sets the session up (timeouts, UTC, generic plans). Waits 2 s for each host at most, also
  /// for one that takes the connection and says nothing. Throws what libpqxx throws.
  /// @param conninfo      keywords and values; its `options`, if any, are not taken
  /// @param more_options  settings of this session, "-c name=value ..."
  explicit Session(const std::string& conninfo, const std::string& more_options = {});

  [[nodiscard]] pqxx::connection& raw() { return connection_; }
  [[nodiscard]] int socket() const { return connection_.sock(); }
  [[nodiscard]] bool broken() const { return broken_; }
  void mark_broken() { broken_ = true; }

  /// Prepares the statement at its first use on this connection.
  void prepare_once(const Statement& statement);

 private:
  pqxx::connection connection_;
  std::unordered_set<std::string_view> prepared_;
  bool broken_ = false;
};

/// A transaction's face to repositories: named statements only.
class Transaction {
 public:
  Transaction(Session& session, pqxx::dbtransaction& work) : session_(session), work_(work) {}

  /// Runs a named statement. Throws what libpqxx throws; transact() turns it into an Error.
  template <class... Args>
  pqxx::result exec(const Statement& statement, Args&&... args) {
    session_.prepare_once(statement);
    return work_.exec(pqxx::prepped{statement.name}, pqxx::params{std::forward<Args>(args)...});
  }

  [[nodiscard]] pqxx::dbtransaction& raw() { return work_; }
  [[nodiscard]] Session& session() { return session_; }

 private:
  Session& session_;
  pqxx::dbtransaction& work_;
};

enum class Access { kReadWrite, kReadOnly };

/// Runs `work(Transaction&) -> Result<T>` in one READ COMMITTED transaction on the session and commits if it
/// succeeded. An Error rolls back. Past `until` the watchdog cuts the socket; the session is then broken.
template <class Work>
auto transact(Session& session, Watchdog& watchdog, Deadline until, Access access, Work&& work)
    -> decltype(work(std::declval<Transaction&>())) {
  const Watchdog::Guard guard(watchdog, session.socket(), until);
  const auto run = [&](auto& transaction) -> decltype(work(std::declval<Transaction&>())) {
    Transaction face(session, transaction);
    auto result = work(face);
    if (result) {
      transaction.commit();
    }
    return result;
  };
  try {
    if (access == Access::kReadOnly) {
      pqxx::read_transaction transaction(session.raw());
      return run(transaction);
    }
    pqxx::work transaction(session.raw());
    return run(transaction);
  } catch (const std::exception& failure) {
    auto error = describe(failure);
    if (!session.raw().is_open() || guard.bit()) {
      session.mark_broken();
    }
    if (access == Access::kReadOnly && error.kind == ErrorKind::kUnknownOutcome) {
      error.kind = ErrorKind::kUnavailable;  // a read lost at its COMMIT decided nothing: read again
    }
    if (guard.bit() && error.kind == ErrorKind::kUnavailable) {
      error = {ErrorKind::kDeadlineExceeded, "", "the database did not answer in time"};
    }
    return tl::unexpected(std::move(error));
  }
}

}  // namespace darkstore::storage
