#include "backend/nearby/ways.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <limits>
#include <numbers>
#include <utility>

#include "shared/invariant.h"

namespace darkstore::nearby {
namespace {
constexpr float kNoWay = std::numeric_limits<float>::infinity();
constexpr Way kNone{std::numeric_limits<double>::infinity(), {}};
constexpr double kLineMMax = 8000;  ///< longer lines between places are made of shorter ones
constexpr double kSamePlaceM = 1;
constexpr std::size_t kLooksMax = 16;  ///< so many of the nearest nodes are tried for a dry line
constexpr double kMetresPerDegree = kEarthRadiusM * std::numbers::pi / 180;

/// Good to a thousandth over the few kilometres between neighbours, and ten times faster than a great circle.
double flat_m(GeoPoint a, GeoPoint b, double shrink) {
  return std::hypot(a.latitude - b.latitude, (a.longitude - b.longitude) * shrink) * kMetresPerDegree;
}

std::optional<Bridge> bridge_of(const std::string& line) {
  std::array<std::string_view, 6> fields;
  std::string_view rest = line;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const auto comma = rest.find(',');
    if ((comma == std::string_view::npos) != (i + 1 == fields.size())) {
      return std::nullopt;
    }
    fields.at(i) = rest.substr(0, comma);
    rest.remove_prefix(std::min(fields.at(i).size() + 1, rest.size()));
  }
  std::array<double, 4> degrees{};
  for (std::size_t i = 0; i < degrees.size(); ++i) {
    const std::string_view text = fields.at(i + 2);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), degrees.at(i));
    if (error != std::errc{} || end != text.data() + text.size()) {
      return std::nullopt;
    }
  }
  const auto from = GeoPoint::parse(degrees[0], degrees[1]);
  const auto to = GeoPoint::parse(degrees[2], degrees[3]);
  if (fields[0].empty() || !from || !to) {
    return std::nullopt;
  }
  return Bridge{std::string(fields[0]), *from, *to};
}
}  // namespace

Result<std::vector<Bridge>> read_bridges(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  if (!std::getline(file, line)) {
    return fail(ErrorKind::kFailedPrecondition, path, "cannot be read");
  }
  std::vector<Bridge> bridges;
  while (std::getline(file, line)) {
    auto bridge = bridge_of(line);
    if (!bridge) {
      return fail(ErrorKind::kFailedPrecondition, path,
                  "line " + std::to_string(bridges.size() + 2) + " is no bridge");
    }
    bridges.push_back(std::move(*bridge));
  }
  return bridges;
}

Ways::Ways(WaterMap water, std::vector<Bridge> bridges, std::span<const GeoPoint> places)
    : water_(std::move(water)), bridges_(std::move(bridges)) {
  invariant(bridges_.size() < kNoBridge, "bridges have numbers");
  for (std::size_t grid = 0; grid < water_.grids(); ++grid) {
    nets_.push_back(net_of(grid, places));
  }
}

Result<Ways> Ways::load(const std::string& folder, std::span<const GeoPoint> places) {
  auto water = WaterMap::load(folder + "/water.bin");
  if (!water) {
    return tl::unexpected(water.error());
  }
  auto bridges = read_bridges(folder + "/bridges.csv");
  if (!bridges) {
    return tl::unexpected(bridges.error());
  }
  return Ways(std::move(*water), std::move(*bridges), places);
}

Ways::Net Ways::net_of(std::size_t grid, std::span<const GeoPoint> places) const {
  Net net;
  std::vector<std::uint16_t> bridges;  // of the grid; their ends are the first nodes, two by two
  for (std::size_t i = 0; i < bridges_.size(); ++i) {
    if (water_.contains(grid, bridges_[i].from) && water_.contains(grid, bridges_[i].to)) {
      net.nodes.push_back(bridges_[i].from);
      net.nodes.push_back(bridges_[i].to);
      bridges.push_back(static_cast<std::uint16_t>(i));
    }
  }
  std::ranges::copy_if(places, std::back_inserter(net.nodes),
                       [&](GeoPoint place) { return water_.contains(grid, place); });
  if (!net.nodes.empty()) {
    net.shrink = std::cos(net.nodes.front().latitude * std::numbers::pi / 180);
  }
  join(net, grid, bridges);
  shorten(net);
  return net;
}

void Ways::join(Net& net, std::size_t grid, std::span<const std::uint16_t> bridges) const {
  const std::size_t count = net.nodes.size();
  net.metres.assign(count * count, kNoWay);
  net.first.assign(count * count, kNoBridge);
  const auto both_ways = [&](std::size_t a, std::size_t b, double metres, std::uint16_t bridge) {
    net.metres[a * count + b] = net.metres[b * count + a] = static_cast<float>(metres);
    net.first[a * count + b] = net.first[b * count + a] = bridge;
  };
  for (std::size_t a = 0; a < count; ++a) {
    net.metres[a * count + a] = 0;
    for (std::size_t b = a + 1; b < count; ++b) {
      const double metres = flat_m(net.nodes[a], net.nodes[b], net.shrink);
      if (metres <= kLineMMax && water_.water_m(grid, net.nodes[a], net.nodes[b]) < kWaterMMin) {
        both_ways(a, b, metres, kNoBridge);
      }
    }
  }
  for (std::size_t i = 0; i < bridges.size(); ++i) {
    both_ways(2 * i, 2 * i + 1, flat_m(net.nodes[2 * i], net.nodes[2 * i + 1], net.shrink), bridges[i]);
  }
}

/// Floyd and Warshall's all shortest ways.
void Ways::shorten(Net& net) {
  const std::size_t count = net.nodes.size();
  for (std::size_t over = 0; over < count; ++over) {
    for (std::size_t from = 0; from < count; ++from) {
      const float first_half = net.metres[from * count + over];
      if (first_half == kNoWay || from == over) {
        continue;
      }
      const auto first_bridge = net.first[from * count + over];
      for (std::size_t to = 0; to < count; ++to) {
        const float metres = first_half + net.metres[over * count + to];
        if (metres < net.metres[from * count + to]) {
          net.metres[from * count + to] = metres;
          net.first[from * count + to] =
              first_bridge != kNoBridge ? first_bridge : net.first[over * count + to];
        }
      }
    }
  }
}

/// The nearest nodes that a dry line leads to; a place that is a node itself needs no other.
Ways::Accesses Ways::accesses(std::size_t grid, GeoPoint point) const {
  const Net& net = nets_[grid];
  std::array<Access, kLooksMax> nearest;
  std::size_t looks = 0;
  for (std::size_t node = 0; node < net.nodes.size(); ++node) {
    const auto metres = static_cast<float>(flat_m(point, net.nodes[node], net.shrink));
    if (metres < kSamePlaceM) {
      return {.all = {{{static_cast<std::uint32_t>(node), metres}}}, .count = 1};
    }
    if (looks == kLooksMax && metres >= nearest.back().metres) {
      continue;
    }
    looks = std::min(looks + 1, kLooksMax);
    auto place = looks - 1;
    for (; place > 0 && nearest.at(place - 1).metres > metres; --place) {
      nearest.at(place) = nearest.at(place - 1);
    }
    nearest.at(place) = {static_cast<std::uint32_t>(node), metres};
  }
  Accesses found;
  for (std::size_t i = 0; i < looks && found.count < kAccessesMax; ++i) {
    if (water_.water_m(grid, point, net.nodes[nearest.at(i).node]) < kWaterMMin) {
      found.all.at(found.count++) = nearest.at(i);
    }
  }
  return found;
}

Way Ways::To::from(GeoPoint place) {
  const Way straight{haversine_m(place, point_), {}};
  if (!grid_ || !ways_.water_.contains(*grid_, place)) {
    grid_ = ways_.water_.grid_of(place, point_);
    accesses_.reset();
  }
  if (!grid_ || ways_.water_.water_m(*grid_, place, point_) < kWaterMMin) {
    return straight;
  }
  if (!accesses_) {
    accesses_ = ways_.accesses(*grid_, point_);
  }
  // Out on the water nothing leads to the point, and the place need not be looked at.
  return accesses_->count == 0 ? kNone : ways_.shortest(*grid_, ways_.accesses(*grid_, place), *accesses_);
}

Way Ways::shortest(std::size_t grid, const Accesses& starts, const Accesses& ends) const {
  const Net& net = nets_[grid];
  Way best = kNone;
  for (const auto& start : std::span(starts.all).first(starts.count)) {
    for (const auto& end : std::span(ends.all).first(ends.count)) {
      const auto middle = start.node * net.nodes.size() + end.node;
      const double metres = static_cast<double>(start.metres) + static_cast<double>(net.metres[middle]) +
                            static_cast<double>(end.metres);
      if (metres < best.length_m) {
        const auto bridge = net.first[middle];
        best = {metres, bridge == kNoBridge ? std::string_view{} : std::string_view(bridges_[bridge].name)};
      }
    }
  }
  return best;
}

}  // namespace darkstore::nearby
