#include "backend/nearby/dc_index.h"

#include <algorithm>
#include <limits>
#include <set>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/backend/nearby/random_places.h"

namespace darkstore::nearby {
namespace {

std::set<DcId> ids_within(const DcIndex& index, GeoPoint point, double range_m) {
  std::vector<DcDistance> found;
  index.within(point, range_m, found);
  std::set<DcId> ids;
  for (const auto& each : found) {
    ids.insert(each.dc->id);
  }
  EXPECT_EQ(ids.size(), found.size()) << "somebody was found twice";
  return ids;
}

std::set<DcId> brute_force(const DcIndex& index, GeoPoint point, double range_m) {
  std::set<DcId> ids;
  for (const Dc& dc : index.dcs()) {
    if (haversine_m(point, dc.position) <= range_m) {
      ids.insert(dc.id);
    }
  }
  return ids;
}

RC_GTEST_PROP(DcIndex, FindsWhomBruteForceFindsAlsoAtPolesAndDateLine, ()) {
  const auto place = *a_hard_place();
  const auto index = index_of(a_town_around(place, 60));
  const auto point = *a_point_near(place, 40'000);
  const auto range_m = *between(0, 30'000);
  RC_ASSERT(ids_within(*index, point, range_m) == brute_force(*index, point, range_m));
}

RC_GTEST_PROP(DcIndex, DecidesAtTheVeryBorderAsHaversineDoes, ()) {
  const auto place = *a_hard_place();
  const auto index = index_of(a_town_around(place, 20));
  const auto point = *a_point_near(place, 20'000);
  const auto& dc = *rc::gen::elementOf(std::vector<Dc>(index->dcs().begin(), index->dcs().end()));
  const double border_m = haversine_m(point, dc.position);
  RC_ASSERT(ids_within(*index, point, border_m).contains(dc.id));
  const double inside_m = std::nextafter(border_m, 0);
  RC_ASSERT(ids_within(*index, point, inside_m) == brute_force(*index, point, inside_m));
}

RC_GTEST_PROP(DcIndex, SeesTheWholeEarthWhenAskedTo, ()) {
  std::vector<Dc> dcs;
  for (int id = 1; id <= 50; ++id) {
    dcs.push_back(a_dc(id).at({*between(-90, 90), *between(-180, 180)}));
  }
  const auto index = index_of(std::move(dcs));
  const GeoPoint point{*between(-90, 90), *between(-180, 180)};
  const double range_m = *between(0, 20'100'000);
  RC_ASSERT(ids_within(*index, point, range_m) == brute_force(*index, point, range_m));
}

TEST(DcIndex, MeasuresGreatCircles) {
  const auto index = index_of({a_dc(1).at({38.7016, -9.1741}), a_dc(2).at({38.6880, -9.1480})});
  const GeoPoint home{38.7046, -9.1617};
  std::vector<DcDistance> found;
  index->within(home, 10'000, found);
  ASSERT_EQ(found.size(), 2U);
  for (const auto& each : found) {
    EXPECT_NEAR(each.distance_m, haversine_m(home, each.dc->position), 1e-6);
  }
}

TEST(DcIndex, FindsByIdAndByCode) {
  const auto index = index_of({a_dc(9), a_dc(3)});
  ASSERT_NE(index->find(DcId(3)), nullptr);
  EXPECT_EQ(index->find(DcId(3))->code, "DC-3");
  EXPECT_EQ(index->find("DC-9")->id, DcId(9));
  EXPECT_EQ(index->find(DcId(4)), nullptr);
  EXPECT_EQ(index->find("DC-4"), nullptr);
}

TEST(DcIndex, IsEmptyWithoutDcs) {
  const auto index = index_of({});
  EXPECT_TRUE(ids_within(*index, {0, 0}, 1e7).empty());
  EXPECT_EQ(index->radius_m_max(), 0);
}

struct Refusal {
  Dc dc;
  const char* field;
};
class RefusedDc : public ::testing::TestWithParam<Refusal> {};

TEST_P(RefusedDc, IsNamedWithItsField) {
  const auto built = DcIndex::build({a_dc(1), GetParam().dc});
  ASSERT_FALSE(built.has_value());
  EXPECT_EQ(built.error().kind, ErrorKind::kInvalidArgument);
  EXPECT_EQ(built.error().field, GetParam().field);
}

Dc with_code_of_the_first() {
  Dc dc = a_dc(2);
  dc.code = "DC-1";
  return dc;
}

INSTANTIATE_TEST_SUITE_P(
    Each, RefusedDc,
    ::testing::Values(Refusal{a_dc(1), "dcs[1].id"}, Refusal{with_code_of_the_first(), "dcs[1].code"},
                      Refusal{a_dc(2).at({91, 0}), "dcs[1].position.latitude"},
                      Refusal{a_dc(2).at({0, std::numeric_limits<double>::quiet_NaN()}),
                              "dcs[1].position.longitude"},
                      Refusal{a_dc(2).reaching(0), "dcs[1].radius_m"},
                      Refusal{a_dc(2).reaching(std::numeric_limits<double>::quiet_NaN()), "dcs[1].radius_m"},
                      Refusal{a_dc(2).reaching(100'001), "dcs[1].radius_m"},
                      Refusal{a_dc(2).in_zone("Europe/Atlantis"), "dcs[1].zone"},
                      Refusal{a_dc(2).open(600, 600), "dcs[1].hours"}));

}  // namespace
}  // namespace darkstore::nearby
