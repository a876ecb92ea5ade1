#pragma once

#include <span>
#include <unordered_map>
#include <vector>

#include "tests/history/checker/history.h"
#include "tests/history/checker/report.h"

namespace darkstore::history {

/// A row with its ledger entries in the store's order.
struct LedgerRow {
  RowState start;
  std::span<const Entry* const> entries;  ///< by version, then position
};

/// The book's entries by row, by order and by request; borrows the history.
class Ledger {
 public:
  explicit Ledger(const Book& book);

  [[nodiscard]] const std::vector<LedgerRow>& rows() const { return rows_; }
  [[nodiscard]] const LedgerRow* row(const ShelfKey& key) const;
  /// Entries of an order (sales and returns) or of a request, in no order.
  [[nodiscard]] std::span<const Entry* const> of_order(const Uuid& order) const;
  [[nodiscard]] std::span<const Entry* const> of_request(const Uuid& request) const;

 private:
  using Range = std::pair<std::size_t, std::size_t>;
  std::vector<const Entry*> by_row_;
  std::vector<const Entry*> by_order_;
  std::vector<const Entry*> by_request_;
  std::vector<LedgerRow> rows_;
  std::unordered_map<ShelfKey, std::size_t> row_at_;
  std::unordered_map<Uuid, Range> order_at_;
  std::unordered_map<Uuid, Range> request_at_;
};

/// Start + every change = end; versions without a gap, one a transaction; positions from 0; never below zero.
void check_ledger(const Book& book, const Ledger& ledger, Report& report);

}  // namespace darkstore::history
