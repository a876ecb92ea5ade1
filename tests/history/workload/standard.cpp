#include "tests/history/workload/standard.h"

#include <algorithm>
#include <format>
#include <map>
#include <set>
#include <thread>

#include "tests/history/workload/book_reader.h"
#include "tests/history/workload/buyer.h"
#include "tests/history/workload/faults.h"

namespace darkstore::history {
namespace {

// A batch with such an order breaks, and must be taken apart without its neighbours noticing.
constexpr auto kPoison = "ALTER TABLE attempt ADD CONSTRAINT poison CHECK (customer_id <> 666666) NOT VALID";

constexpr auto kBusy = R"sql(
  SELECT count(*) FROM pg_stat_activity
   WHERE application_name = 'darkstored' AND state <> 'idle' AND pid <> pg_backend_pid())sql";

struct Keys {
  std::string text;
  std::int64_t customer = 0;
};

void keep_first(Result<void>& result, Result<void> next) {
  if (result && !next) {
    result = std::move(next);
  }
}

// Nobody works any more: every deadline has passed and no transaction is open.
Result<void> quiet(const testing::EmbeddedCluster& cluster) {
  std::this_thread::sleep_for(Millis{2500});
  for (int tries = 0; tries < 100; ++tries) {
    const auto busy = cluster.query(kRegionShard, kBusy);
    const auto prepared = cluster.query(kRegionShard, "SELECT count(*) FROM pg_prepared_xacts");
    if (busy && prepared && *busy == "0" && *prepared == "0") {
      return {};
    }
    std::this_thread::sleep_for(Millis{100});
  }
  return fail(ErrorKind::kDeadlineExceeded, "", "transactions stay open after everybody has gone");
}

// Every key that nobody was told of is looked up; a third of those without an outcome is fenced.
std::int64_t settle(const testing::EmbeddedCluster& cluster, Recorder& recorder, Tally& tally) {
  std::map<Uuid, bool> told;
  std::map<Uuid, std::int64_t> customer;
  for (const auto& call : recorder.history().orders) {
    auto& known = told[call.key];
    known = known || call.answer == Answer::kDone || call.answer == Answer::kRefused;
    customer[call.key] = call.client + 1;
  }
  Caller caller(cluster, 0, 7, recorder, tally);
  std::int64_t unknown = 0;
  for (const auto& [key, known] : told) {
    if (!known) {
      const auto backend = static_cast<std::size_t>(unknown % 2);
      (void)caller.look_up("iberia." + key.text(), customer[key], backend, unknown % 3 == 0);
      ++unknown;
    }
  }
  return unknown;
}

void check_settings(const testing::EmbeddedCluster& cluster, std::vector<std::string>& wrong) {
  for (const auto* name : {"fsync", "synchronous_commit", "full_page_writes"}) {
    const auto value = cluster.query(kRegionShard, std::format("SHOW {}", name));
    if (!value || *value != "on") {
      wrong.push_back(std::format("{} is {}: a power cut would lose acknowledged orders", name,
                                  value ? *value : "not known"));
    }
  }
}

}  // namespace

Result<Recorded> run_standard(testing::EmbeddedCluster& cluster, const StandardOptions& options) {
  const auto floor = lay_out(cluster, 40, 60);
  if (!floor) {
    return tl::unexpected(floor.error());
  }
  const BookReader books(cluster, kRegionShard, floor->all());
  if (const auto poison = cluster.query(kRegionShard, kPoison); !poison) {
    return tl::unexpected(poison.error());
  }
  Recorded run;
  check_settings(cluster, run.wrong);
  const auto start = books.rows();
  std::this_thread::sleep_for(Millis{5});
  const auto since = books.clock();
  if (const auto* error = first_error(start, since)) {
    return tl::unexpected(*error);
  }

  Recorder recorder;
  Tally tally;
  Faults faults(cluster, recorder, tally);
  std::atomic<bool> stop{false};
  std::vector<std::thread> threads;
  int client = 0;
  const auto seed = [&] { return options.seed * 1000 + static_cast<std::uint64_t>(client) * 10; };
  const auto begin = [&](auto worker) {
    threads.emplace_back([worker, &stop] { worker->run(stop); });
    ++client;
  };
  for (int i = 0; i < options.buyers; ++i) {
    begin(std::make_shared<Buyer>(cluster, *floor, client, seed(), options.partial_percent, recorder, tally));
  }
  for (int i = 0; i < options.readers; ++i) {
    begin(std::make_shared<Reader>(cluster, *floor, client, seed(), recorder, tally));
  }
  begin(std::make_shared<Warehouse>(cluster, *floor, client, seed(), recorder, tally));
  auto done = faults.run(options.time);
  stop = true;
  for (auto& thread : threads) {
    thread.join();
  }
  keep_first(done, cluster.wait_serving());
  keep_first(done, quiet(cluster));
  run.unknown =
      done ? settle(cluster, recorder, tally) - tally.poisoned : 0;  // poisoned ones were never to be known
  keep_first(done, faults.kill("postgres"));  // what is absent stays absent, what is there is there for good
  keep_first(done, faults.count_deaths(run.wrong));
  if (!done) {
    return tl::unexpected(done.error());
  }

  run.history = std::move(recorder.history());
  run.history.reach = floor->reach;
  run.history.book.start = *start;
  auto end = books.rows();
  const auto read = books.read_since(*since, run.history.book);
  if (const auto* error = first_error(end, read)) {
    return tl::unexpected(*error);
  }
  run.history.book.end = std::move(*end);
  if (tally.deadlocks > 0) {
    run.wrong.push_back(
        std::format("{} deadlocks: rows are not locked in one order", tally.deadlocks.load()));
  }
  if (tally.errors > 0) {
    run.wrong.push_back(std::format("{} answers that the contract does not know", tally.errors.load()));
  }
  run.flips = tally.flips;
  run.conflicts = tally.conflicts;
  run.optimistic = tally.optimistic;
  run.pessimistic = tally.pessimistic;
  run.batched = tally.batched;
  run.poisoned = tally.poisoned;
  run.shed = tally.shed;
  run.kills = faults.kills();
  return run;
}

std::string summary(const Recorded& run) {
  std::map<int, std::size_t> at;
  std::map<Answer, std::size_t> answers;
  for (const auto& call : run.history.orders) {
    if (call.kind == CallKind::kPlace) {
      ++at[call.backend];
      ++answers[call.answer];
    }
  }
  const auto calls = at[0] + at[1];
  std::size_t cancels = 0;
  for (const auto& change : run.history.changes) {
    cancels += change.kind == ChangeKind::kCancel ? 1 : 0;
  }
  std::string kills;
  for (const auto& kill : run.kills) {
    kills += (kills.empty() ? "" : ", ") + kill;
  }
  return std::format(
      "{} calls of PlaceOrder ({} % at a): {} placed, {} refused, {} invalid, {} not known; {} keys unknown "
      "at the "
      "end\n{} changes, {} of them cancels; {} reads; {} flips, {} optimistic takes, {} pessimistic, {} "
      "conflicts; {} "
      "orders in batches; {} poisoned, {} shed\n{} ledger entries, {} attempts, {} orders on record; killed: "
      "{}\n",
      calls, calls == 0 ? 0 : 100 * at[0] / calls, answers[Answer::kDone], answers[Answer::kRefused],
      answers[Answer::kInvalid], answers[Answer::kUnknown], run.unknown, run.history.changes.size(), cancels,
      run.history.reads.size(), run.flips, run.optimistic, run.pessimistic, run.conflicts, run.batched,
      run.poisoned, run.shed, run.history.book.entries.size(), run.history.book.attempts.size(),
      run.history.book.orders.size(), kills);
}

}  // namespace darkstore::history
