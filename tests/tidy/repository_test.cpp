// The rules on this repository. ctest starts the program in the repository's top folder.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/tidy/rules.h"

namespace darkstore::tidy {
namespace {

using testing::IsEmpty;

/// The tree, read once. A test that found nothing to read proves nothing, so it fails.
const SourceTree& repository() {
  static const SourceTree tree = read_source_tree(".");
  return tree;
}

class Repository : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(repository().contains("shared/result.h")) << "not started at the top"; }
};

TEST_F(Repository, IncludesFollowTheArrows) {
  EXPECT_THAT(includes_against_the_arrows(repository()), IsEmpty());
}

TEST_F(Repository, KeepsItsSqlInStorage) {
  EXPECT_THAT(sql_outside_storage(repository()), IsEmpty());
}

TEST_F(Repository, GuardsItsHeaders) {
  EXPECT_THAT(headers_without_pragma_once(repository()), IsEmpty());
}

TEST_F(Repository, ExplainsItsTypes) {
  EXPECT_THAT(undocumented_types(repository()), IsEmpty());
}

TEST_F(Repository, PutsNoWorkOff) {
  EXPECT_THAT(postponed_work(repository()), IsEmpty());
}

TEST_F(Repository, HasNoDeadFiles) {
  EXPECT_THAT(dead_files(repository()), IsEmpty());
}

}  // namespace
}  // namespace darkstore::tidy
