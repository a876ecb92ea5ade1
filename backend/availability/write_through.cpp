#include "backend/availability/write_through.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace darkstore::availability {
namespace {

constexpr std::size_t kRowsAtOnce = 256;               // about 2 ms of Valkey's one thread
constexpr std::chrono::milliseconds kWriteMax{1'000};  // the client's own bound is tighter

}  // namespace

struct WriteThrough::State {
  State(storage::CacheClient& client, std::size_t most) : cache(client), rows_max(most) {}

  storage::CacheClient& cache;
  std::size_t rows_max;
  mutable std::mutex mutex;
  std::condition_variable offered;
  std::deque<storage::CacheRefill> waiting;  // guarded by mutex
  bool writing = false;                      // guarded by mutex
  bool stopping = false;                     // guarded by mutex
  std::int64_t dropped = 0;                  // guarded by mutex
  std::thread thread;

  void offer(std::span<const storage::CacheRefill> rows, std::size_t room) {
    {
      const std::lock_guard lock(mutex);
      const auto fit = std::min(rows.size(), room - std::min(room, waiting.size()));
      waiting.insert(waiting.end(), rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(fit));
      dropped += static_cast<std::int64_t>(rows.size() - fit);
    }
    offered.notify_one();
  }

  void run() {
    std::vector<storage::CacheRefill> batch;
    std::unique_lock lock(mutex);
    while (true) {
      offered.wait(lock, [this] { return stopping || !waiting.empty(); });
      if (stopping) {
        return;
      }
      const auto count = static_cast<std::ptrdiff_t>(std::min(waiting.size(), kRowsAtOnce));
      batch.assign(waiting.begin(), waiting.begin() + count);
      waiting.erase(waiting.begin(), waiting.begin() + count);
      writing = true;
      lock.unlock();
      const auto taken = cache.put_if_newer(batch, within(kWriteMax));
      lock.lock();
      writing = false;
      if (!taken) {
        dropped += count;
      }
    }
  }
};

WriteThrough::WriteThrough(storage::CacheClient& cache, std::size_t rows_max)
    : state_(std::make_unique<State>(cache, rows_max)) {
  state_->thread = std::thread([state = state_.get()] { state->run(); });
}

WriteThrough::~WriteThrough() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->stopping = true;
  }
  state_->offered.notify_all();
  state_->thread.join();
}

void WriteThrough::offer_changes(std::span<const storage::CacheRefill> rows) {
  state_->offer(rows, state_->rows_max);
}

void WriteThrough::offer_refills(std::span<const storage::CacheRefill> rows) {
  state_->offer(rows, state_->rows_max / 2);
}

std::int64_t WriteThrough::dropped() const {
  const std::lock_guard lock(state_->mutex);
  return state_->dropped;
}

bool WriteThrough::idle() const {
  const std::lock_guard lock(state_->mutex);
  return state_->waiting.empty() && !state_->writing;
}

}  // namespace darkstore::availability
