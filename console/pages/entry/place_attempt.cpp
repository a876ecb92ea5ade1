#include "console/pages/entry/place_attempt.h"

#include <utility>

#include "console/client/idempotency.h"

namespace darkstore::console {
PlaceAttempt::PlaceAttempt(Client& client, QObject* parent) : QObject(parent), client_(client) {
  // When a backend is back, the outcome is asked for without a press.
  connect(client.liveState(), &LiveState::changed, this, [this] {
    if (state_ == kUnknown && client_.liveState()->fresh()) {
      ask();
    }
  });
}

void PlaceAttempt::press(const v1::PlaceOrderRequest& body, const std::string& region) {
  if (state_ == kSending || state_ == kSettled) {
    return;
  }
  if (state_ != kUnknown) {
    body_ = body;
    body_.set_key(newKey(region));
  }
  send();
}

void PlaceAttempt::ask() {
  if (state_ == kUnknown) {
    outcome(false);
  }
}

void PlaceAttempt::abandon() {
  if (state_ == kUnknown) {
    outcome(true);
  }
}

void PlaceAttempt::renew() {
  if (!frozen()) {
    body_.Clear();
    response_.Clear();
    error_ = {};
    become(kIdle);
  }
}

void PlaceAttempt::replaceOrder(const v1::Order& order) {
  if (state_ == kSettled && response_.has_placed()) {
    *response_.mutable_placed()->mutable_order() = order;
    emit changed();
  }
}

void PlaceAttempt::send() {
  become(kSending);
  client_.call<v1::PlaceOrderResponse>(this, body_, [this](Result<v1::PlaceOrderResponse> answer) {
    if (answer) {
      settle(std::move(*answer));
    } else {
      fail(answer.error());
    }
  });
}

void PlaceAttempt::settle(v1::PlaceOrderResponse response) {
  response_ = std::move(response);
  error_ = {};
  become(kSettled);
}

void PlaceAttempt::fail(const Error& error) {
  error_ = error;
  become(isUnknownOutcome(error.kind) ? kUnknown : kFailed);
}

void PlaceAttempt::outcome(bool fence) {
  become(kSending);
  v1::GetOutcomeRequest request;
  request.set_key(body_.key());
  request.set_customer_id(body_.customer_id());
  request.set_fence(fence);
  client_.call<v1::GetOutcomeResponse>(this, request, [this](Result<v1::GetOutcomeResponse> answer) {
    if (!answer) {
      // The question failed, which says nothing about the order.
      error_ = answer.error();
      become(kUnknown);
    } else if (answer->not_yet()) {
      error_ = {ErrorKind::kUnknownOutcome, "", tr("nothing has arrived under this key yet").toStdString()};
      become(kUnknown);
    } else {
      settle(std::move(*answer->mutable_outcome()));
    }
  });
}

void PlaceAttempt::become(State state) {
  state_ = state;
  emit changed();
}

}  // namespace darkstore::console
