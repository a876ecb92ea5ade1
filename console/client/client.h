#pragma once

#include <QObject>
#include <QPointer>
#include <chrono>
#include <functional>
#include <memory>
#include <utility>

#include "console/client/bounded_queue.h"
#include "console/client/latest_value.h"
#include "console/client/live_state.h"
#include "console/client/session.h"

namespace darkstore::console {

/// What came on a subscription, in the stream's own type.
template <class Response>
struct Update {
  bool restarted = false;           ///< list anew: before this, changes may have been missed
  const Response* batch = nullptr;  ///< merged messages; null when only `error` is new
  const Error* error = nullptr;     ///< the backend refuses this stream
};

/// The backends as the GUI thread sees them. Calls return at once; answers come later on the GUI thread,
/// streams coalesced at most every 100 ms. GUI thread only.
class Client : public QObject {
  Q_OBJECT

 public:
  static constexpr std::chrono::milliseconds kTimeout{5'000};

  explicit Client(Session::Source source, SessionOptions options = {}, QObject* parent = nullptr);
  ~Client() override;

  /// How fresh the data is; for banners, chips and buttons that must wait.
  [[nodiscard]] LiveState* liveState() { return &liveState_; }

  /// Makes a unary call. @param context  when it is destroyed first, the answer is dropped
  template <class Response, class Request>
  void call(QObject* context, const Request& request, std::function<void(Result<Response>)> then,
            std::chrono::milliseconds timeout = kTimeout) {
    callMessage(
        context, std::make_unique<Request>(request),
        [then = std::move(then)](Result<MessagePtr> answer) {
          if (answer) {
            then(std::move(static_cast<Response&>(**answer)));
          } else {
            then(tl::unexpected(std::move(answer.error())));
          }
        },
        timeout);
  }

  class Subscription;
  /// Opens a stream that survives its backend; destroying the subscription ends it, and no update comes any
  /// more.
  template <class Response, class Request>
  [[nodiscard]] std::unique_ptr<Subscription> watch(const Request& request,
                                                    std::function<void(const Update<Response>&)> then) {
    return watchMessage(std::make_unique<Request>(request),
                        [then = std::move(then)](const WatchUpdate& update) {
                          then({update.restarted, static_cast<const Response*>(update.batch.get()),
                                update.error ? &*update.error : nullptr});
                        });
  }

 private:
  void callMessage(QObject* context, MessagePtr request, std::function<void(Result<MessagePtr>)> then,
                   std::chrono::milliseconds timeout);
  std::unique_ptr<Subscription> watchMessage(MessagePtr request,
                                             std::function<void(const WatchUpdate&)> then);
  void deliver(Task task);
  void drain();

  LiveState liveState_;
  BoundedQueue<Task> arrivals_;  // from the client thread
  std::atomic<bool> drainSet_ = false;
  std::unique_ptr<LatestValue<Connection>> connection_;
  std::unique_ptr<LatestValue<v1::NetworkFrame>> frame_;
  Session session_;  // last: its thread ends before what it delivers to
};

class Client::Subscription {
 public:
  Subscription(std::unique_ptr<Session::Watch> watch, std::shared_ptr<void> alive)
      : watch_(std::move(watch)), alive_(std::move(alive)) {}

 private:
  std::unique_ptr<Session::Watch> watch_;
  std::shared_ptr<void> alive_;  // updates under way look whether it is still there
};

}  // namespace darkstore::console
