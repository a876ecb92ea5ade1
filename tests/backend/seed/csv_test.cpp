#include "backend/seed/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/backend/seed/scratch_file.h"

namespace darkstore::seed {
namespace {

TEST(Csv, ReadsColumnsByTheirNames) {
  const ScratchFile file("a.csv", "id,name,lat\n7,Baixa Norte,-38.5\n8,,0\n");
  Csv csv(file.path());
  ASSERT_EQ(csv.rows(), 2U);
  EXPECT_EQ(csv.integer(0, "id"), 7);
  EXPECT_EQ(csv.text(0, "name"), "Baixa Norte");
  EXPECT_EQ(csv.real(0, "lat"), -38.5);
  EXPECT_EQ(csv.text(1, "name"), "");
  EXPECT_FALSE(csv.failure());
}

struct Fault {
  const char* text;
  const char* named;
};

class CsvFault : public testing::TestWithParam<Fault> {};

TEST_P(CsvFault, IsNamedWithItsLine) {
  const ScratchFile file("a.csv", GetParam().text);
  Csv csv(file.path());
  for (std::size_t row = 0; row < csv.rows(); ++row) {
    static_cast<void>(csv.integer(row, "id"));
    static_cast<void>(csv.real(row, "lat"));
  }
  ASSERT_TRUE(csv.failure());
  EXPECT_THAT(csv.failure()->reason, testing::HasSubstr(GetParam().named));
}

INSTANTIATE_TEST_SUITE_P(, CsvFault,
                         testing::Values(Fault{"id,lat\n1,2\n1,2,3\n", "a.csv, line 3"},
                                         Fault{"id,lat\n1\n", "a.csv, line 2"},
                                         Fault{"id,lat\n1x,2\n", "line 2, id: is no whole number"},
                                         Fault{"id,lat\n1,\n", "line 2, lat: is no number"},
                                         Fault{"id,lon\n1,2\n", "lat: there is no such column"},
                                         Fault{"", "cannot be read"}));

}  // namespace
}  // namespace darkstore::seed
