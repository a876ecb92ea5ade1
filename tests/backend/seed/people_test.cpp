#include "backend/seed/people.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace darkstore::seed {
namespace {

Network two_regions() {
  Network network;
  network.regions = {{RegionId{0}, "iberia", "Iberia", ShardId{1}, "EUR"},
                     {RegionId{1}, "japan", "Japan", ShardId{2}, "JPY"}};
  for (int id = 1; id <= 10; ++id) {
    storage::SeedDc dc;
    dc.id = DcId{id};
    dc.region = RegionId{id <= 9 ? 0 : 1};
    network.dcs.push_back(dc);
  }
  return network;
}

std::vector<Culture> cultures() {
  return {{{"iberia"}, {"Alice", "Bruno"}, {"Costa"}, {"+351 21 000 0###"}, false},
          {{"japan"}, {"Aiko"}, {"Tanaka"}, {"+81 3 0000 ####"}, true}};
}

TEST(People, AreTheSameWhateverWasAskedBefore) {
  const auto people = *People::make(cultures(), two_regions(), 5);
  const auto again = *People::make(cultures(), two_regions(), 5);
  static_cast<void>(again.person(3));
  for (const auto number : {1, 2, 777'777}) {
    EXPECT_EQ(people.person(number).name, again.person(number).name);
    EXPECT_EQ(people.person(number).phone, again.person(number).phone);
  }
}

TEST(People, LiveWhereTheDcsAre) {
  const auto people = *People::make(cultures(), two_regions(), 5);
  int in_japan = 0;
  for (int number = 1; number <= 10'000; ++number) {
    in_japan += people.person(number).region == RegionId{1} ? 1 : 0;
  }
  EXPECT_NEAR(in_japan, 1'000, 150);
}

TEST(People, AreCalledAsTheirRegionDoes) {
  const auto people = *People::make(cultures(), two_regions(), 5);
  std::map<std::string, int> names;
  for (int number = 1; number <= 200; ++number) {
    const auto person = people.person(number);
    ++names[person.name];
    EXPECT_THAT(person.phone,
                testing::MatchesRegex(person.region == RegionId{0} ? "\\+351 21 000 0[0-9][0-9][0-9]"
                                                                   : "\\+81 3 0000 [0-9][0-9][0-9][0-9]"));
  }
  EXPECT_THAT(names, testing::UnorderedElementsAre(testing::Key("Alice Costa"), testing::Key("Bruno Costa"),
                                                   testing::Key("Tanaka Aiko")));
}

TEST(People, OfSeveralCulturesShareARegionByWeight) {
  auto mixed = cultures();
  mixed.push_back({{"iberia"}, {"Carmen"}, {"Gil"}, {"+34 000 ### ###"}, false, 2});
  const auto people = *People::make(mixed, two_regions(), 5);
  int spanish = 0;
  for (int number = 1; number <= 9'000; ++number) {
    spanish += people.person(number).name == "Carmen Gil" ? 1 : 0;
  }
  EXPECT_NEAR(spanish, 5'400, 250);  // nine DCs of ten, two people of three
}

TEST(People, AreRefusedWhereARegionHasNone) {
  auto some = cultures();
  some.pop_back();
  const auto people = People::make(some, two_regions(), 5);
  ASSERT_FALSE(people);
  EXPECT_THAT(people.error().reason, testing::HasSubstr("japan"));
}

}  // namespace
}  // namespace darkstore::seed
