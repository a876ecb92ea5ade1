#include "tests/history/checker/ledger.h"

#include <algorithm>
#include <format>
#include <tuple>

#include "tests/history/checker/row_order.h"

namespace darkstore::history {
namespace {

constexpr auto kRule = "the ledger adds up";

// Sorts entries by an id of theirs, leaves out the nil one, and remembers where each id's are.
template <class IdOf>
void index(const Book& book, IdOf id_of, std::vector<const Entry*>& sorted,
           std::unordered_map<Uuid, std::pair<std::size_t, std::size_t>>& at) {
  for (const auto& entry : book.entries) {
    if (!id_of(entry).is_nil()) {
      sorted.push_back(&entry);
    }
  }
  std::ranges::sort(sorted, {}, [&](const Entry* entry) { return id_of(*entry); });
  for (std::size_t first = 0; first < sorted.size();) {
    auto last = first;
    while (last < sorted.size() && id_of(*sorted[last]) == id_of(*sorted[first])) {
      ++last;
    }
    at.emplace(id_of(*sorted[first]), std::pair{first, last});
    first = last;
  }
}

std::span<const Entry* const> found_in(
    const std::unordered_map<Uuid, std::pair<std::size_t, std::size_t>>& at,
    const std::vector<const Entry*>& sorted, const Uuid& id) {
  const auto found = at.find(id);
  if (found == at.end()) {
    return {};
  }
  return std::span(sorted).subspan(found->second.first, found->second.second - found->second.first);
}

void check_row(const LedgerRow& row, const RowState* end, Report& report) {
  const auto name = name_of(row.start.row);
  auto version = row.start.version;
  auto quantity = row.start.quantity;
  std::int32_t position = -1;
  for (const auto* entry : row.entries) {
    const bool same = entry->version == version && position >= 0;
    const bool follows =
        same ? entry->position == position + 1 : entry->version == version + 1 && entry->position == 0;
    if (!follows) {
      report.add(kRule, std::format("{}: after version {} position {} comes version {} position {}", name,
                                    version, position, entry->version, entry->position));
    }
    version = entry->version;
    position = entry->position;
    quantity += entry->delta;
    if (entry->after != quantity) {
      report.add(kRule, std::format("{}: at version {} the ledger says {}, its changes add up to {}", name,
                                    version, entry->after, quantity));
      quantity = entry->after;
    }
    if (quantity < 0) {
      report.add("never below zero", std::format("{}: {} units at version {}", name, quantity, version));
    }
  }
  if (end == nullptr || end->version != version || end->quantity != quantity) {
    report.add(kRule,
               std::format("{}: the ledger ends with {} units at version {}, the row has {} at version {}",
                           name, quantity, version, end == nullptr ? -1 : end->quantity,
                           end == nullptr ? -1 : end->version));
  }
}

}  // namespace

Ledger::Ledger(const Book& book) {
  by_row_.reserve(book.entries.size());
  for (const auto& entry : book.entries) {
    by_row_.push_back(&entry);
  }
  std::ranges::sort(by_row_, {}, [](const Entry* e) { return std::tuple{e->row, e->version, e->position}; });
  rows_.reserve(book.start.size());
  for (const auto& start : book.start) {
    const auto mine = std::ranges::equal_range(by_row_, start.row, {}, [](const Entry* e) { return e->row; });
    row_at_.emplace(start.row, rows_.size());
    rows_.push_back({start, {mine.begin(), mine.end()}});
  }
  index(book, [](const Entry& e) -> const Uuid& { return e.order; }, by_order_, order_at_);
  index(book, [](const Entry& e) -> const Uuid& { return e.request; }, by_request_, request_at_);
}

const LedgerRow* Ledger::row(const ShelfKey& key) const {
  const auto found = row_at_.find(key);
  return found == row_at_.end() ? nullptr : &rows_[found->second];
}

std::span<const Entry* const> Ledger::of_order(const Uuid& order) const {
  return found_in(order_at_, by_order_, order);
}

std::span<const Entry* const> Ledger::of_request(const Uuid& request) const {
  return found_in(request_at_, by_request_, request);
}

void check_ledger(const Book& book, const Ledger& ledger, Report& report) {
  std::unordered_map<ShelfKey, const RowState*> ends;
  for (const auto& end : book.end) {
    ends.emplace(end.row, &end);
  }
  std::size_t entries = 0;
  for (const auto& row : ledger.rows()) {
    const auto end = ends.find(row.start.row);
    check_row(row, end == ends.end() ? nullptr : end->second, report);
    entries += row.entries.size();
  }
  if (entries != book.entries.size()) {
    report.add(kRule, std::format("{} ledger entries are of rows that did not exist at the start",
                                  book.entries.size() - entries));
  }
}

}  // namespace darkstore::history
