#include "backend/local/cluster.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <format>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "backend/local/keeper.h"

namespace darkstore::local {
namespace fs = std::filesystem;
namespace {

using google::protobuf::Struct;

constexpr std::chrono::milliseconds kLook{30};
constexpr std::chrono::seconds kAskTimeMax{5};
constexpr std::chrono::seconds kDownTimeMax{90};
constexpr std::chrono::seconds kLeftoverTimeMax{5};
constexpr std::chrono::minutes kOtherUpTimeMax{65};
constexpr double kMegabyte = 1024;  // of kB

/// Ends servers that outlived a killed keeper. The kernel has told them to stop; what does not is killed at
/// `until`.
Result<void> end_leftovers(const Layout& layout, Deadline until) {
  const auto text = read_file(layout.state());
  google::protobuf::Struct state;
  if (!text || !google::protobuf::util::JsonStringToMessage(*text, &state).ok()) {
    return {};  // no keeper has run here yet
  }
  std::vector<std::pair<pid_t, std::uint64_t>> old;
  const auto servers = state.fields().find("servers");
  if (servers != state.fields().end()) {
    for (const auto& server : servers->second.list_value().values()) {
      const auto& fields = server.struct_value().fields();
      if (fields.contains("pid") && fields.contains("start_ticks")) {
        old.emplace_back(static_cast<pid_t>(fields.at("pid").number_value()),
                         static_cast<std::uint64_t>(fields.at("start_ticks").number_value()));
      }
    }
  }
  const auto lives = [](const std::pair<pid_t, std::uint64_t>& server) {
    const auto facts = server.first > 0 ? process_facts(server.first) : std::nullopt;
    return facts && facts->start_ticks == server.second && facts->state != 'Z';
  };
  for (const auto& server : old) {
    if (lives(server)) {
      signal_tree(server.first, SIGCONT);  // a frozen one cannot even hear that it should end
    }
  }
  const Deadline give_up = until + std::chrono::seconds(5);
  while (std::ranges::any_of(old, lives)) {
    if (Clock::now() >= give_up) {
      return fail(ErrorKind::kInternal, "",
                  "servers of an earlier run do not end; see " + layout.state().string());
    }
    for (const auto& server : old) {
      if (lives(server) && Clock::now() >= until) {
        signal_tree(server.first, SIGKILL);
      }
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return {};
}

/// The holder of a lock file, if it is one of us.
pid_t holder_of(const fs::path& lock) {
  const auto text = read_file(lock);
  pid_t pid = 0;
  if (text) {
    std::from_chars(text->data(), text->data() + text->size(), pid);
  }
  const auto name =
      pid > 0 ? read_file(std::format("/proc/{}/comm", pid)) : fail(ErrorKind::kNotFound, "", "");
  return name && *name == "darkstore-local\n" ? pid : 0;
}

/// Waits for the lock of `up`, and says so when another one has it.
Result<FileLock> lock_up(const fs::path& path, Progress& progress) {
  auto lock = FileLock::take(path, Clock::now());
  if (!lock && lock.error().kind == ErrorKind::kUnavailable) {
    progress.step(std::format("waiting for another `up` on this folder (pid {})", holder_of(path)));
  }
  const Deadline until = Clock::now() + kOtherUpTimeMax;
  while (!lock && lock.error().kind == ErrorKind::kUnavailable && Clock::now() < until) {
    lock = FileLock::take(path, Clock::now() + kLook);
    progress.tick();
  }
  return lock;
}

/// A creation under way dies with its `up`: the kernel kills its servers.
void stop_other_up(const Layout& layout, Progress& progress) {
  for (const int number : {SIGTERM, SIGKILL}) {
    if (FileLock::take(layout.up_lock(), Clock::now())) {
      return;
    }
    if (const pid_t pid = holder_of(layout.up_lock()); pid > 0) {
      progress.line(std::format("stopping the `up` under way (pid {})", pid));
      ::kill(pid, number);
    }
    if (FileLock::take(layout.up_lock(), Clock::now() + kAskTimeMax)) {
      return;
    }
  }
}

Result<void> check_space(const fs::path& data, const std::string& scale) {
  const std::uintmax_t needed_gb = scale == "full" ? 30 : scale == "small" ? 1 : 4;
  std::error_code error;
  const auto space = fs::space(data, error);
  if (!error && space.available >> 30 < needed_gb) {
    return fail(
        ErrorKind::kResourceExhausted, "data",
        std::format("{} has {} GB free, the data need {} GB; free some or give another folder with --data",
                    data.string(), space.available >> 30, needed_gb));
  }
  return {};
}

/// What the folder holds, if that is what was asked for.
Result<ClusterMark> matching_mark(const Layout& layout, const UpOptions& options) {
  auto mark = read_mark(layout);
  if (mark && ((!options.variant.empty() && options.variant != to_string(mark->variant)) ||
               (!options.scale.empty() && options.scale != mark->scale))) {
    return fail(
        ErrorKind::kFailedPrecondition, "data",
        std::format("{} holds a {} cluster of scale {}; give another --data, or delete that one with clean",
                    layout.data.string(), to_string(mark->variant), mark->scale));
  }
  return mark;
}

/// Creates the cluster, or checks that the one there is what was asked for.
Result<ClusterMark> ensure_created(const Layout& layout, const UpOptions& options, Progress& progress) {
  if (is_whole(layout)) {
    return matching_mark(layout, options);
  }
  const auto variant = parse_variant(options.variant.empty() ? "full" : options.variant);
  if (!variant) {
    return tl::unexpected(variant.error());
  }
  ClusterMark mark{*variant, options.scale, options.seed};
  if (mark.scale.empty()) {
    mark.scale = *variant == Variant::kSmall ? "small" : "default";
  }
  auto created = check_space(layout.data, mark.scale).and_then([&] {
    return create_cluster(layout, mark, options.backends, progress);
  });
  if (!created) {
    return tl::unexpected(created.error());
  }
  return mark;
}

Result<pid_t> start_keeper(const Layout& layout, const ClusterMark& mark, const UpOptions& options) {
  Command command{
      .argv = {program_folder() / "darkstore-local", "keep", "--data", layout.data, "--variant",
               std::string(to_string(mark.variant)), "--backends", std::to_string(options.backends),
               "--while-pid", std::to_string(options.while_pid)},
      .folder = layout.data,
      .log = layout.log("keeper"),
      .death_signal = 0};
  if (options.sync) {
    command.argv.emplace_back("--sync");
  }
  return spawn(command);
}

/// Waits until the keeper says that everything serves. @param keeper  our child, or 0
Result<void> wait_serving(const Layout& layout, pid_t keeper, Deadline until, Progress& progress) {
  std::string pending;
  while (Clock::now() < until) {
    const bool ended = keeper > 0 && ::waitpid(keeper, nullptr, WNOHANG) == keeper;
    const auto answer = ask_keeper(layout, "serving", Clock::now() + kAskTimeMax);
    if (answer && *answer == "serving") {
      return {};
    }
    if (ended) {
      return fail(ErrorKind::kInternal, "",
                  "the keeper ended: " + file_tail(layout.log("keeper"), kTailBytes));
    }
    if (answer) {
      pending = *answer;
    } else if (answer.error().kind == ErrorKind::kFailedPrecondition) {
      const std::string server = answer.error().reason.substr(0, answer.error().reason.find(' '));
      return fail(ErrorKind::kInternal, "",
                  std::format("{}\n{}", answer.error().reason, file_tail(layout.log(server), kTailBytes)));
    }
    progress.tick();
    std::this_thread::sleep_for(kLook);
  }
  return fail(ErrorKind::kDeadlineExceeded, "",
              std::format("not serving in time ({}); see {}", pending, layout.logs().string()));
}

/// Everything the keeper keeps, and the keeper.
Result<void> stop_keeper(const Layout& layout) {
  const Deadline until = Clock::now() + kDownTimeMax;
  const auto answer = ask_keeper(layout, "down", until);
  while (answer && keeper_runs(layout) && Clock::now() < until) {
    std::this_thread::sleep_for(kLook);
  }
  if (keeper_runs(layout)) {  // it hangs, or did not get as far as listening
    if (const pid_t keeper = holder_of(layout.keeper_lock()); keeper > 0) {
      ::kill(keeper, SIGKILL);
    }
  }
  auto ended = end_leftovers(layout, Clock::now() + kLeftoverTimeMax);
  std::error_code error;
  if (ended && layout.sockets.filename().string().starts_with("ds-")) {
    fs::remove_all(layout.sockets, error);
  }
  return ended;
}

Result<Struct> parse(const std::string& json) {
  Struct parsed;
  if (!google::protobuf::util::JsonStringToMessage(json, &parsed).ok()) {
    return fail(ErrorKind::kInternal, "", "not JSON: " + json);
  }
  return parsed;
}

double number_in(const Struct& object, const std::string& key) {
  const auto found = object.fields().find(key);
  return found == object.fields().end() ? 0 : found->second.number_value();
}

std::string text_in(const Struct& object, const std::string& key) {
  const auto found = object.fields().find(key);
  return found == object.fields().end() ? "" : found->second.string_value();
}

}  // namespace

Result<void> up(const UpOptions& options, Progress& progress) {
  if (::getuid() == 0) {
    return fail(ErrorKind::kPermissionDenied, "",
                "servers never run as root; use ./darkstore up, or call this as an ordinary user");
  }
  const auto began = Clock::now();
  const auto data = open_data_folder(options.data);
  if (!data) {
    return tl::unexpected(data.error());
  }
  const auto lock = lock_up(Layout{*data, {}}.up_lock(), progress);
  if (!lock) {
    return tl::unexpected(lock.error());
  }
  if (const auto there = find_layout(*data); there && keeper_runs(*there)) {
    progress.step("already running");
    return matching_mark(*there, options).and_then([&](const ClusterMark&) {
      return wait_serving(*there, 0, Clock::now() + options.time_max, progress);
    });
  }
  const auto layout = make_layout(*data);
  if (!layout) {
    return tl::unexpected(layout.error());
  }
  if (auto ended = end_leftovers(*layout, Clock::now() + kLeftoverTimeMax); !ended) {
    return ended;
  }
  const auto mark = ensure_created(*layout, options, progress);
  if (!mark) {
    return tl::unexpected(mark.error());
  }
  progress.step("starting the cluster");
  const auto keeper = start_keeper(*layout, *mark, options);
  if (!keeper) {
    return tl::unexpected(keeper.error());
  }
  auto serving = wait_serving(*layout, *keeper, Clock::now() + options.time_max, progress);
  if (!serving) {
    if (auto stopped = stop_keeper(*layout); !stopped) {
      progress.line(stopped.error().reason);
    }
    return serving;
  }
  const std::chrono::duration<double> took = Clock::now() - began;
  progress.line(std::format("serving after {:.1f} s, data in {}", took.count(), layout->data.string()));
  return {};
}

Result<void> down(const fs::path& data, Progress& progress) {
  const auto layout = find_layout(data);
  if (!layout) {
    progress.line("nothing runs in " + data.string());
    return {};
  }
  stop_other_up(*layout, progress);
  const auto lock = FileLock::take(layout->up_lock(), Clock::now() + kAskTimeMax);
  if (!lock) {
    return tl::unexpected(lock.error());
  }
  const bool ran = keeper_runs(*layout);
  progress.step(ran ? "stopping the cluster" : "nothing runs in " + layout->data.string());
  auto stopped = stop_keeper(*layout);
  if (stopped && ran) {
    progress.line("stopped");
  }
  return stopped;
}

Result<void> clean(const fs::path& data, Progress& progress) {
  const auto layout = find_layout(data);
  if (!layout) {
    progress.line("nothing to clean in " + data.string());
    return {};
  }
  if (auto stopped = down(data, progress); !stopped) {
    return stopped;
  }
  std::vector<fs::path> ours{layout->servers(),     layout->servers_half_made(),
                             layout->logs(),        layout->endpoints(),
                             layout->tokens(),      layout->secret(),
                             layout->state(),       layout->traffic_book(),
                             layout->keeper_lock(), layout->sockets_link()};
  for (const std::string& backend : backend_names(kBackendsMax)) {
    ours.push_back(layout->backend_config(backend));
  }
  ours.push_back(layout->up_lock());
  std::error_code error;
  for (const fs::path& path : ours) {
    fs::remove_all(path, error);
    if (error) {
      return fail(ErrorKind::kInternal, "data", "cannot delete " + path.string() + ": " + error.message());
    }
  }
  if (fs::is_empty(layout->data, error)) {
    fs::remove(layout->data, error);
  }
  progress.line("deleted the cluster in " + layout->data.string());
  return {};
}

Result<std::string> status_json(const fs::path& data) {
  return find_layout(data).and_then(
      [](const Layout& layout) { return ask_keeper(layout, "status", Clock::now() + kAskTimeMax); });
}

Result<std::string> status_table(const fs::path& data) {
  const auto state = status_json(data).and_then(parse);
  if (!state) {
    return tl::unexpected(state.error());
  }
  std::string table = std::format("{:<16} {:<13} {:<12} {:>8} {:>9} {:>8} {:>8} {:>8}  {}\n", "name", "role",
                                  "state", "pid", "uptime s", "restarts", "RSS MB", "PSS MB", "replication");
  double pss_kb = 0;
  const auto servers = state->fields().find("servers");
  if (servers == state->fields().end()) {
    return fail(ErrorKind::kInternal, "", "the keeper's status names no servers");
  }
  for (const auto& value : servers->second.list_value().values()) {
    const Struct& server = value.struct_value();
    pss_kb += number_in(server, "pss_kb");
    const std::string replication = text_in(server, "replication");
    table += std::format(
        "{:<16} {:<13} {:<12} {:>8} {:>9} {:>8} {:>8.0f} {:>8.0f}  {}\n", text_in(server, "name"),
        text_in(server, "role"), text_in(server, "state"), number_in(server, "pid"),
        number_in(server, "uptime_s"), number_in(server, "restarts"), number_in(server, "rss_kb") / kMegabyte,
        number_in(server, "pss_kb") / kMegabyte,
        replication.empty() ? ""
                            : std::format("{}, {} bytes, {} ms behind", replication,
                                          number_in(server, "lag_bytes"), number_in(server, "lag_ms")));
  }
  return table + std::format("{} MB in all (PSS)\n", static_cast<int>(pss_kb / kMegabyte));
}

Result<void> on_server(const fs::path& data, std::string_view verb, std::string_view server) {
  return find_layout(data)
      .and_then([&](const Layout& layout) {
        return ask_keeper(layout, std::format("{} {}", verb, server), Clock::now() + kAskTimeMax);
      })
      .map([](const std::string&) {});
}

Result<std::string> logs(const fs::path& data, const std::string& server, std::size_t bytes_max) {
  const auto layout = find_layout(data);
  if (!layout) {
    return tl::unexpected(layout.error());
  }
  if (!server.empty()) {
    std::error_code error;
    if (server.find('/') != std::string::npos || !fs::exists(layout->log(server), error)) {
      return fail(ErrorKind::kNotFound, "name", "no log is called '" + server + "'");
    }
    return file_tail(layout->log(server), bytes_max);
  }
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(layout->logs(), error)) {
    if (entry.path().extension() == ".log") {
      files.push_back(entry.path());
    }
  }
  std::ranges::sort(files);
  std::string text;
  for (const fs::path& file : files) {
    text += std::format("==> {} <==\n{}\n", file.stem().string(), file_tail(file, bytes_max));
  }
  return text;
}

}  // namespace darkstore::local
