#pragma once

#include <atomic>
#include <random>
#include <vector>

#include "tests/history/workload/floor.h"

namespace darkstore::history {

/// A customer who never stops: buys, hurries, retries, sends twice, cancels, looks. One thread.
class Buyer {
 public:
  /// @param partial_percent  of the orders may be shipped in part
  Buyer(const testing::EmbeddedCluster& cluster, const Floor& floor, int client, std::uint64_t seed,
        int partial_percent, Recorder& recorder, Tally& tally);
  void run(const std::atomic<bool>& stop);

 private:
  void one_purchase();
  [[nodiscard]] Wish any_wish();
  [[nodiscard]] Told insist(const Wish& wish, std::size_t backend);
  void send_twice(const Wish& wish);
  void afterwards(const Wish& wish, const Told& told);
  [[nodiscard]] int upto(int most) { return std::uniform_int_distribution<int>(0, most)(random_); }
  [[nodiscard]] bool percent(int chance) { return upto(99) < chance; }
  [[nodiscard]] std::size_t any_backend() { return static_cast<std::size_t>(upto(1)); }
  [[nodiscard]] std::int64_t any_of(const std::vector<std::int64_t>& items);

  const Floor& floor_;
  std::mt19937_64 random_;
  int partial_percent_;
  Caller caller_;
  Caller twin_;  // sends the other one of a pair
  std::vector<Told> bought_;
};

/// The warehouse: refills what is hot, counts, adjusts, and flips lock modes. One thread.
class Warehouse {
 public:
  Warehouse(const testing::EmbeddedCluster& cluster, const Floor& floor, int client, std::uint64_t seed,
            Recorder& recorder, Tally& tally);
  void run(const std::atomic<bool>& stop);

 private:
  const Floor& floor_;
  std::mt19937_64 random_;
  Caller caller_;
};

/// Looks at rows, at every backend, as fast as it gets answers. One thread.
class Reader {
 public:
  Reader(const testing::EmbeddedCluster& cluster, const Floor& floor, int client, std::uint64_t seed,
         Recorder& recorder, Tally& tally);
  void run(const std::atomic<bool>& stop);

 private:
  const Floor& floor_;
  std::mt19937_64 random_;
  Caller caller_;
};

}  // namespace darkstore::history
