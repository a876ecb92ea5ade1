#include "backend/nearby/zone_clock.h"

#include <chrono>

namespace darkstore::nearby {

Result<ZoneClock> ZoneClock::load(const std::string& name) {
  absl::TimeZone zone;
  if (!absl::LoadTimeZone(name, &zone)) {
    return invalid("zone", "tzdata knows no time zone '" + name + "'");
  }
  return ZoneClock(zone);
}

LocalTime ZoneClock::local(WallTime at) const {
  const std::chrono::seconds east_of_utc{zone_.At(absl::FromChrono(at)).offset};
  const auto local = std::chrono::local_time<std::chrono::milliseconds>(at.time_since_epoch()) + east_of_utc;
  const auto day = std::chrono::floor<std::chrono::days>(local);
  const auto minute = std::chrono::floor<std::chrono::minutes>(local - day);
  return {static_cast<int>(std::chrono::weekday(day).iso_encoding()) - 1, static_cast<int>(minute.count())};
}

}  // namespace darkstore::nearby
