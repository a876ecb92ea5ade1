#include "backend/nearby/circuit_breaker.h"

namespace darkstore::nearby {

bool CircuitBreaker::lets_through(Clock::time_point now) {
  const absl::MutexLock lock(&mutex_);
  if (failures_ < options_.failures_max) {
    return true;
  }
  if (now < next_try_) {
    return false;
  }
  next_try_ = now + options_.rest;  // others wait until this try is decided, or has taken as long as a rest
  return true;
}

void CircuitBreaker::succeeded() {
  const absl::MutexLock lock(&mutex_);
  failures_ = 0;
}

void CircuitBreaker::failed(Clock::time_point now) {
  const absl::MutexLock lock(&mutex_);
  ++failures_;
  next_try_ = now + options_.rest;
}

}  // namespace darkstore::nearby
