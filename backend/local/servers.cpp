#include "backend/local/servers.h"

#include <sys/socket.h>

#include <cstring>
#include <string>

#include "backend/local/postgres.h"

namespace darkstore::local {
namespace fs = std::filesystem;
namespace {

ServerSpec postgres_spec(const Layout& layout, const PostgresPlan& plan, const fs::path& programs) {
  const fs::path folder = layout.servers() / plan.name;
  return {.name = plan.name,
          .role = std::string(to_string(plan.role)),
          .stage = 0,
          .command = {.argv = {programs / "postgres", "-D", folder},
                      .folder = folder,
                      .log = layout.log(plan.name),
                      .death_signal = SIGINT},
          .stop_signal = SIGINT,
          .prepare = [folder] { return settle_postmaster_pid(folder); },
          .ready = [folder](pid_t pid) { return postgres_is_ready(folder, pid); }};
}

}  // namespace

Result<std::vector<ServerSpec>> server_specs(const Layout& layout, Variant variant, int backends) {
  const auto programs = postgres_programs();
  if (!programs) {
    return tl::unexpected(programs.error());
  }
  std::vector<ServerSpec> specs;
  for (const PostgresPlan& plan : postgres_plans(variant)) {
    specs.push_back(postgres_spec(layout, plan, *programs));
  }
  const fs::path valkey = layout.servers() / "valkey";
  specs.push_back({.name = "valkey",
                   .role = "cache",
                   .stage = 0,
                   .command = {.argv = {"valkey-server", valkey / "valkey.conf"},
                               .folder = valkey,
                               .log = layout.log("valkey"),
                               .death_signal = SIGTERM},
                   .ready = [layout](pid_t) { return connect_to(layout.valkey_socket()).open(); }});
  const fs::path darkstored = program_folder() / "darkstored";
  specs.push_back({.name = "migrate",
                   .role = "task",
                   .stage = 1,
                   .command = {.argv = {darkstored, "migrate", "--config", layout.backend_config("a")},
                               .folder = layout.data,
                               .log = layout.log("migrate"),
                               .death_signal = SIGTERM},
                   .once = true});
  for (const std::string& name : backend_names(backends)) {
    const fs::path config = layout.backend_config(name);
    const fs::path socket = layout.backend_socket(name);
    const std::string server = "backend-" + name;
    specs.push_back({.name = server,
                     .role = "backend",
                     .stage = 2,
                     .command = {.argv = {darkstored, "serve", "--config", config},
                                 .folder = layout.data,
                                 .log = layout.log(server),
                                 .death_signal = SIGTERM},
                     .ready = [socket](pid_t) { return connect_to(socket).open(); },
                     .probe = Command{.argv = {darkstored, "health", "--config", config},
                                      .folder = layout.data,
                                      .log = layout.log(server)}});
  }
  return specs;
}

sockaddr_un socket_address(const fs::path& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
  return address;
}

Fd connect_to(const fs::path& path) {
  Fd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  const sockaddr_un address = socket_address(path);
  if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    return {};
  }
  return socket;
}

}  // namespace darkstore::local
