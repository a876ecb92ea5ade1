#include "backend/local/config_files.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sodium.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <format>
#include <functional>
#include <system_error>
#include <toml++/toml.hpp>

#include "shared/invariant.h"

namespace darkstore::local {
namespace fs = std::filesystem;
namespace {

constexpr int kFirstPort = 20000;
constexpr int kPortRange = 12000;  // to 31999; Linux gives out 32768 and above by itself
constexpr const char* kCacheUser = "darkstore";
constexpr const char* kCacheAdmin = "admin";

/// A TOML basic string.
std::string toml_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += std::format("\\u{:04X}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string toml_strings(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) {
    out += (out.empty() ? "" : ", ") + toml_string(item);
  }
  return "[" + out + "]";
}

bool port_is_free(int port) {
  const Fd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const int on = 1;  // a port that only waits out its last connections is free
  ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return ::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
         ::listen(socket.get(), 1) == 0;
}

std::string sha256_hex(std::string_view text) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
  std::string hex;
  for (const unsigned char byte : hash) {
    hex += std::format("{:02x}", byte);
  }
  return hex;
}

std::string tokens_text() {
  std::string text = "# One token a role; whoever holds it acts in that role.\n";
  for (const char* role : {"viewer", "operator", "support", "admin"}) {
    text += std::format("{} = {}\n", role, toml_string(random_hex(32)));
  }
  return text;
}

}  // namespace

std::string random_hex(std::size_t bytes) {
  invariant(sodium_init() >= 0, "libsodium starts");
  std::vector<unsigned char> buffer(bytes);
  randombytes_buf(buffer.data(), buffer.size());
  std::string hex;
  for (const unsigned char byte : buffer) {
    hex += std::format("{:02x}", byte);
  }
  return hex;
}

CachePasswords new_cache_passwords() {
  return {random_hex(32), random_hex(32)};
}

Result<std::vector<int>> choose_ports(const std::vector<int>& wanted, int count, std::size_t seed) {
  std::vector<int> chosen;
  const auto take = [&chosen](int port) {
    if (std::ranges::find(chosen, port) == chosen.end() && port_is_free(port)) {
      chosen.push_back(port);
      return true;
    }
    return false;
  };
  int tried = 0;
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
    bool found = i < wanted.size() && take(wanted[i]);
    for (; !found && tried < kPortRange; ++tried) {
      found = take(kFirstPort + static_cast<int>((seed + static_cast<std::size_t>(tried)) % kPortRange));
    }
    if (!found) {
      return fail(ErrorKind::kUnavailable, "", "no loopback TCP port is free between 20000 and 31999");
    }
  }
  return chosen;
}

std::vector<int> ports_in(const fs::path& endpoints) {
  const auto text = read_file(endpoints);
  if (!text) {
    return {};
  }
  std::vector<int> ports;
  try {
    const toml::table parsed = toml::parse(*text);
    if (const toml::array* list = parsed["tcp"].as_array()) {
      for (const toml::node& node : *list) {
        const std::string address = node.value_or(std::string());
        ports.push_back(std::atoi(address.substr(address.rfind(':') + 1).c_str()));
      }
    }
  } catch (const toml::parse_error&) {
    ports.clear();  // someone changed our file: new ports are as good, and the file is written anew
  }
  return ports;
}

std::string backend_config_text(const Layout& layout, Variant variant, std::string_view name, int port,
                                const CachePasswords& passwords) {
  std::string text = std::format(
      "# Written by darkstore-local at every start; changes are lost.\n"
      "[backend]\nname = {}\nlisten = {}\ntokens = {}\nsecret = {}\nresources = {}\n",
      toml_string(name),
      toml_strings({"unix:" + layout.backend_socket(name).string(), std::format("127.0.0.1:{}", port)}),
      toml_string(layout.tokens().string()), toml_string(layout.secret().string()),
      toml_string(DARKSTORE_RESOURCES));
  for (const DatabasePlan& plan : database_plans(variant)) {
    text += plan.shard == 0
                ? "\n[directory]\n"
                : std::format("\n[[shard]]\nid = {}\nname = {}\n", plan.shard, toml_string(plan.name));
    text += std::format("owner = {}\nprimary = {}\nreplica = {}\n",
                        toml_string(conninfo(layout, plan.primary_port, plan.database, "darkstore_owner")),
                        toml_string(conninfo(layout, plan.primary_port, plan.database, "darkstore_app")),
                        toml_string(plan.replica_port == 0 ? ""
                                                           : conninfo(layout, plan.replica_port,
                                                                      plan.database, "darkstore_app")));
  }
  return text + std::format("\n[cache]\nsocket = {}\nuser = {}\npassword = {}\nadmin_password = {}\n",
                            toml_string(layout.valkey_socket().string()), toml_string(kCacheUser),
                            toml_string(passwords.darkstore), toml_string(passwords.admin));
}

std::string endpoints_text(const Layout& layout, const std::vector<std::string>& backends,
                           const std::vector<int>& ports) {
  std::vector<std::string> sockets;
  std::vector<std::string> tcp;
  for (std::size_t i = 0; i < backends.size(); ++i) {
    sockets.push_back("unix:" + layout.backend_socket(backends[i]).string());
    tcp.push_back(std::format("127.0.0.1:{}", ports[i]));
  }
  return std::format("backends = {}\ntcp = {}\ntokens = {}\n", toml_strings(sockets), toml_strings(tcp),
                     toml_string(layout.tokens().string()));
}

std::string valkey_settings(const Layout& layout, Variant variant, const CachePasswords& passwords) {
  return std::format(
      "# Written by darkstore-local at every start; changes are lost.\n"
      "port 0\n"
      "unixsocket {}\n"
      "unixsocketperm 700\n"
      "save \"\"\n"
      "appendonly no\n"
      "maxmemory {}mb\n"
      "maxmemory-policy allkeys-lru\n"
      "maxclients 1000\n"
      "user default off\n"
      "user {} on #{} ~stock:* resetchannels -@all +auth +ping +get +set +mget +time +fcall\n"
      "user {} on #{} ~* &* +@all\n",
      layout.valkey_socket().string(), variant == Variant::kFull ? 512 : 64, kCacheUser,
      sha256_hex(passwords.darkstore), kCacheAdmin, sha256_hex(passwords.admin));
}

Result<void> write_config_files(const Layout& layout, Variant variant, int backends,
                                const fs::path& valkey_folder) {
  std::error_code error;
  if (!fs::exists(layout.tokens(), error)) {
    if (auto done = replace_file(layout.tokens(), tokens_text()); !done) {
      return done;
    }
  }
  if (!fs::exists(layout.secret(), error)) {
    if (auto done = replace_file(layout.secret(), random_hex(32) + "\n"); !done) {
      return done;
    }
  }
  const auto names = backend_names(backends);
  const auto ports =
      choose_ports(ports_in(layout.endpoints()), backends, std::hash<std::string>{}(layout.sockets.string()));
  if (!ports) {
    return tl::unexpected(ports.error());
  }
  const CachePasswords passwords = new_cache_passwords();
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string text = backend_config_text(layout, variant, names[i], (*ports)[i], passwords);
    if (auto done = replace_file(layout.backend_config(names[i]), text); !done) {
      return done;
    }
  }
  if (auto done = replace_file(layout.endpoints(), endpoints_text(layout, names, *ports)); !done) {
    return done;
  }
  return replace_file(valkey_folder / "valkey.conf", valkey_settings(layout, variant, passwords));
}

}  // namespace darkstore::local
