#include "backend/local/demo.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <format>
#include <optional>
#include <sstream>
#include <system_error>
#include <tuple>
#include <utility>

#include "backend/local/process.h"

namespace darkstore::local {
namespace fs = std::filesystem;
namespace {

using google::protobuf::Struct;
using google::protobuf::Value;

constexpr std::chrono::milliseconds kChildLook{50};
constexpr std::chrono::seconds kScreenTimeMax{20};
constexpr std::chrono::seconds kScreenStopTimeMax{3};
constexpr std::chrono::seconds kWarmUpMax{10};        // so that the pictures show a network that lives
constexpr std::chrono::seconds kConsoleTimeMax{180};  // after traffic ended, for the last pictures
constexpr std::chrono::seconds kTrafficGrace{30};
constexpr std::chrono::minutes kCheckTimeMax{10};
constexpr double kFailedShareMax = 0.01;
constexpr double kSharePlacedMin = 0.9;  // nobody wants a hot item here, so the shelves should serve them

/// Ctrl+C and the like end the demo in order: they are read here instead of killing us.
class EndSignals {
 public:
  EndSignals() {
    sigset_t set;
    sigemptyset(&set);
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
      sigaddset(&set, number);
    }
    ::sigprocmask(SIG_BLOCK, &set, nullptr);
    file_ = Fd(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
  }
  bool raised() {
    signalfd_siginfo info{};
    raised_ = raised_ || ::read(file_.get(), &info, sizeof info) == sizeof info;
    return raised_;
  }

 private:
  Fd file_;
  bool raised_ = false;
};

/// The programs of one demo. What still runs when this goes out of scope is killed.
class Demo {
 public:
  Demo(const DemoOptions& options, Layout layout, Progress& progress)
      : options_(options), layout_(std::move(layout)), progress_(progress) {}
  ~Demo();
  Demo(const Demo&) = delete;
  Demo& operator=(const Demo&) = delete;

  Result<void> run();

 private:
  Result<void> open_screen();
  Result<Child> start_traffic();
  Result<Child> start_console();
  void wait_headless(Child& traffic);
  void wait_for_window();
  void stop(Child& traffic);
  Result<Finished> check();
  void say_and_judge(DemoSummary summary);
  /// Waits for a program; false when it goes on at the deadline or someone wants the demo to end.
  bool wait(Child& child, Deadline until);
  void expect_success(const char* program, const std::optional<int>& code);

  const DemoOptions& options_;
  Layout layout_;
  Progress& progress_;
  EndSignals signals_;
  std::optional<Child> screen_;
  std::string display_;
  std::vector<std::string> wrong_;
};

/// In order, so that the screen's lock and socket do not stay behind.
Demo::~Demo() {
  if (screen_) {
    screen_->signal(SIGTERM);
    std::ignore = screen_->wait(Clock::now() + kScreenStopTimeMax);  // ~Child kills what does not hear
  }
}

Result<void> Demo::run() {
  if (options_.headless) {
    if (auto opened = open_screen(); !opened) {
      return opened;
    }
  }
  auto traffic = start_traffic();
  if (!traffic) {
    return tl::unexpected(traffic.error());
  }
  options_.headless ? wait_headless(*traffic) : wait_for_window();
  stop(*traffic);
  const auto checked = check();
  const auto sold = read_file(layout_.traffic_book());
  say_and_judge(summarise(sold.value_or(""), checked ? checked->out : "", checked ? checked->code : -1,
                          options_.headless ? kSharePlacedMin : 0));
  if (!wrong_.empty()) {
    return fail(ErrorKind::kInternal, "", "the demo went wrong, see above");
  }
  return {};
}

Result<void> Demo::open_screen() {
  const fs::path log = layout_.log("screen");
  std::error_code error;
  fs::remove(log, error);
  auto screen = Child::start({.argv = {"Xvfb", "-displayfd", "1", "-screen", "0", "1600x960x24", "+extension",
                                       "GLX", "-nolisten", "tcp"},
                              .log = log});
  if (!screen) {
    return tl::unexpected(screen.error());
  }
  const Deadline until = Clock::now() + kScreenTimeMax;
  while (display_.empty()) {
    // It writes the number of the display that it found free, alone on a line.
    std::istringstream lines(file_tail(log, kTailBytes));
    for (std::string line; std::getline(lines, line);) {
      if (!line.empty() && std::ranges::all_of(line, [](char c) { return c >= '0' && c <= '9'; })) {
        display_ = ":" + line;
      }
    }
    if (display_.empty() && (screen->wait(Clock::now() + kChildLook) || Clock::now() >= until)) {
      return fail(ErrorKind::kUnavailable, "", "Xvfb does not start: " + file_tail(log, kTailBytes));
    }
  }
  screen_ = std::move(*screen);
  return {};
}

Result<Child> Demo::start_traffic() {
  const fs::path book = layout_.traffic_book();
  std::error_code error;
  fs::remove(book, error);
  fs::remove(layout_.log("traffic"), error);
  Command command{.argv = {program_folder() / "darkstore-traffic", "run", "--data", layout_.data, "--rate",
                           std::to_string(options_.rate), "--json", book},
                  .log = layout_.log("traffic"),
                  .death_signal = SIGTERM};
  if (options_.time.count() > 0) {
    command.argv.insert(command.argv.end(), {"--for", std::to_string(options_.time.count())});
  }
  return Child::start(command);
}

Result<Child> Demo::start_console() {
  Command command{.argv = {}, .log = layout_.log("console"), .death_signal = SIGTERM};
  if (!display_.empty()) {
    command.argv = {"env", "DISPLAY=" + display_, "QT_QPA_PLATFORM=xcb"};
  }
  command.argv.insert(command.argv.end(), {program_folder() / "darkstore-console", "--data", layout_.data});
  if (!options_.screenshots.empty()) {
    std::error_code error;
    fs::create_directories(options_.screenshots, error);
    command.argv.insert(command.argv.end(), {"--screenshots", options_.screenshots});
    if (options_.headless) {
      command.argv.emplace_back("--exit-after-screenshots");
    }
  }
  return Child::start(command);
}

void Demo::wait_headless(Child& traffic) {
  progress_.step(std::format("{} orders a second for {} s", options_.rate, options_.time.count()));
  const Deadline end = Clock::now() + options_.time + kTrafficGrace;
  const Deadline warm = Clock::now() + std::min<Clock::duration>(kWarmUpMax, options_.time / 4);
  if (options_.screenshots.empty() || wait(traffic, warm) || signals_.raised()) {
    wait(traffic, end);
    return;
  }
  auto console = start_console();
  if (!console) {
    wrong_.push_back(console.error().reason);
  }
  wait(traffic, end);
  if (console) {
    progress_.step("taking the last pictures");
    wait(*console, Clock::now() + kConsoleTimeMax);
    const auto code = console->wait(Clock::now());
    expect_success("console", code);
    std::error_code error;
    if (code == 0 &&
        (!fs::exists(options_.screenshots, error) || fs::is_empty(options_.screenshots, error))) {
      wrong_.emplace_back("the console saved no pictures");
    }
  }
}

void Demo::wait_for_window() {
  auto console = start_console();
  if (!console) {
    wrong_.push_back(console.error().reason);
    return;
  }
  progress_.line("the console is open; closing its window ends the traffic");
  std::optional<int> code;
  while (!code && !signals_.raised()) {
    code = console->wait(Clock::now() + kChildLook);
  }
  if (code) {  // else someone pressed Ctrl+C, and the window closes with us
    expect_success("console", code);
  }
}

void Demo::stop(Child& traffic) {
  if (!traffic.wait(Clock::now())) {
    progress_.step("stopping the traffic");
    traffic.signal(SIGINT);
    const Deadline until = Clock::now() + kTrafficGrace;
    while (!traffic.wait(Clock::now() + kChildLook) && Clock::now() < until) {
      progress_.tick();
    }
  }
  expect_success("traffic", traffic.wait(Clock::now()));
}

Result<Finished> Demo::check() {
  progress_.step("recounting every shard");
  const auto line = [this](std::string_view text) { progress_.line(text); };
  const auto tick = [this] {
    progress_.tick();
    return true;
  };
  return local::run(
      {.argv = {program_folder() / "darkstored", "check", "--config", layout_.backend_config("a"), "--json"}},
      Clock::now() + kCheckTimeMax, line, tick);
}

void Demo::say_and_judge(DemoSummary summary) {
  for (const auto& [what, figure] : summary.rows) {
    std::printf("%-28s %s\n", what.c_str(), figure.c_str());
  }
  wrong_.insert(wrong_.end(), summary.wrong.begin(), summary.wrong.end());
  for (const std::string& sentence : wrong_) {
    std::printf("%-28s %s\n", "WRONG", sentence.c_str());
  }
  std::fflush(stdout);
}

bool Demo::wait(Child& child, Deadline until) {
  while (!child.wait(Clock::now() + kChildLook)) {
    if (Clock::now() >= until || signals_.raised()) {
      return false;
    }
    progress_.tick();
  }
  return true;
}

void Demo::expect_success(const char* program, const std::optional<int>& code) {
  if (!code) {
    wrong_.push_back(std::format("the {} did not end in time", program));
  } else if (*code != 0) {
    wrong_.push_back(std::format("the {} ended with exit code {}: {}", program, *code,
                                 file_tail(layout_.log(program), kTailBytes)));
  }
}

std::optional<Struct> parsed(const std::string& json) {
  Struct object;
  if (!google::protobuf::util::JsonStringToMessage(json, &object).ok()) {
    return std::nullopt;
  }
  return object;
}

const Value* find(const Struct& object, const std::string& key) {
  const auto found = object.fields().find(key);
  return found == object.fields().end() ? nullptr : &found->second;
}

/// A figure that has to be there.
double figure(const Struct& object, const std::string& key, DemoSummary& summary) {
  const Value* value = find(object, key);
  if (value == nullptr || value->kind_case() != Value::kNumberValue) {
    summary.wrong.push_back("the traffic's summary has no " + key);
    return 0;
  }
  return value->number_value();
}

/// {"A": 2, "B": 3} as rows, one a key. @return the sum
double counts(const Struct& object, const std::string& key, const std::string& what, DemoSummary& summary) {
  double sum = 0;
  if (const Value* found = find(object, key)) {
    for (const auto& [name, count] : found->struct_value().fields()) {
      sum += count.number_value();
      summary.rows.emplace_back(what + ": " + name, std::format("{:.0f}", count.number_value()));
    }
  } else {
    summary.wrong.push_back("the traffic's summary has no " + key);
  }
  return sum;
}

void summarise_orders(const Struct& traffic, double share_placed_min, DemoSummary& summary) {
  const double placed = figure(traffic, "placed", summary);
  summary.rows.emplace_back("placed", std::format("{:.0f}", placed));
  const double refused = counts(traffic, "refused", "refused", summary);
  const double failed = figure(traffic, "failed", summary);
  summary.rows.emplace_back("failed", std::format("{:.0f}", failed));
  const double all = placed + refused + failed;
  const double share = all > 0 ? placed / all : 0;
  summary.rows.emplace_back("share placed", all > 0 ? std::format("{:.1f} %", 100 * share) : "-");
  const double p50 = figure(traffic, "p50_ms", summary);
  const double p99 = figure(traffic, "p99_ms", summary);
  summary.rows.emplace_back("p50 / p99", std::format("{:.1f} / {:.1f} ms", p50, p99));
  if (placed == 0) {
    summary.wrong.emplace_back("not one order was placed");
  } else if (share < share_placed_min) {
    summary.wrong.push_back(
        std::format("only {:.1f} % of the orders were placed, at least {:.0f} % should be", 100 * share,
                    100 * share_placed_min));
  }
  if (failed > kFailedShareMax * all) {
    const Value* why = find(traffic, "first_error");
    summary.wrong.push_back(std::format("{:.0f} of {:.0f} orders got neither a yes nor a no: {}", failed, all,
                                        why == nullptr ? "" : why->string_value()));
  }
}

void summarise_rest(const Struct& traffic, DemoSummary& summary) {
  const double looks = figure(traffic, "browse_calls", summary);
  const double blind = figure(traffic, "browse_errors", summary);
  summary.rows.emplace_back("looks at menus", std::format("{:.0f}", looks));
  if (blind > kFailedShareMax * looks) {
    summary.wrong.push_back(std::format("{:.0f} of {:.0f} looks at a menu failed", blind, looks));
  }
  // A picker may come too late (the state met says so); anything else is a fault of ours.
  counts(traffic, "floor_errors", "not done on the floor", summary);
  if (const Value* floor = find(traffic, "floor_errors");
      floor && floor->struct_value().fields().contains("INTERNAL")) {
    summary.wrong.emplace_back("steps on the floor failed with INTERNAL");
  }
  const double oversold = figure(traffic, "oversold", summary);
  summary.rows.emplace_back("oversold", std::format("{:.0f}", oversold));
  if (oversold > 0) {
    summary.wrong.push_back(std::format("{:.0f} units were sold that were not there", oversold));
  }
}

}  // namespace

DemoSummary summarise(const std::string& traffic_json, const std::string& check_json, int check_code,
                      double share_placed_min) {
  DemoSummary summary;
  if (const auto traffic = parsed(traffic_json)) {
    summarise_orders(*traffic, share_placed_min, summary);
    summarise_rest(*traffic, summary);
  } else {
    summary.wrong.emplace_back("the traffic left no summary");
  }
  const auto counted = parsed(check_json);
  if (check_code == 0 && counted) {
    summary.rows.emplace_back("ledger balanced", "yes");
  } else {
    summary.rows.emplace_back("ledger balanced", check_code == 1 ? "NO" : "not counted");
    summary.wrong.push_back(check_code == 1 ? "the recount found differences: " + check_json
                            : check_code == 2
                                ? std::string("the recount counted nothing")
                                : std::format("the recount failed with exit code {}", check_code));
  }
  return summary;
}

Result<void> demo(const DemoOptions& options, Progress& progress) {
  const bool ran_before = status_json(options.up.data).has_value();
  if (auto started = up(options.up, progress); !started) {
    return started;
  }
  auto layout = find_layout(options.up.data);
  if (!layout) {
    return tl::unexpected(layout.error());
  }
  const std::string data = layout->data.string();
  auto shown = Demo(options, std::move(*layout), progress).run();
  if (options.headless && !options.keep && !ran_before) {
    if (auto stopped = down(options.up.data, progress); !stopped && shown) {
      return stopped;
    }
  } else {
    progress.line(std::format("the cluster goes on; `./darkstore down --data {}` stops it", data));
  }
  return shown;
}

}  // namespace darkstore::local
