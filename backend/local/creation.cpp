#include "backend/local/creation.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <format>
#include <map>
#include <system_error>
#include <thread>
#include <toml++/toml.hpp>
#include <tuple>
#include <utility>
#include <vector>

#include "backend/local/config_files.h"
#include "backend/local/postgres.h"

namespace darkstore::local {
namespace fs = std::filesystem;
namespace {

constexpr std::chrono::seconds kSayFirst{2};
constexpr std::chrono::seconds kSayEveryMax{10};
constexpr std::chrono::milliseconds kTaskLook{20};
constexpr std::chrono::seconds kStepTimeMax{120};
constexpr std::chrono::minutes kSeedTimeMax{60};
constexpr std::chrono::seconds kGiveUpTimeMax{5};
constexpr const char* kMarkName = "cluster.toml";

/// One creation at work.
class Creation {
 public:
  Creation(const Layout& layout, const ClusterMark& mark, Progress& progress)
      : layout_(layout), mark_(mark), progress_(progress), plans_(postgres_plans(mark.variant)) {}
  ~Creation();
  Creation(const Creation&) = delete;
  Creation& operator=(const Creation&) = delete;

  Result<void> begin();
  Result<void> make_servers();
  Result<void> start_servers(PostgresUse use);
  Result<void> stop_servers();
  Result<void> make_databases();
  Result<void> fill(int backends);
  Result<void> make_replicas();
  Result<void> commit();

 private:
  struct Task {
    std::string name;
    Child child;
  };

  [[nodiscard]] fs::path folder(const PostgresPlan& plan) const {
    return layout_.servers_half_made() / plan.name;
  }
  Result<void> wait_all(std::vector<Task>& tasks);
  Result<void> run_darkstored(const std::vector<std::string>& arguments, Clock::duration time_max);

  const Layout& layout_;
  const ClusterMark& mark_;
  Progress& progress_;
  std::vector<PostgresPlan> plans_;
  fs::path programs_;
  std::map<std::string, Child> servers_;
};

tl::unexpected<Error> broken(const std::string& reason) {
  return fail(ErrorKind::kInternal, "", reason);
}

/// Given up half-way: at once, but in order, so that no shared memory stays behind.
Creation::~Creation() {
  for (auto& [name, child] : servers_) {
    child.signal(SIGQUIT);
  }
  for (auto& [name, child] : servers_) {
    std::ignore = child.wait(Clock::now() + kGiveUpTimeMax);  // ~Child kills what does not hear
  }
}

Result<void> Creation::begin() {
  auto programs = postgres_programs();
  if (!programs) {
    return tl::unexpected(programs.error());
  }
  programs_ = *programs;
  std::error_code error;
  // Servers of a killed creation may still be dying, and writing.
  const Deadline until = Clock::now() + kGiveUpTimeMax;
  do {
    fs::remove_all(layout_.servers_half_made(), error);
  } while (error && Clock::now() < until);
  fs::remove(layout_.log("create"), error);
  fs::create_directories(layout_.servers_half_made() / "valkey", error);
  if (error) {
    return broken("cannot make " + layout_.servers_half_made().string() + ": " + error.message());
  }
  return {};
}

Result<void> Creation::wait_all(std::vector<Task>& tasks) {
  const Deadline until = Clock::now() + kStepTimeMax;
  for (Task& task : tasks) {
    std::optional<int> code;
    while (!(code = task.child.wait(Clock::now() + kTaskLook))) {
      progress_.tick();
      if (Clock::now() >= until) {
        return fail(ErrorKind::kDeadlineExceeded, "", task.name + " does not end");
      }
    }
    if (*code != 0) {
      return broken(std::format("{} failed:\n{}", task.name, file_tail(layout_.log("create"), kTailBytes)));
    }
  }
  return {};
}

Result<void> Creation::make_servers() {
  progress_.step("making the PostgreSQL servers");
  std::vector<Task> tasks;
  for (const PostgresPlan& plan : plans_) {
    if (plan.role == PostgresRole::kReplica) {
      continue;
    }
    Command command = initdb_command(programs_, folder(plan));
    command.log = layout_.log("create");
    auto child = Child::start(command);
    if (!child) {
      return tl::unexpected(child.error());
    }
    tasks.push_back({"initdb for " + plan.name, std::move(*child)});
  }
  return wait_all(tasks);
}

Result<void> Creation::start_servers(PostgresUse use) {
  for (const PostgresPlan& plan : plans_) {
    if (plan.role == PostgresRole::kReplica) {
      continue;
    }
    if (auto done = write_postgres_settings(layout_, plan, use, folder(plan)); !done) {
      return done;
    }
    auto child = Child::start({.argv = {programs_ / "postgres", "-D", folder(plan)},
                               .folder = folder(plan),
                               .log = layout_.log("create"),
                               .death_signal = SIGQUIT});
    if (!child) {
      return tl::unexpected(child.error());
    }
    servers_.insert_or_assign(plan.name, std::move(*child));
  }
  const Deadline until = Clock::now() + kStepTimeMax;
  for (auto& [name, child] : servers_) {
    while (!postgres_is_ready(layout_.servers_half_made() / name, child.pid())) {
      if (child.wait(Clock::now() + kTaskLook) || Clock::now() >= until) {
        return broken(
            std::format("{} does not start:\n{}", name, file_tail(layout_.log("create"), kTailBytes)));
      }
      progress_.tick();
    }
  }
  return {};
}

Result<void> Creation::stop_servers() {
  std::vector<Task> tasks;
  for (auto& [name, child] : servers_) {
    child.signal(SIGINT);
    tasks.push_back({"stopping " + name, std::move(child)});
  }
  servers_.clear();
  return wait_all(tasks);
}

Result<void> Creation::make_databases() {
  progress_.step("making roles and databases");
  return create_databases(layout_, plans_, Clock::now() + kStepTimeMax);
}

Result<void> Creation::run_darkstored(const std::vector<std::string>& arguments, Clock::duration time_max) {
  Command command{.argv = {program_folder() / "darkstored"}};
  command.argv.insert(command.argv.end(), arguments.begin(), arguments.end());
  std::string tail;
  const auto finished = run(
      command, Clock::now() + time_max,
      [&](std::string_view line) {
        progress_.line(line);
        tail = line;
      },
      [&] {
        progress_.tick();
        return true;
      });
  if (!finished) {
    return tl::unexpected(finished.error());
  }
  if (finished->code != 0) {
    return broken(
        std::format("darkstored {} failed with exit code {}: {}", arguments.front(), finished->code, tail));
  }
  return {};
}

Result<void> Creation::fill(int backends) {
  const fs::path valkey = layout_.servers_half_made() / "valkey";
  if (auto done = write_config_files(layout_, mark_.variant, backends, valkey); !done) {
    return done;
  }
  const std::string config = layout_.backend_config("a");
  progress_.step("making the schema");
  if (auto done = run_darkstored({"migrate", "--config", config}, kStepTimeMax); !done) {
    return done;
  }
  progress_.step(std::format("making the data (scale {}, seed {})", mark_.scale, mark_.seed));
  return run_darkstored(
      {"seed", "--config", config, "--scale", mark_.scale, "--seed", std::to_string(mark_.seed)},
      kSeedTimeMax);
}

Result<void> Creation::make_replicas() {
  progress_.step("copying the shards to their replicas");
  if (auto done = start_servers(PostgresUse::kServing); !done) {
    return done;
  }
  std::vector<Task> tasks;
  for (const PostgresPlan& replica : plans_) {
    if (replica.role != PostgresRole::kReplica) {
      continue;
    }
    const auto primary = std::ranges::find(plans_, replica.primary, &PostgresPlan::name);
    if (auto done = create_slot(layout_, *primary, replica, Clock::now() + kStepTimeMax); !done) {
      return done;
    }
    Command command = basebackup_command(programs_, layout_, *primary, replica, folder(replica));
    command.log = layout_.log("create");
    auto child = Child::start(command);
    if (!child) {
      return tl::unexpected(child.error());
    }
    tasks.push_back({"copying to " + replica.name, std::move(*child)});
  }
  if (auto done = wait_all(tasks); !done) {
    return done;
  }
  for (const PostgresPlan& replica : plans_) {
    if (replica.role == PostgresRole::kReplica) {
      if (auto done = replace_file(folder(replica) / "standby.signal", ""); !done) {
        return done;
      }
    }
  }
  return stop_servers();
}

Result<void> Creation::commit() {
  progress_.step("writing everything to disk");
  const std::string mark = std::format("format = 1\nvariant = \"{}\"\nscale = \"{}\"\nseed = {}\n",
                                       to_string(mark_.variant), mark_.scale, mark_.seed);
  if (auto done = replace_file(layout_.servers_half_made() / kMarkName, mark); !done) {
    return done;
  }
  const Fd data(::open(layout_.data.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (::syncfs(data.get()) != 0 ||
      ::rename(layout_.servers_half_made().c_str(), layout_.servers().c_str()) != 0 ||
      ::fsync(data.get()) != 0) {
    return broken("cannot finish " + layout_.servers().string() + ": " + std::strerror(errno));
  }
  return {};
}

}  // namespace

void Progress::step(std::string_view what) {
  what_ = what;
  started_ = Clock::now();
  say_every_ = kSayFirst;
  line(what);
}

void Progress::line(std::string_view text) {
  std::fprintf(stderr, "darkstore: %.*s\n", static_cast<int>(text.size()), text.data());
  said_ = Clock::now();
}

void Progress::tick() {
  if (Clock::now() - said_ >= say_every_) {
    say_every_ = std::min(2 * say_every_, kSayEveryMax);
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(Clock::now() - started_);
    line(std::format("  still {}, {} s", what_, seconds.count()));
  }
}

bool is_whole(const Layout& layout) {
  std::error_code error;
  return fs::exists(layout.servers() / kMarkName, error);
}

Result<ClusterMark> read_mark(const Layout& layout) {
  const auto text = read_file(layout.servers() / kMarkName);
  if (!text) {
    return tl::unexpected(text.error());
  }
  try {
    const toml::table table = toml::parse(*text);
    const auto variant = parse_variant(table["variant"].value_or(""));
    if (!variant) {
      return tl::unexpected(variant.error());
    }
    return ClusterMark{*variant, table["scale"].value_or(std::string("default")),
                       static_cast<std::uint64_t>(table["seed"].value_or<std::int64_t>(1))};
  } catch (const toml::parse_error& error) {
    return broken(std::format("{}: {}", (layout.servers() / kMarkName).string(), error.description()));
  }
}

Result<void> create_cluster(const Layout& layout, const ClusterMark& mark, int backends, Progress& progress) {
  Creation creation(layout, mark, progress);
  auto done = creation.begin()
                  .and_then([&] { return creation.make_servers(); })
                  .and_then([&] { return creation.start_servers(PostgresUse::kCreation); })
                  .and_then([&] { return creation.make_databases(); })
                  .and_then([&] { return creation.fill(backends); })
                  .and_then([&] { return creation.stop_servers(); });
  if (done && mark.variant == Variant::kFull) {
    done = creation.make_replicas();
  }
  return done.and_then([&] { return creation.commit(); });
}

}  // namespace darkstore::local
