#include "backend/seed/scale.h"

#include <algorithm>
#include <string>

namespace darkstore::seed {

Result<Scale> parse_scale(std::string_view name) {
  const auto* at = std::ranges::find(kScales, name, &Scale::name);
  if (at == kScales.end()) {
    return invalid("scale", "\"" + std::string(name) + "\" is none of small, default and full");
  }
  return *at;
}

}  // namespace darkstore::seed
