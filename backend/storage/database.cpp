#include "backend/storage/database.h"

#include <condition_variable>
#include <mutex>
#include <utility>
#include <vector>

#include "backend/storage/session.h"
#include "shared/invariant.h"

namespace darkstore::storage {

struct Database::State {
  std::mutex mutex;
  std::condition_variable freed;
  std::vector<std::unique_ptr<Session>> idle;  // guarded by mutex
  std::size_t slots = 0;                       // connections that may still be leased; guarded by mutex
};

Database::Database(std::string name, std::string conninfo, std::size_t size, Watchdog& watchdog)
    : name_(std::move(name)),
      conninfo_(std::move(conninfo)),
      watchdog_(watchdog),
      state_(std::make_unique<State>()) {
  invariant(size >= 1 && size <= 64, "a pool has 1..64 connections");
  state_->slots = size;
}

Database::~Database() = default;

Result<Database::Lease> Database::lease(Deadline until) {
  std::unique_ptr<Session> session;
  {
    std::unique_lock lock(state_->mutex);
    if (!state_->freed.wait_until(lock, until, [this] { return state_->slots > 0; })) {
      return fail(ErrorKind::kResourceExhausted, "", name_ + ": every connection is busy; try again");
    }
    --state_->slots;
    if (!state_->idle.empty()) {
      session = std::move(state_->idle.back());
      state_->idle.pop_back();
    }
  }
  try {
    if (session == nullptr) {
      session = std::make_unique<Session>(conninfo_);
    }
    return Lease(*this, std::move(session));
  } catch (const std::exception& failure) {
    give_back(nullptr);
    auto error = describe(failure);
    error.reason = name_ + ": " + error.reason;
    return tl::unexpected(std::move(error));
  }
}

void Database::give_back(std::unique_ptr<Session> session) {
  std::vector<std::unique_ptr<Session>> stale;
  {
    const std::lock_guard lock(state_->mutex);
    ++state_->slots;
    if (session != nullptr && !session->broken()) {
      state_->idle.push_back(std::move(session));
    } else if (session != nullptr) {
      stale.swap(state_->idle);  // a server that broke one connection broke them all
    }
  }
  state_->freed.notify_one();
}

Database::Lease::Lease(Database& home, std::unique_ptr<Session> session)
    : home_(&home), session_(std::move(session)) {}

Database::Lease::Lease(Lease&& other) noexcept
    : home_(std::exchange(other.home_, nullptr)), session_(std::move(other.session_)) {}

Database::Lease::~Lease() {
  if (home_ != nullptr) {
    home_->give_back(std::move(session_));
  }
}

}  // namespace darkstore::storage
