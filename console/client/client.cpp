#include "console/client/client.h"

#include <google/protobuf/message.h>

#include "darkstore/v1/network.pb.h"
#include "shared/invariant.h"

namespace darkstore::console {
namespace {

// One answer for each call under way, one update for each watch, one heartbeat, one change of the connection.
constexpr std::size_t kArrivalsMax = 1'024;

}  // namespace

Client::Client(Session::Source source, SessionOptions options, QObject* parent)
    : QObject(parent),
      arrivals_(kArrivalsMax),
      connection_(std::make_unique<LatestValue<Connection>>()),
      frame_(std::make_unique<LatestValue<v1::NetworkFrame>>()),
      session_(
          std::move(source), std::move(options),
          [this](const Connection& connection) {
            if (connection_->put(connection)) {
              deliver([this] { liveState_.setConnection(*connection_->take()); });
            }
          },
          [this](const google::protobuf::Message& frame) {
            if (frame_->put(static_cast<const v1::NetworkFrame&>(frame))) {
              deliver([this] { liveState_.setFrame(*frame_->take()); });
            }
          }) {
  connect(&liveState_, &LiveState::retryWanted, this, [this] { session_.retryNow(); });
}

Client::~Client() = default;

void Client::callMessage(QObject* context, MessagePtr request, std::function<void(Result<MessagePtr>)> then,
                         std::chrono::milliseconds timeout) {
  session_.call(
      std::move(request), timeout,
      [this, guard = QPointer<QObject>(context), then = std::move(then)](Result<MessagePtr> answer) mutable {
        deliver([guard = std::move(guard), then = std::move(then), answer = std::move(answer)]() mutable {
          if (guard) {
            then(std::move(answer));
          }
        });
      });
}

std::unique_ptr<Client::Subscription> Client::watchMessage(MessagePtr request,
                                                           std::function<void(const WatchUpdate&)> then) {
  auto alive = std::make_shared<char>();
  auto watch = session_.watch(std::move(request), [this, then = std::move(then),
                                                   seen = std::weak_ptr<char>(alive)](WatchUpdate update) {
    deliver([then, seen, update = std::move(update)] {
      if (!seen.expired()) {
        then(update);
      }
    });
  });
  return std::make_unique<Subscription>(std::move(watch), std::move(alive));
}

void Client::deliver(Task task) {
  const bool kept = arrivals_.push(std::move(task));
  invariant(kept, "more arrivals than calls and watches");
  if (!drainSet_.exchange(true)) {
    QMetaObject::invokeMethod(this, &Client::drain, Qt::QueuedConnection);
  }
}

void Client::drain() {
  drainSet_ = false;
  while (auto task = arrivals_.pop()) {
    (*task)();
  }
}

}  // namespace darkstore::console
