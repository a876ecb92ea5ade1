#include "backend/storage/database_error.h"

#include <pqxx/pqxx>

#include <string_view>

namespace darkstore::storage {
namespace {

// PostgreSQL 17, appendix A: error codes.
ErrorKind kind_of(std::string_view state) {
  if (state == "40001" || state == "40P01" || state == "55P03") {
    return ErrorKind::kAborted;  // serialization failure, deadlock, lock not available
  }
  if (state == "57014" || state == "25P04") {
    return ErrorKind::kDeadlineExceeded;  // statement or transaction timeout
  }
  if (state == "42501") {
    return ErrorKind::kConstraint;  // the application role may not
  }
  const auto family = state.substr(0, 2);
  if (family == "23") {
    return ErrorKind::kConstraint;
  }
  if (family == "08" || family == "57" || state == "25006" || state == "25P03") {
    return ErrorKind::kUnavailable;  // connection, shutdown, read-only standby, idle timeout
  }
  if (family == "53") {
    return ErrorKind::kResourceExhausted;
  }
  return ErrorKind::kInternal;
}

}  // namespace

Error describe(const std::exception& failure) {
  if (dynamic_cast<const pqxx::in_doubt_error*>(&failure) != nullptr) {
    return {ErrorKind::kUnknownOutcome, "", "the connection was lost during COMMIT"};
  }
  if (dynamic_cast<const pqxx::broken_connection*>(&failure) != nullptr) {
    return {ErrorKind::kUnavailable, "", std::string("the database is away: ") + failure.what()};
  }
  if (const auto* sql = dynamic_cast<const pqxx::sql_error*>(&failure)) {
    return {kind_of(sql->sqlstate()), "", sql->sqlstate() + ": " + sql->what()};
  }
  return {ErrorKind::kInternal, "", failure.what()};
}

}  // namespace darkstore::storage
