#include "backend/traffic/wire.h"

namespace darkstore::traffic {
namespace {

constexpr std::chrono::milliseconds kAwayTime{500};
constexpr int kReconnectMsMax = 1'000;
constexpr int kReconnectMsMin = 100;

std::shared_ptr<grpc::Channel> open_channel(const std::string& target) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, kReconnectMsMin);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, kReconnectMsMin);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, kReconnectMsMax);
  return grpc::CreateCustomChannel(target, grpc::InsecureChannelCredentials(), arguments);
}

}  // namespace

bool outcome_unknown(const grpc::Status& status) {
  switch (status.error_code()) {
    case grpc::StatusCode::UNAVAILABLE:
    case grpc::StatusCode::DEADLINE_EXCEEDED:
    case grpc::StatusCode::UNKNOWN:
    case grpc::StatusCode::CANCELLED:
    case grpc::StatusCode::INTERNAL:
      return true;
    default:
      return false;
  }
}

bool worth_retrying(const grpc::Status& status) {
  return outcome_unknown(status) || status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED ||
         status.error_code() == grpc::StatusCode::ABORTED;
}

std::string code_name(grpc::StatusCode code) {
  static constexpr const char* kNames[] = {
      "OK",        "CANCELLED",      "UNKNOWN",           "INVALID_ARGUMENT",   "DEADLINE_EXCEEDED",
      "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION",
      "ABORTED",   "OUT_OF_RANGE",   "UNIMPLEMENTED",     "INTERNAL",           "UNAVAILABLE",
      "DATA_LOSS", "UNAUTHENTICATED"};
  const auto at = static_cast<std::size_t>(code);
  return at < std::size(kNames) ? kNames[at] : "UNKNOWN";
}

Wire::Wire(Loop& loop, const Endpoints& endpoints)
    : loop_(loop),
      viewer_("Bearer " + endpoints.viewer),
      buyer_("Bearer " + endpoints.buyer),
      floor_("Bearer " + endpoints.floor) {
  for (const std::string& target : endpoints.backends) {
    const auto channel = open_channel(target);
    Backend backend;
    backend.stubs = {v1::NetworkService::NewStub(channel), v1::AvailabilityService::NewStub(channel),
                     v1::InventoryService::NewStub(channel), v1::OrderService::NewStub(channel)};
    backends_.push_back(std::move(backend));
  }
}

Wire::~Wire() {
  cancel_all();  // the loop outlives us and frees what they leave
}

std::size_t Wire::choose(std::size_t avoid) {
  const auto now = Clock::now();
  std::size_t chosen = kAnyBackend;
  for (std::size_t i = 0; i < backends_.size() && chosen == kAnyBackend; ++i) {
    const std::size_t next = (turn_ + i) % backends_.size();
    if (next != avoid && backends_[next].away_until <= now) {
      chosen = next;
    }
  }
  if (chosen == kAnyBackend) {  // none is better than another
    chosen = turn_ % backends_.size();
  }
  turn_ = chosen + 1;
  return chosen;
}

const std::string& Wire::bearer(As as) const {
  switch (as) {
    case As::kBuyer:
      return buyer_;
    case As::kFloor:
      return floor_;
    default:
      return viewer_;
  }
}

void Wire::answered(grpc::ClientContext* context, std::size_t backend, const grpc::Status& status) {
  calls_.erase(context);
  if (status.error_code() == grpc::StatusCode::UNAVAILABLE) {
    backends_[backend].away_until = Clock::now() + kAwayTime;
  }
}

void Wire::cancel_all() {
  for (grpc::ClientContext* context : calls_) {
    context->TryCancel();
  }
}

}  // namespace darkstore::traffic
