#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

#include "backend/traffic/book.h"
#include "backend/traffic/demand.h"
#include "backend/traffic/loop.h"
#include "backend/traffic/report.h"
#include "backend/traffic/wire.h"
#include "shared/geo.h"
#include "shared/ids.h"

namespace darkstore::traffic {

/// What a menu said of an item.
struct Offer {
  struct At {
    DcId dc;
    std::int32_t quantity = 0;
  };
  ItemId item;
  std::vector<At> at;  ///< soonest first
  [[nodiscard]] std::int32_t available() const;
};

/// Where customers live: its menu as the last of them saw it.
struct Place {
  std::size_t metro = 0;
  GeoPoint position;
  double utc_offset_h = 0;
  double people = 0;   ///< how many order from here, against other places
  bool ready = false;  ///< its menu is known, and the book knows every row of it
  bool asking = false;
  std::string region;
  std::vector<DcId> reach;
  std::vector<Offer> menu;    ///< what sells most comes first
  bool menu_goes_on = false;  ///< there is more than we look at
  bool has_hot = false;       ///< the hot item is, or was, on a shelf nearby
};

/// The places where demand comes from: many in big cities, drawn by the hour of their day and by what there
/// is to buy. Learns the menus by browsing as customers do, and reads the opening of every row before the
/// first order may touch it.
class Places {
 public:
  /// @param low  told of every row that a menu shows to be nearly gone
  Places(Wire& wire, Loop& loop, Book& book, Tally& tally, Dice& dice, ItemId hot,
         std::function<void(ShelfKey, std::int32_t left)> low);

  /// Makes the places of the network. @param dcs  of ListDcs
  void settle(const std::vector<v1::Dc>& dcs);
  /// Looks at the menus of so many places at a time until all are known, and now and then at those without
  /// one.
  void explore(std::size_t at_once);
  [[nodiscard]] std::size_t ready() const { return ready_; }
  [[nodiscard]] std::size_t waiting() const { return unknown_.size() + asking_; }

  /// A place where someone wants to buy now; null while none is known. @param hot  only where the hot item is
  [[nodiscard]] Place* draw(bool hot = false);

  /// Someone looks at a menu. @param intended  when they meant to
  void browse(Clock::time_point intended);

  /// Units that a customer of this place has just got are no longer on its menu.
  void took(Place& place, ShelfKey row, std::int32_t units);

 private:
  struct Metro {
    std::vector<std::pair<GeoPoint, double>>
        spare;  ///< DCs around which nobody lives yet, with their UTC offset
    bool grown = false;
  };
  struct Exploring;

  void add_place(std::size_t metro, GeoPoint dc, double utc_offset_h, double people);
  void grow(std::size_t metro);
  void ask_menu(std::size_t index);
  void read_page(const std::shared_ptr<Exploring>& exploring);
  void read_hot(const std::shared_ptr<Exploring>& exploring);
  void read_openings(const std::shared_ptr<Exploring>& exploring);
  void end(const Exploring& exploring, bool known);
  void refresh(std::size_t index, const v1::GetMenuResponse& response);
  void look(Place& place, const v1::MenuItem& item);
  void weigh();

  Wire& wire_;
  Loop& loop_;
  Book& book_;
  Tally& tally_;
  Dice& dice_;
  ItemId hot_;
  std::function<void(ShelfKey, std::int32_t)> low_;
  Zipf pages_;
  std::vector<Metro> metros_;
  std::vector<std::unique_ptr<Place>> places_;
  std::vector<std::size_t> unknown_;  ///< places to look at, the next one last
  std::size_t at_once_ = 0;
  std::size_t asking_ = 0;
  std::size_t ready_ = 0;
  std::size_t browsing_ = 0;
  Choice anywhere_;
  Choice where_hot_;
  Clock::time_point weighed_{};
};

}  // namespace darkstore::traffic
