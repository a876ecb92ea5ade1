#pragma once

#include <span>
#include <unordered_map>
#include <vector>

#include "tests/history/checker/history.h"
#include "tests/history/checker/report.h"

namespace darkstore::history {

/// All calls under one key: one intention of one customer, whatever became of the calls.
struct Purchase {
  Uuid key;
  std::span<const OrderCall* const> calls;  ///< by time of invocation
  const OrderCall* told = nullptr;          ///< the first definite answer; null when nobody was told
  Span span;  ///< first call that can have done it, to the first definite answer
};

/// All calls under one request id.
struct Movement {
  Uuid request;
  std::span<const ChangeCall* const> calls;
  const ChangeCall* told = nullptr;  ///< the first definite answer that is no kInvalid
  Span span;
};

/// The calls of a history, grouped by what they are about; borrows the history.
class Grouped {
 public:
  explicit Grouped(const History& history);

  [[nodiscard]] const std::vector<Purchase>& purchases() const { return purchases_; }
  [[nodiscard]] const std::vector<Movement>& movements() const { return movements_; }
  [[nodiscard]] const Purchase* purchase(const Uuid& key) const;
  [[nodiscard]] const Movement* movement(const Uuid& request) const;

 private:
  std::vector<const OrderCall*> order_calls_;
  std::vector<const ChangeCall*> change_calls_;
  std::vector<Purchase> purchases_;
  std::vector<Movement> movements_;
  std::unordered_map<Uuid, std::size_t> by_key_;
  std::unordered_map<Uuid, std::size_t> by_request_;
};

/// Whether the answer is on record for good.
[[nodiscard]] bool definite(Answer answer);

/// A key has one outcome: every definite answer equals the first, the key serves one body, another body is
/// INVALID_ARGUMENT, and an outcome once told never goes away. Orders that a standby cannot have are not
/// acknowledged.
void check_keys(const History& history, const Grouped& grouped, Report& report);

}  // namespace darkstore::history
