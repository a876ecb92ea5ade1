#include "console/pages/entry/place_attempt.h"

#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>

#include <QTest>
#include <deque>
#include <map>
#include <mutex>
#include <set>

#include "darkstore/v1/order.grpc.pb.h"
#include "tests/console/client/network_server.h"

namespace darkstore::console {
namespace {

// A real server that may lose its answers: an order that is placed while its caller learns nothing.
class OrderServer final : public v1::OrderService::Service {
 public:
  enum Trouble { kLoseRequest, kLoseAnswer, kRefuse };

  OrderServer() {
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(this);
    builder.RegisterService(&network_);
    server_ = builder.BuildAndStart();
    address = "127.0.0.1:" + std::to_string(port);
  }
  ~OrderServer() override {
    network_.stop();
    server_->Shutdown(std::chrono::system_clock::now());
  }

  void next(Trouble trouble) {
    const std::lock_guard lock(mutex_);
    troubles_.push_back(trouble);
  }
  std::size_t orders() {
    const std::lock_guard lock(mutex_);
    return placed_.size();
  }

  grpc::Status PlaceOrder(grpc::ServerContext*, const v1::PlaceOrderRequest* request,
                          v1::PlaceOrderResponse* response) override {
    const std::lock_guard lock(mutex_);
    std::optional<Trouble> trouble;
    if (!troubles_.empty()) {
      trouble = troubles_.front();
      troubles_.pop_front();
    }
    if (trouble == kRefuse) {
      return {grpc::INVALID_ARGUMENT, "lines[0].item_id: no such item", "lines[0].item_id"};
    }
    if (trouble == kLoseRequest) {
      return {grpc::DEADLINE_EXCEEDED, "no answer in time"};
    }
    const auto [at, fresh] = placed_.try_emplace(request->key(), *request);
    if (!fresh && at->second.SerializeAsString() != request->SerializeAsString()) {
      return {grpc::INVALID_ARGUMENT, "key: the key has another body", "key"};
    }
    response->set_replayed(!fresh);
    response->mutable_placed()->mutable_order()->set_id(request->key());
    return trouble == kLoseAnswer ? grpc::Status(grpc::DEADLINE_EXCEEDED, "no answer in time")
                                  : grpc::Status::OK;
  }

  grpc::Status GetOutcome(grpc::ServerContext*, const v1::GetOutcomeRequest* request,
                          v1::GetOutcomeResponse* response) override {
    const std::lock_guard lock(mutex_);
    if (placed_.contains(request->key())) {
      response->mutable_outcome()->mutable_placed()->mutable_order()->set_id(request->key());
    } else if (request->fence()) {
      response->mutable_outcome()->mutable_refused()->set_reason(v1::ABANDONED);
    } else {
      response->set_not_yet(true);
    }
    return grpc::Status::OK;
  }

  std::string address;

 private:
  NetworkServer network_;
  std::mutex mutex_;
  std::deque<Trouble> troubles_;
  std::map<std::string, v1::PlaceOrderRequest> placed_;
  std::unique_ptr<grpc::Server> server_;
};

v1::PlaceOrderRequest body(int quantity) {
  v1::PlaceOrderRequest request;
  request.set_customer_id(5);
  auto& line = *request.add_lines();
  line.set_item_id(12);
  line.set_quantity(quantity);
  return request;
}

}  // namespace

class PlaceAttemptTest : public QObject {
  Q_OBJECT

 private:
  std::unique_ptr<OrderServer> server_;
  std::unique_ptr<Client> client_;

 private slots:
  void init() {
    server_ = std::make_unique<OrderServer>();
    client_ = std::make_unique<Client>(
        [this]() -> Result<Endpoints> { return Endpoints{{server_->address}, {{"admin", "t"}}}; });
  }
  void cleanup() {
    client_.reset();
    server_.reset();
  }

  void onePressIsOneOrder() {
    PlaceAttempt attempt(*client_);
    attempt.press(body(1), "iberia");
    attempt.press(body(1), "iberia");  // the second half of a double click
    QTRY_COMPARE(attempt.state(), PlaceAttempt::kSettled);
    attempt.press(body(1), "iberia");
    QCOMPARE(attempt.state(), PlaceAttempt::kSettled);
    QCOMPARE(server_->orders(), 1U);
    QVERIFY(attempt.key().starts_with("iberia."));
  }

  void anAnswerThatWasLostIsFoundByTheNextPress() {
    PlaceAttempt attempt(*client_);
    server_->next(OrderServer::kLoseAnswer);
    attempt.press(body(1), "iberia");
    QTRY_COMPARE(attempt.state(), PlaceAttempt::kUnknown);
    QVERIFY(attempt.frozen());
    attempt.press(body(7), "elsewhere");  // what the form says by now does not matter
    QTRY_COMPARE(attempt.state(), PlaceAttempt::kSettled);
    QVERIFY(attempt.response().replayed());
    QCOMPARE(server_->orders(), 1U);
  }

  void askingFindsALostAnswerWithoutPlacing() {
    PlaceAttempt attempt(*client_);
    server_->next(OrderServer::kLoseAnswer);
    attempt.press(body(1), "iberia");
    QTRY_COMPARE(attempt.state(), PlaceAttempt::kUnknown);
    attempt.ask();
    QTRY_COMPARE(attempt.state(), PlaceAttempt::kSettled);
    QVERIFY(attempt.response().has_placed());
  }

  void askingForARequestThatWasLostLeavesItUnknown() {
    PlaceAttempt attempt(*client_);
    server_->next(OrderServer::kLoseRequest);
    attempt.press(body(1), "iberia");
    QTRY_COMPARE(attempt.state(), PlaceAttempt::kUnknown);
    attempt.ask();
    QCOMPARE(attempt.state(), PlaceAttempt::kSending);
    QTRY_COMPARE(attempt.state(), PlaceAttempt::kUnknown);
    QCOMPARE(server_->orders(), 0U);
  }

  void anAbandonedKeyIsRefusedForGood() {
    PlaceAttempt attempt(*client_);
    server_->next(OrderServer::kLoseRequest);
    attempt.press(body(1), "iberia");
    QTRY_COMPARE(attempt.state(), PlaceAttempt::kUnknown);
    attempt.abandon();
    QTRY_COMPARE(attempt.state(), PlaceAttempt::kSettled);
    QCOMPARE(attempt.response().refused().reason(), v1::ABANDONED);
  }

  void aWrongOrderIsNotPlacedAndTheNextPressIsAnother() {
    PlaceAttempt attempt(*client_);
    server_->next(OrderServer::kRefuse);
    attempt.press(body(1), "iberia");
    QTRY_COMPARE(attempt.state(), PlaceAttempt::kFailed);
    QCOMPARE(attempt.error().field, std::string("lines[0].item_id"));
    const auto key = attempt.key();
    attempt.press(body(2), "iberia");
    QTRY_COMPARE(attempt.state(), PlaceAttempt::kSettled);
    QVERIFY(attempt.key() != key);
  }

  void whatIsNotSettledCannotBeForgotten() {
    PlaceAttempt attempt(*client_);
    server_->next(OrderServer::kLoseAnswer);
    attempt.press(body(1), "iberia");
    QTRY_COMPARE(attempt.state(), PlaceAttempt::kUnknown);
    const auto key = attempt.key();
    attempt.renew();
    QCOMPARE(attempt.key(), key);
    attempt.ask();
    QTRY_COMPARE(attempt.state(), PlaceAttempt::kSettled);
    attempt.renew();
    QCOMPARE(attempt.state(), PlaceAttempt::kIdle);
  }
};

}  // namespace darkstore::console

QTEST_GUILESS_MAIN(darkstore::console::PlaceAttemptTest)
#include "place_attempt_test.moc"
