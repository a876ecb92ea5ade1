#include <gtest/gtest.h>

#include <optional>

#include "tests/integration/orders/shop.h"

namespace darkstore::testing {
namespace {
std::optional<EmbeddedCluster>& shared_cluster() {
  static std::optional<EmbeddedCluster> cluster;
  return cluster;
}
}  // namespace

EmbeddedCluster& cluster() {
  return *shared_cluster();
}

namespace {
class ClusterEnvironment : public ::testing::Environment {
 public:
  void SetUp() override {
    auto started = EmbeddedCluster::start();
    ASSERT_TRUE(started) << started.error().reason;
    shared_cluster().emplace(std::move(*started));
  }
  void TearDown() override { shared_cluster().reset(); }
};

// gtest owns its environments.
const auto* const kEnvironment =
    ::testing::AddGlobalTestEnvironment(std::make_unique<ClusterEnvironment>().release());

}  // namespace
}  // namespace darkstore::testing
