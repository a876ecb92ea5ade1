#pragma once

#include <cstddef>
#include <deque>
#include <memory>

#include "backend/traffic/book.h"
#include "backend/traffic/crew.h"
#include "backend/traffic/demand.h"
#include "backend/traffic/loop.h"
#include "backend/traffic/places.h"
#include "backend/traffic/report.h"
#include "backend/traffic/wire.h"

namespace darkstore::traffic {

struct BuyerOptions {
  std::size_t in_flight_max = 400;  ///< orders under way; further ones wait their turn, and their clock runs
  ItemId hot;                       ///< 0 = none
  std::vector<std::int64_t> customers;  ///< at least one
};

/// Places orders as customers do: what the menu shows, under one key whatever happens, until the outcome is
/// known.
class Buyer {
 public:
  Buyer(BuyerOptions options, Wire& wire, Loop& loop, Places& places, Book& book, Crew& crew, Tally& tally,
        Dice& dice);

  /// Someone wants to order. @param intended  when; latency counts from then
  void arrive(Clock::time_point intended);
  [[nodiscard]] std::size_t in_flight() const { return in_flight_ + waiting_.size(); }
  /// Nobody waits for a turn any more.
  void close() { waiting_.clear(); }

 private:
  struct Purchase {
    v1::PlaceOrderRequest request;
    Place* place = nullptr;
    Clock::time_point intended;
    int tries = 0;
    int questions = 0;
    bool unknown = false;  ///< some try may have been carried out
    grpc::Status last;
    std::size_t backend = kAnyBackend;
  };
  using Purchased = std::shared_ptr<Purchase>;

  [[nodiscard]] bool fill_basket(const Place& place, v1::PlaceOrderRequest& request);
  void set_policy(const Place& place, v1::PlaceOrderRequest& request);
  void begin(Clock::time_point intended);
  void send(const Purchased& purchase);
  void answered(const Purchased& purchase, Answer<v1::PlaceOrderResponse> answer);
  void ask_outcome(const Purchased& purchase);
  void record(const Purchase& purchase, const v1::PlaceOrderResponse& response);
  void give_up(const Purchase& purchase);
  void end();

  BuyerOptions options_;
  Wire& wire_;
  Loop& loop_;
  Places& places_;
  Book& book_;
  Crew& crew_;
  Tally& tally_;
  Dice& dice_;
  Zipf popularity_;
  std::deque<Clock::time_point> waiting_;
  std::size_t in_flight_ = 0;
};

}  // namespace darkstore::traffic
