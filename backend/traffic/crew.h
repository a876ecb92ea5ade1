#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "backend/traffic/book.h"
#include "backend/traffic/demand.h"
#include "backend/traffic/loop.h"
#include "backend/traffic/others.h"
#include "backend/traffic/report.h"
#include "backend/traffic/wire.h"

namespace darkstore::traffic {

struct CrewOptions {
  std::chrono::milliseconds stage_time{2'500};  ///< from one step to the next, on average
  std::size_t orders_max = 150;  ///< in the crew's hands at a time; what comes beyond stays granted
  double cancel_share = 0.01;    ///< of the orders
};

/// Pickers, riders, and the few customers who change their mind.
class Crew {
 public:
  Crew(CrewOptions options, Wire& wire, Loop& loop, Book& book, OurDoings& ours, Tally& tally, Dice& dice);

  /// An order was placed: it is cancelled soon, picked and delivered, or left on its shelf when all hands are
  /// full.
  void take(const v1::Order& order);
  /// Nothing new is begun; steps under way are answered.
  void close() { closed_ = true; }
  [[nodiscard]] std::size_t under_way() const { return under_way_; }

 private:
  struct Errand {
    std::string order_id;
    std::vector<std::string> fulfilments;
    std::size_t fulfilment = 0;
    v1::FulfilmentState state = v1::GRANTED;
    std::string request_id;  ///< of the step that is tried
    int tries = 0;
  };
  void next_step(const std::shared_ptr<Errand>& errand);
  void advance(const std::shared_ptr<Errand>& errand);
  void cancel(const std::shared_ptr<Errand>& errand);
  [[nodiscard]] std::string new_request_id();
  [[nodiscard]] std::chrono::nanoseconds stage();

  CrewOptions options_;
  Wire& wire_;
  Loop& loop_;
  Book& book_;
  OurDoings& ours_;
  Tally& tally_;
  Dice& dice_;
  std::size_t in_hands_ = 0;
  std::size_t under_way_ = 0;  ///< calls
  bool closed_ = false;
};

}  // namespace darkstore::traffic
