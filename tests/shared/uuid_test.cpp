#include "shared/uuid.h"

#include <gtest/gtest.h>

namespace darkstore {
namespace {

constexpr WallTime kNoon{std::chrono::milliseconds{1'793'000'000'123}};

TEST(Uuid, CarriesTimeAndRegion) {
  const auto id = Uuid::v7(kNoon, 4095, 0xFFFF'FFFF'FFFF'FFFF);
  EXPECT_EQ(id.time(), kNoon);
  EXPECT_EQ(id.region(), RegionId{4095});
}

TEST(Uuid, SurvivesTextAndBack) {
  const auto id = Uuid::v7(kNoon, 12, 0x0123'4567'89AB'CDEF);
  EXPECT_EQ(Uuid::parse(id.text(), "id").value(), id);
}

TEST(Uuid, SortsByTime) {
  const auto early = Uuid::v7(kNoon, 9, ~0ULL);
  const auto late = Uuid::v7(kNoon + std::chrono::milliseconds{1}, 1, 0);
  EXPECT_LT(early, late);
}

TEST(Uuid, RefusesOtherVersionsAndForms) {
  for (const auto* text :
       {"", "x", "01938c5e-7b7b-4c3e-8a1b-000000000000", "01938c5e7b7b7c3e8a1b000000000000",
        "01938c5e-7b7b-7c3e-0a1b-000000000000", "01938c5e-7b7b-7c3e-8a1b-00000000000g"}) {
    const auto parsed = Uuid::parse(text, "id");
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().field, "id");
  }
}

TEST(Uuid, ShortTextIsEightCrockfordCharacters) {
  const auto text = Uuid::v7(kNoon, 0, 0xFF'FFFF'FFFF).short_text();
  EXPECT_EQ(text, "ZZZZ-ZZZZ");
}

TEST(IdempotencyKey, NamesItsRegion) {
  const auto key = IdempotencyKey::parse("iberia." + Uuid::v7(kNoon, 1, 2).text());
  ASSERT_TRUE(key);
  EXPECT_EQ(key->region, "iberia");
  EXPECT_EQ(IdempotencyKey::parse(key->text()).value(), *key);
}

TEST(IdempotencyKey, RefusesWrongForms) {
  const auto uuid = Uuid::v7(kNoon, 1, 2).text();
  for (const auto& text : {std::string{}, uuid, "." + uuid, "Iberia." + uuid, "iberia." + uuid + "x",
                           "iberia:" + uuid, std::string(33, 'a') + "." + uuid}) {
    const auto parsed = IdempotencyKey::parse(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().field, "key");
  }
}

}  // namespace
}  // namespace darkstore
