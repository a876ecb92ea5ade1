// What a read costs on each of its ways, and how it holds at a rate: near cache, Valkey, replica and primary
// side by side in one run. A page is 20 items at 5 DCs, 100 rows, its items drawn by popularity (Zipf).
// usage: bench_availability [--config=DATA/backend-a.toml: that cluster's first shard, else servers of its
// own] [benchmark's own]

#include <benchmark/benchmark.h>
#include <pqxx/pqxx>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <iostream>
#include <memory>
#include <numeric>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "backend/app/config.h"
#include "backend/availability/menu.h"
#include "backend/storage/catalog_repository.h"
#include "tests/backend/support/postgres_server.h"
#include "tests/backend/support/valkey_server.h"

namespace darkstore::availability {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using Micros = std::chrono::duration<double, std::micro>;

constexpr unsigned kSeed = 20260101;
constexpr ShardId kShard{1};
constexpr int kItemsAPage = 20;
constexpr std::size_t kDcsAReach = 5;
constexpr double kZipf = 0.9;

std::optional<ShardId> shard_of(DcId /*dc*/) {
  return kShard;
}
Deadline soon() {
  return within(10s);
}

// Servers of our own when no cluster is named: 40 DCs of 5,000 items out of 100,000.
struct OwnServers {
  testing::PostgresServer postgres{testing::PostgresServer::With::kReplica};
  testing::ValkeyServer valkey;
  OwnServers() {
    postgres.on_primary(
        "INSERT INTO inventory SELECT dc, (dc * 37 + n * 19) % 100000 + 1, 1 + n % 50, 1"
        " FROM generate_series(1, 40) dc, generate_series(1, 5000) n ON CONFLICT DO NOTHING");
    postgres.on_primary("VACUUM ANALYZE inventory");
    postgres.wait_for_replica();
  }
};

// The parts of one backend, and what there is to ask for.
struct World {
  std::unique_ptr<OwnServers> own;
  std::string primary_conninfo;
  std::string replica_conninfo;
  storage::CacheOptions cache_options;
  std::vector<DcId> dcs;
  std::vector<ItemId> items;  ///< what sells most first

  storage::Watchdog watchdog;
  storage::WalClock clock;
  std::unique_ptr<storage::Database> primary;
  std::unique_ptr<storage::Database> replica;
  std::unique_ptr<storage::StockReader> reader;
  std::unique_ptr<storage::CacheClient> cache;
  std::unique_ptr<storage::CacheClient> no_cache;  ///< a Valkey that is away
  std::unique_ptr<Availability> near;              ///< hears the change feed
  std::unique_ptr<Availability> deaf;              ///< believes no near cache: Valkey answers
  std::unique_ptr<Availability> bare;              ///< has neither: the databases answer
  std::unique_ptr<storage::CatalogRepository> repository;
  std::shared_ptr<const catalog::Catalogue> catalogue;
  std::unique_ptr<catalog::Search> search;
  std::unique_ptr<Assortments> assortments;
  std::unique_ptr<Menu> menu;
  std::unique_ptr<storage::ChangeFeed> feed;
};

std::vector<std::int64_t> column(const std::string& conninfo, const std::string& sql) {
  pqxx::connection connection(conninfo);
  std::vector<std::int64_t> values;
  for (const auto& row : pqxx::nontransaction(connection).exec(sql)) {
    values.push_back(row[0].as<std::int64_t>());
  }
  return values;
}

void name_servers(World& world, const std::string& config_file) {
  if (config_file.empty()) {
    world.own = std::make_unique<OwnServers>();
    world.primary_conninfo = world.own->postgres.primary();
    world.replica_conninfo = world.own->postgres.replica();
    world.cache_options = world.own->valkey.options();
    return;
  }
  const auto config = app::read_config(config_file).value();
  const auto& shard = config.shards.at(0);
  world.primary_conninfo = shard.primary;
  world.replica_conninfo = shard.replica.empty() ? shard.primary : shard.replica;
  world.cache_options.socket_path = config.cache_socket;
  world.cache_options.user = config.cache_user;
  world.cache_options.password = config.cache_password;
  world.cache_options.admin_password = config.cache_admin_password;
}

std::shared_ptr<const catalog::Catalogue> catalogue_of(const std::vector<ItemId>& by_popularity) {
  storage::CatalogRows rows;
  rows.categories = {{.id = 1, .name = "everything", .picture = "box"}};
  for (std::size_t rank = 0; rank < by_popularity.size(); ++rank) {
    rows.items.push_back({.id = by_popularity[rank],
                          .gtin = {},
                          .name = "item",
                          .brand = {},
                          .size = {},
                          .category_id = 1,
                          .popularity = static_cast<std::int32_t>(rank + 1),
                          .nutrition = {}});
  }
  std::ranges::sort(rows.items, {}, &storage::ItemRow::id);
  return catalog::Catalogue::make(std::move(rows)).value();
}

std::unique_ptr<World> make_world(const std::string& config_file) {
  auto world = std::make_unique<World>();
  name_servers(*world, config_file);
  for (const auto dc : column(world->primary_conninfo,
                              "SELECT dc_id FROM inventory GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 40")) {
    world->dcs.emplace_back(static_cast<std::int32_t>(dc));
  }
  if (world->dcs.size() < kDcsAReach) {
    std::cerr << "bench_availability: the shard has no inventory: nothing can be measured\n";
    std::exit(1);
  }
  for (const auto item :
       column(world->primary_conninfo, "SELECT DISTINCT item_id FROM inventory ORDER BY 1")) {
    world->items.emplace_back(item);
  }
  std::mt19937 random(kSeed);
  std::ranges::shuffle(world->items, random);

  world->primary =
      std::make_unique<storage::Database>("primary", world->primary_conninfo, 8, world->watchdog);
  world->replica =
      std::make_unique<storage::Database>("replica", world->replica_conninfo, 8, world->watchdog);
  world->reader =
      std::make_unique<storage::StockReader>(*world->primary, world->replica.get(), world->clock, 2s);
  world->cache = std::make_unique<storage::CacheClient>(world->cache_options);
  auto nowhere = world->cache_options;
  nowhere.socket_path += ".nowhere";
  world->no_cache = std::make_unique<storage::CacheClient>(nowhere);
  const std::map<ShardId, storage::StockReader*> readers{{kShard, world->reader.get()}};
  world->near = std::make_unique<Availability>(AvailabilityOptions{}, shard_of, readers, *world->cache);
  world->deaf = std::make_unique<Availability>(AvailabilityOptions{}, shard_of, readers, *world->cache);
  world->bare = std::make_unique<Availability>(AvailabilityOptions{}, shard_of, readers, *world->no_cache);
  world->catalogue = catalogue_of(world->items);
  world->repository = std::make_unique<storage::CatalogRepository>(*world->primary);
  world->search = std::make_unique<catalog::Search>(world->catalogue, *world->repository);
  const auto order = std::make_shared<MenuOrder>(world->catalogue);
  world->assortments = std::make_unique<Assortments>(AssortmentOptions{}, order, shard_of, readers);
  world->menu = std::make_unique<Menu>(order, *world->search, *world->near, *world->assortments);
  world->feed = std::make_unique<storage::ChangeFeed>(
      kShard, world->primary_conninfo, "bench", storage::ChangeFeedOptions{},
      std::vector<storage::ChangeSink*>{world->near.get()}, world->clock, world->watchdog);
  while (!world->feed->counts().live) {
    std::this_thread::sleep_for(10ms);
  }
  std::this_thread::sleep_for(1s);  // two heartbeats: a replica's rows are then dated after the feed came up
  return world;
}

// Draws pages: items by popularity, a reach anywhere.
class Customers {
 public:
  Customers(const World& world, unsigned seed) : world_(world), random_(seed) {
    std::vector<double> weights(world.items.size());
    for (std::size_t rank = 0; rank < weights.size(); ++rank) {
      weights[rank] = 1.0 / std::pow(static_cast<double>(rank + 1), kZipf);
    }
    ranks_ = std::discrete_distribution<std::size_t>(weights.begin(), weights.end());
  }

  std::vector<ServingDc> reach() {
    const auto first = random_() % (world_.dcs.size() - kDcsAReach + 1);
    std::vector<ServingDc> reach;
    for (std::size_t i = 0; i < kDcsAReach; ++i) {
      reach.push_back({.dc = world_.dcs[first + i], .minutes = 10.0 + static_cast<double>(i)});
    }
    return reach;
  }
  std::vector<ItemId> page() {
    std::vector<ItemId> items;
    while (items.size() < kItemsAPage) {
      const auto item = world_.items[ranks_(random_)];
      if (std::ranges::find(items, item) == items.end()) {
        items.push_back(item);
      }
    }
    return items;
  }

 private:
  const World& world_;
  std::mt19937 random_;
  std::discrete_distribution<std::size_t> ranks_;
};

// How long each read took and who answered its rows.
class Tally {
 public:
  void add(Micros took, const ReadReport& report) {
    took_.push_back(took.count());
    near_ += report.from_near_cache;
    cache_ += report.from_cache;
    replica_ += report.from_replica;
    primary_ += report.from_primary;
  }
  void add(const Tally& other) {
    took_.insert(took_.end(), other.took_.begin(), other.took_.end());
    near_ += other.near_;
    cache_ += other.cache_;
    replica_ += other.replica_;
    primary_ += other.primary_;
  }
  void show(benchmark::State& state) {
    std::ranges::sort(took_);
    const auto at = [&](double share) {
      return took_.empty() ? 0.0
                           : took_[static_cast<std::size_t>(share * static_cast<double>(took_.size() - 1))];
    };
    state.counters["p50_us"] = at(0.5);
    state.counters["p99_us"] = at(0.99);
    const auto rows = static_cast<double>(std::max<std::int64_t>(1, near_ + cache_ + replica_ + primary_));
    state.counters["near_%"] = 100.0 * static_cast<double>(near_) / rows;
    state.counters["valkey_%"] = 100.0 * static_cast<double>(cache_) / rows;
    state.counters["replica_%"] = 100.0 * static_cast<double>(replica_) / rows;
    state.counters["primary_%"] = 100.0 * static_cast<double>(primary_) / rows;
  }

 private:
  std::vector<double> took_;
  std::int64_t near_ = 0;
  std::int64_t cache_ = 0;
  std::int64_t replica_ = 0;
  std::int64_t primary_ = 0;
};

// One caller, page after page, of what `warm` has read before.
void read_pages(benchmark::State& state, const World& world, Availability& availability,
                const ReadOptions& options, bool warm) {
  Customers customers(world, kSeed);
  std::vector<std::pair<std::vector<ServingDc>, std::vector<ItemId>>> questions;
  for (int i = 0; i < 200; ++i) {
    questions.emplace_back(customers.reach(), customers.page());
    if (warm && !availability.effective(questions.back().first, questions.back().second, options, soon())) {
      state.SkipWithError("a read failed");
      return;
    }
  }
  std::this_thread::sleep_for(200ms);  // for the write-through
  Tally tally;
  std::size_t next = 0;
  for ([[maybe_unused]] auto _ : state) {
    const auto& [reach, items] = questions[next++ % questions.size()];
    const auto begin = Clock::now();
    const auto seen = availability.effective(reach, items, options, soon());
    if (!seen) {
      state.SkipWithError(seen.error().reason.c_str());
      return;
    }
    tally.add(Clock::now() - begin, seen->report);
  }
  tally.show(state);
}

void menu_pages(benchmark::State& state, const World& world) {
  Customers customers(world, kSeed);
  Tally tally;
  for ([[maybe_unused]] auto _ : state) {
    const auto reach = customers.reach();
    const auto begin = Clock::now();
    const auto page = world.menu->page({.reach = reach}, soon());
    if (!page) {
      state.SkipWithError(page.error().reason.c_str());
      return;
    }
    tally.add(Clock::now() - begin, page->report);
  }
  tally.show(state);
}

// Callers that keep to a timetable: a read that begins late counts from when it was due.
void at_rate(benchmark::State& state, const World& world) {
  constexpr int kThreads = 8;
  constexpr auto kFor = 5s;
  const auto rate = static_cast<double>(state.range(0));
  for ([[maybe_unused]] auto _ : state) {
    const auto begin = Clock::now() + 10ms;
    std::atomic<std::int64_t> next{0};
    std::atomic<std::int64_t> failed{0};
    std::vector<Tally> tallies(kThreads);
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
      threads.emplace_back([&, t] {
        Customers customers(world, kSeed + static_cast<unsigned>(t));
        while (true) {
          const auto due = begin + std::chrono::duration_cast<Clock::duration>(
                                       std::chrono::duration<double>(static_cast<double>(next++) / rate));
          if (due >= begin + kFor) {
            return;
          }
          const auto reach = customers.reach();
          const auto items = customers.page();
          std::this_thread::sleep_until(due);
          const auto seen = world.near->effective(reach, items, {}, soon());
          if (seen) {
            tallies[static_cast<std::size_t>(t)].add(Clock::now() - due, seen->report);
          } else {
            ++failed;
          }
        }
      });
    }
    for (auto& thread : threads) {
      thread.join();
    }
    Tally all;
    for (const auto& tally : tallies) {
      all.add(tally);
    }
    all.show(state);
    state.counters["failed"] = static_cast<double>(failed);
    state.counters["reads/s"] =
        static_cast<double>(next - kThreads) / std::chrono::duration<double>(Clock::now() - begin).count();
  }
}

}  // namespace

int run(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  std::string config_file;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument.starts_with("--config=")) {
      config_file = argument.substr(9);
    } else {
      std::cerr << "usage: bench_availability [--config=DATA/backend-a.toml] [benchmark's own]\n";
      return 2;
    }
  }
  const auto world = make_world(config_file);
  const auto page = [&](const char* name, Availability& availability, ReadOptions options, bool warm) {
    benchmark::RegisterBenchmark(name, [&world, &availability, options, warm](benchmark::State& state) {
      read_pages(state, *world, availability, options, warm);
    })->Unit(benchmark::kMicrosecond);
  };
  page("page/near cache", *world->near, {}, true);
  page("page/valkey", *world->deaf, {}, true);
  page("page/replica", *world->bare, {}, false);
  page("page/primary", *world->bare, {.from_primary = true}, false);
  benchmark::RegisterBenchmark("menu", [&](benchmark::State& state) {
    menu_pages(state, *world);
  })->Unit(benchmark::kMicrosecond);
  for (const auto* name : {"pages at a rate, cold", "pages at a rate, warm"}) {
    benchmark::RegisterBenchmark(name, [&](benchmark::State& state) { at_rate(state, *world); })
        ->Arg(2'000)
        ->Iterations(1)
        ->UseRealTime()
        ->Unit(benchmark::kMillisecond);
  }
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}

}  // namespace darkstore::availability

int main(int argc, char** argv) {
  return darkstore::availability::run(argc, argv);
}
