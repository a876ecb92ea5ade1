#pragma once

#include <string>
#include <vector>

#include "tests/bench/orders/baskets.h"

namespace darkstore::bench {

/// The yardstick: pgbench placing the same orders on the same server, one transaction an order, and writing
/// the same rows.
class Yardstick {
 public:
  /// Brings baskets and function to the shard. @param offers  of one shard
  Yardstick(const testing::EmbeddedCluster& cluster, const Offers& offers);

  static constexpr int kClients = 16;

  /// How pgbench sends an order: as prepared statements, or as one call of a function.
  enum class Form { kStatements, kFunction };

  struct Run {
    double granted_s = 0;  ///< orders that are in the table afterwards, a second
    std::int64_t granted = 0;
  };
  /// @param hot  one basket, the same for all
  [[nodiscard]] Result<Run> run(Form form, bool hot, int seconds) const;

  /// Units that all runs sold, by row.
  [[nodiscard]] Units sold() const;

 private:
  std::string owner_;
  std::string app_;
  std::size_t baskets_;
};

}  // namespace darkstore::bench
