// How long one reach takes over the 10,000 DCs of the seed, beside a brute-force scan and PostGIS in the same
// run. usage: bench_nearby [--seed_folder=resources/seed] [--conninfo=CONNINFO] [benchmark's own] Without a
// conninfo (of a database with PostGIS) it starts a PostgreSQL of its own.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iostream>
#include <iterator>
#include <memory>
#include <numbers>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>
#include <pqxx/pqxx>

#include "backend/nearby/estimate_provider.h"
#include "backend/nearby/reach.h"
#include "backend/nearby/ways.h"
#include "tests/backend/nearby/seed_dcs.h"
#include "tests/backend/support/postgres_server.h"

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
  std::vector<GeoPoint> places;  ///< of the DCs
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

Result<World> world_of(const std::string& folder) {
  auto dcs = read_seed_dcs(folder);
  if (!dcs) {
    return tl::unexpected(dcs.error());
  }
  auto index = DcIndex::build(std::move(*dcs));
  if (!index) {
    return tl::unexpected(index.error());
  }
  World world{.dcs = *index, .points = customers(**index), .places = {}};
  std::ranges::transform(world.dcs->dcs(), std::back_inserter(world.places), &Dc::position);
  return world;
}

void starts(const World& world, const std::string& folder) {
  benchmark::RegisterBenchmark("start: index of all DCs", [&world](auto& state) {
    for ([[maybe_unused]] auto turn : state) {
      const std::vector<Dc> copy(world.dcs->dcs().begin(), world.dcs->dcs().end());
      benchmark::DoNotOptimize(DcIndex::build(copy));
    }
  });
  benchmark::RegisterBenchmark("start: ways around all water", [&world, folder](auto& state) {
    for ([[maybe_unused]] auto turn : state) {
      benchmark::DoNotOptimize(Ways::load(folder, world.places));
    }
  });
}

Result<int> run(const std::string& folder, std::string conninfo) {
  const auto world = world_of(folder);
  if (!world) {
    return tl::unexpected(world.error());
  }
  auto ways = Ways::load(folder, world->places);
  if (!ways) {
    return tl::unexpected(ways.error());
  }
  std::optional<testing::PostgresServer> server;
  if (conninfo.empty()) {
    server.emplace(testing::PostgresServer::With::kPrimaryOnly);
    server->on_primary("CREATE EXTENSION postgis");
    conninfo = server->primary();
  }
  pqxx::connection connection(conninfo);
  load_postgis(connection, *world->dcs);
  const ReachFinder finder(
      {}, world->dcs,
      std::make_shared<EstimateProvider>(EstimateOptions{}, std::make_shared<const Ways>(std::move(*ways))));
  benchmark::RegisterBenchmark("reach", [&](auto& state) { reach(state, *world, finder, false); });
  benchmark::RegisterBenchmark("reach, explained", [&](auto& state) { reach(state, *world, finder, true); });
  benchmark::RegisterBenchmark("index alone", [&](auto& state) { index_only(state, *world); });
  benchmark::RegisterBenchmark("PostGIS", [&](auto& state) { postgis(state, *world, connection); });
  benchmark::RegisterBenchmark("brute force", [&](auto& state) { brute_force(state, *world); });
  starts(*world, folder);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
}  // namespace
}  // namespace darkstore::nearby

int main(int argc, char** argv) {
  using namespace darkstore::nearby;
  const auto folder = take_flag(argc, argv, "seed_folder", "resources/seed");
  const auto conninfo = take_flag(argc, argv, "conninfo", "");
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) {
    return 2;
  }
  try {
    const auto done = run(folder, conninfo);
    if (!done) {
      std::cerr << done.error().field << ": " << done.error().reason << '\n';
    }
    return done.value_or(1);
  } catch (const pqxx::failure& error) {
    std::cerr << "PostGIS: " << error.what() << '\n';
    return 1;
  }
}
