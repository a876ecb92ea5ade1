#include "console/client/client.h"

#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include "console/controls/vocabulary.h"
#include "tests/console/client/network_server.h"

namespace darkstore::console {

// The session's own tests cover failover; these are about what the GUI thread sees.
class ClientTest : public QObject {
  Q_OBJECT

 private:
  static Session::Source at(const std::string& address) {
    return [address]() -> Result<Endpoints> { return Endpoints{{address}, {{"admin", "t"}}}; };
  }

 private slots:
  void answersComeOnTheThreadOfTheClient() {
    NetworkServer server;
    Client client(at(server.address()));
    QThread* answeredOn = nullptr;
    v1::GetDcRequest request;
    request.set_dc_id(5);
    client.call<v1::GetDcResponse>(this, request, [&](const Result<v1::GetDcResponse>& answer) {
      QVERIFY(answer);
      QCOMPARE(answer->dc().id(), 5);
      answeredOn = QThread::currentThread();
    });
    QTRY_COMPARE(answeredOn, QThread::currentThread());
  }

  void errorsCarryTheFieldAndReason() {
    NetworkServer server;
    server.onGetDc = [](grpc::ServerContext&, const v1::GetDcRequest&, v1::GetDcResponse&) {
      return grpc::Status(grpc::NOT_FOUND, "dc_id: there is no DC 9", "dc_id");
    };
    Client client(at(server.address()));
    Error error;
    client.call<v1::GetDcResponse>(this, v1::GetDcRequest(),
                                   [&](const Result<v1::GetDcResponse>& answer) { error = answer.error(); });
    QTRY_COMPARE(error.field, std::string("dc_id"));
  }

  void anAnswerForSomebodyWhoIsGoneIsDropped() {
    NetworkServer server;
    Client client(at(server.address()));
    auto gone = std::make_unique<QObject>();
    bool called = false;
    client.call<v1::GetDcResponse>(gone.get(), v1::GetDcRequest(), [&](const auto&) { called = true; });
    gone.reset();
    // A later call on the same connection is answered later.
    bool later = false;
    client.call<v1::GetDcResponse>(this, v1::GetDcRequest(), [&](const auto&) { later = true; });
    QTRY_VERIFY(later);
    QVERIFY(!called);
  }

  void noUpdateComesAfterTheEndOfASubscription() {
    NetworkServer server;
    Client client(at(server.address()));
    int updates = 0;
    auto subscription = client.watch<v1::NetworkFrame>(
        v1::WatchNetworkRequest(),
        [&](const Update<v1::NetworkFrame>& update) { updates += update.batch != nullptr; });
    QTRY_VERIFY(updates > 0);
    subscription.reset();
    const int before = updates;
    QSignalSpy figures(client.liveState(), &LiveState::figuresChanged);
    QTRY_VERIFY(figures.count() >= 2);
    QCOMPARE(updates, before);
  }

  void liveStateSaysStaleWithAgeAndWhatComesNext() {
    auto server = std::make_unique<NetworkServer>();
    Client client(at(server->address()));
    auto& live = *client.liveState();
    QCOMPARE(live.live(), static_cast<int>(Live::Connecting));
    QTRY_VERIFY(live.fresh());
    QVERIFY(live.notice().isEmpty());
    server.reset();
    QTRY_COMPARE(live.live(), static_cast<int>(Live::Stale));
    QVERIFY(live.notice().startsWith(QStringLiteral("Data ")));
    QVERIFY(!live.asOf().isEmpty());
    QVERIFY(!live.reason().isEmpty());
  }

  void liveStateSaysWhyNothingIsThere() {
    Client client(
        []() -> Result<Endpoints> { return fail(ErrorKind::kUnavailable, "data", "nothing was started"); });
    QTRY_COMPARE(client.liveState()->live(), static_cast<int>(Live::Down));
    QVERIFY(client.liveState()->notice().contains(QStringLiteral("nothing was started")));
  }
};

}  // namespace darkstore::console

QTEST_GUILESS_MAIN(darkstore::console::ClientTest)
#include "client_test.moc"
