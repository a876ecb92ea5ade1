#pragma once

// Inside storage only: this header brings libpqxx along.

#include <utility>

#include "backend/storage/database.h"
#include "backend/storage/session.h"

namespace darkstore::storage {

/// Leases a connection and runs `work(Transaction&) -> Result<T>` in one transaction. A connection that had
/// died while idle is replaced once: nothing had been sent on it.
template <class Work>
auto run(Database& database, Deadline until, Access access, Work&& work)
    -> decltype(work(std::declval<Transaction&>())) {
  for (int attempt = 0;; ++attempt) {
    auto lease = database.lease(until);
    if (!lease) {
      return tl::unexpected(lease.error());
    }
    auto result = transact(lease->session(), database.watchdog(), until, access, work);
    const bool lost_before_commit = !result && result.error().kind == ErrorKind::kUnavailable;
    if (!lost_before_commit || attempt > 0 || passed(until)) {
      return result;
    }
  }
}

}  // namespace darkstore::storage
