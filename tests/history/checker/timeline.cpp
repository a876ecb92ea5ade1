#include "tests/history/checker/timeline.h"

namespace darkstore::history {

Timeline::Timeline(const History& history, const Grouped& grouped, const Ledger& ledger) : grouped_(grouped) {
  spans_.reserve(grouped.purchases().size() + grouped.movements().size() + 1);
  for (const auto& purchase : grouped.purchases()) {
    spans_.push_back(purchase.span);
  }
  for (const auto& movement : grouped.movements()) {
    spans_.push_back(movement.span);
  }
  spans_.push_back({std::numeric_limits<Time>::min(), kNever});

  std::unordered_map<Uuid, Uuid> key_of_order;
  key_of_order.reserve(history.book.orders.size());
  for (const auto& order : history.book.orders) {
    key_of_order.emplace(order.order, order.key);
  }
  rows_.reserve(ledger.rows().size());
  row_at_.reserve(ledger.rows().size());
  for (const auto& row : ledger.rows()) {
    std::vector<RowOrder::Step> steps;
    std::vector<std::size_t> makers;
    steps.reserve(row.entries.size());
    makers.reserve(row.entries.size());
    for (const auto* entry : row.entries) {
      makers.push_back(maker_of(*entry, key_of_order));
      steps.push_back({entry->version, entry->after, spans_[makers.back()]});
    }
    row_at_.emplace(row.start.row, rows_.size());
    rows_.push_back({RowOrder(row.start, std::move(steps)), std::move(makers)});
  }
}

std::size_t Timeline::maker_of(const Entry& entry, const std::unordered_map<Uuid, Uuid>& key_of_order) const {
  const auto nobody = spans_.size() - 1;
  if (entry.kind == EntryKind::kSold) {
    const auto key = key_of_order.find(entry.order);
    const auto* purchase = key == key_of_order.end() ? nullptr : grouped_.purchase(key->second);
    return purchase == nullptr ? nobody : static_cast<std::size_t>(purchase - grouped_.purchases().data());
  }
  const auto* movement = grouped_.movement(entry.request);
  return movement == nullptr
             ? nobody
             : grouped_.purchases().size() + static_cast<std::size_t>(movement - grouped_.movements().data());
}

const Timeline::Row* Timeline::row(const ShelfKey& key) const {
  const auto found = row_at_.find(key);
  return found == row_at_.end() ? nullptr : &rows_[found->second];
}

std::string Timeline::name(std::size_t operation) const {
  const auto& purchases = grouped_.purchases();
  if (operation < purchases.size()) {
    return "key " + purchases[operation].key.text();
  }
  const auto& movements = grouped_.movements();
  return operation - purchases.size() < movements.size()
             ? "request " + movements[operation - purchases.size()].request.text()
             : "somebody unknown";
}

}  // namespace darkstore::history
