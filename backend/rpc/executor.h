#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace darkstore::rpc {

/// Worker threads behind a bounded queue: where calls may block on PostgreSQL or Valkey to their deadline,
/// which gRPC's own threads never do.
class Executor {
 public:
  Executor(std::size_t threads, std::size_t queue_max);
  ~Executor();
  Executor(const Executor&) = delete;
  Executor& operator=(const Executor&) = delete;

  /// False when the queue is full: the job was not taken.
  [[nodiscard]] bool post(std::function<void()> job);

 private:
  void loop();

  std::size_t queue_max_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<std::function<void()>> jobs_;  // guarded by mutex_
  bool stopping_ = false;                   // guarded by mutex_
  std::vector<std::jthread> threads_;
};

}  // namespace darkstore::rpc
