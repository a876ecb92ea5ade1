#pragma once

// Inside storage only: this header brings libpqxx along.

#include <optional>
#include <vector>

#include "backend/storage/directory_repository.h"
#include "backend/storage/session.h"

namespace darkstore::storage {

/// The numbers a shard remembered for a request id. Takes an advisory lock first, so that of two calls under
/// one id the second waits for the first one's outcome.
/// @return nullopt for a new request; kInvalidArgument "request_id" when it was used for another body
[[nodiscard]] Result<std::optional<std::vector<std::int64_t>>> earlier_request(Transaction& tx,
                                                                               const ChangeRequest& request);

void remember_request(Transaction& tx, const ChangeRequest& request, const std::vector<std::int64_t>& result);

}  // namespace darkstore::storage
