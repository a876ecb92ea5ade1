#include "tests/backend/support/valkey_server.h"

#include <signal.h>

#include <chrono>
#include <fstream>
#include <sstream>
#include <thread>

#include "backend/storage/cache_connection.h"
#include "shared/invariant.h"

namespace darkstore::testing {
namespace {

constexpr auto kPassword = "for-tests";

}  // namespace

ValkeyServer::ValkeyServer() {
  std::ofstream(folder_.path() / "valkey.conf")
      << "port 0\nunixsocket " << (folder_.path() / "v.sock").string()
      << "\nunixsocketperm 700\nsave \"\"\nappendonly no\n"
      << "maxmemory 64mb\nmaxmemory-policy allkeys-lru\nuser default off\n"
      << "user darkstore on >" << kPassword
      << " ~stock:* resetchannels -@all +auth +ping +get +set +mget +time +fcall\n"
      << "user admin on >" << kPassword << " ~* &* +@all\n";
  start();
}

void ValkeyServer::start() {
  process_ = ChildProcess({"valkey-server", (folder_.path() / "valkey.conf").string()},
                          folder_.path() / "valkey.log");
  const auto until = within(std::chrono::seconds{20});
  while (!storage::CacheConnection::open(options().socket_path, "admin", kPassword,
                                         within(std::chrono::seconds{1}))) {
    invariant(!passed(until), "Valkey starts");
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
}

void ValkeyServer::kill() {
  process_.stop(SIGKILL);
}
void ValkeyServer::pause() {
  process_.send(SIGSTOP);
}
void ValkeyServer::resume() {
  process_.send(SIGCONT);
}

storage::CacheOptions ValkeyServer::options() const {
  std::ifstream file("resources/valkey/darkstore.lua");
  invariant(file.good(), "tests run in the source folder");
  std::ostringstream text;
  text << file.rdbuf();
  return {.socket_path = (folder_.path() / "v.sock").string(),
          .password = kPassword,
          .admin_password = kPassword,
          .functions = text.str()};
}

std::string ValkeyServer::admin(const std::vector<std::string>& arguments) const {
  auto connection = storage::CacheConnection::open(options().socket_path, "admin", kPassword,
                                                   within(std::chrono::seconds{5}));
  invariant(connection.has_value(), "the admin signs in");
  storage::CacheCommand command(arguments.front());
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    command.arg(arguments[i]);
  }
  auto replies = connection->round_trip({&command, 1}, within(std::chrono::seconds{5}));
  invariant(replies.has_value(), "Valkey answers the admin");
  const auto& reply = *replies->front();
  if (reply.type == REDIS_REPLY_INTEGER) {
    return std::to_string(reply.integer);
  }
  return reply.str == nullptr ? "" : std::string(reply.str, reply.len);
}

}  // namespace darkstore::testing
