#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <format>
#include <string>
#include <string_view>
#include <thread>

#include "backend/storage/database.h"
#include "backend/storage/order_store.h"
#include "backend/storage/watchdog.h"

namespace darkstore::storage {
namespace {

using namespace std::chrono_literals;
using namespace std::string_view_literals;

// AuthenticationOk, ParameterStatus server_version, ReadyForQuery (PostgreSQL 17, chapter 53.7).
constexpr auto kSignedIn =
    "R\0\0\0\x08\0\0\0\0"
    "S\0\0\0\x18server_version\00017.0\0"
    "Z\0\0\0\x05I"sv;

/// A listening socket that takes connections and goes silent: at once, or after it has let the client in. It
/// hangs up after 20 s, so that a client that would wait for ever fails instead.
class SilentServer {
 public:
  enum class Silent { kAtOnce, kAfterSignIn };
  explicit SilentServer(Silent when)
      : when_(when), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(::bind(listener_, reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(::listen(listener_, 8), 0);
    EXPECT_EQ(::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size), 0);
    port_ = ntohs(address.sin_port);
    EXPECT_EQ(::pipe(ended_.data()), 0);
    thread_ = std::jthread([this] { serve(); });
  }
  ~SilentServer() {
    ::close(ended_[1]);
    thread_.join();
    ::close(ended_[0]);
    ::close(listener_);
  }
  SilentServer(const SilentServer&) = delete;
  SilentServer& operator=(const SilentServer&) = delete;

  [[nodiscard]] std::string conninfo() const {
    return std::format("host=127.0.0.1 port={} user=nobody dbname=none sslmode=disable gssencmode=disable",
                       port_);
  }

 private:
  // Whether the socket has something before the end.
  [[nodiscard]] bool readable(int socket) const {
    std::array<pollfd, 2> sources{
        {{.fd = ended_[0], .events = POLLIN, .revents = 0}, {.fd = socket, .events = POLLIN, .revents = 0}}};
    return ::poll(sources.data(), sources.size(), 20'000) > 0 && sources[0].revents == 0;
  }

  void serve() {
    while (readable(listener_)) {
      const int client = ::accept(listener_, nullptr, nullptr);
      std::array<char, 4096> bytes{};
      if (when_ == Silent::kAfterSignIn && readable(client) &&
          ::read(client, bytes.data(), bytes.size()) > 0) {
        EXPECT_EQ(::write(client, kSignedIn.data(), kSignedIn.size()),
                  static_cast<ssize_t>(kSignedIn.size()));
      }
      // Hears everything, answers nothing, until the client hangs up.
      while (readable(client) && ::read(client, bytes.data(), bytes.size()) > 0) {
      }
      ::close(client);
    }
  }

  Silent when_;
  int listener_;
  int port_ = 0;
  std::array<int, 2> ended_{};
  std::jthread thread_;
};

/// A batch of nothing: it comes as far as the server lets it.
class NoOrders final : public BatchLogic {
 public:
  std::vector<RowLock> rows_to_lock(std::span<const AttemptRecord>) override { return {}; }
  BatchWrites decide(std::span<const LockedRow>, std::span<const LockedRow>, WallTime) override { return {}; }
};

TEST(Session, AServerThatTakesTheConnectionAndSaysNothingIsAway) {
  const SilentServer server(SilentServer::Silent::kAtOnce);
  Watchdog dog;
  Database database("silent", server.conninfo(), 1, dog);
  const auto lease = database.lease(within(100ms));
  ASSERT_FALSE(lease);
  EXPECT_EQ(lease.error().kind, ErrorKind::kUnavailable) << lease.error().reason;
  EXPECT_NE(lease.error().reason.find("timeout"), std::string::npos) << lease.error().reason;
}

TEST(Session, AServerThatLetsUsInAndThenSaysNothingHoldsALaneToItsDeadline) {
  const SilentServer server(SilentServer::Silent::kAfterSignIn);
  Watchdog dog;
  {
    Database database("silent", server.conninfo(), 1, dog);
    EXPECT_TRUE(database.lease(within(5s))) << "being let in is all that a session needs";
  }
  OrderStore store(server.conninfo(), dog);
  NoOrders nothing;
  const auto times = store.run({}, nothing, within(200ms));
  ASSERT_FALSE(times);
  EXPECT_EQ(times.error().kind, ErrorKind::kDeadlineExceeded) << times.error().reason;
}

}  // namespace
}  // namespace darkstore::storage
