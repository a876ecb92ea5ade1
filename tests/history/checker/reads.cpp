#include "tests/history/checker/reads.h"

#include <algorithm>
#include <format>
#include <map>
#include <tuple>

namespace darkstore::history {
namespace {

void check_number(const ReadCall& read, const RowSeen& seen, const Timeline& timeline, Report& report) {
  const auto* row = timeline.row(seen.row);
  if (row == nullptr) {
    return;  // not a row of this history
  }
  const auto state = row->order.state_of(seen.version);
  if (!state) {
    report.add("reads show what was", std::format("{}: version {} was read at backend {}, and never was",
                                                  name_of(seen.row), seen.version, read.backend));
  } else if (row->order.stock(*state) != seen.quantity) {
    report.add("reads show what was",
               std::format("{}: {} units were read at version {}, which had {}", name_of(seen.row),
                           seen.quantity, seen.version, row->order.stock(*state)));
  } else if (*state > row->order.current_in(read.span).hi) {
    report.add("reads show what was", std::format("{}: version {} was read before it can have been",
                                                  name_of(seen.row), seen.version));
  }
}

void check_floor(const ReadCall& read, Report& report) {
  for (const auto& part : read.floor) {
    const auto seen = std::ranges::find(read.rows, part.row, &RowSeen::row);
    if (seen != read.rows.end() && seen->version < part.version) {
      report.add("a customer reads the own purchase",
                 std::format("{}: client {} bought at version {} and then read version {} at backend {}",
                             name_of(part.row), read.client, part.version, seen->version, read.backend));
    }
  }
}

// Between two reads nothing happened that may have cost the backend its memory.
bool undisturbed(const std::vector<Fault>& faults, Time from, Time to) {
  return std::ranges::none_of(faults,
                              [&](const Fault& f) { return f.span.invoke < to && f.span.complete > from; });
}

void check_forward(const History& history, Report& report) {
  struct Last {
    std::int64_t version;
    Span span;
  };
  std::vector<const ReadCall*> reads;
  for (const auto& read : history.reads) {
    if (read.source == ReadSource::kNearCache) {
      reads.push_back(&read);
    }
  }
  std::ranges::sort(reads, {}, [](const ReadCall* read) { return read->span.invoke; });
  std::map<std::tuple<int, int, ShelfKey>, Last> last;
  for (const auto* read : reads) {
    for (const auto& seen : read->rows) {
      const auto [at, fresh] =
          last.try_emplace({read->client, read->backend, seen.row}, Last{seen.version, read->span});
      auto& before = at->second;
      if (!fresh && seen.version < before.version &&
          undisturbed(history.faults, before.span.invoke, read->span.complete)) {
        report.add("a backend's memory never goes back",
                   std::format("{}: client {} read version {} at backend {}, then version {}",
                               name_of(seen.row), read->client, before.version, read->backend, seen.version));
      }
      before = {seen.version, read->span};
    }
  }
}

}  // namespace

void check_reads(const History& history, const Timeline& timeline, Report& report) {
  for (const auto& read : history.reads) {
    for (const auto& seen : read.rows) {
      check_number(read, seen, timeline, report);
    }
    check_floor(read, report);
  }
  check_forward(history, report);
}

}  // namespace darkstore::history
