#pragma once

#include <algorithm>
#include <chrono>

namespace darkstore {

/// A moment after which nobody waits for the answer any more. Every blocking call takes one.
using Deadline = std::chrono::steady_clock::time_point;

[[nodiscard]] inline Deadline within(std::chrono::milliseconds time) {
  return std::chrono::steady_clock::now() + time;
}

[[nodiscard]] inline bool passed(Deadline until) {
  return std::chrono::steady_clock::now() >= until;
}

/// Time left, never negative.
[[nodiscard]] inline std::chrono::milliseconds left_until(Deadline until) {
  const auto left = until - std::chrono::steady_clock::now();
  return std::max(std::chrono::milliseconds{0}, std::chrono::duration_cast<std::chrono::milliseconds>(left));
}

}  // namespace darkstore
