#pragma once

#include <cstring>
#include <format>
#include <string>

#include "shared/result.h"

namespace darkstore::local {

/// "cannot listen on /run/x: Permission denied". @param code of errno
[[nodiscard]] inline tl::unexpected<Error> system_failure(const std::string& what, int code) {
  return fail(ErrorKind::kInternal, "", std::format("{}: {}", what, std::strerror(code)));
}

}  // namespace darkstore::local
