#include "console/ctl/commands.h"

#include <set>
#include <string>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <gtest/gtest.h>

#include "console/client/rpc_method.h"
#include "console/ctl/fields.h"

namespace darkstore::console {
namespace {

// Every service that a backend serves. DemoService belongs to the cluster's keeper, which has its own command
// line.
std::set<std::string> rpcsOfTheContract() {
  std::set<std::string> rpcs;
  for (const char* name : {"availability", "catalog", "inventory", "nearby", "network", "order"}) {
    const auto* file = google::protobuf::DescriptorPool::generated_pool()->FindFileByName(
        "darkstore/v1/" + std::string(name) + ".proto");
    for (int s = 0; s < file->service_count(); ++s) {
      for (int m = 0; m < file->service(s)->method_count(); ++m) {
        rpcs.insert("/" + file->service(s)->full_name() + "/" + file->service(s)->method(m)->name());
      }
    }
  }
  return rpcs;
}

TEST(Commands, AreTheRpcsOfTheContractEachOnce) {
  std::multiset<std::string> called;
  for (const auto& command : commands()) {
    called.insert(methodOf(*command.request().GetDescriptor()).path);
  }
  const auto contract = rpcsOfTheContract();
  EXPECT_EQ(called, std::multiset<std::string>(contract.begin(), contract.end()));
}

TEST(Commands, NamePositionalFieldsThatExist) {
  for (const auto& command : commands()) {
    if (!command.positional.empty()) {
      EXPECT_NE(command.request().GetDescriptor()->FindFieldByName(std::string(command.positional)), nullptr)
          << command.service << " " << command.name;
    }
  }
}

TEST(Commands, HaveNoTwoOptionsOfOneName) {
  for (const auto& command : commands()) {
    std::set<std::string> names;
    for (const auto& option : optionsOf(*command.request().GetDescriptor())) {
      EXPECT_TRUE(names.insert(option.name).second) << command.name << " " << option.name;
    }
  }
}

}  // namespace
}  // namespace darkstore::console
