#include "backend/storage/batch_writer.h"

#include <algorithm>

#include "backend/storage/array_text.h"
#include "backend/storage/attempt_rows.h"
#include "backend/storage/change_payload.h"
#include "backend/storage/hex.h"
#include "backend/storage/order_statements.h"
#include "shared/invariant.h"

namespace darkstore::storage {
namespace {

std::int64_t ms(WallTime at) {
  return at.time_since_epoch().count();
}

std::int64_t tail_of(const Uuid& id) {
  std::int64_t tail = 0;
  for (std::size_t i = 11; i < 16; ++i) {
    tail = tail << 8 | id.bytes()[i];
  }
  return tail;
}

std::string timing_text(const TimingRecord& t) {
  return "{" + std::to_string(t.nearby_us) + "," + std::to_string(t.plan_us) + "," +
         std::to_string(t.lane_wait_us) + "," + std::to_string(t.transaction_us) + "," +
         std::to_string(t.batch_orders) + "," + std::to_string(t.rounds) + "}";
}

void take_stock(Transaction& tx, std::span<const TakenRow> taken) {
  std::vector<int> dcs;
  std::vector<std::int64_t> items;
  std::vector<int> units;
  for (const auto& row : taken) {
    invariant(row.taken() > 0 && row.taken() <= row.quantity_before, "granted no more than the shelf holds");
    dcs.push_back(row.key.dc.value());
    items.push_back(row.key.item.value());
    units.push_back(row.taken());
  }
  const auto rows = tx.exec(kTakeStock, dcs, items, units);
  invariant(static_cast<std::size_t>(rows.size()) == taken.size(), "every locked row is there to be written");
  for (const auto& row : rows) {
    const ShelfKey key{DcId{row[0].as<int>()}, ItemId{row[1].as<std::int64_t>()}};
    const auto at = std::ranges::lower_bound(taken, key, {}, &TakenRow::key);
    invariant(at != taken.end() && at->key == key && row[3].as<std::int64_t>() == at->version_before + 1 &&
                  row[2].as<int>() == at->quantity_before - at->taken(),
              "a locked row does not move");
  }
}

void insert_ledger(Transaction& tx, std::span<const TakenRow> taken, WallTime now) {
  std::vector<int> dcs, positions, quantities, after;
  std::vector<std::int64_t> items, versions;
  std::vector<std::string> orders, actors;
  for (const auto& row : taken) {
    int position = 0;
    auto quantity = row.quantity_before;
    for (const auto& line : row.lines) {
      quantity -= line.quantity;
      dcs.push_back(row.key.dc.value());
      items.push_back(row.key.item.value());
      versions.push_back(row.version_before + 1);
      positions.push_back(position++);
      quantities.push_back(line.quantity);
      after.push_back(quantity);
      orders.push_back(line.order.text());
      actors.push_back(line.actor);
    }
  }
  tx.exec(kInsertLedgerOfOrders, dcs, items, versions, positions, quantities, after, orders, actors, ms(now));
}

void insert_attempts(Transaction& tx, std::span<const AttemptRecord> attempts, WallTime now) {
  std::vector<std::string> days, keys, hashes, orders, items, wanted, granted, left, retries, part_item,
      part_dc, part_quantity, part_version, part_mode, part_minutes, each, currencies, timings;
  std::vector<int> regions, outcomes, refusals;
  std::vector<std::int64_t> customers;
  for (const auto& a : attempts) {
    days.push_back(key_day(a.key));
    keys.push_back(a.key.text());
    regions.push_back(a.region.value());
    customers.push_back(a.customer.value());
    hashes.push_back(to_hex(a.hash));
    outcomes.push_back(static_cast<int>(a.outcome));
    refusals.push_back(static_cast<int>(a.refusal));
    orders.push_back(a.order.text());
    items.push_back(array_text(a.lines, [](const auto& l) { return l.item.value(); }));
    wanted.push_back(array_text(a.lines, [](const auto& l) { return l.wanted; }));
    granted.push_back(array_text(a.lines, [](const auto& l) { return l.granted; }));
    left.push_back(array_text(a.lines, [](const auto& l) { return l.left; }));
    retries.push_back(array_text(a.lines, [](const auto& l) { return l.retries; }));
    each.push_back(array_text(a.lines, [](const auto& l) { return l.each_minor; }));
    part_item.push_back(array_text(a.parts, [](const auto& p) { return p.item.value(); }));
    part_dc.push_back(array_text(a.parts, [](const auto& p) { return p.dc.value(); }));
    part_quantity.push_back(array_text(a.parts, [](const auto& p) { return p.quantity; }));
    part_version.push_back(array_text(a.parts, [](const auto& p) { return p.version_before; }));
    part_mode.push_back(array_text(a.parts, [](const auto& p) { return static_cast<int>(p.mode); }));
    part_minutes.push_back(array_text(a.parts, [](const auto& p) { return p.minutes; }));
    currencies.push_back(a.currency);
    timings.push_back(timing_text(a.timing));
  }
  tx.exec(kInsertAttempts, days, keys, regions, customers, hashes, outcomes, refusals, orders, items, wanted,
          granted, left, retries, part_item, part_dc, part_quantity, part_version, part_mode, part_minutes,
          each, currencies, timings, ms(now));
}

// A fulfilment is the run of parts of one DC; parts are sorted so.
struct FulfilmentRows {
  std::vector<std::string> orders, items, quantities, versions;
  std::vector<int> numbers, dcs;
  std::vector<float> minutes;

  int add(const AttemptRecord& attempt) {
    int number = 0;
    for (auto first = attempt.parts.begin(); first != attempt.parts.end();) {
      const auto last =
          std::find_if(first, attempt.parts.end(), [&](const auto& p) { return p.dc != first->dc; });
      const std::span<const PartRecord> parts(first, last);
      orders.push_back(attempt.order.text());
      numbers.push_back(++number);
      dcs.push_back(first->dc.value());
      minutes.push_back(first->minutes);
      items.push_back(array_text(parts, [](const auto& p) { return p.item.value(); }));
      quantities.push_back(array_text(parts, [](const auto& p) { return p.quantity; }));
      versions.push_back(array_text(parts, [](const auto& p) { return p.version_before + 1; }));
      first = last;
    }
    return number;
  }
};

void insert_orders(Transaction& tx, std::span<const AttemptRecord> attempts, WallTime now) {
  std::vector<std::string> ids, keys, items, wanted, granted, each, currencies, timings;
  std::vector<std::int64_t> tails, customers, totals;
  std::vector<int> regions, counts;
  std::vector<double> latitudes, longitudes;
  std::vector<std::string> partials;
  FulfilmentRows fulfilments;
  for (const auto& a : attempts) {
    if (a.outcome != AttemptOutcome::kPlaced) {
      continue;
    }
    ids.push_back(a.order.text());
    tails.push_back(tail_of(a.order));
    regions.push_back(a.region.value());
    customers.push_back(a.customer.value());
    keys.push_back(a.key.text());
    latitudes.push_back(a.position.latitude);
    longitudes.push_back(a.position.longitude);
    items.push_back(array_text(a.lines, [](const auto& l) { return l.item.value(); }));
    wanted.push_back(array_text(a.lines, [](const auto& l) { return l.wanted; }));
    granted.push_back(array_text(a.lines, [](const auto& l) { return l.granted; }));
    each.push_back(array_text(a.lines, [](const auto& l) { return l.each_minor; }));
    totals.push_back(a.total_minor());
    currencies.push_back(a.currency);
    counts.push_back(fulfilments.add(a));
    partials.emplace_back(a.partial() ? "true" : "false");
    timings.push_back(timing_text(a.timing));
  }
  if (ids.empty()) {
    return;
  }
  tx.exec(kInsertOrders, ids, tails, regions, customers, keys, latitudes, longitudes, items, wanted, granted,
          each, totals, currencies, counts, partials, timings, ms(now));
  tx.exec(kInsertFulfilments, fulfilments.orders, fulfilments.numbers, fulfilments.dcs, fulfilments.minutes,
          fulfilments.items, fulfilments.quantities, fulfilments.versions, ms(now));
}

void notify(Transaction& tx, const BatchWrites& writes) {
  std::vector<StockChange> changes;
  for (const auto& row : writes.taken) {
    changes.push_back({row.key, row.version_before + 1, row.quantity_before - row.taken(), -row.taken(),
                       static_cast<int>(LedgerKind::kSold)});
  }
  for (const auto& payload : encode_changes(changes)) {
    tx.exec(kNotify, "inventory", payload);
  }
  for (const auto& payload : writes.order_notices) {
    tx.exec(kNotify, "orders", payload);
  }
}

}  // namespace

void write_batch(Transaction& tx, const BatchWrites& writes, WallTime now) {
  if (!writes.taken.empty()) {
    take_stock(tx, writes.taken);
    insert_ledger(tx, writes.taken, now);
  }
  if (!writes.attempts.empty()) {
    insert_orders(tx, writes.attempts, now);
    insert_attempts(tx, writes.attempts, now);
  }
  notify(tx, writes);
}

}  // namespace darkstore::storage
