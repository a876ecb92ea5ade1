#include <grpcpp/grpcpp.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <memory>
#include <random>
#include <semaphore>
#include <thread>
#include <vector>

#include "backend/traffic/endpoints.h"
#include "darkstore/v1/order.grpc.pb.h"
#include "shared/uuid.h"
#include "tests/bench/orders/load.h"

namespace darkstore::bench {
namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr std::chrono::seconds kAnswerTimeMax{10};
constexpr std::int64_t kCustomers = 1'000;

/// The stages of an order as the backend timed them, summed.
struct Stages {
  double nearby = 0;
  double plan = 0;
  double lane_wait = 0;
  double transaction = 0;
  double commit = 0;
  double total = 0;
  double batch = 0;
  double rounds = 0;
};

/// One thread sends, another takes the answers; a semaphore bounds what is under way.
class Load {
 public:
  Load(const LoadOptions& options, const traffic::Endpoints& endpoints, std::vector<Basket> baskets)
      : options_(options),
        baskets_(std::move(baskets)),
        bearer_("Bearer " + endpoints.buyer),
        random_(options.seed),
        free_(options.in_flight) {
    for (const auto& target : endpoints.backends) {
      backends_.push_back(
          v1::OrderService::NewStub(grpc::CreateChannel(target, grpc::InsecureChannelCredentials())));
    }
  }

  void run();
  [[nodiscard]] Numbers numbers() const;
  [[nodiscard]] const Units& book() const { return book_; }
  [[nodiscard]] const std::string& complaint() const { return complaint_; }

 private:
  struct Call {
    grpc::ClientContext context;
    std::unique_ptr<grpc::ClientAsyncResponseReader<v1::PlaceOrderResponse>> reader;
    v1::PlaceOrderResponse response;
    grpc::Status status;
    Clock::time_point intended;
  };

  void send(Clock::time_point intended);
  void take_answers();
  void count(const Call& call);
  void count_granted(const Call& call, bool measured);
  static double cpu_seconds();

  const LoadOptions& options_;
  std::vector<Basket> baskets_;
  std::string bearer_;
  std::mt19937_64 random_;  // sender only
  std::vector<std::unique_ptr<v1::OrderService::Stub>> backends_;
  std::size_t sent_ = 0;  // sender only
  grpc::CompletionQueue queue_;
  std::counting_semaphore<> free_;

  Clock::time_point begin_;  // of the measured time
  Clock::time_point end_;
  double cpu_ = 0;

  // The thread that takes answers only, until it ended.
  Units book_;
  Stages stages_;
  std::vector<float> took_ms_;
  std::int64_t granted_in_time_ = 0;
  std::int64_t granted_ = 0;
  std::int64_t refused_ = 0;
  std::int64_t shed_ = 0;
  std::int64_t failed_ = 0;
  std::int64_t conflicts_ = 0;
  std::string complaint_;
};

double Load::cpu_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

void Load::send(Clock::time_point intended) {
  const auto& basket = baskets_[random_() % baskets_.size()];
  const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  v1::PlaceOrderRequest request;
  request.set_key(basket.region + "." +
                  Uuid::v7(now, static_cast<std::uint16_t>(random_() & 0xFFFU), random_()).text());
  request.set_customer_id(1 + static_cast<std::int64_t>(random_() % kCustomers));
  request.mutable_position()->set_latitude(basket.latitude);
  request.mutable_position()->set_longitude(basket.longitude);
  request.set_payment(v1::ON_ACCOUNT);
  for (const auto item : basket.items) {
    auto* line = request.add_lines();
    line->set_item_id(item.value());
    line->set_quantity(1);
  }
  auto call = std::make_unique<Call>();
  call->intended = intended;
  call->context.AddMetadata("authorization", bearer_);
  call->context.set_wait_for_ready(true);
  call->context.set_deadline(std::chrono::system_clock::now() + kAnswerTimeMax);
  auto& backend = *backends_[sent_++ % backends_.size()];
  call->reader = backend.AsyncPlaceOrder(&call->context, request, &queue_);
  auto* left = call.release();  // the completion queue owns it until it is answered
  left->reader->Finish(&left->response, &left->status, left);
}

void Load::take_answers() {
  void* tag = nullptr;
  bool ok = false;
  while (queue_.Next(&tag, &ok)) {
    const std::unique_ptr<Call> call(static_cast<Call*>(tag));
    free_.release();
    count(*call);
  }
}

void Load::count(const Call& call) {
  const bool measured = call.intended >= begin_ && call.intended < end_;
  if (!call.status.ok()) {
    const bool shed = call.status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED;
    ++(shed ? shed_ : failed_);
    if (!shed && complaint_.empty()) {
      complaint_ = call.status.error_message();
    }
  } else if (call.response.has_placed()) {
    count_granted(call, measured);
  } else {
    refused_ += measured ? 1 : 0;
    if (complaint_.empty()) {
      complaint_ = "refused: " + call.response.refused().text();
    }
  }
}

void Load::count_granted(const Call& call, bool measured) {
  for (const auto& line : call.response.lines()) {
    for (const auto& part : line.parts()) {
      book_[{DcId{part.dc_id()}, ItemId{line.item_id()}}] += part.quantity();
    }
  }
  const auto now = Clock::now();
  granted_in_time_ += now >= begin_ && now < end_ ? 1 : 0;
  if (!measured) {
    return;
  }
  ++granted_;
  took_ms_.push_back(std::chrono::duration<float, std::milli>(now - call.intended).count());
  conflicts_ +=
      std::ranges::any_of(call.response.lines(), [](const auto& l) { return l.retries() > 0; }) ? 1 : 0;
  const auto& timing = call.response.timing();
  stages_.nearby += static_cast<double>(timing.nearby_us());
  stages_.plan += static_cast<double>(timing.plan_us());
  stages_.lane_wait += static_cast<double>(timing.lane_wait_us());
  stages_.transaction += static_cast<double>(timing.transaction_us());
  stages_.commit += static_cast<double>(timing.commit_us());
  stages_.total += static_cast<double>(timing.total_us());
  stages_.batch += timing.batch_orders();
  stages_.rounds += timing.rounds();
}

void Load::run() {
  const auto start = Clock::now();
  begin_ = start + std::chrono::duration_cast<Clock::duration>(Seconds(options_.warm_up));
  end_ = begin_ + std::chrono::duration_cast<Clock::duration>(Seconds(options_.seconds));
  std::thread answers([this] { take_answers(); });
  bool measuring = false;
  for (std::int64_t n = 0;; ++n) {
    auto intended = Clock::now();
    if (options_.rate > 0) {
      intended = start +
                 std::chrono::duration_cast<Clock::duration>(Seconds(static_cast<double>(n) / options_.rate));
      std::this_thread::sleep_until(intended);
    }
    free_.acquire();
    if (options_.rate <= 0) {
      intended = Clock::now();
    }
    if (!measuring && intended >= begin_) {
      measuring = true;
      std::fprintf(stderr, "%s\n", kMeasuring);
      cpu_ = -cpu_seconds();
    }
    if (intended >= end_) {
      free_.release();
      break;
    }
    send(intended);
  }
  for (int i = 0; i < options_.in_flight; ++i) {
    free_.acquire();  // every order is answered
  }
  cpu_ += cpu_seconds();
  std::fprintf(stderr, "%s\n", kMeasured);
  queue_.Shutdown();
  answers.join();
}

Numbers Load::numbers() const {
  auto sorted = took_ms_;
  std::ranges::sort(sorted);
  const auto at = [&](double share) {
    return sorted.empty()
               ? 0.0
               : static_cast<double>(
                     sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))]);
  };
  const auto orders = static_cast<double>(std::max<std::int64_t>(1, granted_));
  return {{"granted", static_cast<double>(granted_)},
          {"granted_s", static_cast<double>(granted_in_time_) / options_.seconds},
          {"refused", static_cast<double>(refused_)},
          {"shed", static_cast<double>(shed_)},
          {"failed", static_cast<double>(failed_)},
          {"conflicts", static_cast<double>(conflicts_)},
          {"p50_ms", at(0.5)},
          {"p99_ms", at(0.99)},
          {"p999_ms", at(0.999)},
          {"max_ms", at(1)},
          {"cpu_s", cpu_},
          {"nearby_us", stages_.nearby / orders},
          {"plan_us", stages_.plan / orders},
          {"lane_wait_us", stages_.lane_wait / orders},
          {"transaction_us", stages_.transaction / orders},
          {"commit_us", stages_.commit / orders},
          {"total_us", stages_.total / orders},
          {"batch_mean", stages_.batch / orders},
          {"rounds_mean", stages_.rounds / orders}};
}

Result<void> write_book(const Units& book, const std::filesystem::path& file) {
  std::ofstream out(file);
  for (const auto& [row, units] : book) {
    out << row.dc.value() << ' ' << row.item.value() << ' ' << units << '\n';
  }
  out.close();
  return out ? Result<void>{} : fail(ErrorKind::kInternal, "", "cannot write " + file.string());
}

}  // namespace

Result<void> run_load(const LoadOptions& options) {
  const auto endpoints = traffic::read_endpoints(options.data);
  auto baskets = read_baskets(options.baskets);
  if (const auto* error = first_error(endpoints, baskets)) {
    return tl::unexpected(*error);
  }
  Load load(options, *endpoints, std::move(*baskets));
  load.run();
  if (!load.complaint().empty()) {
    std::fprintf(stderr, "an order was not placed: %s\n", load.complaint().c_str());
  }
  std::puts(json_line(load.numbers()).c_str());
  return write_book(load.book(), options.book);
}

}  // namespace darkstore::bench
