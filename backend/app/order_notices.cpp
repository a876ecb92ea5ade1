#include "backend/app/order_notices.h"

#include <spdlog/spdlog.h>

namespace darkstore::app {

void OrderNotices::on_orders(ShardId shard, std::string_view payload) {
  const auto notices = storage::decode_notices(payload);
  if (!notices) {
    spdlog::error("shard {}: a notice of orders that nobody understands", shard.value());
    return;
  }
  feed_.publish(*notices);
}

}  // namespace darkstore::app
