#include "backend/app/backend.h"

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/grpcpp.h>
#include <spdlog/spdlog.h>

#include <fstream>
#include <iterator>
#include <random>

#include "backend/app/directory_watch.h"
#include "backend/app/order_notices.h"
#include "backend/app/server_watch.h"
#include "backend/app/shard.h"
#include "backend/app/travel.h"
#include "backend/app/views.h"
#include "backend/availability/assortments.h"
#include "backend/availability/menu.h"
#include "backend/rpc/availability_adapter.h"
#include "backend/rpc/catalog_adapter.h"
#include "backend/rpc/inventory_adapter.h"
#include "backend/rpc/nearby_adapter.h"
#include "backend/rpc/network_adapter.h"
#include "backend/rpc/order_adapter.h"
#include "backend/storage/catalog_repository.h"
#include "backend/storage/migrations.h"

namespace darkstore::app {
namespace {

constexpr std::chrono::seconds kStartMax{20};
constexpr std::chrono::milliseconds kDrainMax{3000};
constexpr std::size_t kStreamsMax = 1000;
constexpr std::size_t kReadsWaitingMax = 2000;
constexpr std::size_t kOrdersWaitingMax = 4000;

WallTime wall_now() {
  return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

Result<ordering::Regions> load_regions(storage::DirectoryRepository& directory) {
  const auto rows = directory.regions(within(kStartMax));
  if (!rows) {
    return tl::unexpected(rows.error());
  }
  std::vector<ordering::RegionInfo> regions;
  for (const auto& row : *rows) {
    const auto currency = Currency::parse(row.currency);
    if (!currency) {
      return fail(ErrorKind::kInternal, "currency", "region " + row.code + ": " + currency.error().reason);
    }
    regions.push_back({row.id, row.code, row.name, row.shard, row.epoch, *currency});
  }
  if (regions.empty()) {
    return fail(ErrorKind::kFailedPrecondition, "directory",
                "there are no regions; run `darkstored seed` first");
  }
  return ordering::Regions(std::move(regions));
}

Result<void> check_schema(const std::string& conninfo, const std::filesystem::path& folder) {
  const auto files = storage::read_migrations(folder);
  if (!files) {
    return tl::unexpected(files.error());
  }
  const auto version = storage::schema_version(conninfo);
  if (!version) {
    return tl::unexpected(version.error());
  }
  if (*version != static_cast<int>(files->size())) {
    return fail(ErrorKind::kFailedPrecondition, folder.filename().string(),
                "the database is at version " + std::to_string(*version) + ", this program needs " +
                    std::to_string(files->size()) + "; run `darkstored migrate`");
  }
  return {};
}

Result<std::string> read_text(const std::filesystem::path& file) {
  std::ifstream stream(file);
  if (!stream) {
    return fail(ErrorKind::kInternal, "resources", file.string() + " cannot be read");
  }
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

std::vector<ordering::ShardLanes> lanes_of(const Config& config) {
  std::vector<ordering::ShardLanes> lanes;
  for (const auto& shard : config.shards) {
    lanes.push_back({shard.id, shard.primary});
  }
  return lanes;
}

ordering::EngineOptions engine_options(const Config& config) {
  ordering::EngineOptions options;
  options.lanes_a_shard = static_cast<std::size_t>(config.lanes_a_shard);
  return options;
}

storage::CacheOptions cache_options(const Config& config, std::string functions) {
  storage::CacheOptions options;
  options.socket_path = config.cache_socket;
  options.user = config.cache_user;
  options.password = config.cache_password;
  options.admin_password = config.cache_admin_password;
  options.functions = std::move(functions);
  return options;
}

}  // namespace

// What had to be loaded before the graph could be built.
struct Loaded {
  ordering::Regions regions;
  std::shared_ptr<const nearby::DcIndex> dcs;
  std::unordered_map<DcId, std::string> metros;
  std::shared_ptr<const catalog::Catalogue> catalogue;
  std::shared_ptr<const nearby::TravelTimeProvider> travel;
  rpc::Tokens tokens;
  std::string secret;
  std::string functions;
};

// Members in the order in which they need each other; they go in the opposite order.
struct Backend::Parts {
  Config config;
  std::unique_ptr<storage::Watchdog> watchdog;
  std::unique_ptr<storage::Database> directory_database;
  storage::DirectoryRepository directory;
  storage::CatalogRepository catalog_repository;
  std::map<ShardId, std::unique_ptr<Shard>> shards;
  Loaded loaded;

  storage::CacheClient cache;
  availability::Availability availability;
  nearby::ReachFinder finder;
  ordering::ModeTable modes;
  DirectoryWatch watch;
  CachedStockView view;
  CataloguePrices prices;
  PublishCommits commits;
  availability::ReadTokens read_tokens;
  rpc::PageTokens page_tokens;
  rpc::Names names;
  rpc::CustomerNames customer_names;
  rpc::OrderFeed order_feed;
  rpc::InventoryFeed inventory_feed;
  catalog::Search search;
  std::shared_ptr<const availability::MenuOrder> menu_order;
  availability::Assortments assortments;
  availability::Menu menu;
  contention::OrderMeter meter;
  contention::DcHealth health;
  ServerWatch servers;
  ordering::Engine engine;
  rpc::NetworkFeed network_feed;
  OrderNotices notices;
  rpc::Executor reads;
  rpc::Executor orders;
  rpc::StreamHub streams;
  rpc::Gate gate;
  rpc::NearbyAdapter nearby;
  rpc::OrderAdapter order;
  rpc::InventoryAdapter inventory;
  rpc::CatalogAdapter catalog;
  rpc::AvailabilityAdapter available;
  rpc::NetworkAdapter network;
  std::unique_ptr<grpc::Server> server;

  Parts(const Config& with, std::unique_ptr<storage::Watchdog> dog,
        std::unique_ptr<storage::Database> database, std::map<ShardId, std::unique_ptr<Shard>> all,
        Loaded what);
  [[nodiscard]] Result<void> open_ports();
  void start_feeds();
  [[nodiscard]] std::optional<ShardId> shard_of(DcId dc) const;
  [[nodiscard]] std::map<ShardId, storage::StockReader*> readers();
  [[nodiscard]] std::map<ShardId, rpc::OrderShard> order_shards();
  [[nodiscard]] std::map<ShardId, storage::InventoryRepository*> inventories();
  [[nodiscard]] std::map<ShardId, storage::DcReader*> dc_readers();
  [[nodiscard]] std::vector<contention::DcHealth::Source> health_sources();
  [[nodiscard]] std::vector<ServerWatch::Source> watched();
};

std::optional<ShardId> Backend::Parts::shard_of(DcId dc) const {
  const auto dcs = finder.dcs();
  const auto* found = dcs->find(dc);
  return found == nullptr ? std::nullopt : std::optional(found->shard);
}

std::map<ShardId, storage::StockReader*> Backend::Parts::readers() {
  std::map<ShardId, storage::StockReader*> readers;
  for (auto& [id, shard] : shards) {
    readers[id] = &shard->stock;
  }
  return readers;
}

std::map<ShardId, rpc::OrderShard> Backend::Parts::order_shards() {
  std::map<ShardId, rpc::OrderShard> all;
  for (auto& [id, shard] : shards) {
    all[id] = {shard->name, &shard->orders, &shard->listed, &shard->changes, &shard->stock};
  }
  return all;
}

std::map<ShardId, storage::InventoryRepository*> Backend::Parts::inventories() {
  std::map<ShardId, storage::InventoryRepository*> all;
  for (auto& [id, shard] : shards) {
    all[id] = &shard->inventory;
  }
  return all;
}

std::map<ShardId, storage::DcReader*> Backend::Parts::dc_readers() {
  std::map<ShardId, storage::DcReader*> all;
  for (auto& [id, shard] : shards) {
    all[id] = &shard->dcs;
  }
  return all;
}

std::vector<contention::DcHealth::Source> Backend::Parts::health_sources() {
  std::vector<contention::DcHealth::Source> all;
  for (auto& [id, shard] : shards) {
    contention::DcHealth::Source source{id, shard->replica == nullptr ? &shard->dcs : &shard->listed_dcs, {}};
    for (const auto& dc : loaded.dcs->dcs()) {
      if (dc.shard == id) {
        source.dcs.push_back(dc.id);
      }
    }
    all.push_back(std::move(source));
  }
  return all;
}

std::vector<ServerWatch::Source> Backend::Parts::watched() {
  std::vector<ServerWatch::Source> all;
  for (auto& [id, shard] : shards) {
    all.push_back({id, shard->name, &shard->dcs, shard->replica == nullptr ? nullptr : &shard->listed_dcs});
  }
  return all;
}

Backend::Parts::Parts(const Config& with, std::unique_ptr<storage::Watchdog> dog,
                      std::unique_ptr<storage::Database> database,
                      std::map<ShardId, std::unique_ptr<Shard>> all, Loaded what)
    : config(with),
      watchdog(std::move(dog)),
      directory_database(std::move(database)),
      directory(*directory_database),
      catalog_repository(*directory_database),
      shards(std::move(all)),
      loaded(std::move(what)),
      cache(cache_options(config, loaded.functions)),
      availability(
          {}, [this](DcId dc) { return shard_of(dc); }, readers(), cache),
      finder({}, loaded.dcs, loaded.travel),
      watch(directory, loaded.regions, finder, modes, config.name, config.listen.front()),
      view(availability),
      prices(loaded.catalogue),
      commits(availability),
      read_tokens(loaded.secret),
      page_tokens(loaded.secret),
      names{*loaded.catalogue, loaded.regions, finder},
      customer_names([this](const auto& ids, Deadline until) { return directory.customers(ids, until); },
                     [this](auto job) { return reads.post(std::move(job)); }),
      order_feed(names, customer_names),
      search(loaded.catalogue, catalog_repository),
      menu_order(std::make_shared<const availability::MenuOrder>(loaded.catalogue)),
      assortments(
          {}, menu_order, [this](DcId dc) { return shard_of(dc); }, readers()),
      menu(menu_order, search, availability, assortments),
      health(health_sources()),
      servers(
          watched(), [this] { return watch.reachable(); }, [this] { return cache.reachable(); }, wall_now),
      engine(engine_options(config), lanes_of(config), loaded.regions, finder, view, prices, modes, *watchdog,
             commits, wall_now, std::random_device{}()),
      network_feed(
          {meter, health, finder, [this] { return engine.waiting(); }, [this] { return servers.status(); }}),
      notices(order_feed, network_feed, meter),
      reads(static_cast<std::size_t>(config.read_threads), kReadsWaitingMax),
      orders(static_cast<std::size_t>(config.order_threads), kOrdersWaitingMax),
      streams(kStreamsMax),
      gate(loaded.tokens, reads, orders, streams),
      nearby(gate, finder, loaded.regions, wall_now),
      order(gate, {engine, loaded.regions, names, directory, order_shards(), read_tokens, page_tokens,
                   order_feed, commits, modes, meter, wall_now}),
      inventory(gate, {*loaded.catalogue, finder, modes, directory, inventories(), inventory_feed,
                       page_tokens, commits, [this] { watch.wake(); }, wall_now}),
      catalog(gate, *loaded.catalogue, search, page_tokens),
      available(gate, {*loaded.catalogue, finder, loaded.regions, modes, availability, menu, read_tokens,
                       page_tokens, wall_now}),
      network(gate, {config.name, *loaded.catalogue, finder, loaded.regions, loaded.metros, modes, directory,
                     dc_readers(), health, network_feed, [this] { return servers.status(); }, page_tokens,
                     [this] { watch.wake(); }, wall_now}) {}

void Backend::Parts::start_feeds() {
  for (auto& [id, shard] : shards) {
    shard->feed = std::make_unique<storage::ChangeFeed>(
        id, shard->primary.conninfo(), config.name, storage::ChangeFeedOptions{},
        std::vector<storage::ChangeSink*>{&availability, &assortments, &inventory_feed, &notices},
        shard->clock, *watchdog);
  }
}

Result<void> Backend::Parts::open_ports() {
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  grpc::ServerBuilder builder;
  builder.SetMaxReceiveMessageSize(rpc::kRequestBytesMax);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, 100);
  builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, 16 * 1024);
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  std::vector<int> ports(config.listen.size(), -1);
  for (std::size_t i = 0; i < config.listen.size(); ++i) {
    builder.AddListeningPort(config.listen[i], grpc::InsecureServerCredentials(), &ports[i]);
  }
  builder.RegisterService(&nearby);
  builder.RegisterService(&order);
  builder.RegisterService(&inventory);
  builder.RegisterService(&catalog);
  builder.RegisterService(&available);
  builder.RegisterService(&network);
  server = builder.BuildAndStart();
  if (server == nullptr) {
    std::string all;
    for (const auto& address : config.listen) {
      all += (all.empty() ? "" : ", ") + address;
    }
    return fail(ErrorKind::kUnavailable, "backend.listen",
                "cannot listen on " + all + ": taken by another program; choose other addresses");
  }
  return {};
}

namespace {

Result<Loaded> load(const Config& config, storage::DirectoryRepository& directory,
                    storage::CatalogRepository& catalog_repository) {
  auto regions = load_regions(directory);
  if (!regions) {
    return tl::unexpected(regions.error());
  }
  const auto rows = directory.dcs(within(kStartMax));
  auto stores = rows ? to_nearby(*rows, *regions) : tl::unexpected(rows.error());
  auto dcs = stores ? nearby::DcIndex::build(std::move(*stores)) : tl::unexpected(stores.error());
  if (!dcs) {
    return tl::unexpected(dcs.error());
  }
  std::vector<GeoPoint> places;
  std::unordered_map<DcId, std::string> metros;
  for (const auto& row : *rows) {
    places.push_back(row.position);
    metros[row.id] = row.metro;
  }
  auto catalogue = catalog::Catalogue::load(catalog_repository, within(kStartMax));
  auto travel = make_travel(config, places);
  auto tokens = rpc::Tokens::load(config.tokens);
  auto secret = read_secret(config.secret);
  auto functions = read_text(config.resources / "valkey" / "darkstore.lua");
  if (const auto* error = first_error(catalogue, travel, tokens, secret, functions)) {
    return tl::unexpected(*error);
  }
  return Loaded{std::move(*regions), *dcs,    std::move(metros), *catalogue, *travel,
                std::move(*tokens),  *secret, *functions};
}

}  // namespace

Result<std::unique_ptr<Backend>> Backend::start(const Config& config) {
  if (auto good = check_schema(config.directory_primary, config.resources / "sql" / "directory"); !good) {
    return tl::unexpected(good.error());
  }
  for (const auto& shard : config.shards) {
    if (auto good = check_schema(shard.primary, config.resources / "sql" / "shard"); !good) {
      return tl::unexpected(good.error());
    }
  }
  auto watchdog = std::make_unique<storage::Watchdog>();
  const auto connections = static_cast<std::size_t>(config.pool_connections);
  auto database =
      std::make_unique<storage::Database>("directory", config.directory_primary, connections, *watchdog);
  storage::DirectoryRepository directory(*database);
  storage::CatalogRepository catalog_repository(*database);
  auto loaded = load(config, directory, catalog_repository);
  if (!loaded) {
    return tl::unexpected(loaded.error());
  }
  std::map<ShardId, std::unique_ptr<Shard>> shards;
  for (const auto& shard : config.shards) {
    shards[shard.id] = std::make_unique<Shard>(shard, connections, *watchdog);
  }
  auto parts = std::make_unique<Parts>(config, std::move(watchdog), std::move(database), std::move(shards),
                                       std::move(*loaded));
  parts->start_feeds();
  if (auto open = parts->open_ports(); !open) {
    return tl::unexpected(open.error());
  }
  return std::unique_ptr<Backend>(new Backend(std::move(parts)));
}

Backend::Backend(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Backend::~Backend() {
  parts_->server->GetHealthCheckService()->SetServingStatus(false);
  parts_->streams.close();
  parts_->server->Shutdown(std::chrono::system_clock::now() + kDrainMax);
  parts_->server->Wait();
  for (auto& [id, shard] : parts_->shards) {
    shard->feed.reset();  // before the sinks it calls
  }
}

}  // namespace darkstore::app
