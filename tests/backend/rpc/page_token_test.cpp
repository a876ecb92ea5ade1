#include "backend/rpc/page_token.h"

#include <gtest/gtest.h>

namespace darkstore::rpc {
namespace {

const std::string kSecret(32, 'k');

TEST(PageTokens, BringThePlaceBackToTheSameList) {
  const PageTokens tokens(kSecret);
  EXPECT_EQ(tokens.parse(tokens.issue("42:7", "list a"), "list a").value(), "42:7");
  EXPECT_EQ(tokens.parse("", "list a").value(), "");
}

TEST(PageTokens, FitNoOtherListSecretOrText) {
  const PageTokens tokens(kSecret);
  const auto token = tokens.issue("42:7", "list a");
  EXPECT_EQ(tokens.parse(token, "list b").error().field, "page_token");
  EXPECT_FALSE(PageTokens(std::string(32, 'x')).parse(token, "list a"));
  for (std::size_t i = 0; i < token.size(); ++i) {
    auto changed = token;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(tokens.parse(changed, "list a")) << i;
  }
  EXPECT_FALSE(tokens.parse(std::string(10'000, 'A'), "list a"));
  EXPECT_FALSE(tokens.parse("not base64!", "list a"));
}

}  // namespace
}  // namespace darkstore::rpc
