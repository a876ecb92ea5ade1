#include "backend/traffic/crew.h"

#include <utility>

#include "shared/uuid.h"

namespace darkstore::traffic {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kStepTime{3'000};
constexpr milliseconds kRetryPause{500};
constexpr int kErrandTriesMax = 10;

v1::FulfilmentState after(v1::FulfilmentState state) {
  switch (state) {
    case v1::GRANTED:
      return v1::PICKING;
    case v1::PICKING:
      return v1::PICKED;
    case v1::PICKED:
      return v1::ON_THE_WAY;
    default:
      return v1::DELIVERED;
  }
}

}  // namespace

Crew::Crew(CrewOptions options, Wire& wire, Loop& loop, Book& book, OurDoings& ours, Tally& tally, Dice& dice)
    : options_(options), wire_(wire), loop_(loop), book_(book), ours_(ours), tally_(tally), dice_(dice) {}

std::string Crew::new_request_id() {
  const auto now = std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
  return Uuid::v7(now, static_cast<std::uint16_t>(dice_()), dice_()).text();
}

std::chrono::nanoseconds Crew::stage() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(options_.stage_time * (0.5 + unit(dice_)));
}

void Crew::take(const v1::Order& order) {
  const bool regretted = unit(dice_) < options_.cancel_share;
  if (closed_ || (!regretted && in_hands_ >= options_.orders_max)) {
    return;
  }
  auto errand = std::make_shared<Errand>();
  errand->order_id = order.id();
  for (const auto& fulfilment : order.fulfilments()) {
    errand->fulfilments.push_back(fulfilment.id());
  }
  errand->request_id = new_request_id();
  if (regretted) {
    loop_.after(stage(), [this, errand] {
      if (!closed_) {
        cancel(errand);
      }
    });
  } else if (!errand->fulfilments.empty()) {
    ++in_hands_;
    next_step(errand);
  }
}

void Crew::next_step(const std::shared_ptr<Errand>& errand) {
  errand->tries = 0;
  errand->request_id = new_request_id();
  loop_.after(stage(), [this, errand] {
    if (!closed_) {
      advance(errand);
    }
  });
}

void Crew::advance(const std::shared_ptr<Errand>& errand) {
  v1::AdvanceFulfilmentRequest request;
  request.set_request_id(errand->request_id);
  request.set_order_id(errand->order_id);
  request.set_fulfilment_id(errand->fulfilments[errand->fulfilment]);
  request.set_expected(errand->state);
  request.set_to(after(errand->state));
  ++errand->tries;
  ++under_way_;
  wire_.call<v1::OrderService::Stub, v1::AdvanceFulfilmentRequest, v1::AdvanceFulfilmentResponse>(
      &v1::OrderService::Stub::AsyncAdvanceFulfilment, As::kFloor, request, kStepTime,
      [this, errand](Answer<v1::AdvanceFulfilmentResponse> answer) {
        --under_way_;
        if (answer.status.ok()) {
          ++tally_.fulfilments_advanced;
          errand->state = after(errand->state);
          if (errand->state == v1::DELIVERED) {
            errand->state = v1::GRANTED;
            ++errand->fulfilment;
          }
        } else if (worth_retrying(answer.status) && errand->tries < kErrandTriesMax && !closed_) {
          loop_.after(kRetryPause, [this, errand] { advance(errand); });
          return;
        } else {  // someone cancelled it, or moved it by hand: their next part
          tally_.floor_error(code_name(answer.status.error_code()), answer.status.error_message());
          errand->state = v1::GRANTED;
          ++errand->fulfilment;
        }
        if (errand->fulfilment < errand->fulfilments.size()) {
          next_step(errand);
        } else {
          --in_hands_;
        }
      });
}

void Crew::cancel(const std::shared_ptr<Errand>& errand) {
  v1::CancelOrderRequest request;
  request.set_request_id(errand->request_id);
  request.set_order_id(errand->order_id);
  request.set_reason("the customer changed their mind");
  ++errand->tries;
  ++under_way_;
  wire_.call<v1::OrderService::Stub, v1::CancelOrderRequest, v1::CancelOrderResponse>(
      &v1::OrderService::Stub::AsyncCancelOrder, As::kBuyer, request, kStepTime,
      [this, errand](Answer<v1::CancelOrderResponse> answer) {
        --under_way_;
        if (answer.status.ok()) {
          ++tally_.cancels;
          ours_.insert(errand->order_id);
          for (const auto& fulfilment : answer.response.order().fulfilments()) {
            for (const auto& line : fulfilment.lines()) {
              if (fulfilment.state() == v1::CANCELLED) {
                book_.returned({DcId{fulfilment.dc_id()}, ItemId{line.item_id()}}, line.quantity());
              }
            }
          }
        } else if (worth_retrying(answer.status) && errand->tries < kErrandTriesMax) {
          loop_.after(kRetryPause, [this, errand] { cancel(errand); });
        } else {
          tally_.floor_error(code_name(answer.status.error_code()), answer.status.error_message());
        }
      });
}

}  // namespace darkstore::traffic
