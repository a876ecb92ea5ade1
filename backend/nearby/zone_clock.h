#pragma once

#include <string>

#include <absl/time/time.h>

#include "backend/nearby/travel_time.h"
#include "shared/result.h"
#include "shared/uuid.h"

namespace darkstore::nearby {

/// The wall clock of one time zone, from the machine's tzdata. Thread-safe, takes no lock.
/// Abseil's zones, not std::chrono's: GCC 14 reads the end of Morocco's last rule (September 2026) an hour
/// early.
class ZoneClock {
 public:
  /// @param name IANA, "Europe/Lisbon"
  /// @return kInvalidArgument with field "zone" for a name that tzdata does not know (or when there is no
  /// tzdata)
  [[nodiscard]] static Result<ZoneClock> load(const std::string& name);

  [[nodiscard]] LocalTime local(WallTime at) const;

 private:
  explicit ZoneClock(absl::TimeZone zone) : zone_(zone) {}
  absl::TimeZone zone_;
};

}  // namespace darkstore::nearby
