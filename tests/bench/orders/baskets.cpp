#include "tests/bench/orders/baskets.h"

#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iomanip>
#include <pqxx/pqxx>
#include <random>
#include <sstream>
#include <thread>

#include "darkstore/v1/inventory.grpc.pb.h"
#include "darkstore/v1/nearby.grpc.pb.h"
#include "shared/uuid.h"

namespace darkstore::bench {
namespace {

constexpr int kShards = 3;
constexpr double kFullShelfShare = 0.5;  // of the fullest DC's rows
constexpr std::size_t kDcsAShardMax = 60;
constexpr int kUnitsAtLeast = 4;
constexpr int kReceiptMax = 100'000;
constexpr std::chrono::seconds kCallTimeMax{10};
constexpr std::chrono::milliseconds kModeInForce{1'500};  // within a second, says the contract

std::unique_ptr<grpc::ClientContext> context(const std::string& token) {
  auto context = std::make_unique<grpc::ClientContext>();
  context->AddMetadata("authorization", "Bearer " + token);
  context->set_wait_for_ready(true);
  context->set_deadline(std::chrono::system_clock::now() + kCallTimeMax);
  return context;
}

std::string fresh_id(std::mt19937_64& random) {
  const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  return Uuid::v7(now, static_cast<std::uint16_t>(random() & 0xFFFU), random()).text();
}

// DCs of the shard whose shelves are full, in random order.
std::vector<int> full_dcs(pqxx::nontransaction& shard, std::mt19937& random) {
  std::vector<int> dcs;
  for (const auto& row :
       shard.exec("SELECT dc_id FROM (SELECT dc_id, count(*) AS n FROM inventory GROUP BY dc_id) d"
                  " WHERE n >= $1::float8 * (SELECT max(n) FROM (SELECT count(*) AS n FROM inventory"
                  " GROUP BY dc_id) m) ORDER BY dc_id",
                  pqxx::params{kFullShelfShare})) {
    dcs.push_back(row[0].as<int>());
  }
  std::ranges::shuffle(dcs, random);
  return dcs;
}

// The basket without its items, if the DC is the soonest of its own position now.
std::vector<Basket> serving(const testing::EmbeddedCluster& cluster, const std::vector<int>& dcs, int shard) {
  const auto nearby = v1::NearbyService::NewStub(
      grpc::CreateChannel(cluster.backends().front(), grpc::InsecureChannelCredentials()));
  pqxx::connection connection(cluster.conninfo(0, "postgres"));
  pqxx::nontransaction directory(connection);
  std::vector<Basket> found;
  for (const auto dc : dcs) {
    const auto row = directory.exec("SELECT latitude, longitude FROM dc WHERE id = $1", pqxx::params{dc})[0];
    Basket basket{.latitude = row[0].as<double>(),
                  .longitude = row[1].as<double>(),
                  .region = {},
                  .shard = shard,
                  .dc = DcId{dc},
                  .items = {}};
    v1::FindReachRequest request;
    request.mutable_position()->set_latitude(basket.latitude);
    request.mutable_position()->set_longitude(basket.longitude);
    v1::FindReachResponse response;
    if (nearby->FindReach(context(cluster.token("viewer")).get(), request, &response).ok() &&
        response.reach_size() > 0 && response.reach(0).dc_id() == dc) {
      basket.region = response.region();
      basket.region_id = response.region_id();
      found.push_back(basket);
    }
    if (found.size() == kDcsAShardMax) {
      break;
    }
  }
  return found;
}

// Cuts a DC's items, shuffled, into baskets.
void fill(pqxx::nontransaction& shard, const Basket& empty, std::mt19937& random,
          std::vector<Basket>& baskets) {
  std::vector<ItemId> items;
  for (const auto& row : shard.exec("SELECT item_id FROM inventory WHERE dc_id = $1 AND quantity >= $2"
                                    " ORDER BY item_id",
                                    pqxx::params{empty.dc.value(), kUnitsAtLeast})) {
    items.emplace_back(row[0].as<std::int64_t>());
  }
  std::ranges::shuffle(items, random);
  for (std::size_t i = 0; i + kLines <= items.size(); i += kLines) {
    auto basket = empty;
    std::copy_n(items.begin() + static_cast<std::ptrdiff_t>(i), kLines, basket.items.begin());
    std::ranges::sort(basket.items);
    baskets.push_back(basket);
  }
}

template <class Visit>
void for_each_shard(const testing::EmbeddedCluster& cluster, const std::vector<Basket>& baskets,
                    Visit visit) {
  for (int shard = 1; shard <= kShards; ++shard) {
    std::vector<int> dcs;
    std::vector<std::int64_t> items;
    for (const auto& basket : baskets) {
      for (const auto item : basket.items) {
        if (basket.shard == shard) {
          dcs.push_back(basket.dc.value());
          items.push_back(item.value());
        }
      }
    }
    if (!dcs.empty()) {
      pqxx::connection connection(cluster.conninfo(shard, "postgres"));
      visit(connection, dcs, items);
    }
  }
}

}  // namespace

Result<Offers> find_offers(const testing::EmbeddedCluster& cluster, unsigned seed) {
  std::mt19937 random(seed);
  Offers offers;
  for (int shard = 1; shard <= kShards; ++shard) {
    pqxx::connection connection(cluster.conninfo(shard, "postgres"));
    pqxx::nontransaction tx(connection);
    std::vector<Basket> of_shard;
    for (const auto& dc : serving(cluster, full_dcs(tx, random), shard)) {
      fill(tx, dc, random, of_shard);
    }
    if (!of_shard.empty()) {
      offers.hot.push_back(of_shard.back());
      of_shard.pop_back();
      offers.spread.insert(offers.spread.end(), of_shard.begin(), of_shard.end());
    }
  }
  if (offers.spread.empty()) {
    return fail(ErrorKind::kFailedPrecondition, "", "no DC with full shelves is open now");
  }
  std::ranges::shuffle(offers.spread, random);
  return offers;
}

Offers of_busiest_shard(const Offers& offers) {
  std::map<int, int> baskets;
  for (const auto& basket : offers.spread) {
    ++baskets[basket.shard];
  }
  const auto busiest = std::ranges::max_element(baskets, {}, [](const auto& b) { return b.second; })->first;
  Offers left = offers;
  const auto elsewhere = [&](const Basket& basket) { return basket.shard != busiest; };
  std::erase_if(left.spread, elsewhere);
  std::erase_if(left.hot, elsewhere);
  return left;
}

Offers at_most(std::size_t baskets_max, Offers offers) {
  if (offers.spread.size() > baskets_max) {
    offers.spread.erase(offers.spread.begin() + static_cast<std::ptrdiff_t>(baskets_max),
                        offers.spread.end());
  }
  return offers;
}

Result<void> write_baskets(const std::vector<Basket>& baskets, const std::filesystem::path& file) {
  std::ofstream out(file);
  out << std::setprecision(12);
  for (const auto& b : baskets) {
    out << b.latitude << ' ' << b.longitude << ' ' << b.region << ' ' << b.dc.value();
    for (const auto item : b.items) {
      out << ' ' << item.value();
    }
    out << '\n';
  }
  out.close();
  return out ? Result<void>{} : fail(ErrorKind::kInternal, "", "cannot write " + file.string());
}

Result<std::vector<Basket>> read_baskets(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::vector<Basket> baskets;
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    Basket basket;
    int dc = 0;
    words >> basket.latitude >> basket.longitude >> basket.region >> dc;
    basket.dc = DcId{dc};
    for (auto& item : basket.items) {
      std::int64_t number = 0;
      words >> number;
      item = ItemId{number};
    }
    if (!words) {
      return fail(ErrorKind::kInternal, "", "not a basket: " + line);
    }
    baskets.push_back(std::move(basket));
  }
  if (baskets.empty()) {
    return fail(ErrorKind::kNotFound, "", "no baskets in " + file.string());
  }
  return baskets;
}

void stock_up(const testing::EmbeddedCluster& cluster, const std::vector<Basket>& baskets, int units) {
  for_each_shard(cluster, baskets, [&](pqxx::connection& connection, const auto& dcs, const auto& items) {
    pqxx::work tx(connection);
    tx.exec(
        "WITH raised AS ("
        "  UPDATE inventory i SET quantity = i.quantity + $3, version = i.version + 1"
        "    FROM unnest($1::int[], $2::bigint[]) AS r(dc_id, item_id)"
        "   WHERE i.dc_id = r.dc_id AND i.item_id = r.item_id"
        "  RETURNING i.dc_id, i.item_id, i.quantity, i.version)"
        " INSERT INTO ledger (dc_id, item_id, version, position, delta, quantity_after, kind, request_id, "
        "reason,"
        "                     actor, at)"
        " SELECT dc_id, item_id, version, 0, $3, quantity, 4, gen_random_uuid(), 'bench', 'bench',"
        "        date_trunc('milliseconds', clock_timestamp()) FROM raised",
        pqxx::params{dcs, items, units});
    tx.commit();
    pqxx::nontransaction(connection).exec("VACUUM ANALYZE inventory");
  });
}

Result<void> receive(const testing::EmbeddedCluster& cluster, const Basket& basket, std::int64_t units) {
  const auto inventory = v1::InventoryService::NewStub(
      grpc::CreateChannel(cluster.backends().front(), grpc::InsecureChannelCredentials()));
  std::mt19937_64 random{std::random_device{}()};
  for (const auto item : basket.items) {
    for (auto left = units; left > 0; left -= kReceiptMax) {
      v1::ReceiveRequest request;
      request.set_request_id(fresh_id(random));
      request.set_dc_id(basket.dc.value());
      request.set_item_id(item.value());
      request.set_quantity(static_cast<int>(std::min<std::int64_t>(left, kReceiptMax)));
      v1::StockChangeResponse response;
      const auto status = inventory->Receive(context(cluster.token("operator")).get(), request, &response);
      if (!status.ok()) {
        return fail(ErrorKind::kInternal, "", "Receive: " + status.error_message());
      }
    }
  }
  return {};
}

Result<void> set_mode(const testing::EmbeddedCluster& cluster, const Basket& basket, bool optimistic) {
  const auto inventory = v1::InventoryService::NewStub(
      grpc::CreateChannel(cluster.backends().front(), grpc::InsecureChannelCredentials()));
  std::mt19937_64 random{std::random_device{}()};
  for (const auto item : basket.items) {
    v1::SetLockModeRequest request;
    request.set_request_id(fresh_id(random));
    request.set_dc_id(basket.dc.value());
    request.set_item_id(item.value());
    request.set_mode(optimistic ? v1::OPTIMISTIC : v1::PESSIMISTIC);
    request.set_reason("benchmark");
    v1::SetLockModeResponse response;
    const auto status = inventory->SetLockMode(context(cluster.token("operator")).get(), request, &response);
    if (!status.ok()) {
      return fail(ErrorKind::kInternal, "", "SetLockMode: " + status.error_message());
    }
  }
  std::this_thread::sleep_for(kModeInForce);
  return {};
}

Units quantities(const testing::EmbeddedCluster& cluster, const std::vector<Basket>& baskets) {
  Units units;
  for_each_shard(cluster, baskets, [&](pqxx::connection& connection, const auto& dcs, const auto& items) {
    for (const auto& row :
         pqxx::nontransaction(connection)
             .exec("SELECT dc_id, item_id, quantity FROM inventory"
                   " JOIN unnest($1::int[], $2::bigint[]) AS r(dc_id, item_id) USING (dc_id, item_id)",
                   pqxx::params{dcs, items})) {
      units[{DcId{row[0].template as<int>()}, ItemId{row[1].template as<std::int64_t>()}}] =
          row[2].template as<std::int64_t>();
    }
  });
  return units;
}

Units opening_stock(const testing::EmbeddedCluster& cluster, const Units& rows) {
  std::vector<int> dcs;
  std::vector<std::int64_t> items;
  for (const auto& [row, units] : rows) {
    dcs.push_back(row.dc.value());
    items.push_back(row.item.value());
  }
  Units opening;
  for (int shard = 1; shard <= kShards; ++shard) {
    pqxx::connection connection(cluster.conninfo(shard, "postgres"));
    for (const auto& row :
         pqxx::nontransaction(connection)
             .exec("SELECT dc_id, item_id, quantity FROM balance"
                   " JOIN unnest($1::int[], $2::bigint[]) AS r(dc_id, item_id) USING (dc_id, item_id)",
                   pqxx::params{dcs, items})) {
      opening[{DcId{row[0].as<int>()}, ItemId{row[1].as<std::int64_t>()}}] = row[2].as<std::int64_t>();
    }
  }
  return opening;
}

}  // namespace darkstore::bench
