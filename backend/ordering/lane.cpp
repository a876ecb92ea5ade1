#include "backend/ordering/lane.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "backend/ordering/batch.h"

namespace darkstore::ordering {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMemoryRowsMax = 200'000;
constexpr std::chrono::milliseconds kRetryPause{10};

storage::BatchScope scope_of(std::span<const PlannedOrder> orders) {
  storage::BatchScope scope;
  for (const auto& order : orders) {
    scope.keys.push_back(order.request.key.uuid);
    if (std::ranges::find(scope.regions, order.region, &storage::BatchScope::OwnedRegion::region) ==
        scope.regions.end()) {
      scope.regions.push_back({order.region, order.region_epoch});
    }
  }
  return scope;
}

// Nothing was decided, or nobody knows whether it was: the same keys may be tried again.
bool worth_another_run(ErrorKind kind) {
  return kind == ErrorKind::kAborted || kind == ErrorKind::kUnavailable ||
         kind == ErrorKind::kUnknownOutcome || kind == ErrorKind::kDeadlineExceeded;
}

}  // namespace

struct Lane::State {
  State(ShardId of, LaneOptions with, std::string conninfo, storage::Watchdog& dog, const ModeTable& table,
        CommitSink& told)
      : shard(of), options(with), store(std::move(conninfo), dog), modes(table), sink(told) {}

  ShardId shard;
  LaneOptions options;
  storage::OrderStore store;
  const ModeTable& modes;
  CommitSink& sink;
  VersionMemory memory;  // lane thread only

  mutable std::mutex mutex;
  std::condition_variable arrived;
  std::deque<PlannedOrder> queue;  // guarded by mutex
  bool stopping = false;           // guarded by mutex
  std::thread thread;

  std::vector<PlannedOrder> next_batch();
  void loop();
  void work(std::vector<PlannedOrder> batch);
  void settle(std::vector<PlannedOrder>& batch, Batch& decided, const storage::BatchTimes& times);
  void answer(PlannedOrder& order, Answered answered, const storage::BatchTimes& times);
  void again(PlannedOrder order, TryAgain why);
  std::vector<PlannedOrder> drop_late(std::vector<PlannedOrder> batch, const Error& why);
  void learn(std::span<const storage::LockedRow> rows);
};

std::vector<PlannedOrder> Lane::State::next_batch() {
  std::unique_lock lock(mutex);
  arrived.wait(lock, [this] { return stopping || !queue.empty(); });
  std::vector<PlannedOrder> batch;
  std::vector<Uuid> keys;
  for (auto at = queue.begin(); at != queue.end() && batch.size() < options.batch_orders_max;) {
    // Two calls under one key never share a transaction: the second finds the first one's attempt.
    if (std::ranges::find(keys, at->request.key.uuid) != keys.end()) {
      ++at;
      continue;
    }
    keys.push_back(at->request.key.uuid);
    batch.push_back(std::move(*at));
    at = queue.erase(at);
  }
  return batch;
}

void Lane::State::loop() {
  while (true) {
    auto batch = next_batch();
    if (batch.empty()) {
      return;  // stopping, and everything that waited is answered
    }
    batch = drop_late(std::move(batch),
                      {ErrorKind::kDeadlineExceeded, "", "the deadline passed before it was tried"});
    if (!batch.empty()) {
      work(std::move(batch));
    }
  }
}

std::vector<PlannedOrder> Lane::State::drop_late(std::vector<PlannedOrder> batch, const Error& why) {
  std::vector<PlannedOrder> rest;
  for (auto& order : batch) {
    if (passed(order.request.until)) {
      order.on_outcome(tl::unexpected(why));
    } else {
      rest.push_back(std::move(order));
    }
  }
  return rest;
}

void Lane::State::work(std::vector<PlannedOrder> batch) {
  const auto start = Clock::now();
  for (auto& order : batch) {
    order.lane_wait += std::chrono::duration_cast<std::chrono::microseconds>(start - order.queued);
    order.queued = start;
  }
  bool in_doubt = false;
  while (!batch.empty()) {
    Batch decided(batch, modes.snapshot(), memory);
    const auto latest =
        std::ranges::max(batch, {}, [](const auto& o) { return o.request.until; }).request.until;
    const auto until = std::min(latest, within(options.transaction_max));
    const auto times = store.run(scope_of(batch), decided, until);
    if (times) {
      settle(batch, decided, *times);
      return;
    }
    auto error = times.error();
    if (!worth_another_run(error.kind)) {
      if (batch.size() == 1) {
        spdlog::error("order {} failed alone: {}", batch[0].request.key.text(), error.reason);
        batch[0].on_outcome(tl::unexpected(std::move(error)));
        return;
      }
      // Something in this batch breaks it: halve it until the poisoned order fails alone.
      const auto half = batch.begin() + static_cast<std::ptrdiff_t>(batch.size() / 2);
      std::vector<PlannedOrder> second(std::make_move_iterator(half), std::make_move_iterator(batch.end()));
      batch.erase(half, batch.end());
      work(std::move(batch));
      work(std::move(second));
      return;
    }
    in_doubt =
        in_doubt || error.kind == ErrorKind::kUnknownOutcome || error.kind == ErrorKind::kDeadlineExceeded;
    if (in_doubt) {
      error = {ErrorKind::kUnknownOutcome, "", "the outcome is not known; call again with the same key"};
    }
    std::this_thread::sleep_for(kRetryPause);
    batch = drop_late(std::move(batch), error);
  }
}

void Lane::State::settle(std::vector<PlannedOrder>& batch, Batch& decided, const storage::BatchTimes& times) {
  learn(decided.learned());
  std::vector<storage::StockChange> changes;
  for (const auto& row : decided.taken()) {
    changes.push_back({row.key, row.version_before + 1, row.quantity_before - row.taken(), -row.taken(),
                       static_cast<int>(storage::LedgerKind::kSold)});
  }
  if (!changes.empty()) {
    sink.committed(shard, changes);
  }
  auto& verdicts = decided.verdicts();
  for (std::size_t i = batch.size(); i-- > 0;) {  // backwards: put back at the front, they keep their order
    if (const auto* why = std::get_if<TryAgain>(&verdicts[i])) {
      batch[i].transactions += times.transaction + times.commit;
      again(std::move(batch[i]), *why);
    } else if (auto* error = std::get_if<Error>(&verdicts[i])) {
      batch[i].on_outcome(tl::unexpected(std::move(*error)));
    } else {
      answer(batch[i], std::move(std::get<Answered>(verdicts[i])), times);
    }
  }
}

void Lane::State::answer(PlannedOrder& order, Answered answered, const storage::BatchTimes& times) {
  const auto total = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - order.arrived);
  order.on_outcome(
      Outcome{std::move(answered.attempt), answered.replayed, {times.commit, total}, times.log_end});
}

void Lane::State::again(PlannedOrder order, TryAgain why) {
  ++order.rounds;
  if (why.lost) {
    ++order.optimistic_losses;
  } else {
    order.whole_reach = true;
  }
  order.queued = Clock::now();
  const std::lock_guard lock(mutex);
  queue.push_front(std::move(order));
}

void Lane::State::learn(std::span<const storage::LockedRow> rows) {
  if (memory.size() + rows.size() > kMemoryRowsMax) {
    memory.clear();
  }
  for (const auto& row : rows) {
    auto& version = memory[row.key];
    version = std::max(version, row.version);
  }
}

Lane::Lane(ShardId shard, LaneOptions options, std::string conninfo, storage::Watchdog& watchdog,
           const ModeTable& modes, CommitSink& sink)
    : state_(std::make_unique<State>(shard, options, std::move(conninfo), watchdog, modes, sink)) {
  state_->thread = std::thread([state = state_.get()] { state->loop(); });
}

Lane::~Lane() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->stopping = true;
  }
  state_->arrived.notify_all();
  state_->thread.join();
}

void Lane::submit(PlannedOrder order) {
  bool full = false;
  {
    const std::lock_guard lock(state_->mutex);
    full = state_->stopping || state_->queue.size() >= state_->options.queue_orders_max;
    if (!full) {
      order.queued = Clock::now();
      state_->queue.push_back(std::move(order));
    }
  }
  if (full) {
    order.on_outcome(
        fail(ErrorKind::kResourceExhausted, "", "too many orders wait for this DC; try again in a second"));
    return;
  }
  state_->arrived.notify_one();
}

std::size_t Lane::waiting() const {
  const std::lock_guard lock(state_->mutex);
  return state_->queue.size();
}

}  // namespace darkstore::ordering
