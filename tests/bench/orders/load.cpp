#include "tests/bench/orders/load.h"

#include <cstdio>
#include <fstream>
#include <string_view>

#include "backend/local/process.h"

namespace darkstore::bench {
namespace {

constexpr std::chrono::seconds kGrace{60};

Result<void> add_book(const std::filesystem::path& file, Units& book) {
  std::ifstream in(file);
  if (!in) {
    return fail(ErrorKind::kInternal, "", "the load process left no book");
  }
  int dc = 0;
  std::int64_t item = 0;
  std::int64_t units = 0;
  while (in >> dc >> item >> units) {
    book[{DcId{dc}, ItemId{item}}] += units;
  }
  return {};
}

}  // namespace

Result<Numbers> load(const LoadOptions& options, const std::function<void(const std::string&)>& on_phase,
                     Units& book) {
  const local::Command command{
      .argv = {local::program_folder() / "bench_orders", "load", "--data", options.data, "--baskets",
               options.baskets, "--book", options.book, "--rate", std::to_string(options.rate), "--in-flight",
               std::to_string(options.in_flight), "--warm-up", std::to_string(options.warm_up), "--for",
               std::to_string(options.seconds), "--seed", std::to_string(options.seed)}};
  const auto time_max =
      kGrace + std::chrono::milliseconds(static_cast<int>((options.warm_up + options.seconds) * 1000));
  const auto finished = local::run(
      command, local::Clock::now() + time_max,
      [&](std::string_view line) {
        if (line == kMeasuring || line == kMeasured) {
          on_phase(std::string(line));
        } else {
          std::fprintf(stderr, "load: %s\n", std::string(line).c_str());
        }
      },
      [] { return true; });
  if (!finished) {
    return tl::unexpected(finished.error());
  }
  if (finished->code != 0) {
    return fail(ErrorKind::kInternal, "",
                "the load process ended with code " + std::to_string(finished->code));
  }
  if (auto added = add_book(options.book, book); !added) {
    return tl::unexpected(added.error());
  }
  return numbers_in(finished->out);
}

}  // namespace darkstore::bench
