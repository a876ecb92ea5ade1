#include "tests/history/workload/buyer.h"

#include <algorithm>
#include <future>
#include <thread>

namespace darkstore::history {
namespace {

constexpr Millis kPatience{2000};
constexpr std::size_t kRemembered = 20;  // purchases that may still be cancelled

}  // namespace

Buyer::Buyer(const testing::EmbeddedCluster& cluster, const Floor& floor, int client, std::uint64_t seed,
             int partial_percent, Recorder& recorder, Tally& tally)
    : floor_(floor),
      random_(seed),
      partial_percent_(partial_percent),
      caller_(cluster, client, seed + 1, recorder, tally),
      twin_(cluster, client, seed + 2, recorder, tally) {}

void Buyer::run(const std::atomic<bool>& stop) {
  while (!stop) {
    one_purchase();
  }
}

std::int64_t Buyer::any_of(const std::vector<std::int64_t>& items) {
  return items[static_cast<std::size_t>(upto(static_cast<int>(items.size()) - 1))];
}

Wish Buyer::any_wish() {
  const bool may_split = percent(25);
  std::vector<std::pair<std::int64_t, int>> lines;
  const auto add = [&](std::int64_t item, int quantity) {
    if (std::ranges::find(lines, item, &std::pair<std::int64_t, int>::first) == lines.end()) {
      lines.emplace_back(item, quantity);
    }
  };
  // In any order: rows are locked in theirs, whatever the basket's.
  const int count = 1 + (percent(60) ? upto(2) : 0);
  for (int i = 0; i < count; ++i) {
    if (percent(65)) {
      add(any_of(floor_.hot), 1 + upto(3));
    } else if (percent(70)) {
      add(any_of(floor_.cold), 1 + upto(1));
    } else {
      add(any_of(floor_.split), 1 + upto(may_split ? 8 : 1));
    }
  }
  auto wish = caller_.wish(lines, may_split, percent(partial_percent_));
  if (percent(2)) {
    wish.poisoned = true;
    wish.request.set_customer_id(kPoisonedCustomer);
  }
  return wish;
}

// Calls again under the same key until it is known, mostly at the other backend.
Told Buyer::insist(const Wish& wish, std::size_t backend) {
  Told told;
  for (int tries = 0; tries < 10 && told.answer == Answer::kUnknown; ++tries) {
    if (tries > 0) {
      std::this_thread::sleep_for(Millis{20});
    }
    told = caller_.place(wish, percent(70) ? 1 - backend : backend, kPatience);
    if (wish.poisoned) {
      break;  // it will never be known
    }
  }
  return told;
}

void Buyer::send_twice(const Wish& wish) {
  auto other = std::async(std::launch::async, [&] { return twin_.place(wish, 1, kPatience); });
  const auto told = caller_.place(wish, 0, kPatience);
  const auto twin = other.get();
  afterwards(wish, told.answer == Answer::kUnknown ? twin : told);
}

void Buyer::one_purchase() {
  const auto wish = any_wish();
  const auto backend = any_backend();
  if (percent(6)) {
    send_twice(wish);
    return;
  }
  if (percent(8)) {  // in a hurry: the answer is often lost, and half of those never ask again
    const auto told = caller_.place(wish, backend, Millis{1 + upto(7)});
    if (told.answer == Answer::kUnknown && percent(50)) {
      afterwards(wish, insist(wish, backend));
    }
    return;
  }
  auto told = caller_.place(wish, backend, kPatience);
  if (told.answer == Answer::kUnknown) {
    std::this_thread::sleep_for(Millis{20});
    told = percent(70) ? insist(wish, backend) : told;
  }
  afterwards(wish, told);
}

void Buyer::afterwards(const Wish& wish, const Told& told) {
  if (told.answer == Answer::kDone) {
    if (percent(30)) {
      caller_.read_session(told, any_backend());
    }
    if (percent(20)) {
      std::vector<std::int64_t> items{told.parts.front().row.item.value(), any_of(floor_.cold)};
      caller_.read_primary(told.parts.front().row.dc.value(), items, any_backend());
    }
    bought_.push_back(told);
  }
  if (percent(4)) {
    (void)caller_.place(wish, any_backend(), kPatience);  // the same answer again
  }
  if (percent(2)) {
    auto other = wish;
    other.request.mutable_lines(0)->set_quantity(9 + wish.request.lines(0).quantity());
    (void)caller_.place(other, any_backend(), kPatience);  // the key is taken
  }
  if (bought_.size() > kRemembered || (!bought_.empty() && percent(25))) {
    const auto order = bought_.front();
    bought_.erase(bought_.begin());
    if (percent(20)) {
      const auto backend = any_backend();
      (void)(caller_.advance(order.order, order.fulfilment, v1::GRANTED, v1::PICKING, backend) &&
             caller_.advance(order.order, order.fulfilment, v1::PICKING, v1::PICKED, backend));
    }
    (void)caller_.cancel(order.order, any_backend(), percent(10) ? Millis{4} : kPatience);
  }
}

Warehouse::Warehouse(const testing::EmbeddedCluster& cluster, const Floor& floor, int client,
                     std::uint64_t seed, Recorder& recorder, Tally& tally)
    : floor_(floor), random_(seed), caller_(cluster, client, seed + 1, recorder, tally) {}

void Warehouse::run(const std::atomic<bool>& stop) {
  bool optimistic = true;
  const auto items = floor_.all();
  for (std::size_t round = 0; !stop; ++round) {
    const auto backend = round % 2;
    const auto hot = floor_.hot[round % floor_.hot.size()];
    const ShelfKey row{floor_.dc(), ItemId{hot}};
    (void)caller_.receive(row, 2 + static_cast<int>(random_() % 12), backend, Millis{1000});
    const ShelfKey any{floor_.dc(), ItemId{items[random_() % items.size()]}};
    switch (random_() % 4) {
      case 0:
        (void)caller_.count(any, 5 + static_cast<int>(random_() % 30), 1 - backend, Millis{1000});
        break;
      case 1:
        (void)caller_.adjust(any, -1 - static_cast<int>(random_() % 5), 1 - backend, Millis{1000});
        break;
      default:
        (void)caller_.receive(any, 5, 1 - backend, Millis{1000});
    }
    if (round % 3 == 0) {
      const auto item = items[(round / 3) % items.size()];
      (void)caller_.flip(item, optimistic ? v1::OPTIMISTIC : v1::PESSIMISTIC, backend);
      optimistic = (round / 3) % items.size() == items.size() - 1 ? !optimistic : optimistic;
    }
    std::this_thread::sleep_for(Millis{50});
  }
}

Reader::Reader(const testing::EmbeddedCluster& cluster, const Floor& floor, int client, std::uint64_t seed,
               Recorder& recorder, Tally& tally)
    : floor_(floor), random_(seed), caller_(cluster, client, seed + 1, recorder, tally) {}

void Reader::run(const std::atomic<bool>& stop) {
  for (std::size_t round = 0; !stop; ++round) {
    const auto backend = round / 8 % 2;
    if (random_() % 8 == 0) {
      caller_.read_primary(floor_.dc().value(), floor_.all(), backend);
    } else {
      caller_.read_around(floor_.hot, backend);
    }
    std::this_thread::sleep_for(Millis{3});
  }
}

}  // namespace darkstore::history
