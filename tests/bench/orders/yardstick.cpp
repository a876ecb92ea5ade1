#include "tests/bench/orders/yardstick.h"

#include <chrono>
#include <cstdio>
#include <fstream>
#include <pqxx/pqxx>
#include <sstream>

#include "backend/local/postgres.h"
#include "backend/local/process.h"

namespace darkstore::bench {
namespace {

constexpr std::chrono::seconds kGrace{30};
constexpr int kThreads = 2;

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::filesystem::path folder() {
  return DARKSTORE_BENCH_ORDERS;
}

// Ids begin with their time, so the orders of a run are those above what was the highest before.
std::string highest_order(pqxx::connection& connection) {
  return pqxx::nontransaction(connection)
      .exec(
          "SELECT coalesce((SELECT id FROM orders ORDER BY id DESC LIMIT 1), "
          "'00000000-0000-0000-0000-000000000000')")
      .one_field()
      .as<std::string>();
}

}  // namespace

Yardstick::Yardstick(const testing::EmbeddedCluster& cluster, const Offers& offers)
    : owner_(cluster.conninfo(offers.spread.front().shard, "postgres")),
      app_(cluster.conninfo(offers.spread.front().shard, "darkstore_app")),
      baskets_(offers.spread.size()) {
  pqxx::connection connection(owner_);
  pqxx::work tx(connection);
  tx.exec(text_of(folder() / "yardstick.sql"));
  auto rows = pqxx::stream_to::table(tx, {"bench", "basket"});
  int n = 0;
  const auto add = [&](const Basket& b) {
    rows.write_values(n++, b.latitude, b.longitude, b.region_id, b.dc.value(),
                      std::vector<std::int64_t>{b.items[0].value(), b.items[1].value(), b.items[2].value()});
  };
  add(offers.hot.front());  // number 0
  for (const auto& basket : offers.spread) {
    add(basket);
  }
  rows.complete();
  tx.commit();
  pqxx::nontransaction(connection).exec("VACUUM ANALYZE bench.basket");
}

Result<Yardstick::Run> Yardstick::run(Form form, bool hot, int seconds) const {
  const auto programs = local::postgres_programs();
  if (!programs) {
    return tl::unexpected(programs.error());
  }
  pqxx::connection connection(owner_);
  const auto before = highest_order(connection);
  const auto script = form == Form::kFunction ? "yardstick_function.sql" : "yardstick_statements.sql";
  const local::Command command{
      .argv = {*programs / "pgbench", "--no-vacuum", "--protocol=prepared",
               "--client=" + std::to_string(kClients), "--jobs=" + std::to_string(kThreads),
               "--time=" + std::to_string(seconds), "--file=" + (folder() / script).string(),
               "--define=first=" + std::to_string(hot ? 0 : 1),
               "--define=last=" + std::to_string(hot ? 0 : baskets_),
               app_ + " options='-c plan_cache_mode=force_generic_plan'"}};
  const auto finished = local::run(
      command, local::Clock::now() + kGrace + std::chrono::seconds(seconds),
      [](std::string_view line) { std::fprintf(stderr, "pgbench: %s\n", std::string(line).c_str()); },
      [] { return true; });
  if (!finished) {
    return tl::unexpected(finished.error());
  }
  if (finished->code != 0) {
    return fail(ErrorKind::kInternal, "", "pgbench failed:\n" + finished->out);
  }
  const auto granted = pqxx::nontransaction(connection)
                           .exec("SELECT count(*) FROM orders WHERE id > $1::uuid", pqxx::params{before})
                           .one_field()
                           .as<std::int64_t>();
  return Run{static_cast<double>(granted) / seconds, granted};
}

Units Yardstick::sold() const {
  pqxx::connection connection(owner_);
  Units units;
  for (const auto& row : pqxx::nontransaction(connection)
                             .exec("SELECT dc_id, item_id, -sum(delta) FROM ledger WHERE actor = 'yardstick' "
                                   "GROUP BY dc_id, item_id")) {
    units[{DcId{row[0].as<int>()}, ItemId{row[1].as<std::int64_t>()}}] = row[2].as<std::int64_t>();
  }
  return units;
}

}  // namespace darkstore::bench
