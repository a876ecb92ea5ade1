#include "backend/app/seed_command.h"

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "backend/seed/seed.h"

namespace darkstore::app {
namespace {

using std::chrono::steady_clock;

// 50 million rows take some minutes; past this the server hangs.
constexpr std::chrono::minutes kSeedMax{60};
constexpr std::chrono::milliseconds kReportEvery{1'000};

Result<seed::SeedOptions> options_of(const Config& config, const std::string& scale, std::int64_t number) {
  const auto parsed = seed::parse_scale(scale);
  if (!parsed) {
    return tl::unexpected(parsed.error());
  }
  seed::SeedOptions options{.files = config.resources / "seed",
                            .directory = config.directory_owner,
                            .shards = {},
                            .seed = number,
                            .scale = *parsed,
                            .until = within(kSeedMax)};
  if (options.directory.empty()) {
    return invalid("directory.owner", "the role that owns the database is needed to seed it");
  }
  for (const auto& shard : config.shards) {
    if (shard.owner.empty()) {
      return invalid("shard " + shard.name + ".owner",
                     "the role that owns the database is needed to seed it");
    }
    options.shards.push_back({shard.id, shard.name, shard.owner});
  }
  return options;
}

}  // namespace

Result<void> seed_all(const Config& config, const std::string& scale, std::int64_t number) {
  const auto options = options_of(config, scale, number);
  if (!options) {
    return tl::unexpected(options.error());
  }
  const auto began = steady_clock::now();
  auto told = began;
  const auto report = seed::seed(*options, [&told](const seed::SeedProgress& progress) {
    if (const auto now = steady_clock::now(); now - told >= kReportEvery) {
      told = now;
      const auto percent =
          std::min<std::int64_t>(99, progress.rows * 100 / std::max<std::int64_t>(1, progress.rows_expected));
      std::fprintf(stderr, "seed: %.1f of %.1f million rows, %d %%\n",
                   static_cast<double>(progress.rows) / 1e6,
                   static_cast<double>(progress.rows_expected) / 1e6, static_cast<int>(percent));
    }
  });
  if (!report) {
    return tl::unexpected(report.error());
  }
  const std::chrono::duration<double> took = steady_clock::now() - began;
  std::fprintf(stderr,
               "seed: %lld DCs, %lld items, %lld prices, %lld customers, %lld inventory rows; %d of %zu "
               "databases filled"
               " now, in %.1f s\n",
               static_cast<long long>(report->dcs), static_cast<long long>(report->items),
               static_cast<long long>(report->prices), static_cast<long long>(report->customers),
               static_cast<long long>(report->inventory_rows), report->databases_filled,
               config.shards.size() + 1, took.count());
  return {};
}

}  // namespace darkstore::app
