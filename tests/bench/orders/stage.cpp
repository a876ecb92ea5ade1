#include "tests/bench/orders/stage.h"

#include <algorithm>
#include <cstdio>

#include "backend/local/process.h"

namespace darkstore::bench {
namespace {

constexpr std::chrono::minutes kCheckTimeMax{10};
constexpr const char* kBackends[] = {"backend-a", "backend-b"};

}  // namespace

Stage::Stage(testing::EmbeddedCluster cluster, std::vector<int> servers)
    : cluster_(std::move(cluster)), servers_(std::move(servers)), scratch_(testing::fresh_data_folder()) {}

Stage::~Stage() {
  std::error_code ignored;  // it lies in the temporary folder, which is emptied anyway
  if (!scratch_.empty()) {
    std::filesystem::remove_all(scratch_, ignored);
  }
}

Result<Stage> Stage::open(const testing::EmbeddedClusterOptions& options) {
  auto cluster = testing::EmbeddedCluster::start(options);
  if (!cluster) {
    return tl::unexpected(cluster.error());
  }
  return Stage(std::move(*cluster), options.variant == "full" ? std::vector{1, 2, 3} : std::vector{1});
}

void Stage::open_book(const std::vector<Basket>& baskets) {
  opening_.merge(quantities(cluster_, baskets));
}

Result<Measured> Stage::measure(const std::vector<Basket>& baskets, LoadOptions options) {
  options.data = cluster_.data();
  options.baskets = scratch_ / "baskets";
  options.book = scratch_ / "book";
  const auto processes = processes_of(cluster_.data());
  if (auto written = write_baskets(baskets, options.baskets); !written || !processes) {
    return tl::unexpected(processes ? written.error() : processes.error());
  }
  const auto wal = [this] { return sum_of_servers("SELECT pg_current_wal_insert_lsn() - '0/0'"); };
  ByKind cpu_before;
  ByKind cpu;
  Result<double> wal_before = 0;
  Result<double> wal_after = 0;
  const auto numbers = load(
      options,
      [&](const std::string& phase) {
        if (phase == kMeasuring) {
          wal_before = wal();
          cpu_before = cpu_seconds(*processes);
        } else {
          cpu = cpu_seconds(*processes) - cpu_before;
          wal_after = wal();
        }
      },
      acknowledged_);
  if (const auto* error = first_error(numbers, wal_before, wal_after)) {
    return tl::unexpected(*error);
  }
  Measured measured{.load = *numbers, .cpu_us_order = {}, .wal_bytes_order = 0};
  const auto orders = std::max(1.0, numbers->at("granted"));
  cpu["load"] = numbers->at("cpu_s");
  for (const auto& [kind, seconds] : cpu) {
    measured.cpu_us_order[kind] = seconds * 1e6 / orders;
  }
  measured.wal_bytes_order = (*wal_after - *wal_before) / orders;
  return measured;
}

Result<void> Stage::freeze_backends() {
  for (const auto* backend : kBackends) {
    if (auto frozen = cluster_.freeze(backend); !frozen) {
      return frozen;
    }
  }
  return {};
}

Result<void> Stage::thaw_backends() {
  for (const auto* backend : kBackends) {
    if (auto thawed = cluster_.thaw(backend); !thawed) {
      return thawed;
    }
  }
  return cluster_.wait_serving();
}

std::int64_t Stage::oversold(const Units& sold_by_others) const {
  Units sold = acknowledged_;
  for (const auto& [row, units] : sold_by_others) {
    sold[row] += units;
  }
  Units elsewhere = sold;
  std::erase_if(elsewhere, [this](const auto& entry) { return opening_.contains(entry.first); });
  Units opening = opening_;
  if (!elsewhere.empty()) {
    opening.merge(opening_stock(cluster_, elsewhere));
  }
  std::int64_t oversold = 0;
  for (const auto& [row, units] : sold) {
    oversold += std::max<std::int64_t>(0, units - opening[row]);
  }
  return oversold;
}

Result<double> Stage::sum_of_servers(const std::string& sql) const {
  double sum = 0;
  for (const int server : servers_) {
    const auto value = cluster_.query(server, sql);
    if (!value) {
      return tl::unexpected(value.error());
    }
    sum += std::stod(*value);
  }
  return sum;
}

Result<double> Stage::deadlocks() const {
  return sum_of_servers("SELECT sum(deadlocks) FROM pg_stat_database");
}

Result<int> Stage::check() const {
  const local::Command command{
      .argv = {local::program_folder() / "darkstored", "check", "--config", cluster_.backend_config("a")}};
  const auto finished = local::run(
      command, local::Clock::now() + kCheckTimeMax,
      [](std::string_view line) { std::fprintf(stderr, "check: %s\n", std::string(line).c_str()); },
      [] { return true; });
  if (!finished) {
    return tl::unexpected(finished.error());
  }
  std::printf("\ndarkstored check: exit code %d\n%s", finished->code, finished->out.c_str());
  return finished->code;
}

}  // namespace darkstore::bench
