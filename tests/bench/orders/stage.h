#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "tests/bench/orders/baskets.h"
#include "tests/bench/orders/load.h"
#include "tests/bench/support/process_meter.h"
#include "tests/integration/support/embedded_cluster.h"

namespace darkstore::bench {

/// One run of the load process, and what it cost the servers.
struct Measured {
  Numbers load;         ///< see run_load
  ByKind cpu_us_order;  ///< microseconds of CPU a granted order, by kind of process; "load" is one of them
  double wal_bytes_order = 0;
};

/// A cluster with its books: what rows held before, and what orders were told they got.
class Stage {
 public:
  /// Starts a cluster of its own.
  [[nodiscard]] static Result<Stage> open(const testing::EmbeddedClusterOptions& options);
  Stage(Stage&&) = default;
  Stage& operator=(Stage&&) = delete;
  ~Stage();

  [[nodiscard]] testing::EmbeddedCluster& cluster() { return cluster_; }

  /// What follows may order from these baskets; call it when they have all their stock.
  void open_book(const std::vector<Basket>& baskets);

  /// @param options  data, baskets and book are set here
  [[nodiscard]] Result<Measured> measure(const std::vector<Basket>& baskets, LoadOptions options);

  /// Stops the backends from running while someone else has the machine, and lets them go on.
  [[nodiscard]] Result<void> freeze_backends();
  [[nodiscard]] Result<void> thaw_backends();

  /// Units acknowledged beyond what their rows held, over all runs. @param sold_by_others  units, by row
  [[nodiscard]] std::int64_t oversold(const Units& sold_by_others) const;

  /// Deadlocks that all servers have met.
  [[nodiscard]] Result<double> deadlocks() const;

  /// Runs `darkstored check`; its exit code, 0 = clean.
  [[nodiscard]] Result<int> check() const;

 private:
  Stage(testing::EmbeddedCluster cluster, std::vector<int> servers);
  [[nodiscard]] Result<double> sum_of_servers(const std::string& sql) const;

  testing::EmbeddedCluster cluster_;
  std::vector<int> servers_;  ///< shards, one a PostgreSQL server
  std::filesystem::path scratch_;
  Units opening_;
  Units acknowledged_;
};

}  // namespace darkstore::bench
