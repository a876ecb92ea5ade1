#include "console/pages/inventory/stock_draft.h"

#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <deque>
#include <mutex>

#include "console/controls/vocabulary.h"
#include "darkstore/v1/inventory.grpc.pb.h"
#include "tests/console/client/network_server.h"

namespace darkstore::console {
namespace {

// A real server whose answers the test decides: lost outcomes cannot be had from a healthy backend on demand.
class ShelfServer final : public v1::InventoryService::Service {
 public:
  ShelfServer() {
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(this);
    builder.RegisterService(&network_);
    server_ = builder.BuildAndStart();
    address = "127.0.0.1:" + std::to_string(port);
  }
  ~ShelfServer() override {
    network_.stop();
    server_->Shutdown(std::chrono::system_clock::now());
  }

  void answerNext(grpc::Status status) {
    const std::lock_guard lock(mutex_);
    answers_.push_back(std::move(status));
  }
  std::vector<v1::ReceiveRequest> received() {
    const std::lock_guard lock(mutex_);
    return received_;
  }

  grpc::Status Receive(grpc::ServerContext*, const v1::ReceiveRequest* request,
                       v1::StockChangeResponse* response) override {
    const std::lock_guard lock(mutex_);
    received_.push_back(*request);
    auto status = grpc::Status::OK;
    if (!answers_.empty()) {
      status = answers_.front();
      answers_.pop_front();
    }
    response->set_delta(request->quantity());
    response->mutable_row()->set_dc_id(request->dc_id());
    response->mutable_row()->set_item_id(request->item_id());
    return status;
  }

  std::string address;

 private:
  NetworkServer network_;
  std::mutex mutex_;
  std::deque<grpc::Status> answers_;
  std::vector<v1::ReceiveRequest> received_;
  std::unique_ptr<grpc::Server> server_;
};

v1::InventoryRow row(std::int64_t item) {
  v1::InventoryRow one;
  one.set_dc_id(7);
  one.set_item_id(item);
  one.set_name("oat drink");
  one.set_on_shelf(4);
  one.set_mode(v1::PESSIMISTIC);
  return one;
}

}  // namespace

class StockDraftTest : public QObject {
  Q_OBJECT

 private:
  ShelfServer server_;
  std::unique_ptr<Client> client_;

 private slots:
  void initTestCase() {
    client_ = std::make_unique<Client>(
        [this]() -> Result<Endpoints> { return Endpoints{{server_.address}, {{"admin", "t"}}}; });
  }
  void cleanupTestCase() { client_.reset(); }

  void keepsTheRulesOfModels() {
    StockDraft draft(*client_);
    const QAbstractItemModelTester tester(&draft, QAbstractItemModelTester::FailureReportingMode::QtTest);
    draft.begin(StockDraft::Count, {row(1), row(2)});
    draft.setAmount(1, 9);
    draft.cancel();
    QCOMPARE(draft.rowCount(), 0);
  }

  void aCountStartsFromWhatLiesOnTheShelf() {
    StockDraft draft(*client_);
    draft.begin(StockDraft::Count, {row(1)});
    QCOMPARE(draft.data(draft.index(0), StockDraft::kAmount).toInt(), 4);
  }

  void aFlipNeedsAReasonAndLeadsToTheOtherMode() {
    StockDraft draft(*client_);
    draft.begin(StockDraft::Flip, {row(1)});
    QCOMPARE(draft.mode(), static_cast<int>(LockMode::Optimistic));
    QVERIFY(!draft.complete());
    draft.setNote(QStringLiteral("  "));
    QVERIFY(!draft.complete());
    draft.setNote(QStringLiteral("quiet row"));
    QVERIFY(draft.complete());
  }

  void closesWhenEveryRowIsDoneAndOffersTheUndo() {
    StockDraft draft(*client_);
    QSignalSpy committed(&draft, &StockDraft::committed);
    draft.begin(StockDraft::Receive, {row(1), row(2)});
    draft.setAmount(0, 12);
    draft.commit();
    QTRY_COMPARE(committed.count(), 1);
    QVERIFY(!draft.open());
    const auto undo = committed[0][1].value<std::vector<StockChange>>();
    QCOMPARE(undo.size(), 2U);
    const auto& first = std::get<v1::AdjustRequest>(undo[0]);
    QCOMPARE(first.delta(), -12);
    QCOMPARE(first.reason(), v1::UNDO);
  }

  void anUnknownOutcomeIsAskedForUnderTheSameIdAndBody() {
    StockDraft draft(*client_);
    draft.begin(StockDraft::Receive, {row(1)});
    draft.setAmount(0, 3);
    const auto before = server_.received().size();
    server_.answerNext({grpc::DEADLINE_EXCEEDED, "no answer in time"});
    draft.commit();
    QTRY_VERIFY(!draft.busy());
    QVERIFY(draft.open());
    QVERIFY(draft.problem().contains(QStringLiteral("unknown")));
    draft.setAmount(0, 99);  // locked: it may have been received already
    QSignalSpy committed(&draft, &StockDraft::committed);
    draft.commit();
    QTRY_COMPARE(committed.count(), 1);
    const auto received = server_.received();
    QCOMPARE(received.size(), before + 2);
    QCOMPARE(received[before].SerializeAsString(), received[before + 1].SerializeAsString());
  }

  void aRefusedRowMayBeCorrectedAndGetsANewId() {
    StockDraft draft(*client_);
    draft.begin(StockDraft::Receive, {row(1)});
    const auto before = server_.received().size();
    server_.answerNext({grpc::INVALID_ARGUMENT, "quantity: must be 1 to 100,000", "quantity"});
    draft.commit();
    QTRY_VERIFY(!draft.busy());
    QVERIFY(draft.problem().contains(QStringLiteral("quantity")));
    draft.setAmount(0, 5);
    QVERIFY(draft.problem().isEmpty());
    QSignalSpy committed(&draft, &StockDraft::committed);
    draft.commit();
    QTRY_COMPARE(committed.count(), 1);
    const auto received = server_.received();
    QVERIFY(received[before].request_id() != received[before + 1].request_id());
    QCOMPARE(received[before + 1].quantity(), 5);
  }

  void onlyTheRowsThatFailedAreSentAgain() {
    StockDraft draft(*client_);
    draft.begin(StockDraft::Receive, {row(1), row(2), row(3)});
    const auto before = server_.received().size();
    server_.answerNext({grpc::FAILED_PRECONDITION, "closed"});
    draft.commit();
    QTRY_VERIFY(!draft.busy());
    QSignalSpy committed(&draft, &StockDraft::committed);
    draft.commit();
    QTRY_COMPARE(committed.count(), 1);
    QCOMPARE(server_.received().size(), before + 4);
  }

  void anUndoOfAFlipPutsBackWhatWasThere() {
    v1::SetLockModeRequest flip;
    flip.set_dc_id(7);
    flip.set_item_id(1);
    flip.set_mode(v1::OPTIMISTIC);
    auto before = row(1);
    QCOMPARE(std::get<v1::SetLockModeRequest>(undoOf(flip, before, 0)).mode(), v1::LOCK_MODE_UNSPECIFIED);
    before.set_mode_is_override(true);
    QCOMPARE(std::get<v1::SetLockModeRequest>(undoOf(flip, before, 0)).mode(), v1::PESSIMISTIC);
  }

  void aCountThatChangedNothingHasNoUndo() {
    QVERIFY(std::holds_alternative<std::monostate>(undoOf(v1::CountRequest(), row(1), 0)));
  }
};

}  // namespace darkstore::console

QTEST_GUILESS_MAIN(darkstore::console::StockDraftTest)
#include "stock_draft_test.moc"
