#pragma once

#include <cstdio>
#include <cstdlib>
#include <source_location>

namespace darkstore {

/// Aborts on a bug, in release builds too. Never for input: input is refused with an Error.
inline void invariant(bool holds, const char* claim,
                      std::source_location at = std::source_location::current()) {
  if (holds) [[likely]] {
    return;
  }
  std::fprintf(stderr, "%s:%u: invariant broken: %s\n", at.file_name(), static_cast<unsigned>(at.line()),
               claim);
  std::abort();
}

}  // namespace darkstore
