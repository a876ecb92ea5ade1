#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <pqxx/pqxx>
#include <string>

#include "shared/uuid.h"
#include "tests/backend/support/postgres_server.h"

namespace darkstore::storage {

/// A shard with a history that is written here row by row, as the product's own transactions write it.
class AShard {
 public:
  AShard();

  [[nodiscard]] std::string conninfo() const { return server_.primary(); }
  /// As the superuser. @return the first value of the first row, if there is one
  std::string sql(const std::string& text) const;

  /// Forgets everything.
  void clear() const;

  /// The opening stock of a row.
  void opens(int dc, int item, int quantity) const;
  /// A row's quantity changes by a delivery, a count, ...
  void changes(int dc, int item, int delta, int kind = 4) const;
  /// An order of one line that one DC ships. @return its id
  std::string sells(int dc, int item, int quantity) const;
  /// A refused attempt. @return its key
  std::string refuses(int item, int quantity) const;
  /// An order's only fulfilment is cancelled: before it is picked its units come back.
  void cancels(const std::string& order, bool picked = false) const;

 private:
  [[nodiscard]] std::string next_id() const;
  /// Raises the version and returns the statement that adds the ledger entry of it.
  [[nodiscard]] static std::string change(int dc, int item, int delta, int kind, const std::string& order);

  testing::PostgresServer server_;
  mutable std::optional<pqxx::connection> connection_;  ///< the superuser's
  mutable std::uint64_t ids_ = 0;
};

}  // namespace darkstore::storage
