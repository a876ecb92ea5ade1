#include "console/client/call_thread.h"

#include <google/protobuf/message.h>
#include <gtest/gtest.h>

#include "tests/console/client/eventually.h"
#include "tests/console/client/network_server.h"

namespace darkstore::console {
namespace {

using namespace std::chrono_literals;

v1::GetDcRequest dc(int id) {
  v1::GetDcRequest request;
  request.set_dc_id(id);
  return request;
}

Result<MessagePtr> callOnce(CallThread& thread, const CallTarget& target, const v1::GetDcRequest& request,
                            std::chrono::milliseconds timeout = 20s) {
  Arrivals<Result<MessagePtr>> replies;
  EXPECT_TRUE(thread.post([&] {
    thread.unary(target, request, CallClock::now() + timeout,
                 [&](Result<MessagePtr> reply) { replies.add(std::move(reply)); });
  }));
  auto reply = replies.next();
  return reply ? std::move(*reply) : fail(ErrorKind::kInternal, "", "no reply came");
}

TEST(CallThread, GivesTheAnswerInItsOwnType) {
  NetworkServer server;
  CallThread thread;
  const auto answer = callOnce(thread, {server.address(), ""}, dc(7));
  ASSERT_TRUE(answer) << answer.error().reason;
  EXPECT_EQ(dynamic_cast<const v1::GetDcResponse&>(**answer).dc().id(), 7);
}

TEST(CallThread, SendsTheTokenAsBearer) {
  NetworkServer server;
  server.onGetDc = [](grpc::ServerContext& context, const v1::GetDcRequest&, v1::GetDcResponse& response) {
    const auto at = context.client_metadata().find("authorization");
    response.mutable_dc()->set_name(std::string(at->second.data(), at->second.size()));
    return grpc::Status::OK;
  };
  CallThread thread;
  const auto answer = callOnce(thread, {server.address(), "t0ken"}, dc(1));
  ASSERT_TRUE(answer) << answer.error().reason;
  EXPECT_EQ(static_cast<const v1::GetDcResponse&>(**answer).dc().name(), "Bearer t0ken");
}

TEST(CallThread, SplitsTheFieldFromTheReason) {
  NetworkServer server;
  server.onGetDc = [](grpc::ServerContext&, const v1::GetDcRequest&, v1::GetDcResponse&) {
    return grpc::Status(grpc::NOT_FOUND, "dc_id: there is no DC 99", "dc_id");
  };
  CallThread thread;
  const auto answer = callOnce(thread, {server.address(), ""}, dc(99));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::kNotFound);
  EXPECT_EQ(answer.error().field, "dc_id");
  EXPECT_EQ(answer.error().reason, "there is no DC 99");
}

TEST(CallThread, TellsTheServerTheDeadlineAndKeepsIt) {
  NetworkServer server;
  Arrivals<bool> cancelled;
  server.onGetDc = [&](grpc::ServerContext& context, const v1::GetDcRequest&, v1::GetDcResponse&) {
    while (!context.IsCancelled()) {
      std::this_thread::sleep_for(5ms);
    }
    cancelled.add(context.deadline() < std::chrono::system_clock::now() + 1s);
    return grpc::Status::OK;
  };
  CallThread thread;
  const auto answer = callOnce(thread, {server.address(), ""}, dc(1), 100ms);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::kDeadlineExceeded);
  EXPECT_EQ(cancelled.next(), true);
}

TEST(CallThread, EndsWithCallsAndStreamsInFlight) {
  NetworkServer server;
  std::atomic<int> called = 0;
  server.onGetDc = [&](grpc::ServerContext& context, const v1::GetDcRequest&, v1::GetDcResponse&) {
    ++called;
    while (!context.IsCancelled()) {
      std::this_thread::sleep_for(5ms);
    }
    return grpc::Status::OK;
  };
  for (int round = 0; round < 20; ++round) {
    CallThread thread;
    Arrivals<bool> frames;
    std::unique_ptr<CallThread::Stream> stream;
    ASSERT_TRUE(thread.post([&] {
      thread.unary({server.address(), ""}, dc(1), CallClock::now() + 60s,
                   [](const Result<MessagePtr>&) { ADD_FAILURE() << "a reply after destruction began"; });
      stream = thread.stream(
          {server.address(), ""}, v1::WatchNetworkRequest(), [&](const MessagePtr&) { frames.add(true); },
          [](const Error&) { ADD_FAILURE() << "an end after destruction began"; });
    }));
    ASSERT_TRUE(frames.next());
  }
}

TEST(CallThread, AStreamMayBeDroppedFromItsOwnMessage) {
  NetworkServer server;
  CallThread thread;
  Arrivals<bool> frames;
  std::unique_ptr<CallThread::Stream> stream;
  ASSERT_TRUE(thread.post([&] {
    stream = thread.stream(
        {server.address(), ""}, v1::WatchNetworkRequest(),
        [&](const MessagePtr&) {
          stream.reset();
          frames.add(true);
        },
        [](const Error&) { ADD_FAILURE() << "an end after the stream was dropped"; });
  }));
  EXPECT_TRUE(frames.next());
  EXPECT_TRUE(callOnce(thread, {server.address(), ""}, dc(1)));
}

}  // namespace
}  // namespace darkstore::console
