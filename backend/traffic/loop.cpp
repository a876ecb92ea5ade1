#include "backend/traffic/loop.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace darkstore::traffic {

Loop::~Loop() {
  answers_.Shutdown();
  void* tag = nullptr;
  bool ok = false;
  while (answers_.Next(&tag, &ok)) {
    delete static_cast<Answered*>(tag);  // nobody is left who wants to know
  }
}

void Loop::at(Clock::time_point when, Task task) {
  timers_.push({when, numbered_++, std::move(task)});
}

void Loop::run_due() {
  const auto now = Clock::now();
  while (!timers_.empty() && timers_.top().when <= now) {
    const Task task = timers_.top().task;
    timers_.pop();
    task();
  }
}

void Loop::turn(Clock::time_point until) {
  run_due();
  const auto next = timers_.empty() ? until : std::min(until, timers_.top().when);
  const auto wait = std::max(Clock::duration::zero(), next - Clock::now());
  void* tag = nullptr;
  bool ok = false;
  const auto deadline = std::chrono::system_clock::now() + std::chrono::ceil<std::chrono::microseconds>(wait);
  if (answers_.AsyncNext(&tag, &ok, deadline) == grpc::CompletionQueue::GOT_EVENT) {
    const std::unique_ptr<Answered> answered(static_cast<Answered*>(tag));
    answered->finish();
  }
}

}  // namespace darkstore::traffic
