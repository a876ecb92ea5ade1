#include "backend/ordering/engine.h"

#include <gtest/gtest.h>

#include <format>
#include <future>
#include <map>

#include "backend/nearby/estimate_provider.h"
#include "backend/storage/watchdog.h"
#include "tests/backend/nearby/a_dc.h"
#include "tests/backend/support/postgres_server.h"

namespace darkstore::ordering {
namespace {

using namespace std::chrono_literals;

// Two shores: the point's own DC, and one across the water whose region lives in another shard.
constexpr GeoPoint kPier{41.0260, 29.0150};
constexpr ShardId kHomeShard{3};
constexpr ShardId kOtherShard{2};
constexpr RegionId kHome{21};
constexpr RegionId kAcross{22};
constexpr DcId kHere{1};
constexpr DcId kThere{2};
constexpr ItemId kTea{7};

WallTime wall_now() {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

/// What the caches say, whatever the database holds.
class SeenStock final : public StockView {
 public:
  Result<std::vector<SeenRow>> see(std::span<const ShelfKey> keys, Deadline) override {
    std::vector<SeenRow> seen;
    for (const auto& key : keys) {
      const auto at = rows.find(key);
      seen.push_back(at == rows.end() ? SeenRow{} : SeenRow{at->second, 1, 0ms});
    }
    return seen;
  }
  std::map<ShelfKey, std::int32_t> rows;
};

class OnePrice final : public PriceList {
 public:
  [[nodiscard]] bool has(ItemId) const override { return true; }
  [[nodiscard]] std::optional<std::int64_t> price_minor(ItemId, Currency) const override { return 120; }
};

class NobodyListens final : public CommitSink {
 public:
  void committed(ShardId, std::span<const storage::StockChange>) override {}
};

nearby::Dc a_dc_of(DcId id, RegionId region, ShardId shard, double longitude) {
  nearby::Dc dc = nearby::a_dc(id.value()).at({kPier.latitude, longitude}).reaching(5000).open(0, 1440);
  dc.region = region;
  dc.shard = shard;
  return dc;
}

/// The engine on a real database of the home shard; the other shard is only seen.
class EngineOnAShard : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    server = std::make_unique<testing::PostgresServer>(testing::PostgresServer::With::kPrimaryOnly);
    server->on_primary(std::format("INSERT INTO owned_region VALUES ({}, 1)", kHome.value()));
  }
  static void TearDownTestSuite() { server.reset(); }
  EngineOnAShard() { server->on_primary("DELETE FROM inventory"); }

  Outcome place(std::int32_t quantity) {
    const auto number = ++orders;
    PlaceOrder order;
    order.key = {"anatolia", Uuid::v7(wall_now(), 0, number)};
    order.customer = CustomerId{5};
    order.position = kPier;
    order.lines = {{kTea, quantity}};
    order.actor = "support";
    order.until = within(10s);
    std::promise<Result<Outcome>> answered;
    engine.place(std::move(order), [&](Result<Outcome> outcome) { answered.set_value(std::move(outcome)); });
    auto outcome = answered.get_future().get();
    EXPECT_TRUE(outcome) << outcome.error().reason;
    return outcome ? *outcome : Outcome{};
  }
  static std::string orders_of(const Outcome& outcome) {
    return server->on_primary(
        std::format("SELECT count(*) FROM orders WHERE id = '{}'", outcome.attempt.order.text()));
  }

  static inline std::unique_ptr<testing::PostgresServer> server;
  static inline std::uint64_t orders = 0;

  Regions regions{{{kHome, "anatolia", "Anatolia", kHomeShard, 1, *Currency::parse("TRY")},
                   {kAcross, "cee", "Central Europe", kOtherShard, 1, *Currency::parse("EUR")}}};
  nearby::ReachFinder finder{
      {},
      nearby::index_of({a_dc_of(kHere, kHome, kHomeShard, kPier.longitude + 0.002),
                        a_dc_of(kThere, kAcross, kOtherShard, kPier.longitude - 0.01)}),
      std::make_shared<nearby::EstimateProvider>()};
  SeenStock view;
  OnePrice prices;
  ModeTable modes;
  storage::Watchdog watchdog;
  NobodyListens sink;
  std::vector<ShardLanes> shards{{kHomeShard, server->primary()}};
  Engine engine{{.lanes_a_shard = 1, .lane = {}},
                shards,
                regions,
                finder,
                view,
                prices,
                modes,
                watchdog,
                sink,
                wall_now,
                1};
};

TEST_F(EngineOnAShard, RefusesWhatOnlyDcsOfAnotherShardHaveAndSaysSo) {
  view.rows[{kThere, kTea}] = 5;
  const auto outcome = place(2);
  EXPECT_EQ(outcome.attempt.outcome, storage::AttemptOutcome::kRefused);
  EXPECT_EQ(outcome.attempt.refusal, Refusal::kNeedsTwoShards);
  EXPECT_EQ(outcome.attempt.region, kHome);
  EXPECT_EQ(orders_of(outcome), "0");
  EXPECT_EQ(server->on_primary(std::format("SELECT refusal FROM attempt WHERE order_id = '{}'",
                                           outcome.attempt.order.text())),
            std::to_string(static_cast<int>(Refusal::kNeedsTwoShards)));
}

TEST_F(EngineOnAShard, RefusesAsOutOfStockWhatTheOtherShardLacksToo) {
  view.rows[{kThere, kTea}] = 1;
  EXPECT_EQ(place(2).attempt.refusal, Refusal::kOutOfStock);
}

TEST_F(EngineOnAShard, PlacesAtHomeWhatTheViewSawOnlyAcross) {
  view.rows[{kThere, kTea}] = 5;
  server->on_primary(std::format("INSERT INTO inventory VALUES ({}, {}, 5, 1)", kHere.value(), kTea.value()));
  const auto outcome = place(2);
  EXPECT_EQ(outcome.attempt.outcome, storage::AttemptOutcome::kPlaced);
  EXPECT_EQ(orders_of(outcome), "1");
}

}  // namespace
}  // namespace darkstore::ordering
