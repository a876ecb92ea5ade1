#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "tests/history/workload/recorder.h"
#include "tests/integration/support/embedded_cluster.h"

namespace darkstore::history {

/// Kills servers of a small cluster while others work, and keeps count: who died without us died of a bug.
class Faults {
 public:
  Faults(testing::EmbeddedCluster& cluster, Recorder& recorder, Tally& tally)
      : cluster_(cluster), recorder_(recorder), tally_(tally) {}

  /// Kills backend, cache, primary and the other backend, spread over the time, and returns at its end.
  [[nodiscard]] Result<void> run(std::chrono::seconds time);
  /// kill -9, and waits until it serves again.
  [[nodiscard]] Result<void> kill(const std::string& server);
  /// Adds a sentence for each server that died more often than it was killed.
  [[nodiscard]] Result<void> count_deaths(std::vector<std::string>& wrong) const;

  [[nodiscard]] const std::vector<std::string>& kills() const { return kills_; }

 private:
  void note_deadlocks();

  testing::EmbeddedCluster& cluster_;
  Recorder& recorder_;
  Tally& tally_;
  std::vector<std::string> kills_;
  std::map<std::string, int> restarts_;  // that kills have cost; a start may take more than one try
};

}  // namespace darkstore::history
