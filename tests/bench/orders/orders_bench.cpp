// What an order costs, and how many there can be: the whole way through gRPC, two backends, fsync and
// streaming replicas, the load generator in a process of its own, on 2 million rows. usage: bench_orders the
// maximum, spread and on 3 hot rows, beside pgbench doing the same
//        bench_orders --rate 500 --for 20  how it holds at a rate
// The last line is JSON.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <format>
#include <string>
#include <vector>

#include "tests/bench/orders/load.h"
#include "tests/bench/orders/stage.h"
#include "tests/bench/orders/yardstick.h"

namespace darkstore::bench {
namespace {

constexpr int kUnitsForSpread = 1'000;
constexpr std::int64_t kUnitsForHot = 5'000'000;
constexpr double kLowRate = 25;
constexpr double kShareOfMaximum = 0.7;

struct Options {
  testing::EmbeddedClusterOptions cluster{.variant = "full", .scale = "default"};
  double rate = 0;
  double seconds = 20;
  int rounds = 5;
  int round_seconds = 4;
  int in_flight = 256;
  std::size_t baskets_max = 60'000;
  unsigned seed = 1;
};

void say(const std::string& line) {
  std::puts(line.c_str());
  std::fflush(stdout);
}

constexpr const char* kHeader =
    "                  granted/s  refused  shed  failed   p50 ms   p99 ms p99.9 ms   batch  conflicts";

void show(const std::string& name, const Measured& measured) {
  const auto& n = measured.load;
  say(std::format("{:<18}{:>9.0f}{:>9.0f}{:>6.0f}{:>8.0f}{:>9.2f}{:>9.2f}{:>9.2f}{:>8.1f}{:>11.0f}", name,
                  n.at("granted_s"), n.at("refused"), n.at("shed"), n.at("failed"), n.at("p50_ms"),
                  n.at("p99_ms"), n.at("p999_ms"), n.at("batch_mean"), n.at("conflicts")));
}

void show_costs(const std::string& name, const Measured& measured) {
  std::string cpu;
  double sum = 0;
  for (const auto& [kind, us] : measured.cpu_us_order) {
    cpu += std::format(" {} {:.0f}", kind, us);
    sum += us;
  }
  const auto& n = measured.load;
  say(std::format("{}: CPU us an order {:.0f}:{}; WAL bytes an order {:.0f}", name, sum, cpu,
                  measured.wal_bytes_order));
  say(std::format(
      "{}: us an order in the backend, mean: nearby {:.0f}, plan {:.0f}, lane wait {:.0f}, transaction"
      " {:.0f}, commit {:.0f}, all {:.0f}; rounds {:.2f}",
      name, n.at("nearby_us"), n.at("plan_us"), n.at("lane_wait_us"), n.at("transaction_us"),
      n.at("commit_us"), n.at("total_us"), n.at("rounds_mean")));
}

void add_costs(Numbers& json, const std::string& suffix, const Measured& measured) {
  for (const auto& [kind, us] : measured.cpu_us_order) {
    json["cpu_us_" + kind + suffix] = us;
  }
  json["wal_bytes_order" + suffix] = measured.wal_bytes_order;
  json["batch_mean" + suffix] = measured.load.at("batch_mean");
  json["conflicts" + suffix] = measured.load.at("conflicts");
}

double median(std::vector<double> values) {
  if (values.empty()) {
    return 0;
  }
  std::ranges::sort(values);
  return values[values.size() / 2];
}

// The round whose orders a second are the median.
const Measured& median_round(std::vector<Measured>& rounds) {
  std::ranges::sort(rounds, {}, [](const Measured& m) { return m.load.at("granted_s"); });
  return rounds[rounds.size() / 2];
}

// Ends a run: the books, the check and the line of JSON.
Result<void> judge(Stage& stage, const Units& sold_by_others, Numbers json) {
  const auto deadlocks = stage.deadlocks();
  const auto check = stage.check();
  if (const auto* error = first_error(deadlocks, check)) {
    return tl::unexpected(*error);
  }
  json["oversold"] = static_cast<double>(stage.oversold(sold_by_others));
  json["deadlocks"] = *deadlocks;
  json["check_exit"] = *check;
  json["load_average"] = load_average();
  say(json_line(json));
  if (json["oversold"] > 0 || *check != 0) {
    return fail(ErrorKind::kInternal, "", "the books are wrong");
  }
  return {};
}

Result<void> at_rate(const Options& options) {
  auto stage = Stage::open(options.cluster);
  if (!stage) {
    return tl::unexpected(stage.error());
  }
  const auto found = find_offers(stage->cluster(), options.seed);
  if (!found) {
    return tl::unexpected(found.error());
  }
  const auto offers = at_most(options.baskets_max, *found);
  stage->open_book(offers.spread);
  say(std::format("orders at {}/s for {} s over {} baskets of {} lines; load average {:.1f}", options.rate,
                  options.seconds, offers.spread.size(), kLines, load_average()));
  const auto measured = stage->measure(offers.spread, {.rate = options.rate,
                                                       .in_flight = options.in_flight,
                                                       .warm_up = 3,
                                                       .seconds = options.seconds,
                                                       .seed = options.seed});
  if (!measured) {
    return tl::unexpected(measured.error());
  }
  say(kHeader);
  show("at the rate", *measured);
  show_costs("at the rate", *measured);
  Numbers json{{"rate", options.rate}};
  for (const auto* name :
       {"granted_s", "granted", "refused", "shed", "failed", "p50_ms", "p99_ms", "p999_ms"}) {
    json[name] = measured->load.at(name);
  }
  add_costs(json, "", *measured);
  return judge(*stage, {}, json);
}

/// The rounds of the maximum: ours and the yardstick in turn.
class Maximum {
 public:
  Maximum(const Options& options, Stage& stage, const Offers& offers, const Yardstick& yardstick)
      : options_(options), stage_(stage), offers_(offers), yardstick_(yardstick) {}

  Result<void> round(int number) {
    // Who comes first changes, so that nobody always has the warmer machine.
    if (number % 2 == 0) {
      return ours(number).and_then([&] { return theirs(number); });
    }
    return theirs(number).and_then([&] { return ours(number); });
  }

  Result<void> at_shares_of_maximum();
  Result<void> in_both_modes();
  void show_result();
  [[nodiscard]] const Numbers& json() const { return json_; }

 private:
  Result<void> ours(int number);
  Result<void> theirs(int number);

  const Options& options_;
  Stage& stage_;
  const Offers& offers_;
  const Yardstick& yardstick_;
  std::map<std::string, std::vector<double>> granted_s_;
  std::map<std::string, std::vector<Measured>> measured_;
  Numbers json_;
};

Result<void> Maximum::ours(int number) {
  for (const bool hot : {false, true}) {
    const auto measured = stage_.measure(hot ? offers_.hot : offers_.spread,
                                         {.in_flight = options_.in_flight,
                                          .warm_up = 2,
                                          .seconds = static_cast<double>(options_.round_seconds),
                                          .seed = options_.seed + static_cast<unsigned>(number)});
    if (!measured) {
      return tl::unexpected(measured.error());
    }
    const std::string name = hot ? "hot" : "spread";
    show(std::format("{} {}", number + 1, name), *measured);
    granted_s_[name].push_back(measured->load.at("granted_s"));
    measured_[name].push_back(*measured);
  }
  return {};
}

Result<void> Maximum::theirs(int number) {
  // The backends would listen to what pgbench does; frozen they leave it the machine.
  if (auto frozen = stage_.freeze_backends(); !frozen) {
    return frozen;
  }
  for (const bool hot : {false, true}) {
    for (const auto form : {Yardstick::Form::kStatements, Yardstick::Form::kFunction}) {
      const auto ran = yardstick_.run(form, hot, options_.round_seconds);
      if (!ran) {
        return tl::unexpected(ran.error());
      }
      const auto name = std::format("{} {}", hot ? "hot" : "spread",
                                    form == Yardstick::Form::kFunction ? "function" : "statements");
      say(std::format("{:<18}{:>9.0f}   pgbench", std::format("{} {}", number + 1, name), ran->granted_s));
      granted_s_[name].push_back(ran->granted_s);
    }
  }
  return stage_.thaw_backends();
}

Result<void> Maximum::at_shares_of_maximum() {
  const auto maximum = median(granted_s_["spread"]);
  for (const bool low : {false, true}) {
    const auto rate = low ? kLowRate : kShareOfMaximum * maximum;
    const auto measured = stage_.measure(offers_.spread, {.rate = rate,
                                                          .in_flight = options_.in_flight * 4,
                                                          .warm_up = 2,
                                                          .seconds = 2.0 * options_.round_seconds,
                                                          .seed = options_.seed + 100});
    if (!measured) {
      return tl::unexpected(measured.error());
    }
    show(low ? "low load" : "70 % of maximum", *measured);
    const std::string suffix = low ? "_low" : "_70";
    for (const auto* name : {"p50_ms", "p99_ms", "p999_ms", "granted_s"}) {
      json_[name + suffix] = measured->load.at(name);
    }
  }
  return {};
}

// The hot rows locked before anything is decided, and taken by version: side by side, three times.
Result<void> Maximum::in_both_modes() {
  constexpr int kTimes = 3;
  std::map<bool, std::vector<double>> granted_s;
  for (int i = 0; i < kTimes; ++i) {
    for (const bool optimistic : {false, true}) {
      if (auto set = set_mode(stage_.cluster(), offers_.hot.front(), optimistic); !set) {
        return set;
      }
      const auto measured =
          stage_.measure(offers_.hot, {.in_flight = options_.in_flight,
                                       .warm_up = 1,
                                       .seconds = static_cast<double>(options_.round_seconds),
                                       .seed = options_.seed + 200 + static_cast<unsigned>(i)});
      if (!measured) {
        return tl::unexpected(measured.error());
      }
      const std::string mode = optimistic ? "optimistic" : "pessimistic";
      show("hot " + mode, *measured);
      granted_s[optimistic].push_back(measured->load.at("granted_s"));
      json_["conflicts_" + mode] = measured->load.at("conflicts");
    }
  }
  json_["orders_s_hot_pessimistic"] = median(granted_s[false]);
  json_["orders_s_hot_optimistic"] = median(granted_s[true]);
  return set_mode(stage_.cluster(), offers_.hot.front(), false);
}

void Maximum::show_result() {
  for (const std::string what : {"spread", "hot"}) {
    const auto ours = median(granted_s_[what]);
    const auto statements = median(granted_s_[what + " statements"]);
    const auto function = median(granted_s_[what + " function"]);
    const auto best = std::max(statements, function);
    json_["orders_s_" + what] = ours;
    json_["yardstick_s_" + what] = best;
    json_["ratio_" + what] = best > 0 ? ours / best : 0;
    say(std::format("{:<7} orders/s {:>6.0f}; pgbench: statements {:>6.0f}, function {:>6.0f}; ratio {:.2f}",
                    what, ours, statements, function, json_["ratio_" + what]));
  }
  for (const std::string what : {"spread", "hot"}) {
    const auto& middle = median_round(measured_[what]);
    show_costs(what, middle);
    add_costs(json_, "_" + what, middle);
    for (const std::string name : {"p50_ms", "p99_ms", "p999_ms"}) {
      json_[what == "spread" ? name : name + "_hot"] = middle.load.at(name);
    }
  }
}

Result<void> at_maximum(const Options& options) {
  auto stage = Stage::open(options.cluster);
  if (!stage) {
    return tl::unexpected(stage.error());
  }
  const auto everywhere = find_offers(stage->cluster(), options.seed);
  if (!everywhere) {
    return tl::unexpected(everywhere.error());
  }
  const auto offers = at_most(options.baskets_max, of_busiest_shard(*everywhere));
  stock_up(stage->cluster(), offers.spread, kUnitsForSpread);
  if (auto received = receive(stage->cluster(), offers.hot.front(), kUnitsForHot); !received) {
    return received;
  }
  if (auto set = set_mode(stage->cluster(), offers.hot.front(), false); !set) {
    return set;  // as it is for what is fought over; some items are sold optimistically from the start
  }
  stage->open_book(offers.spread);
  stage->open_book(offers.hot);
  const Yardstick yardstick(stage->cluster(), offers);
  say(std::format(
      "{} rounds of {} s, shard {}: {} baskets of {} lines, 3 hot rows; {} orders in flight, pgbench with {}"
      " clients; load average {:.1f}",
      options.rounds, options.round_seconds, offers.spread.front().shard, offers.spread.size(), kLines,
      options.in_flight, Yardstick::kClients, load_average()));
  say(kHeader);
  Maximum maximum(options, *stage, offers, yardstick);
  for (int number = 0; number < options.rounds; ++number) {
    if (auto done = maximum.round(number); !done) {
      return done;
    }
  }
  if (auto done = maximum.at_shares_of_maximum(); !done) {
    return done;
  }
  if (auto done = maximum.in_both_modes(); !done) {
    return done;
  }
  maximum.show_result();
  return judge(*stage, yardstick.sold(), maximum.json());
}

int report(const Result<void>& done) {
  if (!done) {
    std::fprintf(stderr, "bench_orders: %s\n", done.error().reason.c_str());
    return 1;
  }
  return 0;
}

int run(int argc, char** argv) {
  CLI::App app{"Orders a second through the whole backend, beside pgbench doing the same work."};
  Options options;
  app.add_option("--rate", options.rate, "orders a second by a timetable; without it, the maximum")
      ->check(CLI::Range(1.0, 100'000.0));
  app.add_option("--for", options.seconds, "how long, with --rate")->check(CLI::Range(1.0, 3'600.0));
  app.add_option("--rounds", options.rounds, "of the maximum, ours and pgbench in turn")
      ->check(CLI::Range(1, 50));
  app.add_option("--round-seconds", options.round_seconds, "of each part of a round")
      ->check(CLI::Range(1, 600));
  app.add_option("--in-flight", options.in_flight, "orders under way at most")->check(CLI::Range(1, 10'000));
  app.add_option("--baskets", options.baskets_max, "different orders at most")
      ->check(CLI::Range(10, 1'000'000));
  app.add_option("--scale", options.cluster.scale)->check(CLI::IsMember({"small", "default", "full"}));
  app.add_option("--seed", options.seed, "of the draws");
  LoadOptions with;
  auto* load_verb = app.add_subcommand("load", "")->group("");  // the load process, started by this program
  load_verb->add_option("--data", with.data)->required();
  load_verb->add_option("--baskets", with.baskets)->required();
  load_verb->add_option("--book", with.book)->required();
  load_verb->add_option("--rate", with.rate);
  load_verb->add_option("--in-flight", with.in_flight);
  load_verb->add_option("--warm-up", with.warm_up);
  load_verb->add_option("--for", with.seconds);
  load_verb->add_option("--seed", with.seed);
  CLI11_PARSE(app, argc, argv);
  if (load_verb->parsed()) {
    return report(run_load(with));
  }
  return report(options.rate > 0 ? at_rate(options) : at_maximum(options));
}

}  // namespace
}  // namespace darkstore::bench

int main(int argc, char** argv) {
  try {
    return darkstore::bench::run(argc, argv);
  } catch (const std::exception& failure) {  // libpqxx throws
    std::fprintf(stderr, "bench_orders: %s\n", failure.what());
    return 1;
  }
}
