// How long until a cluster serves, and how much memory each kind of process then has: the small variant and
// the full one with its 2 million rows, made once and started again. The console is measured too where it was
// built. usage: bench_start [--times 3] The last line is JSON.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <format>
#include <fstream>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <unistd.h>

#include "backend/local/process.h"
#include "tests/bench/support/json_line.h"
#include "tests/bench/support/process_meter.h"
#include "tests/integration/support/embedded_cluster.h"

namespace darkstore::bench {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr int kTrafficRate = 100;
constexpr int kTrafficSeconds = 10;
constexpr auto kScreenTimeMax = 20s;
constexpr auto kConsoleSettles = 10s;

void say(const std::string& line) {
  std::puts(line.c_str());
  std::fflush(stdout);
}

/// A data folder whose cluster is stopped and deleted in the end.
class Cluster {
 public:
  Cluster(std::string variant, std::string scale)
      : data_(testing::fresh_data_folder()), variant_(std::move(variant)), scale_(std::move(scale)) {}
  ~Cluster() {
    if (const auto cleaned = testing::call_darkstore_local({"clean", "--data", data_}); !cleaned) {
      std::fprintf(stderr, "%s\n", cleaned.error().reason.c_str());
    }
  }
  Cluster(const Cluster&) = delete;
  Cluster& operator=(const Cluster&) = delete;

  [[nodiscard]] const fs::path& data() const { return data_; }

  /// Seconds until it serves.
  [[nodiscard]] Result<double> up() const {
    const auto begin = Clock::now();
    const auto done = testing::call_darkstore_local({"up", "--data", data_, "--variant", variant_, "--scale",
                                                     scale_, "--while-pid", std::to_string(::getpid())});
    if (!done) {
      return tl::unexpected(done.error());
    }
    return std::chrono::duration<double>(Clock::now() - begin).count();
  }
  [[nodiscard]] Result<void> down() const {
    return testing::call_darkstore_local({"down", "--data", data_}).map([](const std::string&) {});
  }

 private:
  fs::path data_;
  std::string variant_;
  std::string scale_;
};

void show(const std::string& title, const ByKind& mb) {
  std::string line;
  double sum = 0;
  for (const auto& [kind, value] : mb) {
    line += std::format("  {} {:.0f}", kind, value);
    sum += value;
  }
  say(std::format("{}: PSS in MB, all {:.0f}:{}", title, sum, line));
}

// A screen that nobody sees; its number is what it writes alone on a line.
std::optional<std::string> display_of(local::Child& screen, const fs::path& log) {
  for (const auto until = Clock::now() + kScreenTimeMax; Clock::now() < until;) {
    std::ifstream in(log);
    for (std::string line; std::getline(in, line);) {
      if (!line.empty() && line.find_first_not_of("0123456789") == std::string::npos) {
        return ":" + line;
      }
    }
    if (screen.wait(Clock::now() + 50ms)) {
      return std::nullopt;
    }
  }
  return std::nullopt;
}

// PSS of the console some seconds after its start; nothing where it is not built or does not stay up.
std::optional<double> console_mb(const fs::path& data) {
  const auto program = local::program_folder() / "darkstore-console";
  if (!fs::exists(program)) {
    return std::nullopt;
  }
  const auto log = data / "log" / "screen-of-bench";
  auto screen = local::Child::start({.argv = {"Xvfb", "-displayfd", "1", "-screen", "0", "1600x960x24",
                                              "+extension", "GLX", "-nolisten", "tcp"},
                                     .log = log});
  if (!screen) {
    std::fprintf(stderr, "no console without a screen: %s\n", screen.error().reason.c_str());
    return std::nullopt;
  }
  std::optional<double> mb;
  if (const auto display = display_of(*screen, log)) {
    auto console = local::Child::start(
        {.argv = {"env", "DISPLAY=" + *display, "QT_QPA_PLATFORM=xcb", program, "--data", data}, .log = log});
    if (console && !console->wait(Clock::now() + kConsoleSettles)) {
      mb = pss_mb({{"console", console->pid()}})["console"];
    } else {
      std::fprintf(stderr, "the console did not stay up: %s\n", local::file_tail(log, 500).c_str());
    }
  }
  screen->signal(SIGTERM);  // so that its lock and socket do not stay behind
  static_cast<void>(screen->wait(Clock::now() + 3s));
  return mb;
}

// Orders, as customers and crews make them, so that the memory is of a network at work.
Result<void> some_traffic(const fs::path& data) {
  const auto finished = local::run(
      {.argv = {local::program_folder() / "darkstore-traffic", "run", "--data", data, "--rate",
                std::to_string(kTrafficRate), "--for", std::to_string(kTrafficSeconds)}},
      Clock::now() + std::chrono::seconds(kTrafficSeconds) + 60s, [](std::string_view) {},
      [] { return true; });
  if (!finished) {
    return tl::unexpected(finished.error());
  }
  return finished->code == 0 ? Result<void>{}
                             : fail(ErrorKind::kInternal, "", "darkstore-traffic failed:\n" + finished->out);
}

Result<void> measure(const std::string& variant, const std::string& scale, int times, Numbers& json) {
  const Cluster cluster(variant, scale);
  const auto first = cluster.up();
  if (!first) {
    return tl::unexpected(first.error());
  }
  std::vector<double> again;
  for (int i = 0; i < times; ++i) {
    const auto took = cluster.down().and_then([&] { return cluster.up(); });
    if (!took) {
      return tl::unexpected(took.error());
    }
    again.push_back(*took);
  }
  std::string each;
  for (const auto took : again) {
    each += std::format(" {:.2f}", took);
  }
  std::ranges::sort(again);
  const auto median = again[again.size() / 2];
  say(std::format(
      "{} variant, scale {}: first start {:.2f} s; with data already there {:.2f} s (median of{})", variant,
      scale, *first, median, each));
  json[variant + "_first_s"] = *first;
  json[variant + "_again_s"] = median;

  const auto processes = processes_of(cluster.data());
  if (!processes) {
    return tl::unexpected(processes.error());
  }
  show(variant + ", just started", pss_mb(*processes));
  if (auto traffic = some_traffic(cluster.data()); !traffic) {
    return traffic;
  }
  auto mb = pss_mb(*processes);
  if (const auto console = console_mb(cluster.data())) {
    mb["console"] = *console;
  }
  show(std::format("{}, after {} s of traffic at {}/s", variant, kTrafficSeconds, kTrafficRate), mb);
  for (const auto& [kind, value] : mb) {
    json[std::format("{}_pss_mb_{}", variant, kind)] = value;
  }
  return {};
}

int run(int argc, char** argv) {
  CLI::App app{"How long until a cluster serves, and the memory of its processes."};
  int times = 3;
  std::string scale = "default";
  app.add_option("--times", times, "starts with data already there")->check(CLI::Range(1, 100));
  app.add_option("--scale", scale, "of the full variant")->check(CLI::IsMember({"small", "default", "full"}));
  CLI11_PARSE(app, argc, argv);
  say(std::format("load average {:.1f}", load_average()));
  Numbers json;
  const auto done =
      measure("small", "small", times, json).and_then([&] { return measure("full", scale, times, json); });
  if (!done) {
    std::fprintf(stderr, "bench_start: %s\n", done.error().reason.c_str());
    return 1;
  }
  json["load_average"] = load_average();
  say(json_line(json));
  return 0;
}

}  // namespace
}  // namespace darkstore::bench

int main(int argc, char** argv) {
  return darkstore::bench::run(argc, argv);
}
