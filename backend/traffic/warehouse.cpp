#include "backend/traffic/warehouse.h"

#include <utility>

#include "shared/uuid.h"

namespace darkstore::traffic {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kReceiveTime{3'000};
constexpr milliseconds kRetryPause{500};
constexpr std::chrono::seconds kNextTruck{20};  // menus may show the old number for a while
constexpr int kLoadTriesMax = 20;
constexpr std::size_t kTrucksMax = 16;
constexpr milliseconds kBetweenTrucks{50};
constexpr std::int32_t kUnitsLeast = 40;
constexpr std::int32_t kUnitsRange = 81;

}  // namespace

Warehouse::Warehouse(WarehouseOptions options, Wire& wire, Loop& loop, Book& book, OurDoings& ours,
                     Tally& tally, Dice& dice)
    : options_(options), wire_(wire), loop_(loop), book_(book), ours_(ours), tally_(tally), dice_(dice) {}

void Warehouse::low(ShelfKey row) {
  if (!options_.restock || closed_ || row.item == options_.never || under_way_ >= kTrucksMax ||
      !book_.knows(row)) {
    return;
  }
  const auto now = Clock::now();
  auto& again_at = again_at_[row];
  if (now < again_at || now < next_truck_) {
    return;
  }
  again_at = now + kNextTruck;
  next_truck_ = now + kBetweenTrucks;
  auto load = std::make_shared<Load>();
  load->row = row;
  const auto wall = std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
  load->request.set_request_id(Uuid::v7(wall, static_cast<std::uint16_t>(dice_()), dice_()).text());
  load->request.set_dc_id(row.dc.value());
  load->request.set_item_id(row.item.value());
  load->request.set_quantity(kUnitsLeast + static_cast<std::int32_t>(dice_() % kUnitsRange));
  load->request.set_reference("truck");
  ours_.insert(load->request.request_id());
  ++under_way_;
  unload(load);
}

void Warehouse::unload(const std::shared_ptr<Load>& load) {
  ++load->tries;
  wire_.call<v1::InventoryService::Stub, v1::ReceiveRequest, v1::StockChangeResponse>(
      &v1::InventoryService::Stub::AsyncReceive, As::kFloor, load->request, kReceiveTime,
      [this, load](Answer<v1::StockChangeResponse> answer) {
        if (!answer.status.ok() && worth_retrying(answer.status) && load->tries < kLoadTriesMax) {
          loop_.after(kRetryPause, [this, load] { unload(load); });
          return;
        }
        --under_way_;
        if (answer.status.ok()) {
          ++tally_.receipts;
          tally_.units_received += load->request.quantity();
        } else {
          tally_.floor_error(code_name(answer.status.error_code()), answer.status.error_message());
        }
        if (answer.status.ok() || outcome_unknown(answer.status)) {
          book_.received(load->row,
                         load->request.quantity());  // unknown: the units may be there, and be sold
        }
      });
}

}  // namespace darkstore::traffic
