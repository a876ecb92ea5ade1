#include "tests/history/a_history.h"

#include <algorithm>
#include <functional>

namespace darkstore::history {

Uuid id_of(std::uint64_t number) {
  return Uuid::v7(WallTime{std::chrono::milliseconds{1'700'000'000'000}}, 1, number);
}

Uuid AHistory::key(const std::string& name) {
  return id_of(std::hash<std::string>{}("key " + name));
}
Uuid AHistory::order(const std::string& name) {
  return id_of(std::hash<std::string>{}("order " + name));
}

AHistory& AHistory::stock(ShelfKey row, std::int32_t quantity) {
  rows_[row] = {row, 1, quantity};
  history_.book.start.push_back(rows_[row]);
  return *this;
}

std::int64_t AHistory::move(ShelfKey row, std::int32_t delta, EntryKind kind, const Uuid& order,
                            const Uuid& request) {
  auto& state = rows_.at(row);
  ++state.version;
  state.quantity += delta;
  history_.book.entries.push_back({row, state.version, 0, delta, state.quantity, kind, order, request});
  return state.version;
}

OrderCall& AHistory::buy(const std::string& name, ShelfKey row, std::int32_t quantity, Span span,
                         int backend) {
  auto& call = buy(name, {{row, quantity}}, span);
  call.backend = backend;
  return call;
}

OrderCall& AHistory::buy(const std::string& name,
                         const std::vector<std::pair<ShelfKey, std::int32_t>>& wanted, Span span) {
  const bool enough = std::ranges::all_of(
      wanted, [&](const auto& want) { return rows_.at(want.first).quantity >= want.second; });
  OrderCall call;
  call.key = key(name);
  call.body = std::hash<std::string>{}(name);
  call.span = span;
  call.order = order(name);
  call.answer = enough ? Answer::kDone : Answer::kRefused;
  call.refusal = enough ? 0 : 1;
  for (const auto& [row, quantity] : wanted) {
    if (enough) {
      call.parts.push_back({row, quantity, move(row, -quantity, EntryKind::kSold, call.order, {})});
    }
    call.lines.push_back({row.item, quantity, enough ? quantity : 0, rows_.at(row).quantity});
  }
  history_.book.attempts.push_back({call.key, call.answer, call.order});
  if (enough) {
    history_.book.orders.push_back({call.order, call.key});
  }
  return history_.orders.emplace_back(std::move(call));
}

OrderCall& AHistory::again(const std::string& name, Span span, int backend) {
  const auto first = std::ranges::find(history_.orders, key(name), &OrderCall::key);
  auto call = *first;
  call.span = span;
  call.backend = backend;
  return history_.orders.emplace_back(std::move(call));
}

OrderCall& AHistory::lose(const std::string& name, ShelfKey row, std::int32_t quantity, Time invoke,
                          bool happened) {
  if (happened) {
    buy(name, row, quantity, {invoke, kNever});
  } else {
    OrderCall call;
    call.key = key(name);
    call.body = std::hash<std::string>{}(name);
    call.span = {invoke, kNever};
    history_.orders.push_back(std::move(call));
  }
  auto& call = history_.orders.back();
  call.answer = Answer::kUnknown;
  call.order = {};
  call.parts.clear();
  call.lines = {{row.item, quantity, 0, -1}};
  return call;
}

ChangeCall& AHistory::receive(const std::string& name, ShelfKey row, std::int32_t quantity, Span span) {
  move(row, quantity, EntryKind::kReceived, {}, key(name));
  return history_.changes.emplace_back(
      ChangeCall{ChangeKind::kReceive, 0, 0, key(name), span, Answer::kDone, row, quantity, {}});
}

ChangeCall& AHistory::cancel(const std::string& name, const std::string& bought, Span span) {
  const auto first = std::ranges::find(history_.orders, key(bought), &OrderCall::key);
  const auto parts = first->parts;
  for (const auto& part : parts) {
    move(part.row, part.quantity, EntryKind::kReturned, order(bought), key(name));
  }
  return history_.changes.emplace_back(
      ChangeCall{ChangeKind::kCancel, 0, 0, key(name), span, Answer::kDone, {}, 0, order(bought)});
}

ReadCall& AHistory::read(std::vector<ShelfKey> rows, Span span, ReadSource source) {
  ReadCall read;
  read.source = source;
  read.span = span;
  for (const auto& row : rows) {
    read.rows.push_back({row, rows_.at(row).quantity, rows_.at(row).version});
  }
  return history_.reads.emplace_back(std::move(read));
}

History AHistory::done() const {
  auto history = history_;
  for (const auto& [row, state] : rows_) {
    history.book.end.push_back(state);
  }
  return history;
}

}  // namespace darkstore::history
