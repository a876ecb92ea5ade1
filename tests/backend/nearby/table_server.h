#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <thread>

namespace darkstore::nearby {

/// A road server for tests: it listens on a free port of the loopback, reads real HTTP requests and answers
/// what the test's function says. Debian packages no OSRM, and what must be tested is how it fails.
class TableServer {
 public:
  struct Reply {
    int status = 200;
    std::string body = {};
    bool keep_alive = true;
    bool silent = false;  ///< read the request and never answer
  };
  using Answer = std::function<Reply(const std::string& target)>;

  explicit TableServer(Answer answer);
  ~TableServer();
  TableServer(const TableServer&) = delete;
  TableServer& operator=(const TableServer&) = delete;

  [[nodiscard]] std::string url() const;
  [[nodiscard]] int requests() const { return requests_; }
  [[nodiscard]] int connections() const { return connections_; }

 private:
  void serve();
  void serve_connection(int socket);

  Answer answer_;
  int listener_ = -1;
  int wake_ = -1;  ///< an eventfd: ends waiting threads
  std::uint16_t port_ = 0;
  std::atomic<int> requests_ = 0;
  std::atomic<int> connections_ = 0;
  std::thread thread_;
};

}  // namespace darkstore::nearby
