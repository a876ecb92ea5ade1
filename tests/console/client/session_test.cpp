#include "console/client/session.h"

#include <google/protobuf/message.h>
#include <gtest/gtest.h>

#include "tests/console/client/eventually.h"
#include "tests/console/client/network_server.h"

namespace darkstore::console {
namespace {

using namespace std::chrono_literals;

MessagePtr dc(int id) {
  auto request = std::make_unique<v1::GetDcRequest>();
  request->set_dc_id(id);
  return request;
}

// A session over given addresses, with what it says collected for the test.
class SessionTest : public testing::Test {
 protected:
  void open(std::vector<std::string> addresses, const std::string& token = "t") {
    endpoints_.backends = std::move(addresses);
    endpoints_.tokens = {{"admin", token}};
    session_.emplace([this] { return source(); }, SessionOptions(),
                     [this](const Connection& connection) { said_.add(connection); },
                     [this](const google::protobuf::Message&) { pulses_.add(true); });
  }

  std::optional<Connection> until(ConnectionState state) {
    return said_.next([state](const Connection& connection) { return connection.state == state; });
  }

  Result<MessagePtr> call(MessagePtr request, std::chrono::milliseconds timeout = 20s) {
    Arrivals<Result<MessagePtr>> replies;
    session_->call(std::move(request), timeout,
                   [&](Result<MessagePtr> reply) { replies.add(std::move(reply)); });
    auto reply = replies.next();
    return reply ? std::move(*reply) : fail(ErrorKind::kInternal, "", "no reply came");
  }

  virtual Result<Endpoints> source() { return endpoints_; }

  Endpoints endpoints_;
  Arrivals<Connection> said_;
  Arrivals<bool> pulses_;
  std::optional<Session> session_;
};

TEST_F(SessionTest, IsLiveWithTheFirstHeartbeat) {
  NetworkServer server;
  open({server.address()});
  const auto live = until(ConnectionState::kLive);
  ASSERT_TRUE(live);
  EXPECT_EQ(live->backend, server.address());
  EXPECT_TRUE(pulses_.next());
}

TEST_F(SessionTest, HoldsACallUntilABackendIsThere) {
  NetworkServer server;
  open({server.address()});
  const auto answer = call(dc(3));
  ASSERT_TRUE(answer) << answer.error().reason;
  EXPECT_EQ(static_cast<const v1::GetDcResponse&>(**answer).dc().id(), 3);
}

TEST_F(SessionTest, PassesOverABackendThatIsNotThere) {
  NetworkServer server;
  open({"unix:/nowhere/b1", server.address()});
  const auto live = until(ConnectionState::kLive);
  ASSERT_TRUE(live);
  EXPECT_EQ(live->backend, server.address());
}

TEST_F(SessionTest, GoesToAnotherBackendWhenOneDies) {
  auto first = std::make_unique<NetworkServer>();
  NetworkServer second;
  open({first->address(), second.address()});
  ASSERT_EQ(until(ConnectionState::kLive)->backend, first->address());
  first.reset();
  ASSERT_EQ(until(ConnectionState::kLive)->backend, second.address());
  EXPECT_TRUE(call(dc(1)));
}

TEST_F(SessionTest, GoesToAnotherBackendWhenOneHangs) {
  NetworkServer first;
  NetworkServer second;
  open({first.address(), second.address()});
  ASSERT_EQ(until(ConnectionState::kLive)->backend, first.address());
  first.silent = true;
  EXPECT_EQ(until(ConnectionState::kLive)->backend, second.address());
}

TEST_F(SessionTest, SaysStaleWithTheTimeOfTheLastHeartbeatAndRecoversByItself) {
  auto server = std::make_unique<NetworkServer>();
  const auto address = server->address();
  open({address});
  const auto live = until(ConnectionState::kLive);
  server.reset();
  const auto stale = until(ConnectionState::kStale);
  ASSERT_TRUE(stale);
  EXPECT_GE(stale->since, live->since);
  EXPECT_FALSE(stale->reason.empty());
  server = std::make_unique<NetworkServer>(address);
  EXPECT_TRUE(until(ConnectionState::kLive));
}

TEST_F(SessionTest, SaysDownWhenTheTokenIsRefused) {
  NetworkServer server;
  server.token = "right";
  open({server.address()}, "wrong");
  const auto down = until(ConnectionState::kDown);
  ASSERT_TRUE(down);
  EXPECT_EQ(down->reason, "nobody issued this token");
}

TEST_F(SessionTest, FailsAWaitingCallAtItsDeadlineWithTheReason) {
  open({"unix:/nowhere/b1"});
  const auto answer = call(dc(1), 300ms);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::kUnavailable);
  EXPECT_NE(answer.error().reason.find("not sent"), std::string::npos);
}

TEST_F(SessionTest, RepeatsACallThatFoundItsBackendAway) {
  NetworkServer first;
  NetworkServer second;
  std::atomic<int> atFirst = 0;
  first.onGetDc = [&](grpc::ServerContext&, const v1::GetDcRequest&, v1::GetDcResponse&) {
    ++atFirst;
    return grpc::Status(grpc::UNAVAILABLE, "shutting down");
  };
  open({first.address(), second.address()});
  EXPECT_TRUE(call(dc(1)));
  EXPECT_EQ(atFirst, 1);
}

TEST_F(SessionTest, DoesNotRepeatARefusedCall) {
  NetworkServer server;
  std::atomic<int> calls = 0;
  server.onGetDc = [&](grpc::ServerContext&, const v1::GetDcRequest&, v1::GetDcResponse&) {
    ++calls;
    return grpc::Status(grpc::INVALID_ARGUMENT, "dc_id: 1 or more", "dc_id");
  };
  open({server.address()});
  EXPECT_EQ(call(dc(0)).error().field, "dc_id");
  EXPECT_EQ(calls, 1);
}

TEST_F(SessionTest, RestartsAWatchAtTheNextBackendAndSaysSo) {
  auto first = std::make_unique<NetworkServer>();
  NetworkServer second;
  open({first->address(), second.address()});
  Arrivals<bool> restarted;
  const auto watch = session_->watch(std::make_unique<v1::WatchNetworkRequest>(),
                                     [&](WatchUpdate update) { restarted.add(update.restarted); });
  ASSERT_EQ(restarted.next(), true);
  ASSERT_EQ(restarted.next(), false);
  first.reset();
  EXPECT_TRUE(restarted.next([](bool again) { return again; }));
}

TEST_F(SessionTest, HoldsUpdatesBackUntilTheLastOneIsReleased) {
  NetworkServer server;
  open({server.address()});
  Arrivals<WatchUpdate> updates;
  const auto watch = session_->watch(std::make_unique<v1::WatchNetworkRequest>(),
                                     [&](WatchUpdate update) { updates.add(std::move(update)); });
  auto first = updates.next();
  ASSERT_TRUE(first);
  // Three more heartbeats pass by while the reader is busy; they come as one.
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(pulses_.next());
  }
  first.reset();
  const auto second = updates.next();
  ASSERT_TRUE(second);
  EXPECT_FALSE(second->restarted);
}

}  // namespace
}  // namespace darkstore::console
