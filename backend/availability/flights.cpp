#include "backend/availability/flights.h"

#include <condition_variable>

namespace darkstore::availability {

class Flights::Flight {
 public:
  void bring(ShelfKey key, const BroughtRow& row) {
    const std::lock_guard lock(mutex_);
    rows_.emplace(key, row);
  }

  void land(const std::optional<Error>& error) {
    {
      const std::lock_guard lock(mutex_);
      landed_ = true;
      error_ = error;
    }
    landing_.notify_all();
  }

  Result<BroughtRow> wait(ShelfKey key, Deadline until) {
    std::unique_lock lock(mutex_);
    if (!landing_.wait_until(lock, until, [this] { return landed_; })) {
      return fail(ErrorKind::kDeadlineExceeded, "wait", "another caller is still reading the row");
    }
    if (const auto row = rows_.find(key); row != rows_.end()) {
      return row->second;
    }
    return tl::unexpected(
        error_.value_or(Error{ErrorKind::kAborted, "", "another caller gave up reading the row"}));
  }

 private:
  std::mutex mutex_;
  std::condition_variable landing_;
  bool landed_ = false;                            // guarded by mutex_
  std::optional<Error> error_;                     // guarded by mutex_
  std::unordered_map<ShelfKey, BroughtRow> rows_;  // guarded by mutex_
};

Flights::Claim Flights::claim(std::span<const ShelfKey> keys) {
  Claim claim(*this);
  claim.keys_.assign(keys.begin(), keys.end());
  claim.flight_ = std::make_shared<Flight>();
  const std::lock_guard lock(mutex_);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const auto [place, first] = airborne_.try_emplace(keys[i], claim.flight_);
    if (first) {
      claim.mine_.push_back(i);
    } else {
      claim.theirs_.push_back(i);
      claim.waited_for_.push_back(place->second);
    }
  }
  return claim;
}

Flights::Claim::~Claim() {
  if (flight_ != nullptr) {
    land(std::nullopt);
  }
}

void Flights::Claim::bring(ShelfKey key, const BroughtRow& row) {
  flight_->bring(key, row);
}

void Flights::Claim::land(const std::optional<Error>& error) {
  {
    const std::lock_guard lock(home_->mutex_);
    for (const auto i : mine_) {
      home_->airborne_.erase(keys_[i]);
    }
  }
  flight_->land(error);
  flight_.reset();
}

Result<BroughtRow> Flights::Claim::wait(std::size_t which, Deadline until) const {
  return waited_for_[which]->wait(keys_[theirs_[which]], until);
}

}  // namespace darkstore::availability
