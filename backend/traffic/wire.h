#pragma once

#include <grpcpp/grpcpp.h>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <tuple>
#include <unordered_set>
#include <utility>
#include <vector>

#include "backend/traffic/endpoints.h"
#include "backend/traffic/loop.h"
#include "darkstore/v1/availability.grpc.pb.h"
#include "darkstore/v1/inventory.grpc.pb.h"
#include "darkstore/v1/network.grpc.pb.h"
#include "darkstore/v1/order.grpc.pb.h"

namespace darkstore::traffic {

namespace v1 = darkstore::v1;

/// In whose name a call is made.
enum class As { kViewer, kBuyer, kFloor };

/// What came of a call.
template <class Response>
struct Answer {
  grpc::Status status;
  Response response;
  std::size_t backend = 0;  ///< that was asked
};

/// Whether the backend may have done what was asked although it did not say so.
[[nodiscard]] bool outcome_unknown(const grpc::Status& status);
/// Whether asking again may help: the outcome is unknown, or the backend was busy.
[[nodiscard]] bool worth_retrying(const grpc::Status& status);
/// "UNAVAILABLE"
[[nodiscard]] std::string code_name(grpc::StatusCode code);

inline constexpr std::size_t kAnyBackend = static_cast<std::size_t>(-1);

/// The calls to all backends: takes them in turn, passes over one that did not answer a moment ago. Loop
/// thread only.
class Wire {
 public:
  Wire(Loop& loop, const Endpoints& endpoints);
  ~Wire();
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  template <class Stub, class Request, class Response>
  using Method = std::unique_ptr<grpc::ClientAsyncResponseReader<Response>> (Stub::*)(grpc::ClientContext*,
                                                                                      const Request&,
                                                                                      grpc::CompletionQueue*);
  /// Sends a request; `done` runs on the loop once, in any case.
  /// @param method  &v1::OrderService::Stub::AsyncPlaceOrder
  /// @param avoid   the backend that was asked before and did not help
  template <class Stub, class Request, class Response>
  void call(Method<Stub, Request, Response> method, As as, const Request& request,
            std::chrono::milliseconds time_max, std::function<void(Answer<Response>)> done,
            std::size_t avoid = kAnyBackend) {
    auto pending = std::make_unique<Pending<Response>>();
    pending->wire = this;
    pending->done = std::move(done);
    pending->answer.backend = choose(avoid);
    pending->context.set_deadline(std::chrono::system_clock::now() + time_max);
    pending->context.AddMetadata("authorization", bearer(as));
    calls_.insert(&pending->context);
    Stub& stub = *std::get<std::unique_ptr<Stub>>(backends_[pending->answer.backend].stubs);
    pending->reader = (stub.*method)(&pending->context, request, &loop_.answers());
    auto* left = pending.release();  // the completion queue owns it until it is answered
    left->reader->Finish(&left->answer.response, &left->answer.status, static_cast<Answered*>(left));
  }

  [[nodiscard]] std::size_t in_flight() const { return calls_.size(); }
  /// Ends every call that still runs; each is answered CANCELLED.
  void cancel_all();

 private:
  template <class Response>
  struct Pending final : Answered {
    Wire* wire = nullptr;
    grpc::ClientContext context;
    std::unique_ptr<grpc::ClientAsyncResponseReader<Response>> reader;
    Answer<Response> answer;
    std::function<void(Answer<Response>)> done;
    void finish() override {
      wire->answered(&context, answer.backend, answer.status);
      done(std::move(answer));
    }
  };
  struct Backend {
    std::tuple<std::unique_ptr<v1::NetworkService::Stub>, std::unique_ptr<v1::AvailabilityService::Stub>,
               std::unique_ptr<v1::InventoryService::Stub>, std::unique_ptr<v1::OrderService::Stub>>
        stubs;
    Clock::time_point away_until{};
  };

  [[nodiscard]] std::size_t choose(std::size_t avoid);
  [[nodiscard]] const std::string& bearer(As as) const;
  void answered(grpc::ClientContext* context, std::size_t backend, const grpc::Status& status);

  Loop& loop_;
  std::string viewer_;
  std::string buyer_;
  std::string floor_;
  std::vector<Backend> backends_;
  std::size_t turn_ = 0;
  std::unordered_set<grpc::ClientContext*> calls_;
};

}  // namespace darkstore::traffic
