#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <unordered_map>

#include "backend/traffic/book.h"
#include "backend/traffic/demand.h"
#include "backend/traffic/loop.h"
#include "backend/traffic/others.h"
#include "backend/traffic/report.h"
#include "backend/traffic/wire.h"

namespace darkstore::traffic {

struct WarehouseOptions {
  bool restock = true;
  ItemId never;  ///< the hot item: what is fought over does not come back
};

/// The trucks: they bring what a menu shows to be nearly gone, and only to rows whose opening is known.
class Warehouse {
 public:
  Warehouse(WarehouseOptions options, Wire& wire, Loop& loop, Book& book, OurDoings& ours, Tally& tally,
            Dice& dice);

  /// Someone saw that a row has few units left.
  void low(ShelfKey row);
  /// No truck leaves any more.
  void close() { closed_ = true; }
  [[nodiscard]] std::size_t under_way() const { return under_way_; }

 private:
  struct Load {
    v1::ReceiveRequest request;
    ShelfKey row;
    int tries = 0;
  };
  void unload(const std::shared_ptr<Load>& load);

  WarehouseOptions options_;
  Wire& wire_;
  Loop& loop_;
  Book& book_;
  OurDoings& ours_;
  Tally& tally_;
  Dice& dice_;
  std::unordered_map<ShelfKey, Clock::time_point> again_at_;  ///< a row's next truck, not before
  Clock::time_point next_truck_{};                            ///< of them all, not before
  std::size_t under_way_ = 0;                                 ///< trucks
  bool closed_ = false;
};

}  // namespace darkstore::traffic
