#include "backend/traffic/buyer.h"

#include <algorithm>
#include <string>
#include <utility>

#include "shared/uuid.h"

namespace darkstore::traffic {
namespace {

using std::chrono::milliseconds;

constexpr double kPopularity = 0.9;  // exponent of Zipf's law
constexpr std::size_t kRanksMax = 1'000;
constexpr milliseconds kOrderTime{3'000};
constexpr milliseconds kQuestionTime{2'000};
constexpr milliseconds kFirstPause{150};  // doubles with each try: 150, 300, 600, 1,200 ms
constexpr milliseconds kQuestionPause{500};
constexpr int kTriesMax = 5;
constexpr int kQuestionsMax = 20;
constexpr std::size_t kWaitingTimesMax = 10;  // of what may be under way
constexpr int kPicksALine = 4;
constexpr double kHotShare = 0.5;
constexpr double kMayBePartial = 0.2;

WallTime wall_now() {
  return std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
}

}  // namespace

Buyer::Buyer(BuyerOptions options, Wire& wire, Loop& loop, Places& places, Book& book, Crew& crew,
             Tally& tally, Dice& dice)
    : options_(std::move(options)),
      wire_(wire),
      loop_(loop),
      places_(places),
      book_(book),
      crew_(crew),
      tally_(tally),
      dice_(dice),
      popularity_(kPopularity, kRanksMax) {}

void Buyer::arrive(Clock::time_point intended) {
  ++tally_.orders;
  if (in_flight_ < options_.in_flight_max) {
    begin(intended);
  } else if (waiting_.size() < kWaitingTimesMax * options_.in_flight_max) {
    waiting_.push_back(intended);
  } else {
    ++tally_.errors["NOT_SENT"];  // the backends are far behind; these customers left
  }
}

bool Buyer::fill_basket(const Place& place, v1::PlaceOrderRequest& request) {
  if (place.menu.empty()) {
    return false;
  }
  const std::size_t ranks = std::min(place.menu.size(), kRanksMax);
  for (int line = basket_lines(dice_); line > 0; --line) {
    for (int pick = 0; pick < kPicksALine; ++pick) {
      const Offer& offer = place.menu[popularity_.draw(ranks, dice_)];
      const int units = line_units(dice_);
      const bool has = std::ranges::any_of(
          request.lines(), [&offer](const v1::Line& other) { return other.item_id() == offer.item.value(); });
      if (!has && offer.available() >= units) {
        auto* added = request.add_lines();
        added->set_item_id(offer.item.value());
        added->set_quantity(units);
        break;
      }
    }
  }
  return request.lines_size() > 0;
}

/// Who sees that one DC has it all wants one delivery; others take several, some take what there is.
void Buyer::set_policy(const Place& place, v1::PlaceOrderRequest& request) {
  const auto has_all = [&](DcId dc) {
    return std::ranges::all_of(request.lines(), [&](const v1::Line& line) {
      const auto offer = std::ranges::find(place.menu, ItemId{line.item_id()}, &Offer::item);
      return offer != place.menu.end() && std::ranges::any_of(offer->at, [&](const Offer::At& at) {
               return at.dc == dc && at.quantity >= 2 * line.quantity();
             });
    });
  };
  auto& policy = *request.mutable_policy();
  policy.set_may_split(!std::ranges::any_of(place.reach, has_all));
  policy.set_may_be_partial(unit(dice_) < kMayBePartial);
}

void Buyer::begin(Clock::time_point intended) {
  auto purchase = std::make_shared<Purchase>();
  purchase->intended = intended;
  auto& request = purchase->request;
  if (options_.hot != ItemId{} && unit(dice_) < kHotShare) {
    purchase->place = places_.draw(true);
    if (purchase->place != nullptr) {
      auto* line = request.add_lines();
      line->set_item_id(options_.hot.value());
      line->set_quantity(1);
      request.mutable_policy()->set_may_split(true);
    }
  }
  // A place that sold out, or that is not known any more: the customer of another one comes instead.
  for (int pick = 0; purchase->place == nullptr && pick < kPicksALine; ++pick) {
    purchase->place = places_.draw();
    if (purchase->place == nullptr || !fill_basket(*purchase->place, request)) {
      purchase->place = nullptr;
      request.clear_lines();
    } else {
      set_policy(*purchase->place, request);
    }
  }
  if (purchase->place == nullptr) {
    --tally_.orders;  // nothing is on any menu: nobody orders
    return;
  }
  const auto& place = *purchase->place;
  request.set_key(
      IdempotencyKey{place.region, Uuid::v7(wall_now(), static_cast<std::uint16_t>(dice_()), dice_())}
          .text());
  request.set_customer_id(options_.customers[dice_() % options_.customers.size()]);
  request.mutable_position()->set_latitude(place.position.latitude);
  request.mutable_position()->set_longitude(place.position.longitude);
  request.set_payment(v1::ON_ACCOUNT);
  ++in_flight_;
  send(purchase);
}

void Buyer::send(const Purchased& purchase) {
  ++purchase->tries;
  tally_.retries += purchase->tries > 1 ? 1 : 0;
  wire_.call<v1::OrderService::Stub, v1::PlaceOrderRequest, v1::PlaceOrderResponse>(
      &v1::OrderService::Stub::AsyncPlaceOrder, As::kBuyer, purchase->request, kOrderTime,
      [this, purchase](Answer<v1::PlaceOrderResponse> answer) { answered(purchase, std::move(answer)); },
      purchase->backend);
}

void Buyer::answered(const Purchased& purchase, Answer<v1::PlaceOrderResponse> answer) {
  if (answer.status.ok()) {
    record(*purchase, answer.response);
    end();
    return;
  }
  purchase->last = answer.status;
  purchase->backend = answer.backend;
  purchase->unknown = purchase->unknown || outcome_unknown(answer.status);
  if (worth_retrying(answer.status) && purchase->tries < kTriesMax) {
    loop_.after(kFirstPause * (1 << (purchase->tries - 1)), [this, purchase] { send(purchase); });
  } else if (purchase->unknown) {
    ask_outcome(purchase);
  } else {
    give_up(*purchase);
    end();
  }
}

/// Fenced: an order that is still on its way somewhere finds its key abandoned, so the answer is final.
void Buyer::ask_outcome(const Purchased& purchase) {
  ++purchase->questions;
  v1::GetOutcomeRequest request;
  request.set_key(purchase->request.key());
  request.set_customer_id(purchase->request.customer_id());
  request.set_fence(true);
  wire_.call<v1::OrderService::Stub, v1::GetOutcomeRequest, v1::GetOutcomeResponse>(
      &v1::OrderService::Stub::AsyncGetOutcome, As::kBuyer, request, kQuestionTime,
      [this, purchase](Answer<v1::GetOutcomeResponse> answer) {
        purchase->backend = answer.backend;
        if (answer.status.ok() && answer.response.has_outcome()) {
          ++tally_.unknown_settled;
          record(*purchase, answer.response.outcome());
          end();
        } else if (purchase->questions < kQuestionsMax &&
                   (answer.status.ok() || worth_retrying(answer.status))) {
          loop_.after(kQuestionPause, [this, purchase] { ask_outcome(purchase); });
        } else {
          give_up(*purchase);
          end();
        }
      },
      purchase->backend);
}

void Buyer::record(const Purchase& purchase, const v1::PlaceOrderResponse& response) {
  const auto took = Clock::now() - purchase.intended;
  tally_.order_time.add(took);
  tally_.second_time.add(took);
  if (!response.has_placed()) {
    ++tally_.refused[v1::RefusalReason_Name(response.refused().reason())];
    return;
  }
  ++tally_.placed;
  tally_.placed_partial += response.placed().order().partial() ? 1 : 0;
  for (const auto& line : response.lines()) {
    for (const auto& part : line.parts()) {
      const ShelfKey row{DcId{part.dc_id()}, ItemId{line.item_id()}};
      book_.sold(row, part.quantity(), part.version_after());
      places_.took(*purchase.place, row, part.quantity());
    }
  }
  crew_.take(response.placed().order());
}

void Buyer::give_up(const Purchase& purchase) {
  ++tally_.errors[code_name(purchase.last.error_code())];
  if (tally_.first_error.empty()) {
    tally_.first_error = purchase.last.error_message();
  }
}

void Buyer::end() {
  --in_flight_;
  if (!waiting_.empty()) {
    const auto intended = waiting_.front();
    waiting_.pop_front();
    begin(intended);
  }
}

}  // namespace darkstore::traffic
