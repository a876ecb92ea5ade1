#include "backend/seed/seed_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/backend/seed/scratch_file.h"

namespace darkstore::seed {
namespace {

constexpr auto kWords = R"(
[[category]]
name = "Dairy"
picture = "milk"
brands = ["Moorfeld", "Ostara"]

[[category.product]]
name = "whole milk"
variants = ["", "Organic"]
sizes = [["500 ml", 89], ["1 l", 129]]
nutrition = [270, 3600, 4700, 4700, 3300, 120]
weight = 5

[[category.product]]
name = "kefir"
sizes = [["1 l", 199]]
optimistic = true

[[fixed]]
name = "Game console"
brand = "Kite"
size = "1 TB"
gtin = "9520088012012"
category = "Dairy"
euro_cents = 49900
launch = true

[currency]
EUR = 1
JPY = 1.35
)";

TEST(SeedFiles, HaveTheWordsOfTheCatalogue) {
  const ScratchFile file("catalogue.toml", kWords);
  const auto words = read_vocabulary(file.path());
  ASSERT_TRUE(words) << words.error().reason;
  ASSERT_EQ(words->categories.size(), 1U);
  const auto& dairy = words->categories[0];
  EXPECT_EQ(dairy.brands, (std::vector<std::string>{"Moorfeld", "Ostara"}));
  ASSERT_EQ(dairy.products.size(), 2U);
  EXPECT_EQ(dairy.products[0].variants, (std::vector<std::string>{"", "Organic"}));
  EXPECT_EQ(dairy.products[0].sizes[1].text, "1 l");
  EXPECT_EQ(dairy.products[0].sizes[1].euro_cents, 129);
  EXPECT_EQ(dairy.products[0].weight, 5);
  EXPECT_EQ(dairy.products[1].variants, std::vector<std::string>{""});
  EXPECT_TRUE(dairy.products[1].nutrition.empty());
  EXPECT_TRUE(dairy.products[1].optimistic);
  ASSERT_EQ(words->fixed.size(), 1U);
  EXPECT_EQ(words->fixed[0].euro_cents, 49'900);
  EXPECT_TRUE(words->fixed[0].launch);
  EXPECT_EQ(words->minor_a_euro_cent.at("JPY"), 1.35);
}

struct Fault {
  const char* right;
  const char* wrong;
  const char* named;
};

class SeedFileFault : public testing::TestWithParam<Fault> {};

TEST_P(SeedFileFault, IsNamed) {
  std::string text = kWords;
  const auto at = text.find(GetParam().right);
  ASSERT_NE(at, std::string::npos);
  text.replace(at, std::string_view(GetParam().right).size(), GetParam().wrong);
  const ScratchFile file("catalogue.toml", text);
  const auto words = read_vocabulary(file.path());
  ASSERT_FALSE(words);
  EXPECT_THAT(words.error().reason, testing::HasSubstr("catalogue.toml"));
  EXPECT_THAT(words.error().reason, testing::HasSubstr(GetParam().named));
}

INSTANTIATE_TEST_SUITE_P(, SeedFileFault,
                         testing::Values(Fault{"name = \"whole milk\"", "", "lacks name"},
                                         Fault{"\"1 l\", 129", "\"1 l\"", "euro cents"},
                                         Fault{"\"1 l\", 129", "\"1 l\", 0", "at least one cent"},
                                         Fault{"sizes = [[\"1 l\", 199]]", "", "lacks sizes"},
                                         Fault{"3300, 120]", "3300]", "nutrition"},
                                         Fault{"weight = 5", "weight = -1", "weight"},
                                         Fault{"picture = \"milk\"", "picture = 3", "line 4"},
                                         Fault{"[\"Moorfeld\", \"Ostara\"]", "[]", "lacks brands"},
                                         Fault{"[[fixed]]", "[[fixed", "line"},
                                         Fault{"9520088012012", "9520088012013", "no GTIN-13"},
                                         Fault{"euro_cents = 49900", "", "lacks euro_cents"},
                                         Fault{"JPY = 1.35", "JPY = \"\"", "another type"}));

TEST(SeedFiles, HaveTheNamesOfPeople) {
  const ScratchFile file("people.toml", R"(
[[culture]]
regions = ["iberia", "brazil"]
given = ["Alice"]
family = ["Costa"]
phones = ["+351 21 000 0###"]

[[culture]]
regions = ["japan"]
given = ["Aiko"]
family = ["Tanaka"]
phones = ["+81 3 0000 ####"]
family_first = true
)");
  const auto cultures = read_cultures(file.path());
  ASSERT_TRUE(cultures) << cultures.error().reason;
  ASSERT_EQ(cultures->size(), 2U);
  EXPECT_EQ(cultures->front().regions, (std::vector<std::string>{"iberia", "brazil"}));
  EXPECT_FALSE(cultures->front().family_first);
  EXPECT_TRUE(cultures->back().family_first);
}

TEST(SeedFiles, SayWhatIsMissing) {
  const ScratchFile file("people.toml",
                         "[[culture]]\nregions = [\"iberia\"]\ngiven = [\"Alice\"]\nfamily = [\"Costa\"]\n");
  const auto cultures = read_cultures(file.path());
  ASSERT_FALSE(cultures);
  EXPECT_THAT(cultures.error().reason, testing::HasSubstr("lacks phones"));
}

}  // namespace
}  // namespace darkstore::seed
