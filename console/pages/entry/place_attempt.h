#pragma once

#include <QObject>
#include <optional>
#include <string>

#include "console/client/client.h"
#include "darkstore/v1/order.pb.h"

namespace darkstore::console {

/// One press, one order. The first press makes an idempotency key and freezes the body with it; while the
/// outcome is unknown every further press sends the same key and body, so that whatever became of the first,
/// there is one order.
class PlaceAttempt : public QObject {
  Q_OBJECT

 public:
  enum State {
    kIdle,     ///< nothing was sent, or what was sent is settled and the body has changed since
    kSending,  ///< under way
    kSettled,  ///< `response` has the outcome; the same press again would be a second order and needs `renew`
    kFailed,   ///< definitely not placed: `error` says why; the next press makes a new key
    kUnknown,  ///< it may have been placed: press again, ask, or abandon
  };

  explicit PlaceAttempt(Client& client, QObject* parent = nullptr);

  State state() const { return state_; }
  /// Nothing that would change the body may be changed: what was sent is not settled.
  bool frozen() const { return state_ == kSending || state_ == kUnknown; }
  const std::string& key() const { return body_.key(); }
  const v1::PlaceOrderRequest& body() const { return body_; }
  const v1::PlaceOrderResponse& response() const { return response_; }
  const Error& error() const { return error_; }

  /// Sends the order. In kUnknown `body` is ignored, for the first one is sent again. @param region  names
  /// the key
  void press(const v1::PlaceOrderRequest& body, const std::string& region);
  /// Asks what became of the key, without sending anything that could place it.
  void ask();
  /// Makes sure that a key without an outcome never gets one; an order that was placed after all is shown.
  void abandon();
  /// Forgets a settled or failed attempt: the next press is another order.
  void renew();
  /// The order of the settled attempt was changed later, by a cancel.
  void replaceOrder(const v1::Order& order);

 signals:
  void changed();

 private:
  void send();
  void settle(v1::PlaceOrderResponse response);
  void fail(const Error& error);
  void outcome(bool fence);
  void become(State state);

  Client& client_;
  State state_ = kIdle;
  v1::PlaceOrderRequest body_;
  v1::PlaceOrderResponse response_;
  Error error_;
};

}  // namespace darkstore::console
