#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <regex>
#include <set>

#include "shared/money.h"
#include "tests/resources/seed_tables.h"

namespace darkstore::resources {
namespace {

const std::set<std::string> kDensities{"rural", "suburban", "urban", "dense"};

TEST(Network, HasTenThousandDcsWithIdsInARow) {
  const auto dcs = read_dcs();
  ASSERT_EQ(dcs.size(), 10'000U);
  for (std::size_t i = 0; i < dcs.size(); ++i) {
    ASSERT_EQ(dcs[i].id, static_cast<int>(i) + 1);
  }
}

TEST(Network, NamesNoTwoDcsAlike) {
  std::set<std::string> codes;
  std::set<std::pair<std::string, std::string>> names;
  const std::regex form("[A-Z]{3}-[0-9]{3}");
  for (const auto& dc : read_dcs()) {
    EXPECT_TRUE(std::regex_match(dc.code, form)) << dc.code;
    EXPECT_EQ(dc.code.substr(0, 3), dc.metro);
    EXPECT_TRUE(codes.insert(dc.code).second) << dc.code;
    EXPECT_FALSE(dc.name.empty()) << dc.code;
    EXPECT_TRUE(names.emplace(dc.metro, dc.name).second) << dc.code << " " << dc.name;
  }
}

TEST(Network, GivesEachMetroThirtyToAHundredAndFiftyDcs) {
  const auto dcs = by_metro(read_dcs());
  const auto metros = read_metros();
  EXPECT_EQ(metros.size(), dcs.size());
  EXPECT_GE(metros.size(), 140U);
  for (const auto& metro : metros) {
    ASSERT_TRUE(dcs.contains(metro.code)) << metro.code;
    EXPECT_EQ(static_cast<int>(dcs.at(metro.code).size()), metro.dc_count) << metro.code;
    EXPECT_THAT(metro.dc_count, testing::AllOf(testing::Ge(30), testing::Le(150))) << metro.code;
  }
}

TEST(Network, PutsDcsOneToThreeKilometresApart) {
  auto nearest = nearest_neighbour_m(read_dcs());
  std::ranges::sort(nearest);
  EXPECT_GE(nearest.front(), 1'000);
  EXPECT_LE(nearest.back(), 3'000);
}

TEST(Network, IsDenserInTheMiddleOfAMetro) {
  const auto dcs = read_dcs();
  const auto nearest = nearest_neighbour_m(dcs);
  std::map<std::string, GeoPoint> middles;
  for (const auto& metro : read_metros()) {
    middles[metro.code] = metro.middle;
  }
  double inner_m = 0;
  double outer_m = 0;
  int inner = 0;
  int outer = 0;
  for (std::size_t i = 0; i < dcs.size(); ++i) {
    const bool near = haversine_m(dcs[i].position, middles.at(dcs[i].metro)) < 5'000;
    (near ? inner_m : outer_m) += nearest[i];
    ++(near ? inner : outer);
  }
  ASSERT_GT(inner, 1'000);
  ASSERT_GT(outer, 1'000);
  EXPECT_LT(inner_m / inner * 1.15, outer_m / outer);
}

TEST(Network, SurroundsAPointWithDozensOfDcs) {
  const auto metros = by_metro(read_dcs());
  for (const auto& metro : read_metros()) {
    const auto& dcs = metros.at(metro.code);
    const auto near = std::ranges::count_if(
        dcs, [&](const DcRow& dc) { return haversine_m(dc.position, metro.middle) < 8'047; });
    EXPECT_GE(near, 14) << metro.code;
  }
}

TEST(Network, HasThreeShardsAndARegionForEveryDc) {
  std::map<std::string, int> shard_of;
  std::set<int> ids;
  for (const auto& region : read_regions()) {
    EXPECT_TRUE(std::regex_match(region.code, std::regex("[a-z]+(-[a-z]+)*"))) << region.code;
    EXPECT_THAT(region.shard, testing::AllOf(testing::Ge(1), testing::Le(3))) << region.code;
    EXPECT_TRUE(Currency::parse(region.currency)) << region.currency;
    EXPECT_TRUE(ids.insert(region.id).second) << region.id;
    EXPECT_TRUE(shard_of.emplace(region.code, region.shard).second) << region.code;
  }
  EXPECT_EQ(*ids.begin(), 0);
  EXPECT_EQ(*ids.rbegin(), static_cast<int>(ids.size()) - 1);
  std::map<int, int> dcs_of_shard;
  std::set<std::string> used;
  for (const auto& dc : read_dcs()) {
    ASSERT_TRUE(shard_of.contains(dc.region)) << dc.code;
    ++dcs_of_shard[shard_of.at(dc.region)];
    used.insert(dc.region);
  }
  EXPECT_EQ(used.size(), shard_of.size()) << "a region is empty";
  for (const auto shard : {1, 2, 3}) {
    EXPECT_GT(dcs_of_shard[shard], 2'000) << shard;
  }
}

TEST(Network, CutsIstanbulAlongTheBosphorus) {
  int west = 0;
  int east = 0;
  for (const auto& dc : read_dcs()) {
    if (dc.metro != "IST") {
      continue;
    }
    // Dolmabahce is 28.995, Uskudar's pier 29.013; further north the strait turns east.
    if (dc.position.latitude < 41.03 && dc.position.longitude < 28.99) {
      EXPECT_EQ(dc.region, "cee") << dc.code;
    }
    if (dc.position.latitude < 41.03 && dc.position.longitude > 29.01) {
      EXPECT_EQ(dc.region, "anatolia") << dc.code;
    }
    ++(dc.region == "cee" ? west : east);
  }
  EXPECT_GE(west, 30);
  EXPECT_GE(east, 30);
}

TEST(Network, HasOneMetroWithFullShelvesAShard) {
  std::map<std::string, int> shard_of;
  for (const auto& region : read_regions()) {
    shard_of[region.code] = region.shard;
  }
  std::set<int> shards;
  for (const auto& metro : read_metros()) {
    if (metro.full_shelf) {
      EXPECT_EQ(metro.dc_count, 60) << metro.code;
      EXPECT_TRUE(shards.insert(shard_of.at(metro.region)).second) << metro.code;
    }
  }
  EXPECT_EQ(shards, (std::set<int>{1, 2, 3}));
}

TEST(Network, OpensAndDeliversWithinBounds) {
  for (const auto& dc : read_dcs()) {
    EXPECT_THAT(dc.radius_m, testing::AllOf(testing::Ge(2'500), testing::Le(8'000))) << dc.code;
    EXPECT_GE(dc.open_minute, 0) << dc.code;
    EXPECT_LE(dc.close_minute, 1'440) << dc.code;
    EXPECT_GE(dc.close_minute - dc.open_minute, 12 * 60) << dc.code;
    EXPECT_TRUE(kDensities.contains(dc.density)) << dc.code;
    EXPECT_TRUE(GeoPoint::parse(dc.position.latitude, dc.position.longitude)) << dc.code;
  }
}

TEST(Network, LivesByTimeZonesAndCurrenciesThatExist) {
  std::map<std::string, std::string> zones;
  for (const auto& metro : read_metros()) {
    EXPECT_TRUE(std::filesystem::is_regular_file("/usr/share/zoneinfo/" + metro.zone)) << metro.zone;
    EXPECT_TRUE(Currency::parse(metro.currency)) << metro.currency;
    EXPECT_TRUE(kDensities.contains(metro.density)) << metro.code;
    EXPECT_GT(metro.population, 500'000) << metro.code;
    zones[metro.code] = metro.zone;
  }
  for (const auto& dc : read_dcs()) {
    EXPECT_EQ(dc.zone, zones.at(dc.metro)) << dc.code;
  }
}

}  // namespace
}  // namespace darkstore::resources
