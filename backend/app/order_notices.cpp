#include "backend/app/order_notices.h"

#include <spdlog/spdlog.h>

namespace darkstore::app {

void OrderNotices::on_changes(ShardId, std::span<const storage::StockChange> changes, WallTime) {
  meter_.note_changes(changes.size(), std::chrono::steady_clock::now());
}

void OrderNotices::on_orders(ShardId shard, std::string_view payload) {
  const auto notices = storage::decode_notices(payload);
  if (!notices) {
    spdlog::error("shard {}: a notice of orders that nobody understands", shard.value());
    return;
  }
  const auto now = std::chrono::steady_clock::now();
  for (const auto& notice : *notices) {
    meter_.note(notice, now);
  }
  orders_.publish(*notices);
  network_.publish(*notices);
}

}  // namespace darkstore::app
