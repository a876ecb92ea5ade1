#include "backend/seed/seed.h"

#include <algorithm>
#include <functional>
#include <future>
#include <mutex>
#include <optional>
#include <utility>

#include "backend/seed/world.h"
#include "backend/storage/watchdog.h"

namespace darkstore::seed {
namespace {

constexpr std::int64_t kProgressRows = 50'000;  // between two reports of one table

// Counts rows over all databases and tells of them now and then.
class Progress {
 public:
  Progress(std::int64_t expected, const std::function<void(const SeedProgress&)>& report)
      : expected_(expected), report_(report) {}

  // A source whose rows are counted on their way from `push` into the sink.
  template <class Row, class Push>
  storage::RowSource<Row> counted(Push push) {
    return [this, push](const std::function<void(const Row&)>& sink) {
      std::int64_t rows = 0;
      push([&](const Row& row) {
        sink(row);
        if (++rows % kProgressRows == 0) {
          put(kProgressRows);
        }
      });
      put(rows % kProgressRows);
    };
  }

 private:
  void put(std::int64_t rows) {
    const std::lock_guard lock(mutex_);
    rows_ += rows;
    if (report_) {
      report_({.rows = rows_, .rows_expected = expected_});
    }
  }

  std::int64_t expected_;
  const std::function<void(const SeedProgress&)>& report_;
  std::mutex mutex_;
  std::int64_t rows_ = 0;  // guarded by mutex_, and so is the callback
};

storage::DirectorySeed directory_rows(const World& world, const SeedOptions& options, Progress& progress) {
  storage::DirectorySeed rows;
  rows.shards.reserve(options.shards.size());
  for (const auto& shard : options.shards) {
    rows.shards.push_back({shard.id, shard.name});
  }
  rows.regions = world.network().regions;
  rows.dcs = world.network().dcs;
  rows.categories = world.catalogue().categories;
  rows.items = progress.counted<storage::SeedItem>([&world](const auto& sink) { world.push_items(sink); });
  rows.prices = progress.counted<storage::SeedPrice>([&world](const auto& sink) { world.push_prices(sink); });
  rows.customers =
      progress.counted<storage::SeedCustomer>([&world](const auto& sink) { world.push_customers(sink); });
  rows.optimistic = world.optimistic();
  return rows;
}

Result<void> every_shard_is_configured(const Network& network, const SeedOptions& options) {
  for (const auto& region : network.regions) {
    if (std::ranges::find(options.shards, region.shard, &SeedShardTarget::id) == options.shards.end()) {
      return fail(ErrorKind::kFailedPrecondition, "",
                  "region " + region.code + " lives in shard " + std::to_string(region.shard.value()) +
                      ", which is not configured");
    }
  }
  return {};
}

}  // namespace

Result<SeedReport> seed(const SeedOptions& options,
                        const std::function<void(const SeedProgress&)>& on_progress) {
  const auto world = World::make(options.files, options.seed, options.scale);
  if (!world) {
    return tl::unexpected(world.error());
  }
  if (auto configured = every_shard_is_configured(world->network(), options); !configured) {
    return tl::unexpected(configured.error());
  }
  Progress progress(world->rows_expected(), on_progress);
  const storage::SeedMark mark{.seed = options.seed, .scale = std::string(options.scale.name)};
  storage::Watchdog watchdog;
  auto directory = std::async(std::launch::async, [&] {
    const storage::SeedTarget target{"the directory", options.directory, watchdog, options.until};
    return storage::seed_directory(target, mark, directory_rows(*world, options, progress));
  });
  std::vector<std::future<Result<storage::Seeded>>> shards;
  shards.reserve(options.shards.size());
  for (const auto& shard : options.shards) {
    shards.push_back(std::async(std::launch::async, [&] {
      const storage::SeedTarget target{"shard " + shard.name, shard.conninfo, watchdog, options.until};
      const auto stock =
          progress.counted<storage::SeedStock>([&](const auto& sink) { world->push_stock(shard.id, sink); });
      return storage::seed_shard(target, mark, {.regions = world->regions_of(shard.id), .stock = stock});
    }));
  }
  SeedReport report{.dcs = std::ssize(world->network().dcs),
                    .items = std::ssize(world->catalogue().items),
                    .customers = options.scale.customers};
  std::optional<Error> failure;
  const auto add = [&](Result<storage::Seeded> seeded, std::int64_t& rows) {
    if (!seeded) {
      failure = failure.value_or(seeded.error());
      return;
    }
    rows += seeded->rows;
    report.databases_filled += seeded->now ? 1 : 0;
  };
  add(directory.get(), report.prices);
  for (auto& shard : shards) {
    add(shard.get(), report.inventory_rows);
  }
  if (failure) {
    return tl::unexpected(*failure);
  }
  return report;
}

}  // namespace darkstore::seed
