#include "console/client/idempotency.h"

#include <chrono>
#include <random>

#include "shared/uuid.h"

namespace darkstore::console {
namespace {

Uuid newUuid() {
  std::random_device random;
  const auto bits = [&] { return static_cast<std::uint64_t>(random()); };
  const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  return Uuid::v7(now, static_cast<std::uint16_t>(bits() & 0xFFFU), bits() << 32U | bits());
}

}  // namespace

std::string newRequestId() {
  return newUuid().text();
}

std::string newKey(const std::string& region) {
  return IdempotencyKey{region, newUuid()}.text();
}

bool isUnknownOutcome(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kDeadlineExceeded:
    case ErrorKind::kUnavailable:
    case ErrorKind::kUnknownOutcome:
    case ErrorKind::kInternal:
      return true;
    default:
      return false;
  }
}

}  // namespace darkstore::console
