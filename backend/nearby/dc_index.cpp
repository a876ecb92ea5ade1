#include "backend/nearby/dc_index.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numbers>
#include <string>
#include <unordered_map>
#include <utility>

#include <boost/geometry/core/cs.hpp>
#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/point.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <boost/geometry/strategies/strategies.hpp>
#include <boost/iterator/function_output_iterator.hpp>

#include "backend/nearby/zone_clock.h"

namespace darkstore::nearby {
namespace {
namespace bg = boost::geometry;
using Point = bg::model::point<double, 3, bg::cs::cartesian>;

constexpr double kRadiusMMax = 100'000;
/// Nearer than this to a border, the chord's rounding could decide otherwise than haversine_m; then that
/// decides.
constexpr double kBorderM = 1.0;

Point on_unit_sphere(GeoPoint point) {
  const double phi = point.latitude * std::numbers::pi / 180;
  const double lambda = point.longitude * std::numbers::pi / 180;
  return {std::cos(phi) * std::cos(lambda), std::cos(phi) * std::sin(lambda), std::sin(phi)};
}

/// Length of the straight line through the earth, in earth radii.
double chord(const Point& a, const Point& b) {
  const double x = a.get<0>() - b.get<0>();
  const double y = a.get<1>() - b.get<1>();
  const double z = a.get<2>() - b.get<2>();
  return std::sqrt(x * x + y * y + z * z);
}

double chord_of_arc(double arc_m) {
  return 2 * std::sin(std::min(arc_m / (2 * kEarthRadiusM), std::numbers::pi / 2));
}

double arc_of_chord(double chord) {
  return 2 * kEarthRadiusM * std::asin(std::min(1.0, chord / 2));
}

struct Entry {
  Point point;
  std::uint32_t dc = 0;  ///< place in Parts::dcs
};

struct PointOfEntry {
  using result_type = const Point&;
  result_type operator()(const Entry& entry) const { return entry.point; }
};

struct SameEntry {
  bool operator()(const Entry& a, const Entry& b) const { return a.dc == b.dc; }
};

using Tree = bg::index::rtree<Entry, bg::index::rstar<16>, PointOfEntry, SameEntry>;

Result<void> check(const Dc& dc, const std::string& name) {
  if (auto point = GeoPoint::parse(dc.position.latitude, dc.position.longitude, name + ".position"); !point) {
    return tl::unexpected(point.error());
  }
  if (!(dc.radius_m > 0 && dc.radius_m <= kRadiusMMax)) {
    return invalid(name + ".radius_m", "must be over 0 and at most 100,000");
  }
  if (!dc.hours.valid()) {
    return invalid(name + ".hours", "must open in 0..1439 and close in 1..1440, at another minute");
  }
  return {};
}
}  // namespace

struct DcIndex::Parts {
  std::vector<Dc> dcs;               ///< sorted by id
  std::vector<std::uint16_t> zones;  ///< of each DC, place in clocks
  std::vector<ZoneClock> clocks;
  std::unordered_map<std::string_view, const Dc*> by_code;
  Tree tree;
  double radius_m_max = 0;
};

DcIndex::DcIndex(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
DcIndex::~DcIndex() = default;

Result<std::shared_ptr<const DcIndex>> DcIndex::build(std::vector<Dc> dcs) {
  auto parts = std::make_unique<Parts>();
  parts->dcs = std::move(dcs);
  std::ranges::sort(parts->dcs, {}, &Dc::id);
  std::unordered_map<std::string_view, std::uint16_t> zone_places;
  std::vector<Entry> entries;
  entries.reserve(parts->dcs.size());
  for (std::size_t i = 0; i < parts->dcs.size(); ++i) {
    const Dc& dc = parts->dcs[i];
    const std::string name = "dcs[" + std::to_string(i) + "]";
    if (auto checked = check(dc, name); !checked) {
      return tl::unexpected(checked.error());
    }
    if (i > 0 && parts->dcs[i - 1].id == dc.id) {
      return invalid(name + ".id", "is there twice");
    }
    if (!parts->by_code.emplace(dc.code, &dc).second) {
      return invalid(name + ".code", "'" + dc.code + "' is there twice");
    }
    auto [place, is_new] = zone_places.emplace(dc.zone, static_cast<std::uint16_t>(parts->clocks.size()));
    if (is_new) {
      auto clock = ZoneClock::load(dc.zone);
      if (!clock) {
        return fail(clock.error().kind, name + ".zone", clock.error().reason);
      }
      parts->clocks.push_back(*clock);
    }
    parts->zones.push_back(place->second);
    entries.push_back({on_unit_sphere(dc.position), static_cast<std::uint32_t>(i)});
    parts->radius_m_max = std::max(parts->radius_m_max, dc.radius_m);
  }
  parts->tree = Tree(entries);
  return std::shared_ptr<const DcIndex>(new DcIndex(std::move(parts)));
}

std::span<const Dc> DcIndex::dcs() const {
  return parts_->dcs;
}

const Dc* DcIndex::find(DcId id) const {
  const auto at = std::ranges::lower_bound(parts_->dcs, id, {}, &Dc::id);
  return at != parts_->dcs.end() && at->id == id ? &*at : nullptr;
}

const Dc* DcIndex::find(std::string_view code) const {
  const auto at = parts_->by_code.find(code);
  return at == parts_->by_code.end() ? nullptr : at->second;
}

double DcIndex::radius_m_max() const {
  return parts_->radius_m_max;
}

void DcIndex::within(GeoPoint point, double range_m, std::vector<DcDistance>& out) const {
  out.clear();
  const Point centre = on_unit_sphere(point);
  const double half = chord_of_arc(range_m + kBorderM);
  const bg::model::box<Point> box{{centre.get<0>() - half, centre.get<1>() - half, centre.get<2>() - half},
                                  {centre.get<0>() + half, centre.get<1>() + half, centre.get<2>() + half}};
  const auto take = [&](const Entry& entry) {
    const Dc& dc = parts_->dcs[entry.dc];
    double distance_m = arc_of_chord(chord(centre, entry.point));
    if (std::abs(distance_m - range_m) < kBorderM || std::abs(distance_m - dc.radius_m) < kBorderM) {
      distance_m = haversine_m(point, dc.position);
    }
    if (distance_m <= range_m) {
      out.push_back({&dc, distance_m});
    }
  };
  parts_->tree.query(bg::index::intersects(box), boost::make_function_output_iterator(take));
}

LocalTime DcIndex::local_time(const Dc& dc, WallTime at) const {
  const auto place = static_cast<std::size_t>(&dc - parts_->dcs.data());
  return parts_->clocks[parts_->zones[place]].local(at);
}

}  // namespace darkstore::nearby
