// How long one reach takes over the 10,000 DCs of the seed, beside a brute-force scan and PostGIS in the same
// run. usage: bench_nearby [--seed_folder=resources/seed] [--conninfo=CONNINFO of a database with PostGIS]
// [benchmark's own]

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iostream>
#include <iterator>
#include <memory>
#include <numbers>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>
#include <pqxx/pqxx>

#include "backend/nearby/estimate_provider.h"
#include "backend/nearby/reach.h"
#include "backend/nearby/ways.h"
#include "tests/backend/nearby/seed_dcs.h"

namespace darkstore::nearby {
namespace {
constexpr unsigned kSeed = 20260101;
constexpr std::size_t kPoints = 10'000;
/// Tuesday noon in London: most of the world is open.
const WallTime kWhen = std::chrono::sys_days{std::chrono::year{2026} / 11 / 10} + std::chrono::hours{12};

/// Everything the benchmarks share; customers live up to two radii from a DC, near many DCs more often than
/// near few.
struct World {
  std::shared_ptr<const DcIndex> dcs;
  std::vector<GeoPoint> points;
  std::string conninfo;
};

std::vector<GeoPoint> customers(const DcIndex& index) {
  std::mt19937_64 random(kSeed);
  std::uniform_int_distribution<std::size_t> any_dc(0, index.dcs().size() - 1);
  std::uniform_real_distribution<double> share(0, 1);
  std::vector<GeoPoint> points;
  while (points.size() < kPoints) {
    const Dc& dc = index.dcs()[any_dc(random)];
    const double degrees = 2 * dc.radius_m * std::sqrt(share(random)) / 111'195.0;
    const double bearing = share(random) * 2 * std::numbers::pi;
    points.push_back({dc.position.latitude + degrees * std::cos(bearing),
                      dc.position.longitude + degrees * std::sin(bearing) /
                                                  std::cos(dc.position.latitude * std::numbers::pi / 180)});
  }
  return points;
}

void report_quantiles(benchmark::State& state, std::vector<double>& micros) {
  if (micros.empty()) {
    return;
  }
  std::ranges::sort(micros);
  const auto at = [&](double share) {
    return micros[static_cast<std::size_t>(share * double(micros.size() - 1))];
  };
  state.counters["p50_us"] = at(0.5);
  state.counters["p99_us"] = at(0.99);
}

/// Runs `once(point)` over all points again and again and notes each call's time.
template <class Once>
void measure(benchmark::State& state, const World& world, Once once) {
  std::vector<double> micros;
  std::size_t next = 0;
  double found = 0;
  for ([[maybe_unused]] auto turn : state) {
    const GeoPoint point = world.points[next++ % world.points.size()];
    const auto from = std::chrono::steady_clock::now();
    found += static_cast<double>(once(point));
    micros.push_back(
        std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - from).count());
  }
  state.counters["found"] = found / static_cast<double>(micros.size());
  report_quantiles(state, micros);
}

void reach(benchmark::State& state, const World& world, const ReachFinder& finder, bool explain) {
  const ReachOptions options{.explain = explain};
  measure(state, world, [&](GeoPoint point) { return finder.reach(point, options, kWhen).serves.size(); });
}

void index_only(benchmark::State& state, const World& world) {
  std::vector<DcDistance> found;
  measure(state, world, [&](GeoPoint point) {
    world.dcs->within(point, world.dcs->radius_m_max(), found);
    return found.size();
  });
}

void brute_force(benchmark::State& state, const World& world) {
  measure(state, world, [&](GeoPoint point) {
    return std::ranges::count_if(world.dcs->dcs(), [&](const Dc& dc) {
      return haversine_m(point, dc.position) <= world.dcs->radius_m_max();
    });
  });
}

void postgis(benchmark::State& state, const World& world, pqxx::connection& connection) {
  pqxx::nontransaction work(connection);
  measure(state, world, [&](GeoPoint point) {
    const pqxx::params params{point.longitude, point.latitude, world.dcs->radius_m_max()};
    return work.exec(pqxx::prepped{"within"}, params).one_row()[0].as<int>();
  });
}

/// The same DCs in a table of the session's own, indexed as a directory would.
void load_postgis(pqxx::connection& connection, const DcIndex& index) {
  pqxx::nontransaction work(connection);
  work.exec("CREATE TEMP TABLE bench_dc (id int PRIMARY KEY, position geography(Point, 4326))").no_rows();
  auto stream = pqxx::stream_to::table(work, {"bench_dc"}, {"id", "position"});
  for (const Dc& dc : index.dcs()) {
    stream.write_values(dc.id.value(), "SRID=4326;POINT(" + std::to_string(dc.position.longitude) + " " +
                                           std::to_string(dc.position.latitude) + ")");
  }
  stream.complete();
  work.exec("CREATE INDEX ON bench_dc USING gist (position)").no_rows();
  work.exec("ANALYZE bench_dc").no_rows();
  connection.prepare(
      "within",
      "SELECT count(*) FROM bench_dc WHERE ST_DWithin(position, ST_SetSRID(ST_MakePoint($1, $2), "
      "4326)::geography, $3, false)");
}

std::string take_flag(int& argc, char** argv, std::string_view name, std::string fallback) {
  const std::string prefix = "--" + std::string(name) + "=";
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]).starts_with(prefix)) {
      fallback = argv[i] + prefix.size();
      std::copy(argv + i + 1, argv + argc, argv + i);
      --argc;
      break;
    }
  }
  return fallback;
}

int run(int argc, char** argv) {
  const auto folder = take_flag(argc, argv, "seed_folder", "resources/seed");
  World world;
  world.conninfo = take_flag(argc, argv, "conninfo", "");
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) {
    return 2;
  }
  auto dcs = read_seed_dcs(folder);
  auto index = dcs ? DcIndex::build(std::move(*dcs)) : tl::unexpected(dcs.error());
  if (!index) {
    std::cerr << index.error().field << ": " << index.error().reason << '\n';
    return 1;
  }
  world.dcs = *index;
  world.points = customers(*world.dcs);
  std::vector<GeoPoint> places;
  std::ranges::transform(world.dcs->dcs(), std::back_inserter(places), &Dc::position);
  auto ways = Ways::load(folder, places);
  if (!ways) {
    std::cerr << ways.error().field << ": " << ways.error().reason << '\n';
    return 1;
  }
  const auto estimate =
      std::make_shared<EstimateProvider>(EstimateOptions{}, std::make_shared<const Ways>(std::move(*ways)));
  std::unique_ptr<pqxx::connection> connection;
  const ReachFinder finder({}, world.dcs, estimate);
  benchmark::RegisterBenchmark("reach", [&](auto& state) { reach(state, world, finder, false); });
  benchmark::RegisterBenchmark("reach, explained", [&](auto& state) { reach(state, world, finder, true); });
  benchmark::RegisterBenchmark("index alone", [&](auto& state) { index_only(state, world); });
  benchmark::RegisterBenchmark("brute force", [&](auto& state) { brute_force(state, world); });
  benchmark::RegisterBenchmark("start: index of all DCs", [&](auto& state) {
    for ([[maybe_unused]] auto turn : state) {
      const std::vector<Dc> copy(world.dcs->dcs().begin(), world.dcs->dcs().end());
      benchmark::DoNotOptimize(DcIndex::build(copy));
    }
  });
  benchmark::RegisterBenchmark("start: ways around all water", [&](auto& state) {
    for ([[maybe_unused]] auto turn : state) {
      benchmark::DoNotOptimize(Ways::load(folder, places));
    }
  });
  if (!world.conninfo.empty()) {
    connection = std::make_unique<pqxx::connection>(world.conninfo);
    load_postgis(*connection, *world.dcs);
    benchmark::RegisterBenchmark("PostGIS", [&](auto& state) { postgis(state, world, *connection); });
  }
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
}  // namespace
}  // namespace darkstore::nearby

int main(int argc, char** argv) {
  try {
    return darkstore::nearby::run(argc, argv);
  } catch (const pqxx::failure& error) {
    std::cerr << "PostGIS: " << error.what() << '\n';
    return 1;
  }
}
