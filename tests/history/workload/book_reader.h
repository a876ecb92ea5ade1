#pragma once

#include <string>
#include <vector>

#include "shared/result.h"
#include "tests/history/checker/history.h"
#include "tests/integration/support/embedded_cluster.h"

namespace darkstore::history {

/// Reads the truth of some items from the shard's primary by SQL, as the superuser.
class BookReader {
 public:
  BookReader(const testing::EmbeddedCluster& cluster, int shard, std::vector<std::int64_t> items);

  /// Every DC's row of the items as it is now.
  [[nodiscard]] Result<std::vector<RowState>> rows() const;
  /// The database's clock, as text for `since`.
  [[nodiscard]] Result<std::string> clock() const;
  /// What was written since a moment of the database's clock: ledger, attempts, orders.
  [[nodiscard]] Result<void> read_since(const std::string& since, Book& book) const;

 private:
  [[nodiscard]] Result<std::vector<std::vector<std::string>>> lines(const std::string& columns,
                                                                    const std::string& from) const;

  const testing::EmbeddedCluster& cluster_;
  int shard_;
  std::string items_;  ///< "60,61"
};

}  // namespace darkstore::history
