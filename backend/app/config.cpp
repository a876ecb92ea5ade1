#include "backend/app/config.h"

#include <sodium.h>

#include <algorithm>
#include <fstream>
#include <initializer_list>
#include <set>
#include <string_view>

#include <toml++/toml.hpp>

namespace darkstore::app {
namespace {

// Collects faults, so that one start tells them all.
class Reader {
 public:
  std::string text(const toml::table* table, const std::string& path, std::string_view key,
                   bool required = true) {
    const auto value = table == nullptr ? std::nullopt : (*table)[key].value<std::string>();
    if (!value || (required && value->empty())) {
      if (required) {
        fault(path + "." + std::string(key) + ": must be a text");
      }
      return {};
    }
    return *value;
  }

  int number(const toml::table* table, const std::string& path, std::string_view key, int usual, int min,
             int max) {
    if (table == nullptr || !table->contains(key)) {
      return usual;
    }
    const auto value = (*table)[key].value<std::int64_t>();
    if (!value || *value < min || *value > max) {
      fault(path + "." + std::string(key) + ": must be " + std::to_string(min) + " to " +
            std::to_string(max));
      return usual;
    }
    return static_cast<int>(*value);
  }

  const toml::table* section(const toml::table& root, const char* name,
                             std::initializer_list<std::string_view> keys) {
    const auto* table = root[name].as_table();
    if (table == nullptr) {
      fault("[" + std::string(name) + "] is missing");
      return nullptr;
    }
    known(*table, name, keys);
    return table;
  }

  void known(const toml::table& table, const std::string& path,
             std::initializer_list<std::string_view> keys) {
    for (const auto& [key, value] : table) {
      if (std::ranges::find(keys, key.str()) == keys.end()) {
        fault(path + "." + std::string(key.str()) + ": no such setting");
      }
    }
  }

  void fault(std::string what) { faults_ += (faults_.empty() ? "" : "\n") + std::move(what); }
  [[nodiscard]] const std::string& faults() const { return faults_; }

 private:
  std::string faults_;
};

void read_shards(Reader& reader, const toml::table& root, Config& config) {
  const auto* shards = root["shard"].as_array();
  if (shards == nullptr || shards->empty()) {
    reader.fault("[[shard]]: at least one is needed");
    return;
  }
  std::set<int> ids;
  for (std::size_t i = 0; i < shards->size(); ++i) {
    const auto path = "shard[" + std::to_string(i) + "]";
    const auto* table = (*shards)[i].as_table();
    if (table == nullptr) {
      reader.fault(path + ": must be a table");
      continue;
    }
    reader.known(*table, path, {"id", "name", "owner", "primary", "replica"});
    const int id = reader.number(table, path, "id", 0, 1, 4095);
    if (!ids.insert(id).second) {
      reader.fault(path + ".id: missing or used twice");
    }
    config.shards.push_back({ShardId{id}, reader.text(table, path, "name"),
                             reader.text(table, path, "owner", false), reader.text(table, path, "primary"),
                             reader.text(table, path, "replica", false)});
  }
}

void read_backend(Reader& reader, const toml::table& root, Config& config) {
  const auto* backend = reader.section(root, "backend",
                                       {"name", "listen", "tokens", "secret", "resources", "lanes_a_shard",
                                        "read_threads", "order_threads", "pool_connections"});
  config.name = reader.text(backend, "backend", "name");
  config.tokens = reader.text(backend, "backend", "tokens");
  config.secret = reader.text(backend, "backend", "secret");
  config.resources = reader.text(backend, "backend", "resources");
  config.lanes_a_shard = reader.number(backend, "backend", "lanes_a_shard", config.lanes_a_shard, 1, 32);
  config.read_threads = reader.number(backend, "backend", "read_threads", config.read_threads, 1, 64);
  config.order_threads = reader.number(backend, "backend", "order_threads", config.order_threads, 1, 64);
  config.pool_connections =
      reader.number(backend, "backend", "pool_connections", config.pool_connections, 1, 64);
  if (const auto* listen = backend == nullptr ? nullptr : (*backend)["listen"].as_array()) {
    for (const auto& address : *listen) {
      config.listen.push_back(address.value_or(std::string{}));
    }
  }
  if (config.listen.empty() || std::ranges::any_of(config.listen, &std::string::empty)) {
    reader.fault("backend.listen: must be a list of addresses");
  }
}

}  // namespace

Result<Config> read_config(const std::filesystem::path& file) {
  Config config;
  Reader reader;
  try {
    const auto root = toml::parse_file(file.string());
    reader.known(root, "file", {"backend", "directory", "shard", "cache", "nearby"});
    read_backend(reader, root, config);
    const auto* directory = reader.section(root, "directory", {"owner", "primary", "replica"});
    config.directory_owner = reader.text(directory, "directory", "owner", false);
    config.directory_primary = reader.text(directory, "directory", "primary");
    config.directory_replica = reader.text(directory, "directory", "replica", false);
    read_shards(reader, root, config);
    const auto* cache = reader.section(root, "cache", {"socket", "user", "password", "admin_password"});
    config.cache_socket = reader.text(cache, "cache", "socket");
    config.cache_user = reader.text(cache, "cache", "user");
    config.cache_password = reader.text(cache, "cache", "password");
    config.cache_admin_password = reader.text(cache, "cache", "admin_password");
    if (const auto* nearby = root["nearby"].as_table()) {
      reader.known(*nearby, "nearby", {"osrm_url"});
      config.osrm_url = reader.text(nearby, "nearby", "osrm_url", false);
    }
  } catch (const toml::parse_error& failure) {
    reader.fault(std::string(failure.description()));
  }
  if (!reader.faults().empty()) {
    return invalid("config", file.string() + ":\n" + reader.faults());
  }
  return config;
}

Result<std::string> read_secret(const std::filesystem::path& file) {
  std::ifstream stream(file);
  std::string hex;
  stream >> hex;
  std::string bytes(hex.size() / 2, '\0');
  std::size_t length = 0;
  if (sodium_hex2bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), hex.data(), hex.size(),
                     nullptr, &length, nullptr) != 0 ||
      length < 32) {
    return invalid("backend.secret", file.string() + " must hold at least 32 bytes in hexadecimal");
  }
  return bytes;
}

}  // namespace darkstore::app
