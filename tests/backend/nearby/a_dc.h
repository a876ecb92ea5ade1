#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "backend/nearby/dc_index.h"
#include "shared/invariant.h"

namespace darkstore::nearby {

/// Builds a DC of which only what matters is said: a_dc(7).at({38.7, -9.1}).reaching(3000).
class DcBuilder {
 public:
  explicit DcBuilder(int id) {
    dc_.id = DcId(id);
    dc_.code = "DC-" + std::to_string(id);
    dc_.name = dc_.code;
  }
  DcBuilder& at(GeoPoint position) { return dc_.position = position, *this; }
  DcBuilder& reaching(double radius_m) { return dc_.radius_m = radius_m, *this; }
  DcBuilder& in_zone(std::string zone) { return dc_.zone = std::move(zone), *this; }
  DcBuilder& open(int from_minute, int until_minute) {
    return dc_.hours = OpeningHours{from_minute, until_minute}, *this;
  }
  DcBuilder& built(Density density) { return dc_.density = density, *this; }
  DcBuilder& closed_by_hand() { return dc_.closed_by_hand = true, *this; }
  operator Dc() const {
    return dc_;
  }  // NOLINT(google-explicit-constructor): a list of builders is a list of DCs

 private:
  Dc dc_;
};

inline DcBuilder a_dc(int id) {
  return DcBuilder(id);
}

inline std::shared_ptr<const DcIndex> index_of(std::vector<Dc> dcs) {
  auto built = DcIndex::build(std::move(dcs));
  invariant(built.has_value(), "DCs of a test are valid");
  return *built;
}

/// UTC: at(2026, 11, 10, 12, 42).
inline WallTime at(int year, unsigned month, unsigned day, int hour, int minute = 0) {
  using namespace std::chrono;
  return sys_days{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}} + hours{hour} +
         minutes{minute};
}

}  // namespace darkstore::nearby
