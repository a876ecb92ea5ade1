#include "tests/history/checker/linearizable.h"

#include <algorithm>
#include <format>
#include <unordered_map>

namespace darkstore::history {
namespace {

constexpr auto kRule = "linearizable, row by row";
constexpr auto kRefusal = "refused from truth";

constexpr int kOutOfStock = 1;  // RefusalReason of the contract
constexpr int kWouldSplit = 4;

using Sights = std::unordered_map<ShelfKey, std::vector<Sight>>;

// Rows of an item in the reach that ever had a unit.
class Stocked {
 public:
  Stocked(const History& history, const Timeline& timeline) : reach_(history.reach), timeline_(timeline) {}

  const std::vector<ShelfKey>& of(ItemId item) {
    const auto [at, fresh] = rows_.try_emplace(item);
    if (fresh) {
      for (const auto dc : reach_) {
        const auto* row = timeline_.row({dc, item});
        if (row != nullptr && row->order.most({0, row->order.states() - 1}) > 0) {
          at->second.push_back({dc, item});
        }
      }
    }
    return at->second;
  }

 private:
  const std::vector<DcId>& reach_;
  const Timeline& timeline_;
  std::unordered_map<ItemId, std::vector<ShelfKey>> rows_;
};

// "left" units over several rows during a call: within the sums of what each can have had.
void check_sum(const std::vector<ShelfKey>& rows, const Span& span, const Line& line,
               const Timeline& timeline, const Uuid& key, Report& report) {
  std::int64_t least = 0;
  std::int64_t most = 0;
  for (const auto& row : rows) {
    const auto& order = timeline.row(row)->order;
    const auto range = order.current_in(span);
    if (range.lo > range.hi) {
      return;  // real time itself is broken, which is reported elsewhere
    }
    least += order.least(range);
    most += order.most(range);
  }
  if (line.left < least || line.left > most) {
    report.add(kRefusal, std::format("key {}: {} left of item {} in {} DCs, where {} to {} can have been",
                                     key.text(), line.left, line.item.value(), rows.size(), least, most));
  }
}

// A refusal is lawful only if something wanted was missing at the moment it speaks of.
void check_reason(const OrderCall& told, const Purchase& purchase, Report& report) {
  const auto missing = std::ranges::count_if(told.lines, [](const Line& l) { return l.left < l.wanted; });
  const auto any_left = std::ranges::any_of(told.lines, [](const Line& l) { return l.left > 0; });
  const auto uncounted = std::ranges::any_of(told.lines, [](const Line& l) { return l.left < 0; });
  if (uncounted) {
    report.add(kRefusal, std::format("key {} was refused for want of stock, without a count of what is left",
                                     purchase.key.text()));
  } else if (missing == 0 || (told.may_be_partial && any_left)) {
    report.add(kRefusal, std::format("key {} was refused, and by its own answer there was enough",
                                     purchase.key.text()));
  }
}

void add_refusal(const Purchase& purchase, Stocked& stocked, const Timeline& timeline, Sights& sights,
                 Report& report) {
  const auto& told = *purchase.told;
  if (told.refusal == kOutOfStock) {
    check_reason(told, purchase, report);
  }
  for (const auto& line : told.lines) {
    const auto& rows = stocked.of(line.item);
    if (rows.size() == 1 && line.left >= 0) {
      sights[rows.front()].push_back({purchase.span, std::nullopt, line.left, std::nullopt});
    } else if (rows.size() == 1 && told.lines.size() == 1 && told.refusal == kOutOfStock) {
      const auto need = told.may_be_partial ? 1 : line.wanted;
      sights[rows.front()].push_back({purchase.span, std::nullopt, std::nullopt, need});
    } else if (line.left >= 0) {
      check_sum(rows, purchase.span, line, timeline, purchase.key, report);
    }
  }
}

// An order that was granted in part was refused in part: that, too, comes from truth.
void add_grant(const Purchase& purchase, Stocked& stocked, const Ledger& ledger, Sights& sights,
               Report& report) {
  const auto& told = *purchase.told;
  for (const auto& line : told.lines) {
    const auto& rows = stocked.of(line.item);
    if (rows.size() != 1 || line.left < 0) {
      continue;
    }
    if (line.granted < line.wanted && line.left > 0) {
      report.add(kRefusal,
                 std::format("order {} got {} of {} of item {}, and {} were left", told.order.text(),
                             line.granted, line.wanted, line.item.value(), line.left));
    }
    if (line.granted == 0) {
      sights[rows.front()].push_back({purchase.span, std::nullopt, line.left, std::nullopt});
      continue;
    }
    for (const auto* entry : ledger.of_order(told.order)) {
      if (entry->kind == EntryKind::kSold && entry->row == rows.front() && entry->after != line.left) {
        report.add(kRule, std::format("order {}: {} left of item {} by its answer, {} by the ledger",
                                      told.order.text(), line.left, line.item.value(), entry->after));
      }
    }
  }
}

}  // namespace

void check_rows(const History& history, const Grouped& grouped, const Ledger& ledger,
                const Timeline& timeline, Report& report) {
  Sights sights;
  Stocked stocked(history, timeline);
  for (const auto& purchase : grouped.purchases()) {
    if (purchase.told == nullptr || purchase.told->kind == CallKind::kLookup) {
      continue;  // what a lookup repeats was decided at an unknown time
    }
    if (purchase.told->answer == Answer::kDone) {
      add_grant(purchase, stocked, ledger, sights, report);
    } else if (purchase.told->answer == Answer::kRefused &&
               (purchase.told->refusal == kOutOfStock || purchase.told->refusal == kWouldSplit)) {
      add_refusal(purchase, stocked, timeline, sights, report);
    }
  }
  for (const auto& read : history.reads) {
    if (read.source == ReadSource::kPrimary) {
      for (const auto& seen : read.rows) {
        sights[seen.row].push_back({read.span, seen.version, std::nullopt, std::nullopt});
      }
    }
  }
  for (const auto& row : ledger.rows()) {
    const auto& order = timeline.row(row.start.row)->order;
    if (const auto broken = order.against_real_time()) {
      report.add(kRule, *broken);
      continue;
    }
    const auto mine = sights.find(row.start.row);
    if (mine == sights.end()) {
      continue;
    }
    if (const auto broken = order.unexplained(mine->second)) {
      report.add(kRule, *broken);
    }
  }
}

}  // namespace darkstore::history
