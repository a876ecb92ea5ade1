#pragma once

namespace darkstore::storage {

/// One SQL statement under one name: the prepared statement's, the metric label's and the log tag's. One grep
/// leads from the slow log to the line.
struct Statement {
  const char* name;
  const char* sql;
};

}  // namespace darkstore::storage
