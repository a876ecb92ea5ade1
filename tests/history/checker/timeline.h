#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "tests/history/checker/ledger.h"
#include "tests/history/checker/purchases.h"
#include "tests/history/checker/row_order.h"

namespace darkstore::history {

/// Ledger and calls together: each row's states in order, and which operation made each.
class Timeline {
 public:
  struct Row {
    RowOrder order;
    std::vector<std::size_t> makers;  ///< operation that made state k + 1
  };

  Timeline(const History& history, const Grouped& grouped, const Ledger& ledger);

  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }  ///< as Ledger::rows()
  [[nodiscard]] const Row* row(const ShelfKey& key) const;

  /// Operations: purchases first, then movements; entries that nobody asked for share the last.
  [[nodiscard]] std::size_t operations() const { return spans_.size(); }
  [[nodiscard]] const Span& span(std::size_t operation) const { return spans_[operation]; }
  [[nodiscard]] std::string name(std::size_t operation) const;

 private:
  [[nodiscard]] std::size_t maker_of(const Entry& entry,
                                     const std::unordered_map<Uuid, Uuid>& key_of_order) const;

  const Grouped& grouped_;
  std::vector<Span> spans_;
  std::vector<Row> rows_;
  std::unordered_map<ShelfKey, std::size_t> row_at_;
};

}  // namespace darkstore::history
