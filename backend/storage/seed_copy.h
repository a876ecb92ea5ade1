#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "backend/storage/watchdog.h"
#include "shared/deadline.h"
#include "shared/result.h"

struct pg_conn;
struct pg_result;

namespace darkstore::storage {

/// One connection as the owner of a database, by libpq itself: libpqxx has no binary COPY. One thread at a
/// time.
class OwnerConnection {
 public:
  /// kUnavailable when the server does not take it. Past `until` the socket is shut and every call fails.
  /// @param name for messages: "shard 2"
  [[nodiscard]] static Result<std::unique_ptr<OwnerConnection>> open(std::string name,
                                                                     const std::string& conninfo,
                                                                     Watchdog& watchdog, Deadline until);

  /// Runs one statement, or several without parameters. @return rows of text fields; an SQL null is empty
  [[nodiscard]] Result<std::vector<std::vector<std::string>>> exec(
      const char* sql, const std::vector<std::string>& parameters = {});

  [[nodiscard]] pg_conn* raw() { return connection_.get(); }
  /// The server's last complaint as an Error that names the database.
  [[nodiscard]] Error complaint(const pg_result* result) const;

 private:
  struct Close {
    void operator()(pg_conn* connection) const;
  };
  OwnerConnection(std::string name, std::unique_ptr<pg_conn, Close> connection)
      : name_(std::move(name)), connection_(std::move(connection)) {}

  std::string name_;
  std::unique_ptr<pg_conn, Close> connection_;
  std::optional<Watchdog::Guard> guard_;  ///< goes before the socket it watches
};

/// Rows on their way into a table, in COPY's binary form: begin a row, put each of its fields, begin the
/// next. A failure is kept and told by finish(); what is put after it goes nowhere.
class CopyStream {
 public:
  /// @param statement COPY .. FROM STDIN (FORMAT binary)
  CopyStream(OwnerConnection& connection, const char* statement);

  CopyStream& row(std::int16_t fields);
  CopyStream& put(std::int16_t value);
  CopyStream& put(std::int32_t value);
  CopyStream& put(std::int64_t value);
  CopyStream& put(double value);
  CopyStream& put(std::string_view value);
  CopyStream& put(std::span<const std::int32_t> values);  ///< int[]
  CopyStream& put(std::chrono::sys_seconds value);        ///< timestamptz
  CopyStream& put_null();

  /// @return rows put
  [[nodiscard]] Result<std::int64_t> finish();

 private:
  void append(std::uint64_t bits, int bytes);
  void send();

  OwnerConnection& connection_;
  std::string buffer_;
  std::int64_t rows_ = 0;
  std::optional<Error> failure_;
};

}  // namespace darkstore::storage
