#include "tests/history/checker/purchases.h"

#include <algorithm>
#include <format>

namespace darkstore::history {
namespace {

// Sorts pointers to calls by id and time, and calls `group(first, last)` for each id.
template <class Call, class IdOf, class Group>
void for_each_group(std::vector<const Call*>& calls, IdOf id_of, Group group) {
  std::ranges::sort(calls, [&](const Call* a, const Call* b) {
    return id_of(*a) != id_of(*b) ? id_of(*a) < id_of(*b) : a->span.invoke < b->span.invoke;
  });
  for (auto first = calls.begin(); first != calls.end();) {
    const auto last =
        std::find_if(first, calls.end(), [&](const Call* c) { return id_of(*c) != id_of(**first); });
    group(std::span<const Call* const>(first, last));
    first = last;
  }
}

template <class Call>
const Call* first_told(std::span<const Call* const> calls) {
  const Call* told = nullptr;
  for (const auto* call : calls) {
    if (definite(call->answer) && (told == nullptr || call->span.complete < told->span.complete)) {
      told = call;
    }
  }
  return told;
}

Purchase purchase_of(std::span<const OrderCall* const> calls) {
  Purchase purchase{calls.front()->key, calls, first_told(calls), {kNever, kNever}};
  const auto* told = purchase.told;
  for (const auto* call : calls) {
    const bool same_body = told == nullptr || told->kind == CallKind::kLookup || call->body == told->body;
    if (call->kind == CallKind::kPlace && call->answer != Answer::kInvalid && same_body) {
      purchase.span.invoke = std::min(purchase.span.invoke, call->span.invoke);
    }
  }
  purchase.span.invoke = purchase.span.invoke == kNever ? calls.front()->span.invoke : purchase.span.invoke;
  purchase.span.complete = told == nullptr ? kNever : told->span.complete;
  return purchase;
}

Movement movement_of(std::span<const ChangeCall* const> calls) {
  Movement movement{calls.front()->request, calls, first_told(calls), calls.front()->span};
  movement.span.complete = movement.told == nullptr ? kNever : movement.told->span.complete;
  return movement;
}

std::string_view text_of(Answer answer) {
  switch (answer) {
    case Answer::kDone:
      return "placed";
    case Answer::kRefused:
      return "refused";
    case Answer::kAbandoned:
      return "abandoned";
    case Answer::kInvalid:
      return "invalid";
    case Answer::kNotYet:
      return "not yet";
    case Answer::kUnknown:
      break;
  }
  return "unknown";
}

bool same_answer(const OrderCall& a, const OrderCall& b) {
  if (a.answer != b.answer) {
    return false;
  }
  return a.answer == Answer::kAbandoned ||
         (a.refusal == b.refusal && a.order == b.order && a.lines == b.lines && a.parts == b.parts);
}

void check_bodies(const Purchase& purchase, Report& report) {
  const auto& calls = purchase.calls;
  const auto* served = purchase.told;
  const bool one_body = std::ranges::all_of(
      calls, [&](const auto* c) { return c->kind == CallKind::kLookup || c->body == calls.front()->body; });
  for (const auto* call : calls) {
    if (call->kind == CallKind::kLookup) {
      continue;
    }
    if (call->answer == Answer::kInvalid && one_body) {
      report.add("a key has one outcome",
                 std::format("key {} was called invalid, though it was never used for another order",
                             purchase.key.text()));
    }
    if (served != nullptr && served->kind == CallKind::kPlace && definite(call->answer) &&
        call->answer != Answer::kAbandoned && served->answer != Answer::kAbandoned &&
        call->body != served->body) {
      report.add("a key has one outcome",
                 std::format("key {} served two different orders", purchase.key.text()));
    }
  }
}

void check_one_outcome(const Purchase& purchase, Report& report) {
  const auto* told = purchase.told;
  if (told == nullptr) {
    return;
  }
  for (const auto* call : purchase.calls) {
    if (definite(call->answer) && !same_answer(*call, *told)) {
      report.add("a key has one outcome",
                 std::format("key {}: {} (order {}) at backend {}, then {} (order {}) at backend {}",
                             purchase.key.text(), text_of(told->answer), told->order.text(), told->backend,
                             text_of(call->answer), call->order.text(), call->backend));
    }
    if (call->answer == Answer::kNotYet && call->span.invoke > told->span.complete) {
      report.add("a key has one outcome", std::format("key {} was {}, and had no outcome later",
                                                      purchase.key.text(), text_of(told->answer)));
    }
  }
}

}  // namespace

bool definite(Answer answer) {
  return answer == Answer::kDone || answer == Answer::kRefused || answer == Answer::kAbandoned;
}

Grouped::Grouped(const History& history) {
  order_calls_.reserve(history.orders.size());
  for (const auto& call : history.orders) {
    order_calls_.push_back(&call);
  }
  for (const auto& call : history.changes) {
    change_calls_.push_back(&call);
  }
  for_each_group(
      order_calls_, [](const OrderCall& call) -> const Uuid& { return call.key; },
      [&](auto calls) { purchases_.push_back(purchase_of(calls)); });
  for_each_group(
      change_calls_, [](const ChangeCall& call) -> const Uuid& { return call.request; },
      [&](auto calls) { movements_.push_back(movement_of(calls)); });
  by_key_.reserve(purchases_.size());
  for (std::size_t i = 0; i < purchases_.size(); ++i) {
    by_key_.emplace(purchases_[i].key, i);
  }
  for (std::size_t i = 0; i < movements_.size(); ++i) {
    by_request_.emplace(movements_[i].request, i);
  }
}

const Purchase* Grouped::purchase(const Uuid& key) const {
  const auto found = by_key_.find(key);
  return found == by_key_.end() ? nullptr : &purchases_[found->second];
}

const Movement* Grouped::movement(const Uuid& request) const {
  const auto found = by_request_.find(request);
  return found == by_request_.end() ? nullptr : &movements_[found->second];
}

void check_keys(const History& history, const Grouped& grouped, Report& report) {
  for (const auto& purchase : grouped.purchases()) {
    check_bodies(purchase, report);
    check_one_outcome(purchase, report);
    for (const auto& away : history.standby_away) {
      if (purchase.told != nullptr && purchase.span.invoke > away.invoke &&
          purchase.span.complete < away.complete) {
        report.add("acknowledged is durable",
                   std::format("key {} was {} while no standby could have it: a failover would lose it",
                               purchase.key.text(), text_of(purchase.told->answer)));
      }
    }
  }
}

}  // namespace darkstore::history
