// Each rule finds what it forbids and lets the rest pass.
#include "tests/tidy/rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "tests/tidy/cpp_text.h"

namespace darkstore::tidy {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;

struct Include {
  const char* from;
  const char* to;
  bool allowed;
};

class Arrows : public testing::TestWithParam<Include> {};

TEST_P(Arrows, AllowExactlyTheDesignsDirections) {
  const auto& [from, to, allowed] = GetParam();
  const SourceTree tree{{from, std::string("// x\n#include \"") + to + "\"\n"}, {to, "#pragma once\n"}};
  const auto findings = includes_against_the_arrows(tree);
  EXPECT_EQ(findings.empty(), allowed) << from << " -> " << to;
  if (!allowed) {
    EXPECT_THAT(findings, ElementsAre(StartsWith(std::string(from) + ":2:")));
  }
}

INSTANTIATE_TEST_SUITE_P(Design, Arrows,
                         testing::Values(Include{"backend/rpc/a.cpp", "backend/ordering/b.h", true},
                                         Include{"backend/ordering/a.cpp", "backend/nearby/b.h", true},
                                         Include{"backend/ordering/a.cpp", "backend/storage/b.h", true},
                                         Include{"backend/storage/a.cpp", "shared/b.h", true},
                                         Include{"backend/app/a.cpp", "backend/rpc/b.h", true},
                                         Include{"console/pages/orders/a.cpp", "console/client/b.h", true},
                                         Include{"console/client/a.cpp", "shared/b.h", true},
                                         Include{"tests/backend/local/a.cpp", "backend/local/b.h", true},
                                         Include{"backend/storage/a.cpp", "backend/ordering/b.h", false},
                                         Include{"backend/nearby/a.cpp", "backend/ordering/b.h", false},
                                         Include{"backend/inventory/a.cpp", "backend/nearby/b.h", false},
                                         Include{"backend/ordering/a.cpp", "backend/rpc/b.h", false},
                                         Include{"backend/rpc/a.cpp", "backend/app/b.h", false},
                                         Include{"backend/local/a.cpp", "backend/storage/b.h", false},
                                         Include{"backend/traffic/a.cpp", "backend/nearby/b.h", false},
                                         Include{"backend/paysim/a.cpp", "backend/refunds/b.h", false},
                                         Include{"console/client/a.cpp", "backend/rpc/b.h", false},
                                         Include{"shared/a.cpp", "backend/storage/b.h", false},
                                         Include{"backend/app/a.cpp", "backend/local/b.h", false},
                                         Include{"backend/app/a.cpp", "tests/support/b.h", false}));

TEST(ArrowsRule, SeesThroughRelativePaths) {
  const SourceTree tree{{"backend/storage/a.cpp", "#include \"../ordering/b.h\"\n"},
                        {"backend/ordering/b.h", "#pragma once\n"}};
  EXPECT_THAT(includes_against_the_arrows(tree), ElementsAre(StartsWith("backend/storage/a.cpp:1:")));
}

TEST(SqlRule, FindsStatementsOutsideStorage) {
  const SourceTree tree{
      {"backend/rpc/a.cpp", "\n\nauto q = \"SELECT 1\";\n"},
      {"backend/rpc/b.cpp", "auto q = R\"sql(\n  UPDATE inventory i\n SET x = 1)sql\";\n"},
      {"console/client/c.cpp", "auto q = \"INSERT \"\n  \"INTO x\";\n"},
      {"shared/d.h", "auto q = \"DELETE FROM x\";\n"},
  };
  EXPECT_THAT(sql_outside_storage(tree),
              ElementsAre(StartsWith("backend/rpc/a.cpp:3:"), StartsWith("backend/rpc/b.cpp:1:"),
                          StartsWith("console/client/c.cpp:1:"), StartsWith("shared/d.h:1:")));
}

TEST(SqlRule, LetsStorageLocalTestsAndProseBe) {
  const SourceTree tree{
      {"backend/storage/a.cpp", "auto q = \"SELECT 1\";\n"},
      {"backend/local/a.cpp", "auto q = \"SELECT 1\";\n"},
      {"tests/a.cpp", "auto q = \"SELECT 1\";\n"},
      {"backend/rpc/a.cpp", "// SELECT 1\n/* DELETE FROM x */ char c = '\"'; auto n = 1'000; // SELECT \"\n"},
      {"console/client/a.cpp", "auto t = \"Select a store, update the set\";\n"},
  };
  EXPECT_THAT(sql_outside_storage(tree), IsEmpty());
}

TEST(PragmaRule, FindsAHeaderWithoutIt) {
  const SourceTree tree{{"shared/a.h", "// #pragma once\nint x;\n"},
                        {"shared/b.h", "// why\n#pragma once\n"}};
  EXPECT_THAT(headers_without_pragma_once(tree), ElementsAre(StartsWith("shared/a.h:1:")));
}

TEST(TypesRule, FindsATypeNobodyExplains) {
  const SourceTree tree{{"backend/nearby/a.h", "namespace x {\n\nclass Reach {\n};\n"},
                        {"shared/b.h", "/// Explained.\nstruct A {};\n\nstruct B : A {\n};\n"},
                        {"shared/c.h", "template <class T>\nstruct D {\n};\n"},
                        {"shared/d.h", "class E {\n  int x;  // members explain no class\n};\n"}};
  EXPECT_THAT(undocumented_types(tree), ElementsAre("backend/nearby/a.h:3: Reach says nothing about itself",
                                                    "shared/b.h:4: B says nothing about itself",
                                                    "shared/c.h:2: D says nothing about itself",
                                                    "shared/d.h:1: E says nothing about itself"));
}

TEST(TypesRule, TakesACommentAboveOrOnTheLineAndForwardDeclarations) {
  const SourceTree tree{{"shared/a.h",
                         "class Later;\nstruct AlsoLater;\nstruct std::hash<A> {\n};\n/// Why.\ntemplate "
                         "<class T>\nclass A {\n  struct Inner {};\n};\n"
                         "struct B {};  // = lock order\n/** Why. */\nstruct C final : B {\n};\n"},
                        {"shared/b.h", "struct Options {\n  int wait_ms_max = 50;  ///< then refused\n};\n"},
                        {"console/client/b.h", "class B {\n};\n"}};
  EXPECT_THAT(undocumented_types(tree), IsEmpty());
}

TEST(PostponedRule, FindsTheUsualWords) {
  const SourceTree tree{{"a.sh", std::string("# TO") + "DO: later\n"},
                        {"b.qml", std::string("\n// FIX") + "ME\n"},
                        {"c.sql", std::string("-- X") + "XX\n"},
                        {"e.cpp",
                         "parse(\"X"
                         "XX\");\n"},
                        {"d.sh", "mktemp -d ds-XXXXXX\n"}};
  EXPECT_THAT(postponed_work(tree),
              ElementsAre(StartsWith("a.sh:1:"), StartsWith("b.qml:2:"), StartsWith("c.sql:1:")));
}

TEST(DeadFilesRule, FindsFilesThatNobodyBuildsOrIncludes) {
  const SourceTree tree{{"backend/x/CMakeLists.txt",
                         "darkstore_module(x SOURCES named.cpp deep/named.cpp)\nfile(GLOB q qml/*.qml)\n"},
                        {"backend/x/named.cpp", "#include \"backend/x/used.h\"\n"},
                        {"backend/x/deep/named.cpp", "#include \"beside.h\"\n"},
                        {"backend/x/deep/beside.h", ""},
                        {"backend/x/qml/Page.qml", ""},
                        {"backend/x/used.h", ""},
                        {"backend/x/dead.cpp", "// named.cpp is another file\n"},
                        {"backend/x/dead.h", ""},
                        {"backend/x/Dead.qml", ""},
                        {"backend/x/unnamed.cpp", ""}};
  EXPECT_THAT(dead_files(tree), ElementsAre("backend/x/Dead.qml:1: no CMakeLists.txt names it",
                                            "backend/x/dead.cpp:1: no CMakeLists.txt names it",
                                            "backend/x/dead.h:1: nobody includes it",
                                            "backend/x/unnamed.cpp:1: no CMakeLists.txt names it"));
}

TEST(SourceTree, ReadsWhatPeopleWriteAndNoBuildFolder) {
  const auto top = std::filesystem::temp_directory_path() / ("tidy-" + std::to_string(::getpid()));
  const auto write = [&](const std::string& path) {
    std::filesystem::create_directories((top / path).parent_path());
    std::ofstream(top / path) << path;
  };
  for (const auto* path :
       {"backend/x/a.cpp", ".ci/run", "darkstore", "build/dev/b.cpp", "resources/data/c.csv"}) {
    write(path);
  }
  const auto tree = read_source_tree(top);
  std::filesystem::remove_all(top);
  EXPECT_EQ(tree,
            (SourceTree{
                {".ci/run", ".ci/run"}, {"backend/x/a.cpp", "backend/x/a.cpp"}, {"darkstore", "darkstore"}}));
}

TEST(StringLiterals, AreCountedByTheirFirstLine) {
  const auto found = string_literals("int a;\n\"x\\\"y\" \"z\"\nf(\"q\");\n");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].text, "x\\\"yz");
  EXPECT_EQ(found[0].line, 2);
  EXPECT_EQ(found[1].text, "q");
  EXPECT_EQ(found[1].line, 3);
}

}  // namespace
}  // namespace darkstore::tidy
