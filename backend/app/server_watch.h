#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "backend/rpc/network_feed.h"
#include "backend/storage/dc_reader.h"

namespace darkstore::app {

/// Looks at a backend's servers once a second, so that people hear within two seconds what is away and since
/// when.
class ServerWatch {
 public:
  struct Source {
    ShardId id;
    std::string name;
    storage::DcReader* primary = nullptr;
    storage::DcReader* replica = nullptr;  ///< null where there is none
  };
  ServerWatch(std::vector<Source> sources, std::function<bool()> directory_up, std::function<bool()> cache_up,
              std::function<WallTime()> clock);
  ~ServerWatch();
  ServerWatch(const ServerWatch&) = delete;
  ServerWatch& operator=(const ServerWatch&) = delete;

  [[nodiscard]] rpc::ServerStatus status() const;

 private:
  void loop();
  void look_at(const Source& source, rpc::ShardServers& servers) const;

  std::vector<Source> sources_;
  std::function<bool()> directory_up_;
  std::function<bool()> cache_up_;
  std::function<WallTime()> clock_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<rpc::ShardServers> found_;  // guarded by mutex_
  bool stopping_ = false;                 // guarded by mutex_
  std::thread thread_;
};

}  // namespace darkstore::app
