#include "shared/geo.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace darkstore {
namespace {

TEST(GeoPoint, NamesTheFieldThatIsOutOfRange) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(GeoPoint::parse(nan, 0).error().field, "position.latitude");
  EXPECT_EQ(GeoPoint::parse(90.0001, 0).error().field, "position.latitude");
  EXPECT_EQ(GeoPoint::parse(0, nan).error().field, "position.longitude");
  EXPECT_EQ(GeoPoint::parse(0, -180.5).error().field, "position.longitude");
  EXPECT_TRUE(GeoPoint::parse(-90, 180));
}

TEST(Haversine, MeasuresAQuarterOfTheEarth) {
  EXPECT_NEAR(haversine_m({0, 0}, {90, 0}), kEarthRadiusM * std::acos(0.0), 1e-3);
}

TEST(Haversine, CrossesTheDateLineTheShortWay) {
  EXPECT_NEAR(haversine_m({0, 179.99}, {0, -179.99}), haversine_m({0, 0}, {0, 0.02}), 1e-3);
}

}  // namespace
}  // namespace darkstore
