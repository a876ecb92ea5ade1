#include "backend/traffic/book.h"

#include <algorithm>

namespace darkstore::traffic {

void Book::open(ShelfKey row, std::int64_t quantity, std::int64_t version) {
  rows_.try_emplace(row, Row{.there = quantity, .sold = 0, .version = version});
}

bool Book::knows(ShelfKey row) const {
  return rows_.contains(row);
}

void Book::sold(ShelfKey row, std::int64_t units, std::int64_t version) {
  units_sold_ += units;
  const auto found = rows_.find(row);
  if (found == rows_.end()) {
    units_unchecked_ += units;
  } else if (version > found->second.version) {
    found->second.sold += units;
  }
}

void Book::received(ShelfKey row, std::int64_t units) {
  if (const auto found = rows_.find(row); found != rows_.end()) {
    found->second.there += units;
  }
}

void Book::returned(ShelfKey row, std::int64_t units) {
  received(row, units);
}

Book::Totals Book::totals() const {
  Totals totals{
      .units_sold = units_sold_, .oversold = 0, .rows_checked = 0, .units_unchecked = units_unchecked_};
  for (const auto& [key, row] : rows_) {
    totals.oversold += row.oversold();
    totals.rows_checked += row.sold > 0 ? 1 : 0;
  }
  return totals;
}

std::vector<ShelfKey> Book::oversold_rows() const {
  std::vector<ShelfKey> keys;
  for (const auto& [key, row] : rows_) {
    if (row.oversold() > 0) {
      keys.push_back(key);
    }
  }
  std::ranges::sort(keys);
  return keys;
}

std::int64_t Book::opening_version(ShelfKey row) const {
  const auto found = rows_.find(row);
  return found == rows_.end() ? 0 : found->second.version;
}

}  // namespace darkstore::traffic
