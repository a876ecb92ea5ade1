#include "tests/history/checker/outcomes.h"

#include <algorithm>
#include <format>
#include <map>

#include "tests/history/checker/row_order.h"

namespace darkstore::history {
namespace {

constexpr auto kOnce = "each acknowledged order once";
constexpr auto kNothing = "a refused order leaves nothing";
constexpr auto kAsked = "nothing that nobody asked for";
constexpr auto kGrants = "granted as asked";

using Attempts = std::unordered_map<Uuid, const AttemptRow*>;
using Orders = std::unordered_map<Uuid, std::vector<const OrderRow*>>;  // by key

std::int64_t sold_units(std::span<const Entry* const> entries, ItemId item) {
  std::int64_t units = 0;
  for (const auto* entry : entries) {
    units += entry->kind == EntryKind::kSold && entry->row.item == item ? -entry->delta : 0;
  }
  return units;
}

// The parts that the caller was told are the order's ledger entries, each once.
void check_parts(const Purchase& purchase, std::span<const Entry* const> entries, Report& report) {
  std::size_t sold = 0;
  for (const auto* entry : entries) {
    sold += entry->kind == EntryKind::kSold ? 1 : 0;
  }
  for (const auto& part : purchase.told->parts) {
    const auto hits = std::ranges::count_if(entries, [&](const Entry* e) {
      return e->kind == EntryKind::kSold && e->row == part.row && e->version == part.version &&
             e->delta == -part.quantity;
    });
    if (hits != 1) {
      report.add(
          kOnce,
          std::format("order {} took {} of {} at version {}, by its answer; the ledger has that {} times",
                      purchase.told->order.text(), part.quantity, name_of(part.row), part.version, hits));
    }
  }
  if (sold != purchase.told->parts.size()) {
    report.add(kOnce, std::format("order {} has {} parts by its answer and {} in the ledger",
                                  purchase.told->order.text(), purchase.told->parts.size(), sold));
  }
}

// What was asked for: by the call that was answered; when none was, by any, if they all asked for the same.
const OrderCall* wish_of(const Purchase& purchase) {
  if (purchase.told != nullptr && purchase.told->kind == CallKind::kPlace) {
    return purchase.told;
  }
  const OrderCall* wish = nullptr;
  for (const auto* call : purchase.calls) {
    if (call->kind == CallKind::kPlace && call->answer != Answer::kInvalid) {
      if (wish != nullptr && wish->body != call->body) {
        return nullptr;
      }
      wish = call;
    }
  }
  return wish;
}

// Whole or in part, in one place or in several, as the order's policy says.
void check_policy(const Purchase& purchase, std::span<const Entry* const> entries, Report& report) {
  const auto* wish = wish_of(purchase);
  if (wish == nullptr) {
    return;
  }
  const auto& asked = *wish;
  std::int64_t units = 0;
  for (const auto& line : asked.lines) {
    const auto sold = sold_units(entries, line.item);
    units += sold;
    if (sold > line.wanted || (sold < line.wanted && !asked.may_be_partial)) {
      report.add(kGrants,
                 std::format("key {} wanted {} of item {}{} and got {}", purchase.key.text(), line.wanted,
                             line.item.value(), asked.may_be_partial ? " at most" : "", sold));
    }
  }
  std::int64_t all = 0;
  DcId first;
  bool split = false;
  for (const auto* entry : entries) {
    if (entry->kind == EntryKind::kSold) {
      split = split || (all != 0 && entry->row.dc != first);
      first = entry->row.dc;
      all -= entry->delta;
    }
  }
  if (all != units) {
    report.add(kGrants,
               std::format("key {} got {} units of items it did not want", purchase.key.text(), all - units));
  }
  if (split && !asked.may_split) {
    report.add(kGrants, std::format("key {} was split, against its policy", purchase.key.text()));
  }
}

// What the answer says of each line agrees with what it says of its parts.
void check_answer(const OrderCall& told, Report& report) {
  for (const auto& line : told.lines) {
    std::int32_t granted = 0;
    for (const auto& part : told.parts) {
      granted += part.row.item == line.item ? part.quantity : 0;
    }
    if (granted != line.granted) {
      report.add(kGrants, std::format("order {}: item {} granted {}, its parts are {}", told.order.text(),
                                      line.item.value(), line.granted, granted));
    }
  }
}

void check_purchase(const Purchase& purchase, const AttemptRow* attempt,
                    std::span<const OrderRow* const> orders, const Ledger& ledger, Report& report) {
  const auto key = purchase.key.text();
  const auto* told = purchase.told;
  if (told != nullptr &&
      (attempt == nullptr || attempt->outcome != told->answer || attempt->order != told->order)) {
    report.add(kOnce,
               std::format("key {} was answered (order {}), and {}", key, told->order.text(),
                           attempt == nullptr ? "is not on record"
                                              : "its record says another thing: " + attempt->order.text()));
  }
  const bool placed = attempt != nullptr && attempt->outcome == Answer::kDone;
  if (orders.size() != (placed ? 1 : 0) || (placed && orders.front()->order != attempt->order)) {
    report.add(placed ? kOnce : kNothing, std::format("key {} has {} orders", key, orders.size()));
  }
  if (told != nullptr && told->answer == Answer::kDone) {
    check_answer(*told, report);
    check_parts(purchase, ledger.of_order(told->order), report);
  }
  if (placed) {
    check_policy(purchase, ledger.of_order(attempt->order), report);
  } else if (attempt != nullptr && !ledger.of_order(attempt->order).empty()) {
    report.add(kNothing, std::format("key {} was refused, and the ledger has {} entries of it", key,
                                     ledger.of_order(attempt->order).size()));
  }
}

void check_cancel(const Movement& movement, std::span<const Entry* const> entries, const Ledger& ledger,
                  Report& report) {
  const auto& order = movement.calls.front()->order;
  for (const auto* entry : entries) {
    const auto sold = ledger.of_order(order);
    const bool mine = std::ranges::any_of(sold, [&](const Entry* s) {
      return s->kind == EntryKind::kSold && s->row == entry->row && -s->delta == entry->delta;
    });
    const auto returns = std::ranges::count_if(
        sold, [&](const Entry* s) { return s->kind == EntryKind::kReturned && s->row == entry->row; });
    if (entry->order != order || !mine || returns != 1) {
      report.add("returned once", std::format("order {}: {} units came back to {}, {} times", order.text(),
                                              entry->delta, name_of(entry->row), returns));
    }
  }
}

void check_movement(const Movement& movement, const Ledger& ledger, Report& report) {
  const auto entries = ledger.of_request(movement.request);
  const auto& call = *movement.calls.front();
  const auto id = movement.request.text();
  const bool done = movement.told != nullptr && movement.told->answer == Answer::kDone;
  const bool refused = movement.told != nullptr && !done;
  if ((done && entries.empty()) || (refused && !entries.empty())) {
    report.add("each change once", std::format("request {} was {}, and the ledger has {} entries of it", id,
                                               done ? "carried out" : "refused", entries.size()));
  }
  if (call.kind == ChangeKind::kCancel) {
    check_cancel(movement, entries, ledger, report);
    return;
  }
  const auto delta = movement.told != nullptr ? movement.told->delta : call.delta;
  const bool delta_known = movement.told != nullptr || call.kind != ChangeKind::kCount;
  for (const auto* entry : entries) {
    if (entries.size() != 1 || entry->row != call.row || (delta_known && entry->delta != delta)) {
      report.add(
          "each change once",
          std::format("request {} should move {} by {}; the ledger has {} entries of it, one of {} by {}", id,
                      name_of(call.row), delta, entries.size(), name_of(entry->row), entry->delta));
    }
  }
}

}  // namespace

void check_orders(const History& history, const Grouped& grouped, const Ledger& ledger, Report& report) {
  Attempts attempts;
  attempts.reserve(history.book.attempts.size());
  Orders orders;
  orders.reserve(history.book.orders.size());
  for (const auto& attempt : history.book.attempts) {
    if (!attempts.emplace(attempt.key, &attempt).second) {
      report.add(kOnce, std::format("key {} is on record twice", attempt.key.text()));
    }
    if (grouped.purchase(attempt.key) == nullptr) {
      report.add(kAsked, std::format("an attempt under key {}", attempt.key.text()));
    }
  }
  std::unordered_map<Uuid, Uuid> key_of_order;
  for (const auto& order : history.book.orders) {
    orders[order.key].push_back(&order);
    key_of_order.emplace(order.order, order.key);
    if (grouped.purchase(order.key) == nullptr) {
      report.add(kAsked, std::format("order {} under key {}", order.order.text(), order.key.text()));
    }
  }
  for (const auto& entry : history.book.entries) {
    if (entry.kind == EntryKind::kSold && !key_of_order.contains(entry.order)) {
      report.add(kAsked, std::format("{} units of {} sold at version {} to order {}, which does not exist",
                                     -entry.delta, name_of(entry.row), entry.version, entry.order.text()));
    }
  }
  for (const auto& purchase : grouped.purchases()) {
    const auto attempt = attempts.find(purchase.key);
    const auto mine = orders.find(purchase.key);
    check_purchase(purchase, attempt == attempts.end() ? nullptr : attempt->second,
                   mine == orders.end() ? std::span<const OrderRow* const>{} : mine->second, ledger, report);
  }
}

void check_changes(const History& history, const Grouped& grouped, const Ledger& ledger, Report& report) {
  for (const auto& entry : history.book.entries) {
    if (entry.kind != EntryKind::kSold && grouped.movement(entry.request) == nullptr) {
      report.add(kAsked, std::format("{} moved by {} at version {}, by no recorded request",
                                     name_of(entry.row), entry.delta, entry.version));
    }
  }
  for (const auto& movement : grouped.movements()) {
    check_movement(movement, ledger, report);
  }
}

}  // namespace darkstore::history
