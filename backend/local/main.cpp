#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <map>
#include <string>

#include "backend/local/cluster.h"
#include "backend/local/demo.h"
#include "backend/local/keeper.h"

namespace {

using namespace darkstore;
using namespace darkstore::local;

constexpr int kFailed = 1;
constexpr int kNotRunning = 3;
constexpr int kDemoSecondsMax = 86'400;
constexpr int kDemoSecondsHeadless = 60;
constexpr int kRateMax = 100'000;

int report(const Result<void>& done) {
  if (done) {
    return 0;
  }
  std::fprintf(stderr, "darkstore: %s\n", done.error().reason.c_str());
  return kFailed;
}

int print(const Result<std::string>& text) {
  if (!text) {
    return report(tl::unexpected(text.error()));
  }
  std::printf("%s", text->c_str());
  return 0;
}

int print_status(const std::string& data, bool json) {
  const auto text = json ? status_json(data) : status_table(data);
  if (text) {
    std::printf("%s%s", text->c_str(), json ? "\n" : "");
    return 0;
  }
  if (json) {
    std::printf("{\"serving\":false,\"servers\":[]}\n");
  }
  std::fprintf(stderr, "darkstore: %s\n", text.error().reason.c_str());
  return kNotRunning;
}

int keep(const UpOptions& options) {
  const auto layout = find_layout(options.data);
  if (!layout) {
    return report(tl::unexpected(layout.error()));
  }
  const auto variant = parse_variant(options.variant);
  if (!variant) {
    return report(tl::unexpected(variant.error()));
  }
  return report(run_keeper({*layout, *variant, options.sync, options.backends, options.while_pid}));
}

}  // namespace

int main(int argc, char** argv) {
  spdlog::set_default_logger(spdlog::stderr_logger_st("darkstore-local"));
  CLI::App app{
      "Creates, starts, watches, breaks and stops a Darkstore cluster of real servers on this machine."};
  app.require_subcommand(1);
  app.fallthrough();
  UpOptions options;
  std::string data;
  app.add_option("--data", data, "the cluster's folder")->required()->type_name("DIR");

  const auto add_cluster_options = [&options](CLI::App* verb) {
    verb->add_option("--variant", options.variant, "full (default) or small")
        ->check(CLI::IsMember({"full", "small"}));
    verb->add_flag("--sync", options.sync, "commits wait for the replicas");
    verb->add_option("--backends", options.backends, "how many")->check(CLI::Range(1, kBackendsMax));
    verb->add_option("--while-pid", options.while_pid, "stop when this process ends")->type_name("PID");
  };
  CLI::App* up_verb =
      app.add_subcommand("up", "create what is missing, start everything, return when serving");
  add_cluster_options(up_verb);
  up_verb->add_option("--scale", options.scale, "how much data")
      ->check(CLI::IsMember({"default", "full", "small"}));
  up_verb->add_option("--seed", options.seed, "same seed, same data");
  CLI::App* demo_verb = app.add_subcommand("demo", "up, traffic and the console; ends with a summary");
  DemoOptions show;
  int seconds = 0;
  std::string screenshots;
  add_cluster_options(demo_verb);
  demo_verb->add_option("--scale", options.scale, "how much data")
      ->check(CLI::IsMember({"default", "full", "small"}));
  demo_verb->add_flag("--headless", show.headless, "on a screen that nobody sees");
  demo_verb->add_option("--for", seconds, "how long; headless 60, else until the console is closed")
      ->check(CLI::Range(1, kDemoSecondsMax));
  demo_verb->add_option("--screenshots", screenshots, "the console saves a picture of each page there");
  demo_verb->add_option("--rate", show.rate, "orders a second")->check(CLI::Range(1, kRateMax));
  demo_verb->add_flag("--keep", show.keep, "leave the cluster up after a headless demo too");
  CLI::App* keep_verb = app.add_subcommand("keep", "")->group("");  // the daemon itself, called by `up`
  add_cluster_options(keep_verb);
  CLI::App* down_verb = app.add_subcommand("down", "stop everything");
  CLI::App* clean_verb = app.add_subcommand("clean", "stop everything and delete the data");
  CLI::App* status_verb =
      app.add_subcommand("status", "each process: state, memory, replica lag; exit 3 = not up");
  bool json = false;
  status_verb->add_flag("--json", json, "one line of JSON");
  CLI::App* logs_verb = app.add_subcommand("logs", "the last lines of one log or of all");
  std::string server;
  std::size_t bytes_max = 4000;
  logs_verb->add_option("NAME", server, "keeper, create, valkey, shard-1-primary, backend-a, ...");
  logs_verb->add_option("--bytes", bytes_max, "at most so much of each");

  std::map<CLI::App*, std::string> breakers;
  bool hold = false;
  const auto add_breaker = [&](const char* verb, const char* help) {
    CLI::App* added = app.add_subcommand(verb, help);
    added->add_option("NAME", server, "shard-2-primary, valkey, backend-a, ...")->required();
    breakers.emplace(added, verb);
    return added;
  };
  CLI::App* kill_verb = add_breaker("kill", "kill -9 a server; it starts again by itself");
  kill_verb->add_flag("--hold", hold, "keep it down until `restart`");
  add_breaker("stop", "freeze a server (SIGSTOP), as if it hung");
  add_breaker("cont", "let a frozen server go on");
  add_breaker("restart", "stop a server in order and start it again");
  CLI11_PARSE(app, argc, argv);

  options.data = data;
  Progress progress;
  if (up_verb->parsed()) {
    return report(up(options, progress));
  }
  if (demo_verb->parsed()) {
    show.up = options;
    show.screenshots = screenshots;
    show.time = std::chrono::seconds(seconds == 0 && show.headless ? kDemoSecondsHeadless : seconds);
    return report(demo(show, progress));
  }
  if (keep_verb->parsed()) {
    return keep(options);
  }
  if (down_verb->parsed()) {
    return report(down(data, progress));
  }
  if (clean_verb->parsed()) {
    return report(clean(data, progress));
  }
  if (status_verb->parsed()) {
    return print_status(data, json);
  }
  if (logs_verb->parsed()) {
    return print(logs(data, server, bytes_max));
  }
  for (const auto& [verb, name] : breakers) {
    if (verb->parsed()) {
      return report(on_server(data, name == "kill" && hold ? "hold" : name, server));
    }
  }
  return kFailed;
}
