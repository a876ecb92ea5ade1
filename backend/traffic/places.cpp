#include "backend/traffic/places.h"

#include <absl/time/time.h>

#include <algorithm>
#include <chrono>
#include <numeric>
#include <utility>

namespace darkstore::traffic {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kDcsAPlace = 12;      // one neighbourhood for so many DCs, each reaching five of them
constexpr std::size_t kPlacesMax = 2'500;   // bounds what is remembered of menus
constexpr int kPage = 100;                  // the largest a menu gives
constexpr std::size_t kMenuItemsMax = 300;  // people buy what sells; nobody scrolls through 8,000 items
constexpr double kDrawOfFullShelves = 40;   // people order where there is choice
constexpr milliseconds kReadTime{3'000};
constexpr milliseconds kLookAgain{60'000};  // at a place that had nothing, or was closed
constexpr milliseconds kWeighEvery{1'000};  // clocks move, places become known
constexpr std::size_t kBrowsingMax = 64;
constexpr int kBrowsePage = 20;
constexpr std::int32_t kLow = 5;
constexpr double kZipfOfPages = 1.6;  // most look at the first page only
constexpr std::size_t kPagesMax = 5;

double utc_offset_h(const std::string& name) {
  absl::TimeZone zone;  // UTC when the name is unknown
  absl::LoadTimeZone(name, &zone);
  return zone.At(absl::Now()).offset / 3600.0;
}

double utc_hour() {
  using namespace std::chrono;
  const auto now = system_clock::now();
  return duration<double, std::ratio<3600>>(now - floor<days>(now)).count();
}

Offer offer_of(const v1::MenuItem& item) {
  Offer offer{.item = ItemId{item.item_id()}, .at = {}};
  for (const auto& at : item.at()) {
    offer.at.push_back({DcId{at.dc_id()}, at.quantity()});
  }
  return offer;
}

std::vector<DcId> dcs_of(const google::protobuf::RepeatedField<std::int32_t>& ids) {
  std::vector<DcId> dcs;
  for (const std::int32_t id : ids) {
    dcs.emplace_back(id);
  }
  return dcs;
}

void set_position(v1::GeoPoint& to, GeoPoint from) {
  to.set_latitude(from.latitude);
  to.set_longitude(from.longitude);
}

}  // namespace

/// A place whose menu is being read: nothing of it counts before the book knows the rows.
struct Places::Exploring {
  std::size_t index = 0;
  std::string page_token;
  std::string region;
  std::vector<DcId> reach;
  std::vector<Offer> menu;
  bool menu_goes_on = false;
  bool has_hot = false;
  std::size_t openings_left = 0;
  bool failed = false;
};

std::int32_t Offer::available() const {
  return std::accumulate(at.begin(), at.end(), 0,
                         [](std::int32_t sum, const At& one) { return sum + one.quantity; });
}

Places::Places(Wire& wire, Loop& loop, Book& book, Tally& tally, Dice& dice, ItemId hot,
               std::function<void(ShelfKey, std::int32_t)> low)
    : wire_(wire),
      loop_(loop),
      book_(book),
      tally_(tally),
      dice_(dice),
      hot_(hot),
      low_(std::move(low)),
      pages_(kZipfOfPages, kPagesMax),
      anywhere_({}),
      where_hot_({}) {}

void Places::settle(const std::vector<v1::Dc>& dcs) {
  std::map<std::pair<std::string, std::int32_t>, std::vector<const v1::Dc*>> by_metro;
  std::map<std::string, double> offsets;
  for (const auto& dc : dcs) {
    by_metro[{dc.metro(), dc.region_id()}].push_back(&dc);
    if (!offsets.contains(dc.time_zone())) {
      offsets[dc.time_zone()] = utc_offset_h(dc.time_zone());
    }
  }
  for (auto& [name, members] : by_metro) {
    std::ranges::shuffle(members, dice_);
    const std::size_t homes = (members.size() + kDcsAPlace - 1) / kDcsAPlace;
    metros_.emplace_back();
    for (std::size_t i = 0; i < members.size(); ++i) {
      const GeoPoint dc{members[i]->position().latitude(), members[i]->position().longitude()};
      const double offset = offsets[members[i]->time_zone()];
      if (i < homes) {
        // A city orders as much as it has DCs, however many places we know of it.
        add_place(metros_.size() - 1, dc, offset,
                  static_cast<double>(members.size()) / static_cast<double>(homes));
      } else {
        metros_.back().spare.emplace_back(dc, offset);
      }
    }
  }
  std::ranges::shuffle(unknown_, dice_);
}

void Places::add_place(std::size_t metro, GeoPoint dc, double utc_offset_h, double people) {
  auto place = std::make_unique<Place>();
  place->metro = metro;
  place->position = home_near(dc, dice_);
  place->utc_offset_h = utc_offset_h;
  place->people = people;
  unknown_.push_back(places_.size());
  places_.push_back(std::move(place));
}

/// Where shelves are full people live around every DC.
void Places::grow(std::size_t metro) {
  if (std::exchange(metros_[metro].grown, true)) {
    return;
  }
  auto spare = std::exchange(metros_[metro].spare, {});
  spare.resize(std::min(spare.size(), kPlacesMax - std::min(kPlacesMax, places_.size())));
  for (auto& place : places_) {
    if (place->metro == metro) {
      place->people = 1;
    }
  }
  for (const auto& [dc, offset] : spare) {
    add_place(metro, dc, offset, 1);
  }
}

void Places::explore(std::size_t at_once) {
  at_once_ = at_once;
  while (asking_ < at_once_ && !unknown_.empty()) {
    const std::size_t index = unknown_.back();
    unknown_.pop_back();
    ask_menu(index);
  }
}

void Places::ask_menu(std::size_t index) {
  ++asking_;
  places_[index]->asking = true;
  auto exploring = std::make_shared<Exploring>();
  exploring->index = index;
  read_page(exploring);
}

void Places::read_page(const std::shared_ptr<Exploring>& exploring) {
  v1::GetMenuRequest request;
  set_position(*request.mutable_position(), places_[exploring->index]->position);
  request.set_page_size(kPage);
  request.set_in_stock_only(true);
  request.set_page_token(exploring->page_token);
  wire_.call<v1::AvailabilityService::Stub, v1::GetMenuRequest, v1::GetMenuResponse>(
      &v1::AvailabilityService::Stub::AsyncGetMenu, As::kViewer, request, kReadTime,
      [this, exploring](Answer<v1::GetMenuResponse> answer) {
        if (!answer.status.ok()) {
          end(*exploring, false);
          return;
        }
        const auto& response = answer.response;
        exploring->region = response.region();
        exploring->reach = dcs_of(response.reach());
        for (const auto& item : response.items()) {
          if (ItemId{item.item_id()} != hot_) {
            exploring->menu.push_back(offer_of(item));
          }
        }
        exploring->page_token = response.next_page_token();
        exploring->menu_goes_on = !exploring->page_token.empty();
        if (exploring->menu_goes_on && exploring->menu.size() < kMenuItemsMax) {
          read_page(exploring);
        } else if (exploring->reach.empty() || exploring->menu.empty()) {
          end(*exploring, false);
        } else if (hot_ != ItemId{}) {
          read_hot(exploring);
        } else {
          read_openings(exploring);
        }
      });
}

void Places::read_hot(const std::shared_ptr<Exploring>& exploring) {
  v1::GetAvailabilityRequest request;
  set_position(*request.mutable_position(), places_[exploring->index]->position);
  request.add_item_ids(hot_.value());
  wire_.call<v1::AvailabilityService::Stub, v1::GetAvailabilityRequest, v1::GetAvailabilityResponse>(
      &v1::AvailabilityService::Stub::AsyncGetAvailability, As::kViewer, request, kReadTime,
      [this, exploring](Answer<v1::GetAvailabilityResponse> answer) {
        exploring->has_hot =
            answer.status.ok() && answer.response.items_size() == 1 && answer.response.items(0).at_size() > 0;
        read_openings(exploring);
      });
}

/// Every row that an order from this place may touch, also the empty ones.
void Places::read_openings(const std::shared_ptr<Exploring>& exploring) {
  std::vector<v1::ListInventoryRequest> requests;
  for (const DcId dc : exploring->reach) {
    v1::ListInventoryRequest request;
    request.set_dc_id(dc.value());
    request.set_page_size(2'000);
    for (const Offer& offer : exploring->menu) {
      if (!book_.knows({dc, offer.item})) {
        request.add_item_ids(offer.item.value());
      }
    }
    if (exploring->has_hot && !book_.knows({dc, hot_})) {
      request.add_item_ids(hot_.value());
    }
    if (request.item_ids_size() > 0) {
      requests.push_back(std::move(request));
    }
  }
  exploring->openings_left = requests.size();
  if (requests.empty()) {
    end(*exploring, true);
  }
  for (const auto& request : requests) {
    wire_.call<v1::InventoryService::Stub, v1::ListInventoryRequest, v1::ListInventoryResponse>(
        &v1::InventoryService::Stub::AsyncListInventory, As::kViewer, request, kReadTime,
        [this, exploring, request](Answer<v1::ListInventoryResponse> answer) {
          exploring->failed = exploring->failed || !answer.status.ok();
          for (const auto& row : answer.response.rows()) {
            book_.open({DcId{row.dc_id()}, ItemId{row.item_id()}}, row.quantity(), row.version());
          }
          if (answer.status.ok()) {
            for (const std::int64_t item : request.item_ids()) {  // a DC that never had it opens with none
              book_.open({DcId{request.dc_id()}, ItemId{item}}, 0, 0);
            }
          }
          if (--exploring->openings_left == 0) {
            end(*exploring, !exploring->failed);
          }
        });
  }
}

void Places::end(const Exploring& exploring, bool known) {
  --asking_;
  Place& place = *places_[exploring.index];
  place.asking = false;
  ready_ += known && !place.ready ? 1 : 0;
  ready_ -= !known && place.ready ? 1 : 0;
  place.ready = known;
  if (known) {
    place.region = exploring.region;
    place.reach = exploring.reach;
    place.menu = exploring.menu;
    place.menu_goes_on = exploring.menu_goes_on;
    place.has_hot = exploring.has_hot;
    if (place.menu_goes_on) {
      grow(place.metro);
    }
  } else {
    loop_.after(kLookAgain, [this, index = exploring.index] {
      unknown_.insert(unknown_.begin(), index);
      explore(at_once_);
    });
  }
  explore(at_once_);
}

void Places::weigh() {
  const auto now = Clock::now();
  if (now - weighed_ < kWeighEvery) {
    return;
  }
  weighed_ = now;
  const double hour = utc_hour();
  std::vector<double> weights;
  std::vector<double> hot_weights;
  for (const auto& place : places_) {
    const double weight = !place->ready ? 0
                                        : place->people * day_curve(hour + place->utc_offset_h) *
                                              (place->menu_goes_on ? kDrawOfFullShelves : 1);
    weights.push_back(weight);
    hot_weights.push_back(place->has_hot ? weight : 0);
  }
  anywhere_ = Choice(weights);
  where_hot_ = Choice(hot_weights);
}

Place* Places::draw(bool hot) {
  weigh();
  const Choice& choice = hot ? where_hot_ : anywhere_;
  return choice.empty() ? nullptr : places_[choice.draw(dice_)].get();
}

void Places::browse(Clock::time_point intended) {
  weigh();
  if (anywhere_.empty()) {
    return;
  }
  if (browsing_ >= kBrowsingMax) {
    ++tally_.browse_left_out;
    return;
  }
  const std::size_t index = anywhere_.draw(dice_);
  const Place& place = *places_[index];
  v1::GetMenuRequest request;
  set_position(*request.mutable_position(), place.position);
  request.set_in_stock_only(true);
  request.set_page_size(kBrowsePage * static_cast<int>(pages_.draw(kPagesMax, dice_) + 1));
  ++browsing_;
  ++tally_.browse_calls;
  wire_.call<v1::AvailabilityService::Stub, v1::GetMenuRequest, v1::GetMenuResponse>(
      &v1::AvailabilityService::Stub::AsyncGetMenu, As::kViewer, request, kReadTime,
      [this, index, intended](Answer<v1::GetMenuResponse> answer) {
        --browsing_;
        tally_.browse_time.add(Clock::now() - intended);
        if (answer.status.ok()) {
          refresh(index, answer.response);
        } else {
          ++tally_.browse_errors;
        }
      });
}

void Places::refresh(std::size_t index, const v1::GetMenuResponse& response) {
  Place& place = *places_[index];
  for (const auto& item : response.items()) {
    look(place, item);
  }
  // Hours and roads change who serves a place: its orders may touch rows that the book does not know.
  const auto known = [&place](std::int32_t dc) {
    return std::ranges::find(place.reach, DcId{dc}) != place.reach.end();
  };
  if (!place.asking && (response.reach().empty() || !std::ranges::all_of(response.reach(), known))) {
    ready_ -= place.ready ? 1 : 0;
    place.ready = false;
    weighed_ = {};
    ask_menu(index);
  }
}

void Places::look(Place& place, const v1::MenuItem& item) {
  const auto found = std::ranges::find(place.menu, ItemId{item.item_id()}, &Offer::item);
  if (found == place.menu.end()) {
    return;  // new on the menu since we learnt it: bought by those who learn it anew
  }
  *found = offer_of(item);
  for (const auto& at : found->at) {
    if (at.quantity <= kLow) {
      low_({at.dc, found->item}, at.quantity);
    }
  }
}

void Places::took(Place& place, ShelfKey row, std::int32_t units) {
  const auto offer = std::ranges::find(place.menu, row.item, &Offer::item);
  if (offer == place.menu.end()) {
    return;
  }
  const auto at = std::ranges::find(offer->at, row.dc, &Offer::At::dc);
  if (at != offer->at.end()) {
    at->quantity = std::max(0, at->quantity - units);
    if (at->quantity <= kLow) {
      low_(row, at->quantity);
    }
  }
}

}  // namespace darkstore::traffic
