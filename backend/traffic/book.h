#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "shared/ids.h"

namespace darkstore::traffic {

/// The buyers' own book, row by row, from what was answered to them and from nothing else: units acknowledged
/// against opening + receipts + returns. Other buyers of the same rows only make it more lenient, never
/// wrong.
class Book {
 public:
  struct Totals {
    std::int64_t units_sold = 0;       ///< of every acknowledged order, returned ones too
    std::int64_t oversold = 0;         ///< sum over the rows of what was sold and was not there
    std::int64_t rows_checked = 0;     ///< rows with an opening of which something was sold
    std::int64_t units_unchecked = 0;  ///< sold of rows whose opening nobody had read
  };

  /// What a row held when it was first read. Later readings of it change nothing.
  void open(ShelfKey row, std::int64_t quantity, std::int64_t version);
  [[nodiscard]] bool knows(ShelfKey row) const;

  /// An order was acknowledged. @param version  of the row after it was taken: a sale that the opening
  /// already knew of is no part of what is compared with it
  void sold(ShelfKey row, std::int64_t units, std::int64_t version);
  /// A receipt was acknowledged, or may have happened.
  void received(ShelfKey row, std::int64_t units);
  /// A cancel was acknowledged, or may have happened.
  void returned(ShelfKey row, std::int64_t units);

  [[nodiscard]] Totals totals() const;
  /// Rows of which more was sold than there was, by key.
  [[nodiscard]] std::vector<ShelfKey> oversold_rows() const;
  /// Of the row's opening; 0 for an unknown one.
  [[nodiscard]] std::int64_t opening_version(ShelfKey row) const;

 private:
  struct Row {
    std::int64_t there = 0;  ///< opening + receipts + returns
    std::int64_t sold = 0;
    std::int64_t version = 0;  ///< of the opening
    [[nodiscard]] std::int64_t oversold() const { return sold > there ? sold - there : 0; }
  };

  std::unordered_map<ShelfKey, Row> rows_;
  std::int64_t units_sold_ = 0;
  std::int64_t units_unchecked_ = 0;
};

}  // namespace darkstore::traffic
