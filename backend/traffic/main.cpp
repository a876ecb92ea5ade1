#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <cstdint>
#include <cstdio>
#include <string>

#include "backend/traffic/run.h"

namespace {

constexpr double kRateMax = 100'000;
constexpr int kSecondsMax = 86'400;
constexpr int kFailed = 3;  // 1 and 2 are verdicts on the stock

}  // namespace

int main(int argc, char** argv) {
  using namespace darkstore;
  spdlog::set_default_logger(
      spdlog::stderr_logger_st("darkstore-traffic"));  // standard output is the summary's
  CLI::App app{"Demand as it is: customers, trucks, pickers and riders of a running cluster."};
  app.require_subcommand(1);
  traffic::RunOptions options;
  std::string data;
  std::string json;
  int seconds = 0;
  std::int64_t hot = 0;
  int stage_ms = static_cast<int>(options.crew.stage_time.count());
  CLI::App* verb = app.add_subcommand(
      "run",
      "order, browse, restock, pick and deliver; exit 1 = oversold, 2 = no row was checked, 3 = it failed");
  verb->add_option("--data", data, "the cluster's folder")->required()->type_name("DIR");
  verb->add_option("--rate", options.rate, "orders a second")->check(CLI::Range(0.1, kRateMax));
  verb->add_option("--browse", options.browse,
                   "looks at a menu an order (default: what two cores carry beside the orders, 50 at most)")
      ->check(CLI::Range(0.0, 1000.0));
  verb->add_option("--for", seconds, "how long; else until SIGINT or SIGTERM")
      ->check(CLI::Range(1, kSecondsMax));
  verb->add_option("--json", json, "write the summary there instead of to standard output")
      ->type_name("FILE");
  verb->add_option("--seed", options.seed, "of who orders what");
  verb->add_option("--hot", hot, "half of the orders want this item; no truck brings it")
      ->type_name("ITEM_ID");
  verb->add_flag("--restock,!--no-restock", options.restock, "trucks bring what runs low (default)");
  verb->add_option("--clients", options.clients, "orders under way at most")->check(CLI::Range(1, 100'000));
  verb->add_option("--stage-ms", stage_ms, "from one step of a fulfilment to the next")
      ->check(CLI::Range(1, 3'600'000));
  verb->add_option("--crew", options.crew.orders_max,
                   "orders that pickers and riders have in hands; 0 = none of them")
      ->check(CLI::Range(0, 100'000));
  verb->add_option("--cancel", options.crew.cancel_share, "share of orders that their customers cancel")
      ->check(CLI::Range(0.0, 1.0));
  CLI11_PARSE(app, argc, argv);

  options.data = data;
  options.json = json;
  options.time = std::chrono::seconds(seconds);
  options.hot = ItemId{hot};
  options.crew.stage_time = std::chrono::milliseconds(stage_ms);
  const auto done = traffic::run(options);
  if (!done) {
    std::fprintf(stderr, "darkstore-traffic: %s\n", done.error().reason.c_str());
    return kFailed;
  }
  return *done;
}
