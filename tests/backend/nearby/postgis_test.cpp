// The set before any cap is the one that PostGIS finds on the same sphere.

#include <cmath>
#include <initializer_list>
#include <map>
#include <memory>
#include <numbers>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <pqxx/pqxx>

#include "backend/nearby/estimate_provider.h"
#include "backend/nearby/reach.h"
#include "tests/backend/nearby/random_places.h"
#include "tests/backend/nearby/seed_dcs.h"
#include "tests/backend/support/postgres_server.h"

namespace darkstore::nearby {
namespace {
using Pair = std::pair<int, int>;          // point, DC
using Distances = std::map<Pair, double>;  // of the DCs whose radius holds the point, metres

constexpr unsigned kSeed = 20260101;
constexpr double kSameM = 1e-4;

/// Points up to two radii from DCs, the disc filled evenly.
std::vector<GeoPoint> points_near(const std::vector<Dc>& dcs, std::size_t count) {
  std::mt19937_64 random(kSeed);
  std::uniform_int_distribution<std::size_t> any_dc(0, dcs.size() - 1);
  std::uniform_real_distribution<double> share(0, 1);
  std::vector<GeoPoint> points;
  while (points.size() < count) {
    const Dc& dc = dcs[any_dc(random)];
    const double distance_m = 2 * dc.radius_m * std::sqrt(share(random));
    points.push_back(moved(dc.position, distance_m, share(random) * 2 * std::numbers::pi));
  }
  return points;
}

Distances by_reach(const std::vector<Dc>& dcs, const std::vector<GeoPoint>& points) {
  const ReachFinder finder({.candidates = 1000}, index_of(dcs), std::make_shared<EstimateProvider>());
  Distances found;
  for (std::size_t i = 0; i < points.size(); ++i) {
    for (const auto& each : finder.reach(points[i], {.explain = true}, at(2026, 11, 10, 12)).explained) {
      if (each.verdict != Verdict::kOutsideRadius) {
        found[{static_cast<int>(i), each.reached.dc->id.value()}] = each.reached.distance_m;
      }
    }
  }
  return found;
}

class PostGis : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    server_ = std::make_unique<testing::PostgresServer>(testing::PostgresServer::With::kPrimaryOnly);
    server_->on_primary("CREATE EXTENSION postgis");
  }
  static void TearDownTestSuite() { server_.reset(); }

  static Distances by_postgis(const std::vector<Dc>& dcs, const std::vector<GeoPoint>& points) {
    pqxx::connection connection(server_->primary());
    pqxx::work work(connection);
    for (const char* table : {"dc", "point"}) {
      work.exec("CREATE TEMP TABLE " + std::string(table) +
                " (id int, latitude double precision, longitude double precision, radius_m double precision, "
                "position geography(Point, 4326) GENERATED ALWAYS AS "
                "(ST_SetSRID(ST_MakePoint(longitude, latitude), 4326)::geography) STORED)");
    }
    const std::initializer_list<std::string_view> columns{"id", "latitude", "longitude", "radius_m"};
    auto dc_rows = pqxx::stream_to::table(work, {"dc"}, columns);
    for (const Dc& dc : dcs) {
      dc_rows.write_values(dc.id.value(), dc.position.latitude, dc.position.longitude, dc.radius_m);
    }
    dc_rows.complete();
    auto point_rows = pqxx::stream_to::table(work, {"point"}, columns);
    for (std::size_t i = 0; i < points.size(); ++i) {
      point_rows.write_values(static_cast<int>(i), points[i].latitude, points[i].longitude, 0.0);
    }
    point_rows.complete();
    work.exec("CREATE INDEX ON point USING gist (position)");
    work.exec("ANALYZE point");
    Distances found;
    for (const auto& [point, dc, metres] : work.query<int, int, double>(
             "SELECT p.id, d.id, ST_Distance(d.position, p.position, false) FROM dc d "
             "JOIN point p ON ST_DWithin(d.position, p.position, d.radius_m, false)")) {
      found[{point, dc}] = metres;
    }
    return found;
  }

  static void expect_same(const Distances& reach, const Distances& postgis) {
    for (const auto& [pair, metres] : reach) {
      const auto same = postgis.find(pair);
      ASSERT_NE(same, postgis.end()) << "PostGIS lacks point " << pair.first << ", DC " << pair.second;
      ASSERT_NEAR(same->second, metres, kSameM) << "point " << pair.first << ", DC " << pair.second;
    }
    ASSERT_EQ(reach.size(), postgis.size()) << "PostGIS finds more";
  }

  static inline std::unique_ptr<testing::PostgresServer> server_;
};

TEST_F(PostGis, FindsTheSameDcsForTenThousandPoints) {
  const auto dcs = read_seed_dcs("resources/seed");
  ASSERT_TRUE(dcs.has_value()) << dcs.error().reason;
  const auto points = points_near(*dcs, 10'000);
  const auto reach = by_reach(*dcs, points);
  EXPECT_GT(reach.size(), 50'000U);
  expect_same(reach, by_postgis(*dcs, points));
}

TEST_F(PostGis, FindsTheSameDcsAtPolesAndDateLine) {
  std::vector<Dc> dcs;
  for (const GeoPoint place :
       {GeoPoint{90, 0}, GeoPoint{-90, 0}, GeoPoint{89.95, 170}, GeoPoint{-89.99, -60}, GeoPoint{0, 180},
        GeoPoint{0, -180}, GeoPoint{-16.8, 179.99}, GeoPoint{65.7, -179.98}}) {
    for (const double distance_m : {0.0, 1500.0, 4000.0, 9000.0}) {
      const auto id = static_cast<int>(dcs.size()) + 1;
      dcs.push_back(a_dc(id).at(moved(place, distance_m, id)).reaching(2000 + 700 * (id % 9)));
    }
  }
  const auto points = points_near(dcs, 4000);
  const auto reach = by_reach(dcs, points);
  EXPECT_GT(reach.size(), 4000U);
  expect_same(reach, by_postgis(dcs, points));
}

}  // namespace
}  // namespace darkstore::nearby
