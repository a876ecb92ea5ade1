#include "backend/traffic/run.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "backend/traffic/book.h"
#include "backend/traffic/buyer.h"
#include "backend/traffic/demand.h"
#include "backend/traffic/endpoints.h"
#include "backend/traffic/loop.h"
#include "backend/traffic/others.h"
#include "backend/traffic/places.h"
#include "backend/traffic/report.h"
#include "backend/traffic/warehouse.h"
#include "backend/traffic/wire.h"

namespace darkstore::traffic {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr milliseconds kLook = 100ms;
constexpr milliseconds kCallTime = 10s;
constexpr milliseconds kStartTimeMax = 20s;
constexpr milliseconds kWarmUpMax = 8s;       // menus are learnt before the clock starts, the rest later
constexpr milliseconds kSettleTimeMax = 12s;  // for orders under way at the end
constexpr milliseconds kCancelTimeMax = 3s;
constexpr std::size_t kExplorersAtStart = 12;
constexpr std::size_t kExplorersLater = 2;
constexpr double kLooksASecond = 750;  // without orders; what an order takes of them comes off
constexpr double kLooksForAnOrder = 4;
constexpr double kLooksAnOrderMin = 0.5;
constexpr double kLooksAnOrderMax = 50;
constexpr const char* kNameParts[] = {"an", "el", "ma", "os", "ri", "th", "le", "in", "so", "ar"};

milliseconds since(Clock::time_point start) {
  return std::chrono::duration_cast<milliseconds>(Clock::now() - start);
}

/// SIGINT and SIGTERM, waited for between other things. Blocked before any thread starts, so that none dies
/// of them.
class EndSignals {
 public:
  EndSignals() {
    sigemptyset(&set_);
    sigaddset(&set_, SIGINT);
    sigaddset(&set_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
  }
  [[nodiscard]] bool raised() {
    const timespec none{};
    raised_ = raised_ || sigtimedwait(&set_, nullptr, &none) > 0;
    return raised_;
  }

 private:
  sigset_t set_{};
  bool raised_ = false;
};

class Run {
 public:
  explicit Run(const RunOptions& options) : options_(options), dice_(options.seed) {}

  Result<int> go();

 private:
  template <class Stub, class Request, class Response>
  Result<Response> ask(Wire::Method<Stub, Request, Response> method, As as, const Request& request);
  Result<std::vector<v1::Dc>> dcs();
  Result<std::vector<std::int64_t>> customers();
  Result<void> warm_up(Places& places);
  void arrivals(Buyer& buyer, Clock::time_point next);
  void looks(Places& places, double rate, Clock::time_point next);
  void progress(const Buyer& buyer, Clock::time_point start);
  void settle(Buyer& buyer, Crew& crew, Warehouse& warehouse);
  void ask_for_others();
  Result<int> summarise(milliseconds ran);

  const RunOptions& options_;
  EndSignals signals_;
  Dice dice_;
  Book book_;
  OurDoings ours_;
  Tally tally_;
  Progress progress_;
  Loop loop_;
  std::unique_ptr<Wire> wire_;
  bool closed_ = false;
};

/// Asks until someone answers: a backend may be away for a moment.
template <class Stub, class Request, class Response>
Result<Response> Run::ask(Wire::Method<Stub, Request, Response> method, As as, const Request& request) {
  const auto until = Clock::now() + kStartTimeMax;
  for (;;) {
    auto answer = std::make_shared<std::optional<Answer<Response>>>();
    wire_->call<Stub, Request, Response>(method, as, request, kCallTime,
                                         [answer](Answer<Response> came) { *answer = std::move(came); });
    while (!*answer && (closed_ || !signals_.raised())) {
      loop_.turn(Clock::now() + kLook);
    }
    if (!*answer) {
      return fail(ErrorKind::kUnavailable, "", "ended by a signal");
    }
    if ((*answer)->status.ok()) {
      return std::move((*answer)->response);
    }
    if (!worth_retrying((*answer)->status) || Clock::now() >= until) {
      return fail(ErrorKind::kUnavailable, "",
                  "the backends do not serve: " + (*answer)->status.error_message());
    }
    loop_.turn(Clock::now() + kLook);
  }
}

Result<std::vector<v1::Dc>> Run::dcs() {
  const auto listed = ask<v1::NetworkService::Stub, v1::ListDcsRequest, v1::ListDcsResponse>(
      &v1::NetworkService::Stub::AsyncListDcs, As::kViewer, {});
  if (!listed) {
    return tl::unexpected(listed.error());
  }
  if (listed->dcs().empty()) {
    return fail(ErrorKind::kFailedPrecondition, "", "the network has no DC");
  }
  return std::vector<v1::Dc>(listed->dcs().begin(), listed->dcs().end());
}

/// Some hundred of them; who orders does not matter to the stock.
Result<std::vector<std::int64_t>> Run::customers() {
  std::set<std::int64_t> ids;
  for (const char* part : kNameParts) {
    v1::FindCustomersRequest request;
    request.set_search(part);
    request.set_page_size(100);
    const auto found = ask<v1::OrderService::Stub, v1::FindCustomersRequest, v1::FindCustomersResponse>(
        &v1::OrderService::Stub::AsyncFindCustomers, As::kBuyer, request);
    if (!found) {
      return tl::unexpected(found.error());
    }
    for (const auto& customer : found->customers()) {
      ids.insert(customer.id());
    }
  }
  if (ids.empty()) {
    return fail(ErrorKind::kFailedPrecondition, "", "the cluster has no customers");
  }
  return std::vector<std::int64_t>(ids.begin(), ids.end());
}

Result<void> Run::warm_up(Places& places) {
  const auto start = Clock::now();
  places.explore(kExplorersAtStart);
  while (!signals_.raised() && places.waiting() > 0 &&
         (since(start) < kWarmUpMax || (places.ready() == 0 && since(start) < kStartTimeMax))) {
    loop_.turn(Clock::now() + kLook);
  }
  places.explore(kExplorersLater);
  spdlog::info("{} places have a menu after {} ms, {} are still to be looked at", places.ready(),
               since(start).count(), places.waiting());
  if (places.ready() == 0) {
    return fail(ErrorKind::kFailedPrecondition, "", "no place of the network has anything on its menu");
  }
  return {};
}

/// Open loop: the next customer comes when they want to, whatever has become of the last one.
void Run::arrivals(Buyer& buyer, Clock::time_point next) {
  loop_.at(next, [this, &buyer, next] {
    if (!closed_) {
      buyer.arrive(next);
      arrivals(buyer, next + pause(options_.rate, dice_));
    }
  });
}

void Run::looks(Places& places, double rate, Clock::time_point next) {
  loop_.at(next, [this, &places, rate, next] {
    if (!closed_) {
      places.browse(next);
      looks(places, rate, next + pause(rate, dice_));
    }
  });
}

void Run::progress(const Buyer& buyer, Clock::time_point start) {
  loop_.after(1s, [this, &buyer, start] {
    if (!closed_) {
      std::fprintf(stderr, "%s\n", progress_.line(tally_, since(start), buyer.in_flight()).c_str());
      progress(buyer, start);
    }
  });
}

void Run::settle(Buyer& buyer, Crew& crew, Warehouse& warehouse) {
  closed_ = true;
  buyer.close();
  crew.close();
  warehouse.close();
  const auto until = Clock::now() + kSettleTimeMax;
  while (Clock::now() < until && buyer.in_flight() + crew.under_way() + warehouse.under_way() > 0) {
    loop_.turn(std::min(until, Clock::now() + kLook));
  }
  if (buyer.in_flight() > 0) {
    spdlog::warn("{} orders have no outcome yet and are left", buyer.in_flight());
    tally_.errors["UNSETTLED"] += static_cast<std::int64_t>(buyer.in_flight());
  }
}

/// Rows of which more was sold than we know of: did someone else bring it?
void Run::ask_for_others() {
  for (const ShelfKey row : book_.oversold_rows()) {
    std::vector<v1::LedgerEntry> entries;
    v1::ListLedgerRequest request;
    request.set_dc_id(row.dc.value());
    request.set_item_id(row.item.value());
    request.set_page_size(500);
    do {
      const auto page = ask<v1::InventoryService::Stub, v1::ListLedgerRequest, v1::ListLedgerResponse>(
          &v1::InventoryService::Stub::AsyncListLedger, As::kViewer, request);
      if (!page) {  // then the row stays oversold
        spdlog::error("item {} at DC {}: {}", row.item.value(), row.dc.value(), page.error().reason);
        break;
      }
      entries.insert(entries.end(), page->entries().begin(), page->entries().end());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty() && entries.back().version() > book_.opening_version(row));
    const auto units = units_of_others(entries, book_.opening_version(row), ours_);
    book_.received(row, units);
    tally_.units_of_others += units;
  }
}

Result<int> Run::summarise(milliseconds ran) {
  const auto totals = book_.totals();
  const std::string json = summary_json(tally_, totals, ran);
  if (options_.json.empty()) {
    std::printf("%s\n", json.c_str());
    std::fflush(stdout);
  } else {
    std::ofstream file(options_.json);
    file << json << '\n';
    if (!file.flush()) {
      return fail(ErrorKind::kUnavailable, "json", "cannot write " + options_.json.string());
    }
  }
  for (const ShelfKey row : book_.oversold_rows()) {
    spdlog::error("oversold: item {} at DC {}", row.item.value(), row.dc.value());
  }
  return exit_code(totals);
}

Result<int> Run::go() {
  const auto endpoints = read_endpoints(options_.data);
  if (!endpoints) {
    return tl::unexpected(endpoints.error());
  }
  wire_ = std::make_unique<Wire>(loop_, *endpoints);
  const auto network = dcs();
  if (!network) {
    return tl::unexpected(network.error());
  }
  auto people = customers();
  if (!people) {
    return tl::unexpected(people.error());
  }
  Warehouse warehouse({options_.restock, options_.hot}, *wire_, loop_, book_, ours_, tally_, dice_);
  Places places(*wire_, loop_, book_, tally_, dice_, options_.hot,
                [&warehouse](ShelfKey row, std::int32_t) { warehouse.low(row); });
  Crew crew(options_.crew, *wire_, loop_, book_, ours_, tally_, dice_);
  Buyer buyer({options_.clients, options_.hot, std::move(*people)}, *wire_, loop_, places, book_, crew,
              tally_, dice_);
  places.settle(*network);
  if (auto warm = warm_up(places); !warm) {
    return tl::unexpected(warm.error());
  }
  const auto start = Clock::now();
  const double looks_rate =
      options_.rate * (options_.browse >= 0 ? options_.browse : browse_default(options_.rate));
  arrivals(buyer, start + pause(options_.rate, dice_));
  if (looks_rate > 0) {
    looks(places, looks_rate, start + pause(looks_rate, dice_));
  }
  progress(buyer, start);
  const auto end = options_.time.count() > 0 ? start + options_.time : Clock::time_point::max();
  while (Clock::now() < end && !signals_.raised()) {
    loop_.turn(std::min(end, Clock::now() + kLook));
  }
  const auto ran = since(start);
  settle(buyer, crew, warehouse);
  ask_for_others();
  return summarise(ran);
}

}  // namespace

double browse_default(double rate) {
  return std::clamp((kLooksASecond - kLooksForAnOrder * rate) / rate, kLooksAnOrderMin, kLooksAnOrderMax);
}

Result<int> run(const RunOptions& options) {
  return Run(options).go();
}

}  // namespace darkstore::traffic
