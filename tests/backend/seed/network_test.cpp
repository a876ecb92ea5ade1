#include "backend/seed/network.h"

#include <gtest/gtest.h>

#include <map>

namespace darkstore::seed {
namespace {

// The files that the product ships: ctest runs in the repository's root.
Network shipped() {
  auto network = read_network("resources/seed");
  EXPECT_TRUE(network) << network.error().reason;
  return network.value_or(Network{});
}

TEST(Network, HasTenThousandDcsInThreeShards) {
  const auto network = shipped();
  EXPECT_EQ(network.dcs.size(), 10'000U);
  std::map<ShardId, int> dcs;
  for (const auto& dc : network.dcs) {
    ++dcs[network.shard_of(dc.region)];
  }
  EXPECT_EQ(dcs.size(), 3U);
}

TEST(Network, HasOneMetroWithFullShelvesAShard) {
  const auto network = shipped();
  std::map<ShardId, std::map<std::string, int>> metros;
  for (const auto& dc : network.dcs) {
    if (network.full_shelves.contains(dc.id)) {
      ++metros[network.shard_of(dc.region)][dc.metro];
    }
  }
  ASSERT_EQ(metros.size(), 3U);
  for (const auto& [shard, names] : metros) {
    ASSERT_EQ(names.size(), 1U) << shard.value();
    EXPECT_EQ(names.begin()->second, 60) << names.begin()->first;
  }
}

TEST(Network, CallsAMetroAsItsPeopleDo) {
  const auto network = shipped();
  const auto dc = std::ranges::find(network.dcs, "LIS-014", &storage::SeedDc::code);
  ASSERT_NE(dc, network.dcs.end());
  EXPECT_EQ(dc->metro, "Lisboa");
  EXPECT_EQ(dc->time_zone, "Europe/Lisbon");
  EXPECT_NEAR(dc->position.latitude, 38.7, 0.1);
}

TEST(Network, SaysWhichFileIsMissing) {
  const auto network = read_network("resources/nowhere");
  ASSERT_FALSE(network);
  EXPECT_NE(network.error().reason.find("regions.csv"), std::string::npos);
}

}  // namespace
}  // namespace darkstore::seed
