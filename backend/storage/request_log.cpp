#include "backend/storage/request_log.h"

#include "backend/storage/array_text.h"
#include "backend/storage/attempt_rows.h"
#include "backend/storage/hex.h"
#include "backend/storage/stock_statements.h"

namespace darkstore::storage {

Result<std::optional<std::vector<std::int64_t>>> earlier_request(Transaction& tx,
                                                                 const ChangeRequest& request) {
  tx.exec(kLockRequest, request.id.text());
  const auto rows = tx.exec(kFindShardRequest, key_day(request.id), request.id.text());
  if (rows.empty()) {
    return std::optional<std::vector<std::int64_t>>{};
  }
  if (rows[0][0].as<std::string>() != request.method || from_hex(rows[0][1].view()) != request.hash) {
    return invalid("request_id", "this request id was used for another change; make a new one");
  }
  return std::optional(numbers<std::int64_t>(rows[0][2]));
}

void remember_request(Transaction& tx, const ChangeRequest& request,
                      const std::vector<std::int64_t>& result) {
  tx.exec(kInsertShardRequest, key_day(request.id), request.id.text(), request.actor, request.method,
          to_hex(request.hash), result);
}

}  // namespace darkstore::storage
