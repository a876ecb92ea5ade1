#pragma once

#include <iosfwd>

namespace darkstore::console {

/// darkstorectl without its process: parses the arguments, makes the call, prints the answer.
/// @return the exit code: 0 done, 1 the answer is a refusal, 2 the call failed or could not be made
[[nodiscard]] int runCtl(int argc, const char* const* argv, std::ostream& out, std::ostream& err);

}  // namespace darkstore::console
