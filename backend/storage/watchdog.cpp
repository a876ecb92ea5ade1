#include "backend/storage/watchdog.h"

#include <sys/socket.h>

#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <unordered_map>

namespace darkstore::storage {

struct Watchdog::State {
  struct Watch {
    int socket = -1;
    bool bit = false;
    std::multimap<Deadline, unsigned long>::iterator place;
  };
  std::mutex mutex;
  std::condition_variable changed;
  unsigned long next_ticket = 0;                       // guarded by mutex
  std::multimap<Deadline, unsigned long> by_deadline;  // guarded by mutex
  std::unordered_map<unsigned long, Watch> watches;    // guarded by mutex
  bool stopping = false;                               // guarded by mutex
  std::thread thread;

  void run() {
    std::unique_lock lock(mutex);
    while (!stopping) {
      if (by_deadline.empty()) {
        changed.wait(lock);
        continue;
      }
      const auto first = by_deadline.begin();
      if (!passed(first->first)) {
        changed.wait_until(lock, Deadline{first->first});
        continue;
      }
      auto& watch = watches.at(first->second);
      watch.bit = true;
      watch.place = by_deadline.end();
      ::shutdown(watch.socket, SHUT_RDWR);
      by_deadline.erase(first);
    }
  }
};

Watchdog::Watchdog() : state_(std::make_unique<State>()) {
  state_->thread = std::thread([state = state_.get()] { state->run(); });
}

Watchdog::~Watchdog() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->stopping = true;
  }
  state_->changed.notify_all();
  state_->thread.join();
}

Watchdog::Guard::Guard(Watchdog& dog, int socket, Deadline until) : dog_(dog), ticket_(0) {
  bool first = false;
  {
    const std::lock_guard lock(dog_.state_->mutex);
    ticket_ = dog_.state_->next_ticket++;
    const auto place = dog_.state_->by_deadline.emplace(until, ticket_);
    dog_.state_->watches.emplace(ticket_, State::Watch{.socket = socket, .bit = false, .place = place});
    first = place == dog_.state_->by_deadline.begin();
  }
  if (first) {
    dog_.state_->changed.notify_all();
  }
}

Watchdog::Guard::~Guard() {
  const std::lock_guard lock(dog_.state_->mutex);
  const auto watch = dog_.state_->watches.find(ticket_);
  if (watch->second.place != dog_.state_->by_deadline.end()) {
    dog_.state_->by_deadline.erase(watch->second.place);
  }
  dog_.state_->watches.erase(watch);
}

bool Watchdog::Guard::bit() const {
  const std::lock_guard lock(dog_.state_->mutex);
  return dog_.state_->watches.at(ticket_).bit;
}

}  // namespace darkstore::storage
