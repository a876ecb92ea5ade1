#include "backend/rpc/access.h"

#include <google/protobuf/descriptor.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "darkstore/v1/availability.pb.h"
#include "darkstore/v1/catalog.pb.h"
#include "darkstore/v1/inventory.pb.h"
#include "darkstore/v1/nearby.pb.h"
#include "darkstore/v1/network.pb.h"
#include "darkstore/v1/order.pb.h"

namespace darkstore::rpc {
namespace {

std::set<std::string> methods_of_the_contract() {
  std::set<std::string> methods;
  for (const auto* message : {v1::GetMenuRequest::descriptor(), v1::GetItemRequest::descriptor(),
                              v1::ReceiveRequest::descriptor(), v1::FindReachRequest::descriptor(),
                              v1::GetDcRequest::descriptor(), v1::PlaceOrderRequest::descriptor()}) {
    const auto* file = message->file();
    for (int s = 0; s < file->service_count(); ++s) {
      for (int m = 0; m < file->service(s)->method_count(); ++m) {
        const auto* method = file->service(s)->method(m);
        methods.insert("/" + file->service(s)->full_name() + "/" + method->name());
      }
    }
  }
  return methods;
}

TEST(Access, EveryRpcOfTheContractHasExactlyOneRow) {
  const auto rows = listed_methods();
  const std::set<std::string> listed(rows.begin(), rows.end());
  EXPECT_EQ(listed.size(), rows.size());
  EXPECT_EQ(listed, methods_of_the_contract());
}

TEST(Access, OnlyWhoMovesGoodsMovesGoods) {
  EXPECT_FALSE(may_call(Role::kViewer, "/darkstore.v1.InventoryService/Receive"));
  EXPECT_FALSE(may_call(Role::kSupport, "/darkstore.v1.InventoryService/Receive"));
  EXPECT_TRUE(may_call(Role::kOperator, "/darkstore.v1.InventoryService/Receive"));
  EXPECT_FALSE(may_call(Role::kViewer, "/darkstore.v1.OrderService/PlaceOrder"));
  EXPECT_FALSE(may_call(Role::kAdmin, "/darkstore.v1.OrderService/NoSuchCall"));
}

class TokensFile : public ::testing::Test {
 protected:
  void SetUp() override {
    file_ = std::filesystem::temp_directory_path() / ("tokens-" + std::to_string(::getpid()) + ".toml");
  }
  void TearDown() override { std::filesystem::remove(file_); }
  std::filesystem::path file_;
};

TEST_F(TokensFile, NamesTheActorOfAToken) {
  const std::string token(40, 'o');
  std::ofstream(file_) << "viewer = \"" << std::string(40, 'v') << "\"\noperator = \"" << token
                       << "\"\nsupport = \"" << std::string(40, 's') << "\"\nadmin = \""
                       << std::string(40, 'a') << "\"\n";
  const auto tokens = Tokens::load(file_);
  ASSERT_TRUE(tokens) << tokens.error().reason;
  EXPECT_EQ(tokens->actor("Bearer " + token)->name, "operator");
  for (const std::string& wrong :
       std::vector<std::string>{token, "bearer " + token, "Bearer " + token + "x", "Bearer ", ""}) {
    EXPECT_FALSE(tokens->actor(wrong)) << wrong;
  }
}

TEST_F(TokensFile, RefusesAFileWithoutARole) {
  std::ofstream(file_) << "viewer = \"" << std::string(40, 'v') << "\"\n";
  EXPECT_EQ(Tokens::load(file_).error().field, "operator");
}

}  // namespace
}  // namespace darkstore::rpc
