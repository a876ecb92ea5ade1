#include "tests/integration/support/embedded_cluster.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <format>
#include <functional>
#include <thread>
#include <toml++/toml.hpp>
#include <utility>

#include "backend/local/keeper.h"
#include "backend/local/postgres.h"
#include "backend/local/process.h"

namespace darkstore::testing {
namespace fs = std::filesystem;
namespace {

constexpr std::chrono::minutes kCallTimeMax{5};
constexpr std::chrono::seconds kAskTimeMax{10};
constexpr std::chrono::milliseconds kLook{20};

Result<void> ask(const fs::path& data, const std::string& request) {
  return local::find_layout(data)
      .and_then([&](const local::Layout& layout) {
        return local::ask_keeper(layout, request, local::Clock::now() + kAskTimeMax);
      })
      .map([](const std::string&) {});
}

/// Looks again and again until it holds.
Result<void> wait_until(const std::function<bool()>& holds, std::chrono::seconds time_max,
                        const std::string& what) {
  const auto until = local::Clock::now() + time_max;
  while (!holds()) {
    if (local::Clock::now() >= until) {
      return fail(ErrorKind::kDeadlineExceeded, "", what);
    }
    std::this_thread::sleep_for(kLook);
  }
  return {};
}

std::vector<std::string> strings_in(const toml::table& table, std::string_view key) {
  std::vector<std::string> all;
  if (const toml::array* list = table[key].as_array()) {
    for (const toml::node& node : *list) {
      all.push_back(node.value_or(std::string()));
    }
  }
  return all;
}

local::DatabasePlan plan_of(int shard, std::string_view variant) {
  const auto plans =
      local::database_plans(variant == "full" ? local::Variant::kFull : local::Variant::kSmall);
  return *std::ranges::find(plans, shard, &local::DatabasePlan::shard);
}

Result<std::string> run_sql(const std::string& conninfo, const std::string& sql) {
  auto session = local::AdminSession::open(conninfo, local::Clock::now() + kAskTimeMax);
  return session ? session->run(sql) : tl::unexpected(session.error());
}

}  // namespace

Result<std::string> call_darkstore_local(const std::vector<std::string>& arguments) {
  local::Command command{.argv = {local::program_folder() / "darkstore-local"}};
  command.argv.insert(command.argv.end(), arguments.begin(), arguments.end());
  std::string said;
  const auto finished = local::run(
      command, local::Clock::now() + kCallTimeMax,
      [&said](std::string_view line) { said.append(line).append("\n"); }, [] { return true; });
  if (!finished) {
    return tl::unexpected(finished.error());
  }
  if (finished->code != 0) {
    return fail(ErrorKind::kInternal, "",
                std::format("darkstore-local {} ended with exit code {}:\n{}", arguments.front(),
                            finished->code, said));
  }
  return finished->out;
}

fs::path fresh_data_folder() {
  std::string name = (fs::temp_directory_path() / "ds-cluster-XXXXXX").string();
  return ::mkdtemp(name.data());
}

Result<EmbeddedCluster> EmbeddedCluster::start(const EmbeddedClusterOptions& options) {
  EmbeddedCluster cluster(fresh_data_folder(), options.variant);
  std::vector<std::string> arguments{"up",
                                     "--data",
                                     cluster.data_,
                                     "--variant",
                                     options.variant,
                                     "--scale",
                                     options.scale,
                                     "--seed",
                                     std::to_string(options.seed),
                                     "--backends",
                                     std::to_string(options.backends),
                                     "--while-pid",
                                     std::to_string(::getpid())};
  if (options.sync) {
    arguments.emplace_back("--sync");
  }
  const auto up = call_darkstore_local(arguments);
  if (!up) {
    return tl::unexpected(up.error());
  }
  if (auto read = cluster.read_endpoints(); !read) {
    return tl::unexpected(read.error());
  }
  return cluster;
}

EmbeddedCluster::EmbeddedCluster(EmbeddedCluster&& other) noexcept
    : data_(std::exchange(other.data_, {})),
      variant_(std::move(other.variant_)),
      backends_(std::move(other.backends_)),
      tcp_(std::move(other.tcp_)) {}

EmbeddedCluster::~EmbeddedCluster() {
  if (const auto stopped = stop(); !stopped) {
    std::fprintf(stderr, "%s\n", stopped.error().reason.c_str());
  }
}

Result<void> EmbeddedCluster::stop() {
  const fs::path data = std::exchange(data_, {});
  if (data.empty()) {
    return {};
  }
  return call_darkstore_local({"clean", "--data", data}).map([](const std::string&) {});
}

Result<void> EmbeddedCluster::read_endpoints() {
  const auto text = local::read_file(data_ / "endpoints.toml");
  if (!text) {
    return tl::unexpected(text.error());
  }
  const toml::table table = toml::parse(*text);
  backends_ = strings_in(table, "backends");
  tcp_ = strings_in(table, "tcp");
  return {};
}

std::string EmbeddedCluster::token(const std::string& role) const {
  return toml::parse_file((data_ / "tokens.toml").string())[role].value_or(std::string());
}

fs::path EmbeddedCluster::backend_config(const std::string& backend) const {
  return data_ / std::format("backend-{}.toml", backend);
}

std::string EmbeddedCluster::conninfo(int shard, const std::string& user) const {
  const auto plan = plan_of(shard, variant_);
  return std::format("host={} port={} dbname={} user={}", (data_ / "sockets").string(), plan.primary_port,
                     plan.database, user);
}

Result<std::string> EmbeddedCluster::query(int shard, const std::string& sql) const {
  return run_sql(conninfo(shard, "postgres"), sql);
}

Result<std::string> EmbeddedCluster::query_replica(int shard, const std::string& sql) const {
  const auto plan = plan_of(shard, variant_);
  return run_sql(std::format("host={} port={} dbname={} user=postgres", (data_ / "sockets").string(),
                             plan.replica_port, plan.database),
                 sql);
}

Result<void> EmbeddedCluster::kill(const std::string& server) {
  return ask(data_, "kill " + server);
}
Result<void> EmbeddedCluster::hold(const std::string& server) {
  return ask(data_, "hold " + server);
}
Result<void> EmbeddedCluster::freeze(const std::string& server) {
  return ask(data_, "stop " + server);
}
Result<void> EmbeddedCluster::thaw(const std::string& server) {
  return ask(data_, "cont " + server);
}
Result<void> EmbeddedCluster::restart(const std::string& server) {
  return ask(data_, "restart " + server);
}

Result<std::vector<ServerNow>> EmbeddedCluster::servers() const {
  const auto json = call_darkstore_local({"status", "--json", "--data", data_});
  if (!json) {
    return tl::unexpected(json.error());
  }
  google::protobuf::Struct state;
  if (!google::protobuf::util::JsonStringToMessage(*json, &state).ok()) {
    return fail(ErrorKind::kInternal, "", "status is not JSON: " + *json);
  }
  std::vector<ServerNow> all;
  for (const auto& value : state.fields().at("servers").list_value().values()) {
    const auto& fields = value.struct_value().fields();
    all.push_back({fields.at("name").string_value(), fields.at("state").string_value(),
                   static_cast<pid_t>(fields.at("pid").number_value()),
                   static_cast<int>(fields.at("restarts").number_value())});
  }
  return all;
}

Result<ServerNow> EmbeddedCluster::server(const std::string& name) const {
  return servers().and_then([&](const std::vector<ServerNow>& all) -> Result<ServerNow> {
    const auto found = std::ranges::find(all, name, &ServerNow::name);
    if (found == all.end()) {
      return fail(ErrorKind::kNotFound, "server", name + " is no server of this cluster");
    }
    return *found;
  });
}

Result<void> EmbeddedCluster::wait_serving(std::chrono::seconds time_max) const {
  const auto all_ready = [this] {
    const auto all = servers();
    return all && std::ranges::all_of(*all, [](const ServerNow& server) {
             return server.state == "ready" || server.state == "done";
           });
  };
  return wait_until(all_ready, time_max, "the cluster does not serve");
}

Result<void> EmbeddedCluster::wait_restarted(const std::string& name, int restarts,
                                             std::chrono::seconds time_max) const {
  const auto back = [&] {
    const auto now = server(name);
    return now && now->restarts >= restarts && now->state == "ready";
  };
  return wait_until(back, time_max, name + " does not come back");
}

}  // namespace darkstore::testing
