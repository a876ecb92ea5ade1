#include "backend/nearby/dc.h"

#include <array>

namespace darkstore::nearby {
namespace {
constexpr std::array<std::string_view, 4> kDensityWords{"rural", "suburban", "urban", "dense"};
constexpr int kMinutesPerDay = 1440;
}  // namespace

std::string_view to_string(Density density) {
  return kDensityWords.at(static_cast<std::size_t>(density));
}

Result<Density> parse_density(std::string_view word, std::string_view field) {
  for (std::size_t i = 0; i < kDensityWords.size(); ++i) {
    if (kDensityWords.at(i) == word) {
      return static_cast<Density>(i);
    }
  }
  return invalid(std::string(field), "must be rural, suburban, urban or dense");
}

bool OpeningHours::valid() const {
  return open_minute >= 0 && open_minute < kMinutesPerDay && close_minute > 0 &&
         close_minute <= kMinutesPerDay && open_minute != close_minute;
}

bool OpeningHours::open_at(int minute_of_day) const {
  if (open_minute < close_minute) {
    return minute_of_day >= open_minute && minute_of_day < close_minute;
  }
  return minute_of_day >= open_minute || minute_of_day < close_minute;
}

}  // namespace darkstore::nearby
