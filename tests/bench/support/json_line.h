#pragma once

#include <map>
#include <string>

#include "shared/result.h"

namespace darkstore::bench {

/// Named numbers, as one flat JSON object on a line, rounded to three decimals.
using Numbers = std::map<std::string, double>;

[[nodiscard]] std::string json_line(const Numbers& numbers);

/// Reads what json_line wrote; kInternal for anything else.
[[nodiscard]] Result<Numbers> numbers_in(const std::string& json);

}  // namespace darkstore::bench
